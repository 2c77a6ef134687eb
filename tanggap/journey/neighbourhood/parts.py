"""Thanks, on the page of a closed report: how many, what they wrote, and the way to say it."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.journey.neighbourhood.store import residents
from tanggap.report.choices import Choice, choices
from tanggap.report.parties import speaks_to
from tanggap.report.remarks.remark import About
from tanggap.report.report import Report, Status
from tanggap.report.views import HIDE_REMARK_WORDS, Reader, Spoken, all_spoken, report_path
from tanggap.report.views.codes import FLAG_WORDS


class ThanksPart(Struct, frozen=True, kw_only=True):
    """What neighbourhood/thanks.html is given."""

    count: int
    words: tuple[Spoken, ...]
    hiding: tuple[Choice, ...]
    flagging: tuple[Choice, ...]


class ThankPart(Struct, frozen=True, kw_only=True):
    """What neighbourhood/thank.html is given."""

    href: str


async def look_at_thanks(desk: Desk, report: Report, reader: Reader) -> ThanksPart | None:
    """Who thanked, where anybody did."""
    if report.status is not Status.CLOSED or not report.listed:
        return None
    count = await residents.thanked(desk.db, desk.city, report.id)
    if not count:
        return None
    moderating = speaks_to(desk.ground, desk.actor, report.area)
    written = await residents.shown(
        desk.db,
        desk.city,
        About.THANKS,
        [report.id],
        session=desk.actor.seat,
        everything=moderating,
        limit=10,
    )
    return ThanksPart(
        count=count,
        words=all_spoken(desk, written, moderating=moderating),
        hiding=choices(HIDE_REMARK_WORDS),
        flagging=choices(FLAG_WORDS),
    )


async def look_at_thanking(desk: Desk, report: Report, reader: Reader) -> ThankPart | None:
    """The way to thank, for residents who have not yet."""
    if report.status is not Status.CLOSED or not report.listed or desk.actor.staff:
        return None
    if await residents.has_thanked(desk.db, desk.city, report.id, desk.actor.seat):
        return None
    return ThankPart(href=f"{report_path(desk.ground, report.number)}/thanks")


PARTS = (
    Part(
        name="thanks",
        place="story",
        order=80,
        template="neighbourhood/thanks.html",
        look=look_at_thanks,
    ),
    Part(name="thank", place="acts", order=20, template="neighbourhood/thank.html", look=look_at_thanking),
)
