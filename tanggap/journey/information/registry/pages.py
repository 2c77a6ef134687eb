"""How to ask, what this browser asked, and the register of a year, as page and for a spreadsheet."""

from datetime import date, datetime, time

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.journey.information import actions, clocks, views
from tanggap.journey.information.store import inquiries, register, requesters
from tanggap.journey.information.store.register import Tally
from tanggap.journey.information.views import RegisterRow
from tanggap.journey.information.words import STATUS_MARKS
from tanggap.kit import spreadsheet
from tanggap.kit.web import Page, Pages, Redirect, Response, get
from tanggap.kit.words import say
from tanggap.report.views import DueClock, StatusMark

PLACE = "information"
PAGE, CSV_MOST, PAGES_MOST, MINE_MOST = 30, 10_000, 400, 20


class Mine(Struct, frozen=True, kw_only=True):
    """One that this browser holds."""

    href: str
    number: str
    status: StatusMark
    due: DueClock | None


class YearLink(Struct, frozen=True, kw_only=True):
    """Another year of the register."""

    year: int
    href: str
    here: bool


class InformationPage(Struct, frozen=True, kw_only=True):
    """What information/information.html is given; the limits in working days."""

    answer_days: int
    extend_days: int
    object_days: int
    mine: tuple[Mine, ...]
    year: int
    years: tuple[YearLink, ...]
    tally: Tally
    rows: tuple[RegisterRow, ...]
    csv: str
    previous: str | None
    next: str | None


@get("/information", act="anyone")
async def show_information(desk: Desk, year: int | None = None, page: int = 1) -> Page:
    """How to ask, what this browser asked, and the register of a year."""
    page = max(1, min(page, PAGES_MOST))
    chosen, years = await _years(desk, year)
    first, until = _bounds(desk.ground, chosen)
    lines = await register.lines(
        desk.db, desk.city, first=first, until=until, skip=PAGE * (page - 1), limit=PAGE + 1
    )
    here = f"/information?year={chosen}"
    limits = desk.ground.limits
    shown = InformationPage(
        answer_days=clocks.working_days(desk.ground, limits.inquiry_answer, desk.now()),
        extend_days=clocks.working_days(desk.ground, limits.inquiry_extend, desk.now()),
        object_days=clocks.working_days(desk.ground, limits.inquiry_object, desk.now()),
        mine=await _mine(desk),
        year=chosen,
        years=years,
        tally=await register.tally(desk.db, desk.city, first=first, until=until),
        rows=tuple(views.register_row(desk, each) for each in lines[:PAGE]),
        csv=f"/information/register.csv?year={chosen}",
        previous=f"{here}&page={page - 1}" if page > 1 else None,
        next=f"{here}&page={page + 1}" if len(lines) > PAGE else None,
    )
    return Page("information/information.html", shown, place=PLACE)


@get("/ppid", act="anyone")
async def short_information() -> Redirect:
    """The short address people know the desk by."""
    return Redirect("/information")


@get("/information/register.csv", act="anyone")
async def download_register(desk: Desk, year: int | None = None) -> Response[str]:
    """The register of a year for a spreadsheet."""
    chosen, _ = await _years(desk, year)
    first, until = _bounds(desk.ground, chosen)
    lines = await register.lines(desk.db, desk.city, first=first, until=until, limit=CSV_MOST)
    text = spreadsheet.written(
        [desk.tongue(word) for word in _HEADING],
        (_cells(desk, views.register_row(desk, each)) for each in lines),
    )
    name = f"{desk.ground.known.slug}-ppid-{chosen}.csv"
    return Response(
        text, media_type="text/csv", headers={"content-disposition": f'attachment; filename="{name}"'}
    )


_HEADING = (
    say("Nomor"),
    say("Diterima"),
    say("Yang diminta"),
    say("Status"),
    say("Jawaban"),
    say("Hari kerja"),
    say("Diperpanjang"),
    say("Keberatan"),
)


def _cells(desk: Desk, row: RegisterRow) -> tuple[spreadsheet.Cell, ...]:
    tongue = desk.tongue
    return (
        row.number,
        row.on.isoformat(),
        row.summary,
        tongue(row.status.word),
        tongue(row.decision) if row.decision is not None else None,
        row.days,
        tongue(say("ya")) if row.extended else None,
        tongue(row.objection) if row.objection is not None else None,
    )


async def _mine(desk: Desk) -> tuple[Mine, ...]:
    if desk.actor.seat is None:
        return ()
    held = await requesters.held(desk.db, desk.city, (desk.actor.seat,), limit=MINE_MOST)
    found = [await inquiries.get(desk.db, desk.city, each) for each in held]
    return tuple(
        Mine(
            href=views.number_path(number),
            number=number,
            status=STATUS_MARKS[each.status],
            due=views.due_clock(clocks.due_at(each, actions.moments_of(desk, each)), now=desk.now()),
        )
        for each in found
        if each is not None
        for number in (actions.number_of(desk.ground, each.number),)
    )


async def _years(desk: Desk, asked: int | None) -> tuple[int, tuple[YearLink, ...]]:
    """The year that is shown, and every year there is, the newest first."""
    this = actions.day_of(desk, desk.now()).year
    began = await register.earliest(desk.db, desk.city)
    first = actions.day_of(desk, began).year if began is not None else this
    chosen = asked if asked is not None and first <= asked <= this else this
    return chosen, tuple(
        YearLink(year=each, href=f"/information?year={each}", here=each == chosen)
        for each in range(this, first - 1, -1)
    )


def _bounds(ground: Ground, year: int) -> tuple[datetime, datetime]:
    at = ground.calendar.at
    return at(date(year, 1, 1), time()), at(date(year + 1, 1, 1), time())


PAGES = Pages(routes=[show_information, short_information, download_register])
