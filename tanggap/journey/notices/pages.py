"""What somebody was told: staff about their agency's work, a browser about the reports it sent or supports."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Act
from tanggap.journey.notices import store
from tanggap.journey.notices.store import Notice
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report.reporter.store import holder

PLACE = "notices"


class News(Struct, frozen=True, kw_only=True):
    """One notice, ready to be shown."""

    words: Say
    at: datetime
    fresh: bool


class ReportNews(Struct, frozen=True, kw_only=True):
    """All that was told of one report, the newest first."""

    href: str
    number: str
    fresh: bool
    news: tuple[News, ...]


class NoticesPage(Struct, frozen=True, kw_only=True):
    """What notices/notices.html is given."""

    reports: tuple[ReportNews, ...]
    fresh: int
    staff: bool


async def _told(desk: Desk) -> list[Notice]:
    if desk.actor.person is not None:
        return await store.of_person(desk.db, desk.city, desk.actor.person)
    return await store.of_holder(desk.db, desk.city, holder(desk.actor), now=desk.now())


async def fresh(desk: Desk) -> int:
    """How much of what whoever asks was told they have not looked at."""
    return await store.fresh(desk.db, desk.city, holder(desk.actor), desk.actor.person, now=desk.now())


@get("/notices", act=Act.ANYONE)
async def show_notices(desk: Desk) -> Page:
    """What changed, report by report, the newest first."""
    told = await _told(desk)
    by_report: dict[int, list[Notice]] = {}
    for each in told:
        by_report.setdefault(each.number, []).append(each)
    page = NoticesPage(
        reports=tuple(_of_report(desk, number, notices) for number, notices in by_report.items()),
        fresh=sum(each.read_at is None for each in told),
        staff=desk.actor.staff,
    )
    return Page("notices/notices.html", page, place=PLACE)


def _of_report(desk: Desk, number: int, notices: list[Notice]) -> ReportNews:
    shown = numbers.show(desk.ground.known.code, number)
    news = tuple(News(words=each.message, at=each.at, fresh=each.read_at is None) for each in notices)
    return ReportNews(
        href=f"/reports/{shown}", number=shown, fresh=any(each.fresh for each in news), news=news
    )


@post("/notices/reading", act=Act.ANYONE)
async def read_notices(desk: Desk, form: Form) -> Redirect:
    """What was told so far has been looked at: of one report, or of all where none is named."""
    told = await _told(desk)
    named = _named(form.text("report"))
    seen = [each for each in told if named is None or each.number == named]
    await store.read(desk.db, desk.city, [each.id for each in seen], at=desk.now())
    reports = {each.report for each in seen}
    await store.read_as_supporter(desk.db, desk.city, desk.actor.seat, reports, at=desk.now())
    return Redirect("/notices")


def _named(text: str | None) -> int | None:
    """The report a form names; -1, which none has, for what is no number."""
    try:
        return None if text is None else numbers.read(text).digits
    except Invalid:
        return -1


PAGES = Pages(
    routes=[show_notices, read_notices],
    menu=[
        Entry(
            place=PLACE,
            href="/notices",
            icon="bell",
            word=say("Kabar"),
            act=Act.SIGNED_IN,
            order=70,
            count=fresh,
        ),
    ],
)
