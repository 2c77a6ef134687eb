"""Where announcements are remembered."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, CityId, PersonId
from tanggap.journey.neighbourhood.rules import Announcing
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id


class Announcement(Struct, frozen=True, kw_only=True):
    """What an office told the people of an area; it stands until ``ends_on``, that day included."""

    id: UUID
    area: AreaCode
    agency: AgencySlug | None
    title: str
    text: str
    at: datetime
    ends_on: date
    withdrawn_at: datetime | None


async def add(db: Db, city: CityId, said: Announcing, *, person: PersonId, at: datetime) -> UUID:
    """Keep an announcement; its id."""
    announcement = new_id()
    await db.run(
        """
        insert into announcement (city_id, id, area, agency, person, title, text, at, ends_on)
        values (%(city)s, %(id)s, %(area)s, %(agency)s, %(person)s, %(title)s, %(text)s, %(at)s, %(ends_on)s)
        """,
        city=city,
        id=announcement,
        area=said.area,
        agency=said.agency,
        person=person,
        title=said.title,
        text=said.text,
        at=at,
        ends_on=said.ends_on,
    )
    return announcement


async def get(db: Db, city: CityId, announcement: UUID) -> Announcement | None:
    """One announcement, held until this transaction ends."""
    return await db.one(
        Announcement,
        """
        select id, area, agency, title, text, at, ends_on, withdrawn_at
          from announcement
         where city_id = %(city)s
           and id = %(announcement)s
           for update
        """,
        city=city,
        announcement=announcement,
    )


async def withdraw(db: Db, city: CityId, announcement: UUID, *, at: datetime) -> None:
    """Take an announcement back."""
    await db.run(
        """
        update announcement
           set withdrawn_at = coalesce(withdrawn_at, %(at)s)
         where city_id = %(city)s
           and id = %(announcement)s
        """,
        city=city,
        announcement=announcement,
        at=at,
    )


async def standing(
    db: Db, city: CityId, areas: Sequence[AreaCode], *, today: date, limit: int = 20
) -> list[Announcement]:
    """What stands in these areas today, the newest first."""
    return await db.all(
        Announcement,
        """
        select id, area, agency, title, text, at, ends_on, withdrawn_at
          from announcement
         where city_id = %(city)s
           and area = any(%(areas)s::text[])
           and ends_on >= %(today)s
           and withdrawn_at is null
         order by at desc, id
         limit %(limit)s
        """,
        city=city,
        areas=column(areas),
        today=today,
        limit=limit,
    )
