"""A report behind an address of this door: found by its number, for those who may know of it."""

from typing import Any

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Redirect, Request, Response, setting_of
from tanggap.kit.web.pages import Tone
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.parties import guarded
from tanggap.report.report import Report
from tanggap.report.reporter import store as reporters
from tanggap.report.views import Reader, reader_of


async def find(desk: Desk, written: str) -> tuple[Report, Reader]:
    """The report of this number, and as whom this browser may read it.

    Raises Missing alike for a number nobody has, one of another city, and one that is not theirs to know.
    """
    try:
        read = numbers.read(written)
    except Invalid as wrong:
        raise Missing(wrong.say) from None
    if read.code != desk.ground.known.code:
        raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
    report = await reports.find(desk.db, desk.city, read.digits)
    own = await reporters.holds(desk.db, desk.city, desk.actor, report.id)
    return report, await reading(desk, report, own=own)


async def reading(desk: Desk, report: Report, *, own: bool) -> Reader:
    """As whom this browser may read a report; that somebody of staff reads a guarded one is audited. Raises Missing."""
    reader = reader_of(desk.ground, desk.actor, report, own=own)
    if reader is Reader.STAFF and guarded(report):
        await audit.note(desk, "read", thing=report.id)
    return reader


def lead_to(
    request: Request[Any, Any, Any],
    ground: Ground,
    href: str,
    *,
    flash: Say | None = None,
    tone: Tone = "done",
) -> Response[str]:
    """Lead a browser to a path in a city, which may be another than it came to."""
    here: Ground = request.state.ground
    if ground.id == here.id:
        return Redirect(href, flash=flash, tone=tone)
    address = address_in(request, ground, href)
    return Response("", status_code=303, headers={"location": address}, media_type="text/plain")


def address_in(request: Request[Any, Any, Any], ground: Ground, href: str) -> str:
    """Where a path of a city is for this browser: below the prefix it came by, or in that other city."""
    here: Ground = request.state.ground
    setting = setting_of(request)
    return setting.path(href) if ground.id == here.id else f"{setting.base_url}/{ground.known.slug}{href}"
