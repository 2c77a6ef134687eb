"""The pages on which guarded reports and original pictures are opened, and the one that says who looked at them."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import store as people
from tanggap.journey.protected import store
from tanggap.journey.protected.consent import choose
from tanggap.journey.protected.opening import choices_of, open_report, show_opening
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report.choices import Choice, Refusal, refusal
from tanggap.report.photos import store as pictures
from tanggap.report.purposes import actions, rules
from tanggap.report.purposes.rules import PURPOSE_WORDS, Purpose, What
from tanggap.report.report import Report
from tanggap.report.transitions import Party

PLACE = "protected"
ACTS = {
    actions.OPENED: say("Membuka laporan rahasia"),
    "read": say("Membaca laporan rahasia"),
    actions.STATED: say("Membuka foto asli"),
    actions.SEEN: say("Melihat foto asli"),
    "inquiry_identity": say("Melihat nomor identitas pemohon informasi"),
}


class OriginalsPage(Struct, frozen=True, kw_only=True):
    """What protected/originals.html is given; without ``until`` they are not open."""

    number: str
    href: str
    report: str
    purposes: tuple[Choice, ...]
    until: datetime | None
    photos: tuple[views.PhotoView, ...]
    errors: dict[str, Say]
    given: dict[str, str]


class LookRow(Struct, frozen=True, kw_only=True):
    """One look, in words."""

    at: datetime
    who: str
    what: Say
    number: str
    purpose: Say | None
    said: str | None


class ProtectedPage(Struct, frozen=True, kw_only=True):
    """What protected/protected.html is given."""

    looks: tuple[LookRow, ...]


@get("/reports/{number:str}/originals", act="read_sealed")
async def show_originals(number: str, desk: Desk) -> Page:
    """A report's original pictures, once it was said what for."""
    return await _page(desk, number, Refusal())


@post("/reports/{number:str}/originals", act="read_sealed")
async def open_originals(number: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Say what they are opened for."""
    try:
        async with open_desk() as desk:
            report = await _protected(desk, number)
            await actions.state(
                desk,
                report,
                What.ORIGINALS,
                purpose=form.choice("purpose", Purpose),
                said=form.text("said"),
            )
            return Redirect(_href(desk, report), flash=say("Foto asli terbuka satu jam. Ini tercatat."))
    except Invalid as refused:
        typed = {name: form.text(name) for name in ("purpose", "said")}
        shown = refusal("open", refused, typed)
        if shown is None:
            raise
        async with open_desk() as desk:
            return await _page(desk, number, shown)


@get("/protected", act="account_for")
async def show_looks(desk: Desk) -> Page:
    """Who looked at what is protected, and what for."""
    found = await store.looks(desk.db, desk.city, list(ACTS))
    known = {each.person for each in found if each.person is not None}
    names = await people.names(desk.db, known) if known else {}
    code = desk.ground.known.code
    page = ProtectedPage(
        looks=tuple(
            LookRow(
                at=each.at,
                who=names.get(each.person, "") if each.person is not None else "",
                what=ACTS[each.act],
                number=numbers.show(code, each.number) if each.number is not None else "",
                purpose=PURPOSE_WORDS[each.purpose] if each.purpose is not None else None,
                said=each.said,
            )
            for each in found
        )
    )
    return Page("protected/protected.html", page, place=PLACE)


async def _protected(desk: Desk, number: str) -> Report:
    """A report whose pictures protect somebody, for a coordinator of its place. Raises Missing."""
    report = await parties.handled(desk, numbers.read(number).digits)
    by = parties.parties(desk.ground, desk.actor, report)
    if Party.COORDINATOR not in by or not rules.protected(report, "before"):
        raise Missing(say("Laporan ini tidak punya foto yang disamarkan."))
    return report


def _href(desk: Desk, report: Report) -> str:
    return f"{views.report_path(desk.ground, report.number)}/originals"


async def _page(desk: Desk, number: str, shown: Refusal) -> Page:
    report = await _protected(desk, number)
    stated = await actions.open_now(desk, report, What.ORIGINALS)
    alt = views.photo_words(desk.ground, report.kind, report.area, desk.tongue)
    photos = await pictures.of_report(desk.db, report) if stated is not None else []
    page = OriginalsPage(
        number=numbers.show(desk.ground.known.code, report.number),
        href=_href(desk, report),
        report=views.report_path(desk.ground, report.number),
        purposes=choices_of(What.ORIGINALS, shown),
        until=stated.until if stated is not None else None,
        photos=tuple(
            views.photo_view(each.id, each.width, each.height, alt=alt)
            for each in photos
            if each.role in rules.FROM_REPORTER
        ),
        errors=shown.errors,
        given=shown.given,
    )
    return Page("protected/originals.html", page, place="triage", status_code=422 if shown.errors else 200)


PAGES = Pages(
    routes=[show_opening, open_report, show_originals, open_originals, choose, show_looks],
    menu=[
        Entry(
            place=PLACE,
            href="/protected",
            icon="lock-simple",
            word=say("Akses"),
            act="account_for",
            order=65,
        )
    ],
)
