"""What needs a decision today, in at most ten lines, and beneath it what came in: to the mayor's room first."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from urllib.parse import quote

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import store as people
from tanggap.journey.direct import store as direct
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.oversight.briefs import actions
from tanggap.oversight.briefs.actions import Decisions
from tanggap.oversight.briefs.daily import actions as daily
from tanggap.oversight.briefs.daily.rules import USUAL
from tanggap.oversight.briefs.rules import aside, clusters, rising
from tanggap.oversight.briefs.rules.lines import Line
from tanggap.oversight.briefs.store import causes
from tanggap.report import views
from tanggap.report.choices import NO_REFUSAL, Choice, Refusal, refusal
from tanggap.report.report import ReportId
from tanggap.report.views import Card, Reader

PLACE, ADDRESS = "decisions", "/decisions"
DIRECT, CAME_IN = 10, 30
PAGE, PAGES_MOST = 30, 200
A_WEEK = 7
HOW = {
    "working_days": say("Hari kerja"),
    "daily": say("Setiap hari"),
    "off": say("Tidak"),
}


class LineView(Struct, frozen=True, kw_only=True):
    """A line as it is read: ``form`` opens the ids of the form that sets it aside."""

    key: str
    form: str
    sign: str
    says: Say
    why: Say
    since: Say
    looked_at: datetime | None
    opening: str


class AsideView(Struct, frozen=True, kw_only=True):
    """A line that is set aside: why, by whom, until the end of which day."""

    key: str
    says: Say
    reason: str
    who: str
    until: date


class LinePage(Struct, frozen=True, kw_only=True):
    """What briefs/line.html is given. ``desk`` is where more of the same can be looked for."""

    sign: str
    says: Say
    why: Say
    since: Say
    count: int
    cards: tuple[Card, ...]
    desk: str
    previous: str | None
    next: str | None


class DecisionsPage(Struct, frozen=True, kw_only=True):
    """What briefs/decisions.html is given. ``earliest`` to ``latest`` is how long a line can be set aside."""

    now: datetime
    lines: tuple[LineView, ...]
    more: int
    aside: tuple[AsideView, ...]
    direct: tuple[Card, ...]
    came_in: tuple[Card, ...]
    earliest: date
    latest: date
    proposed: date
    brief: "BriefChoice"
    tests: "TestsTold"
    errors: dict[str, Say]
    given: dict[str, str]


class BriefChoice(Struct, frozen=True, kw_only=True):
    """How the reader wants the daily brief: at which time; ``today`` is where it is read as a sheet."""

    how: tuple[Choice, ...]
    at: str
    today: str


class TestsTold(Struct, frozen=True, kw_only=True):
    """By which figures lines come about, for whoever asks."""

    before_weeks: int = rising.BEFORE_WEEKS
    years: int = rising.YEARS
    one_in: int = round(1 / rising.FALSE_ALARM)
    rise_fewest: int = rising.FEWEST
    cluster_days: int = clusters.DAYS
    cluster_fewest: int = clusters.FEWEST


@get(ADDRESS, act="decide")
async def show_decisions(desk: Desk) -> Page:
    """What needs a decision today."""
    return await _page(desk)


@get("/decisions/opening", act="decide")
async def open_line(desk: Desk, *, line: str = "", page: int = 1) -> Page | Redirect:
    """Every report a line counts; that it was looked at is noted."""
    actions.whole_city(desk)
    found = await actions.look(desk, line)
    if found is None:
        return Redirect(ADDRESS, flash=say("Baris ini sudah tidak ada."))
    page = max(1, min(page, PAGES_MOST))
    behind = await actions.reports(desk, found, skip=PAGE * (page - 1), limit=PAGE + 1)
    shown = LinePage(
        sign=found.sign,
        says=found.says,
        why=found.why,
        since=_since(desk, found),
        count=found.count,
        cards=await _cards(desk, behind[:PAGE]),
        desk=f"/operations?{found.of.query}",
        previous=_opening(line, page - 1) if page > 1 else None,
        next=_opening(line, page + 1) if len(behind) > PAGE else None,
    )
    return Page("briefs/line.html", shown, place=PLACE)


@post("/decisions/asides", act="decide")
async def set_aside(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Do not show a line until the end of a day."""
    key, reason, until = form.text("line") or "", form.text("reason"), form.text("until")
    try:
        async with open_desk() as desk:
            day = await actions.set_aside(desk, key, reason=reason, until=until)
    except Invalid as refused:
        shown = refusal(_form(key), refused, {"reason": reason, "until": until})
        if shown is None:
            raise
        async with open_desk() as desk:
            return await _page(desk, shown)
    return Redirect(ADDRESS, flash=say("Dikesampingkan sampai {day}.", day=day))


@post("/decisions/asides/end", act="decide")
async def take_up(form: Form, desk: Desk) -> Redirect:
    """Show a line again."""
    await actions.take_up(desk, form.text("line") or "")
    return Redirect(ADDRESS, flash=say("Baris ini tampil lagi."))


async def _page(desk: Desk, shown: Refusal = NO_REFUSAL) -> Page:
    actions.whole_city(desk)
    found = await actions.decisions(desk)
    told = await direct.newest(desk.db, desk.city, limit=DIRECT)
    newest = await causes.newest(desk.db, desk.city, limit=CAME_IN)
    today = desk.ground.calendar.day_of(desk.now())
    page = DecisionsPage(
        now=desk.now(),
        lines=tuple(_line(desk, line, found) for line in found.lines),
        more=found.more,
        aside=await _aside(desk, found),
        direct=await _cards(desk, told),
        came_in=await _cards(desk, [each for each in newest if each not in told]),
        earliest=today,
        latest=today + timedelta(days=aside.DAYS_MOST),
        proposed=today + timedelta(days=A_WEEK),
        brief=await _brief(desk, today),
        tests=TestsTold(),
        errors=shown.errors,
        given=shown.given,
    )
    return Page("briefs/decisions.html", page, place=PLACE, status_code=422 if shown.errors else 200)


def _form(key: str) -> str:
    """How the ids of a line's form begin; a field's name is what stands after the last dash."""
    return f"aside-{key}"


def _opening(key: str, page: int = 1) -> str:
    return f"/decisions/opening?line={quote(key)}" + (f"&page={page}" if page > 1 else "")


def _since(desk: Desk, line: Line) -> Say:
    tongue = desk.tongue
    since = tongue.when(line.since) if isinstance(line.since, datetime) else tongue.day(line.since)
    return say("sejak {since}", since=since)


def _line(desk: Desk, line: Line, found: Decisions) -> LineView:
    known = found.known.get(line.key)
    return LineView(
        key=line.key,
        form=_form(line.key),
        sign=line.sign,
        says=line.says,
        why=line.why,
        since=_since(desk, line),
        looked_at=known.looked_at if known is not None else None,
        opening=_opening(line.key),
    )


async def _aside(desk: Desk, found: Decisions) -> tuple[AsideView, ...]:
    told = [(line, found.known[line.key]) for line in found.aside]
    names = await people.names(desk.db, [each.aside_by for _, each in told if each.aside_by is not None])
    return tuple(
        AsideView(
            key=line.key,
            says=line.says,
            reason=each.reason,
            who=names.get(each.aside_by, "") if each.aside_by is not None else "",
            until=each.until,
        )
        for line, each in told
        if each.reason is not None and each.until is not None
    )


async def _brief(desk: Desk, today: date) -> BriefChoice:
    chosen = await daily.chosen(desk, desk.actor.person)
    how = "off" if chosen is None else "working_days" if chosen.working_days else "daily"
    return BriefChoice(
        how=tuple(Choice(value=value, word=word, chosen=value == how) for value, word in HOW.items()),
        at=(chosen.at if chosen is not None else USUAL).strftime("%H:%M"),
        today=f"/decisions/brief/{today}.pdf",
    )


async def _cards(desk: Desk, reports: Sequence[ReportId]) -> tuple[Card, ...]:
    seen = await views.glimpses(desk.db, desk.city, reports)
    return tuple(views.card(desk.ground, each, desk.tongue, reader=Reader.STAFF) for each in seen)


PAGES = Pages(
    routes=[show_decisions, open_line, set_aside, take_up],
    menu=[
        Entry(
            place=PLACE, href=ADDRESS, icon="seal-check", word=say("Perlu keputusan"), act="decide", order=34
        )
    ],
)
