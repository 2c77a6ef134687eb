"""Finding one's report again: by its number, and by its key where it is nobody else's business."""

from datetime import timedelta
from typing import Any

from msgspec import Struct

from tanggap.channels.web import store
from tanggap.channels.web.finding import lead_to
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.ground import Ground
from tanggap.journey.information.views import track_path
from tanggap.journey.reception import Reception
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.kit.web import Form, Page, Request, Response, get, post
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.parties import may_know
from tanggap.report.report import Report
from tanggap.report.reporter import store as reporters
from tanggap.report.views import report_path

TRIES_MOST = 20
TRIES_WITHIN = timedelta(minutes=10)
NUMBER_MOST = 40
_DIGEST = "report-key-try"

# One sentence for a wrong key and for a report that is not there: the answer tells nothing.
_NO = say("Nomor dan kunci ini tidak cocok. Periksa lagi keduanya.")
_TOO_MANY = say("Terlalu sering salah. Coba lagi sepuluh menit lagi.")


class TrackPage(Struct, frozen=True, kw_only=True):
    """What web/track.html is given."""

    number: str = ""
    errors: dict[str, Say] = {}


@get("/track", act="anyone")
async def show_track(desk: Desk, *, number: str = "") -> Page:
    """The form for number and key; the number may come with the address, the key never does."""
    return Page("web/track.html", TrackPage(number=number[:NUMBER_MOST]), place="track")


@post("/track", act="anyone")
async def track(
    request: Request[Any, Any, Any], form: Form, reception: Reception, open_desk: OpenDesk, gate: Gate
) -> Response[str]:
    """Open a report: to its reporter with the key, else as anybody may see it."""
    here: Ground = request.state.ground
    with gate.offered(Offer.of(request, door="track", city=here.id)):
        return await _tracked(request, form, reception, open_desk)


async def _tracked(
    request: Request[Any, Any, Any], form: Form, reception: Reception, open_desk: OpenDesk
) -> Response[str]:
    written = form.text("number") or ""
    try:
        read = numbers.read(written)
        here: Ground = request.state.ground
        if (inquiry := track_path(here, read)) is not None:
            told = say("Ini nomor permohonan informasi. Ketik kuncinya di sini.")
            return lead_to(request, here, inquiry, flash=told, tone="moving")
        city = reception.city_of(read.code)
    except Refused as wrong:
        return _again(written, "number", wrong.say)
    async with open_desk(city) as desk:
        report = await _found(desk, read.digits)
        key = form.text("key")
        if key is None:
            return _without_key(request, desk, report, written)
        origin = desk.tools.secrets.digest(
            _DIGEST, (request.client.host if request.client else "").encode()
        ).hex()
        if await store.tries(desk.db, origin, since=desk.now() - TRIES_WITHIN) >= TRIES_MOST:
            return _again(written, "key", _TOO_MANY)
        if report is None or desk.actor.session is None or not reception.opens(key, report):
            name = desk.tools.secrets.digest(_DIGEST, f"{city}/{read.digits}".encode()).hex()
            await store.keep_try(desk.db, name, origin, at=desk.now())
            return _again(written, "key", _NO)
        await reporters.hold(desk.db, city, desk.actor, report.id, at=desk.now())
    return lead_to(request, desk.ground, report_path(desk.ground, report.number))


def _without_key(
    request: Request[Any, Any, Any], desk: Desk, report: Report | None, written: str
) -> Response[str]:
    if report is None or not (report.listed or may_know(desk.ground, desk.actor, report)):
        return _again(
            written, "number", say("Laporan ini tidak ditemukan. Untuk laporan rahasia, isi juga kuncinya.")
        )
    return lead_to(request, desk.ground, report_path(desk.ground, report.number))


async def _found(desk: Desk, digits: int) -> Report | None:
    try:
        return await reports.find(desk.db, desk.city, digits)
    except Missing:
        return None


def _again(written: str, field: str, why: Say) -> Page:
    page = TrackPage(number=written, errors={field: why})
    return Page("web/track.html", page, place="track", status_code=Invalid.status)
