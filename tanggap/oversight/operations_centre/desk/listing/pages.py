"""The reports behind a figure, as a list that goes on and as a table to take along."""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.kit import spreadsheet
from tanggap.kit.errors import Invalid
from tanggap.kit.geo import tile
from tanggap.kit.spreadsheet import Cell
from tanggap.kit.web import Page, Pages, Request, Response, get
from tanggap.kit.words import Say, say
from tanggap.oversight.operations_centre.desk import naming, store
from tanggap.oversight.operations_centre.desk.asked import ADDRESS, REPORTS, listed, only_of
from tanggap.oversight.operations_centre.desk.calling import contacts
from tanggap.oversight.operations_centre.desk.listing import store as lines
from tanggap.oversight.operations_centre.desk.listing.store import Row
from tanggap.oversight.operations_centre.desk.pages import PLACE
from tanggap.oversight.operations_centre.desk.rules import By, Only
from tanggap.oversight.operations_centre.desk.scope import chosen, today
from tanggap.oversight.operations_centre.desk.store import Chosen, Found, Mark
from tanggap.oversight.operations_centre.desk.views import Chip, LateCard, Link, ReportsPage
from tanggap.oversight.operations_centre.tiles import rules as tiles
from tanggap.oversight.operations_centre.tiles.rules import Square
from tanggap.oversight.operations_centre.wanted import Wanted, wanted
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.views import Glimpse

AnyRequest = Request[Any, Any, Any]
PAGE = 30
CSV_MOST = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MARK_BYTES = 24
TITLES: Mapping[Only | None, Say] = {
    None: say("Laporan yang diterima"),
    Only.OPEN: say("Yang masih terbuka"),
    Only.DONE: say("Yang selesai"),
    Only.LATE: say("Yang lewat batas"),
    Only.RATED: say("Yang dinilai warga"),
}
HEADING = (
    say("Nomor"),
    say("Diterima"),
    say("Jenis"),
    say("Unit"),
    say("Wilayah"),
    say("Saluran"),
    say("Status"),
    say("Batas"),
    say("Dikerjakan"),
    say("Ditutup"),
    say("Bintang"),
    say("Dukungan"),
)


@get(REPORTS, act="operate")
async def show_reports(desk: Desk, request: AnyRequest) -> Page:
    """The reports an address asks for, thirty at a time: the newest first, of the late ones the longest late."""
    query = dict(request.query_params)
    those = wanted(query, desk.ground, today=today(desk))
    only, mark, square = only_of(query), _mark(query.get("after", "")), _square(query)
    these = _there(chosen(desk, those), square)
    found = await store.behind(desk.db, desk.city, these, only, now=desk.now(), mark=mark, limit=PAGE + 1)
    page = ReportsPage(
        title=TITLES[only],
        count=await store.count(desk.db, desk.city, these, only, now=desk.now()),
        most=store.MOST_COUNTED,
        cards=await _cards(desk, found[:PAGE]),
        chips=(
            *naming.chips(desk, those, lambda field: listed(_without(those, field), only, square=square)),
            *_place(those, only, square),
        ),
        first=those.period.first if those.period is not None else None,
        last=those.period.last if those.period is not None else None,
        only=tuple(
            Link(href=listed(those, each, square=square), word=word, here=each is only)
            for each, word in TITLES.items()
        ),
        desk=f"{ADDRESS}?{those.query}",
        csv=listed(those, only, path=f"{REPORTS}.csv", square=square),
        start=listed(those, only, square=square) if mark is not None else None,
        next=_next(listed(those, only, square=square), found),
    )
    return Page("desk/reports.html", page, place=PLACE)


@get(f"{REPORTS}.csv", act="operate")
async def download_reports(desk: Desk, request: AnyRequest) -> Response[str]:
    """The same as a table, without anybody's words; noted in the trail."""
    query = dict(request.query_params)
    those, only = wanted(query, desk.ground, today=today(desk)), only_of(query)
    # What is guarded is opened one by one, for a purpose, and never taken along.
    these = replace(_there(chosen(desk, those), _square(query)), guarded=False)
    found = await store.behind(desk.db, desk.city, these, only, now=desk.now(), mark=None, limit=CSV_MOST)
    rows = await lines.rows(desk.db, desk.city, [each.report for each in found])
    await audit.note(desk, "operations.csv", rows=len(rows), only=only)
    text = spreadsheet.written([desk.tongue(word) for word in HEADING], (_cells(desk, row) for row in rows))
    name = f"{desk.ground.known.slug}-{today(desk)}.csv"
    return Response(
        text, media_type="text/csv", headers={"content-disposition": f'attachment; filename="{name}"'}
    )


def _square(query: Mapping[str, str]) -> Square | None:
    """The tile of the map an address asks for: what lies behind a cluster. Raises Invalid."""
    text = query.get("square", "").strip()
    return tiles.read_square(text) if text else None


def _there(these: Chosen, square: Square | None) -> Chosen:
    return these if square is None else replace(these, cells=tile(*square))


def _place(those: Wanted, only: Only | None, square: Square | None) -> tuple[Chip, ...]:
    if square is None:
        return ()
    return (Chip(word=say("Tempat"), name=f"{square.z}/{square.x}/{square.y}", href=listed(those, only)),)


def _without(those: Wanted, field: str) -> Wanted:
    """The same with one field asking for nothing."""
    return Wanted(**{name: getattr(those, name) for name in those.__struct_fields__ if name != field})


async def _cards(desk: Desk, found: Sequence[Found]) -> tuple[LateCard, ...]:
    glimpses = await views.glimpses(desk.db, desk.city, [each.report for each in found])
    ways = await contacts(desk, (each.agency for each in glimpses))
    cards: list[LateCard] = []
    for each in glimpses:
        card = views.task_card(desk.ground, each, desk.tongue, desk.now(), href=_report(desk, each))
        late = card.due is not None and card.due.late
        cards.append(
            LateCard(
                card=card,
                holder=naming.name_of(desk, By.AGENCY, each.agency) if each.agency else None,
                contact=ways.get(each.agency) if late and each.agency else None,
            )
        )
    return tuple(cards)


def _report(desk: Desk, glimpse: Glimpse) -> str:
    """Where whoever asks decides about a report, or reads it."""
    if desk.actor.is_a(Role.COORDINATOR):
        return f"/triage/{numbers.show(desk.ground.known.code, glimpse.number)}"
    return views.report_path(desk.ground, glimpse.number)


def _next(href: str, found: Sequence[Found]) -> str | None:
    if len(found) <= PAGE:
        return None
    last = found[PAGE - 1]
    micros = (last.at - _EPOCH) // _MICROSECOND
    mark = base64.urlsafe_b64encode(micros.to_bytes(8, "big", signed=True) + last.report.bytes).decode()
    return f"{href}{'&' if '?' in href else '?'}after={mark}"


def _mark(text: str) -> Mark | None:
    """The mark a page begins behind. Raises Invalid for what is none."""
    if not text:
        return None
    try:
        read = base64.urlsafe_b64decode(text.encode("ascii"))
        if len(read) != _MARK_BYTES:
            raise ValueError("no mark of ours")
        at = _EPOCH + int.from_bytes(read[:8], "big", signed=True) * _MICROSECOND
        return Mark(report=UUID(bytes=read[8:]), at=at)
    except (ValueError, OverflowError):
        raise Invalid(say("Pilihan ini tidak dikenal: {code}.", code="after"), field="after") from None


def _cells(desk: Desk, row: Row) -> tuple[Cell, ...]:
    zone = desk.ground.zone

    def moment(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat(timespec="minutes") if at is not None else None

    return (
        numbers.show(desk.ground.known.code, row.number),
        moment(row.received_at),
        naming.name_of(desk, By.KIND, row.kind),
        naming.name_of(desk, By.AGENCY, row.agency),
        naming.name_of(desk, By.AREA, row.area),
        naming.name_of(desk, By.CHANNEL, row.channel),
        naming.name_of(desk, By.STATUS, row.status),
        moment(row.due_at),
        moment(row.resolved_at),
        moment(row.closed_at),
        row.stars,
        row.supporters,
    )


PAGES = Pages(routes=[show_reports, download_reports])
