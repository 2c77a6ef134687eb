"""What somebody was told: staff about their agency's work, a browser about the reports it sent or supports."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Act
from tanggap.journey.notices import store
from tanggap.journey.notices.store import Notice
from tanggap.kit.web import Entry, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report.reporter.store import holder

PLACE = "notices"


class News(Struct, frozen=True, kw_only=True):
    """One notice, ready to be shown."""

    href: str
    number: str
    words: Say
    at: datetime
    fresh: bool


class NoticesPage(Struct, frozen=True, kw_only=True):
    """What notices/notices.html is given."""

    news: tuple[News, ...]
    fresh: int


async def _told(desk: Desk) -> list[Notice]:
    if desk.actor.person is not None:
        return await store.of_person(desk.db, desk.city, desk.actor.person)
    return await store.of_holder(desk.db, desk.city, holder(desk.actor), now=desk.now())


@get("/notices", act=Act.ANYONE)
async def show_notices(desk: Desk) -> Page:
    """What changed, the newest first."""
    code = desk.ground.known.code
    news = tuple(
        News(
            href=f"/reports/{numbers.show(code, each.number)}",
            number=numbers.show(code, each.number),
            words=each.message,
            at=each.at,
            fresh=each.read_at is None,
        )
        for each in await _told(desk)
    )
    page = NoticesPage(news=news, fresh=sum(each.fresh for each in news))
    return Page("notices/notices.html", page, place=PLACE)


@post("/notices/reading", act=Act.ANYONE)
async def read_notices(desk: Desk) -> Redirect:
    """Everything told so far has been looked at."""
    told = await _told(desk)
    await store.read(desk.db, desk.city, [each.id for each in told], at=desk.now())
    await store.read_as_supporter(desk.db, desk.city, desk.actor.seat, at=desk.now())
    return Redirect("/notices")


PAGES = Pages(
    routes=[show_notices, read_notices],
    menu=[
        Entry(place=PLACE, href="/notices", icon="bell", word=say("Kabar"), act=Act.SIGNED_IN, order=70),
    ],
)
