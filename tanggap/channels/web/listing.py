"""The public list for programs: the feed's filters, words and orders, as JSON."""

from typing import Annotated, Any

from litestar.params import Parameter
from msgspec import Struct

from tanggap.channels.web.api import ReportAnswer
from tanggap.city.desk import Desk
from tanggap.journey.feed import asked as asking
from tanggap.journey.feed.reading import read
from tanggap.journey.search.public import public_text
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Request, get, setting_of
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report.views import Glimpse, Reader, cover, glimpses, photo_path, promised_at, told_at

MOST = 100


class ReportsAnswer(Struct, frozen=True, kw_only=True):
    """A page of the public list. ``next`` is sent as ``before`` for the page behind it; null at the end."""

    reports: tuple[ReportAnswer, ...]
    next: str | None


@get("/api/v1/reports", act="anyone", summary="List what the public may read")
async def list_reports(
    desk: Desk,
    request: Request[Any, Any, Any],
    *,
    q: Annotated[str, Parameter(description="words to look for; typing errors are allowed")] = "",
    kind: Annotated[str, Parameter(description="slug of a kind, or of a group of kinds")] = "",
    status: Annotated[str, Parameter(description="waiting, moving, done or aside")] = "",
    area: Annotated[str, Parameter(description="code of a kelurahan, such as 32.75.01.1002")] = "",
    agency: Annotated[str, Parameter(description="slug of the agency that answers")] = "",
    order: Annotated[str, Parameter(description="newest, supported, or nearest with near")] = "",
    near: Annotated[str, Parameter(description="lon,lat in degrees; rounded to a kilometre")] = "",
    before: Annotated[str, Parameter(description="the next of the page before")] = "",
    limit: Annotated[int, Parameter(description="how many, 1 to 100")] = 20,
) -> ReportsAnswer:
    """The reports anybody may read, a page at a time. What the city has not is refused, not left aside."""
    asked = asking.address(
        desk.ground, q=q, kind=kind, status=status, area=area, agency=agency, order=order, near=near
    )
    said = {"kind": kind, "status": status, "area": area, "agency": agency}
    for field, value in said.items():
        if value != getattr(asked, field):
            raise Invalid(say("Nilai ini tidak dikenal."), field=field)
    if order and order != asked.order:
        raise Invalid(say("Urutan ini tidak dikenal, atau tempatnya belum disebut."), field="order")
    if not 1 <= limit <= MOST:
        raise Invalid(say("Jumlahnya 1 sampai {most}.", most=MOST), field="limit")
    sheet = await read(desk, asked, limit=limit, before=numbers.read(before).digits if before else None)
    seen = await glimpses(desk.db, desk.city, sheet.reports)
    root = f"{setting_of(request).base_url}/{desk.ground.known.slug}"
    reports = tuple(_report(desk, each, root) for each in seen)
    return ReportsAnswer(reports=reports, next=reports[-1].number if reports and sheet.older else None)


def _report(desk: Desk, seen: Glimpse, root: str) -> ReportAnswer:
    zone, known = desk.ground.zone, desk.ground.known
    number = numbers.show(known.code, seen.number)
    return ReportAnswer(
        number=number,
        city=known.slug,
        status=seen.status,
        kind=seen.kind,
        area=seen.area,
        agency=seen.agency,
        received_at=told_at(seen.received_at, seen, reader=Reader.PUBLIC, zone=zone),
        due_at=seen.due_at and promised_at(seen.due_at, seen, reader=Reader.PUBLIC, zone=zone),
        closed_at=seen.closed_at and told_at(seen.closed_at, seen, reader=Reader.PUBLIC, zone=zone),
        text=public_text(seen.text) or None,
        photos=_photos(desk, seen, root),
        url=f"{root}/reports/{number}",
    )


def _photos(desk: Desk, seen: Glimpse, root: str) -> tuple[str, ...]:
    if seen.photo is None or cover(desk.ground, seen, desk.tongue) is None:
        return ()
    return (f"{root}{photo_path(seen.photo, 1600, 'jpeg')}",)
