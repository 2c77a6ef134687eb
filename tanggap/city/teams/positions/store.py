"""Where positions are kept: the last of each, and no other."""

from collections.abc import Iterable
from datetime import datetime

from tanggap.city.teams.positions.rules import Position
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db, column


async def of(db: Db, city: CityId, people: Iterable[PersonId]) -> list[Position]:
    """Where these people were last, of those who let it be known."""
    return await db.all(
        Position,
        """
        select person, since, until, at, lon, lat, accuracy_m
          from team_position
         where city_id = %(city)s
           and person = any(%(people)s::uuid[])
         order by person
         limit 10000
        """,
        city=city,
        people=column(people),
    )


async def begin(db: Db, city: CityId, person: PersonId, *, since: datetime, until: datetime) -> None:
    """Let somebody's position be known from here on; what there was of an earlier time is gone."""
    await db.run(
        """
        insert into team_position (city_id, person, since, until)
        values (%(city)s, %(person)s, %(since)s, %(until)s)
            on conflict (city_id, person) do update
           set since = excluded.since, until = excluded.until, at = null, lon = null, lat = null, accuracy_m = null
        """,
        city=city,
        person=person,
        since=since,
        until=until,
    )


async def move(
    db: Db, city: CityId, person: PersonId, *, lon: float, lat: float, accuracy_m: float | None, at: datetime
) -> None:
    """Put where somebody is in the place of where they were."""
    await db.run(
        """
        update team_position
           set lon = %(lon)s, lat = %(lat)s, accuracy_m = %(accuracy_m)s, at = %(at)s
         where city_id = %(city)s
           and person = %(person)s
        """,
        city=city,
        person=person,
        lon=lon,
        lat=lat,
        accuracy_m=accuracy_m,
        at=at,
    )


async def forget(db: Db, city: CityId, person: PersonId) -> None:
    """Let nobody know any more where somebody is, or was."""
    await db.run(
        "delete from team_position where city_id = %(city)s and person = %(person)s", city=city, person=person
    )


async def sweep(db: Db, city: CityId, *, now: datetime, silent_since: datetime, every: bool) -> int:
    """Forget those whose duty has ended or whose telephone has been silent, or ``every`` one; how many."""
    return await db.run(
        """
        delete from team_position
         where city_id = %(city)s
           and (%(every)s or until <= %(now)s or coalesce(at, since) <= %(silent_since)s)
        """,
        city=city,
        now=now,
        silent_since=silent_since,
        every=every,
    )
