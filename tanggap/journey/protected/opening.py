"""Where somebody of staff says what they open a guarded report for, before they read it."""

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people.rules import own_path
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Form, Page, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report.choices import NO_REFUSAL, Choice, Refusal, refusal
from tanggap.report.purposes import actions
from tanggap.report.purposes.rules import OF, PURPOSE_WORDS, READ_FOR, SAID_MOST, Purpose, What
from tanggap.report.report import Report


class OpeningPage(Struct, frozen=True, kw_only=True):
    """What protected/opening.html is given; of the report nothing but its number."""

    number: str
    href: str
    then: str
    hours: int
    purposes: tuple[Choice, ...]
    errors: dict[str, Say]
    given: dict[str, str]
    longest: int = SAID_MOST


@get("/reports/{number:str}/opening", act="signed_in")
async def show_opening(number: str, desk: Desk, then: str = "") -> Page | Redirect:
    """What a guarded report is opened for; whoever said it already goes on."""
    report = await _guarded(desk, number)
    if await actions.may_read(desk, report):
        return Redirect(_then(desk, report, then))
    return _page(desk, report, then, NO_REFUSAL)


@post("/reports/{number:str}/opening", act="signed_in")
async def open_report(number: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Say what it is opened for, and go on to where one wanted to."""
    then = form.text("then") or ""
    try:
        async with open_desk() as desk:
            report = await _guarded(desk, number)
            purpose = form.choice("purpose", Purpose)
            await actions.state(desk, report, What.REPORT, purpose=purpose, said=form.text("said"))
            return Redirect(_then(desk, report, then))
    except Invalid as refused:
        shown = refusal("open", refused, {name: form.text(name) for name in ("purpose", "said")})
        if shown is None:
            raise
        async with open_desk() as desk:
            return _page(desk, await _guarded(desk, number), then, shown)


def choices_of(what: What, shown: Refusal) -> tuple[Choice, ...]:
    """For what it may be opened."""
    chosen = shown.given.get("open-purpose")
    return tuple(Choice(value=each, word=PURPOSE_WORDS[each], chosen=each == chosen) for each in OF[what])


async def _guarded(desk: Desk, number: str) -> Report:
    """A guarded report this person may know of. Raises Missing."""
    report = await parties.handled(desk, numbers.read(number).digits)
    if not parties.guarded(report):
        raise Missing(say("Laporan ini tidak rahasia. Buka langsung halamannya."))
    return report


def _then(desk: Desk, report: Report, then: str) -> str:
    return own_path(then) or views.report_path(desk.ground, report.number)


def _page(desk: Desk, report: Report, then: str, shown: Refusal) -> Page:
    page = OpeningPage(
        number=numbers.show(desk.ground.known.code, report.number),
        href=f"{views.report_path(desk.ground, report.number)}/opening",
        then=own_path(then) or "",
        hours=round(READ_FOR.total_seconds() / 3600),
        purposes=choices_of(What.REPORT, shown),
        errors=shown.errors,
        given=shown.given,
    )
    return Page("protected/opening.html", page, status_code=422 if shown.errors else 200)
