"""The neighbourhood as pages show it."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import AreaCode
from tanggap.journey.neighbourhood.store import announcements, residents
from tanggap.journey.neighbourhood.store.announcements import Announcement
from tanggap.report.parties import speaks_to
from tanggap.report.remarks.remark import About, Remark
from tanggap.report.views import Spoken, all_spoken


class Announced(Struct, frozen=True, kw_only=True):
    """An announcement, who makes it, and what residents answered."""

    id: str
    title: str
    text: str
    who: str
    area: str
    at: datetime
    ends_on: date
    replies: tuple[Spoken, ...]
    reply: str
    withdraw: str


async def announced(desk: Desk, areas: Sequence[AreaCode]) -> tuple[Announced, ...]:
    """What stands in these areas today, as this reader may see it."""
    today = desk.ground.calendar.day_of(desk.now())
    found = await announcements.standing(desk.db, desk.city, areas, today=today)
    answers = await residents.shown(
        desk.db,
        desk.city,
        About.ANNOUNCEMENT,
        [each.id for each in found],
        session=desk.actor.seat,
        everything=desk.actor.staff,
    )
    return tuple(_announced(desk, each, answers) for each in found)


def _announced(desk: Desk, said: Announcement, answers: Sequence[Remark]) -> Announced:
    ground = desk.ground
    office = ground.agencies.get(said.agency) if said.agency is not None else None
    area = ground.area(said.area)
    return Announced(
        id=str(said.id),
        title=said.title,
        text=said.text,
        who=office.name if office is not None else ground.known.name,
        area=area.name if area is not None else "",
        at=said.at,
        ends_on=said.ends_on,
        replies=all_spoken(
            desk,
            [each for each in answers if each.thing == said.id],
            moderating=speaks_to(ground, desk.actor, said.area),
        ),
        reply=f"/announcements/{said.id}/replies",
        withdraw=f"/announcements/{said.id}/withdrawal",
    )
