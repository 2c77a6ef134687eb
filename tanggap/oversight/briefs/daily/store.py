"""Who wants the daily brief, and each day's as it was sent."""

from datetime import date, datetime, time

import msgspec

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db
from tanggap.oversight.briefs.daily.rules import Brief, Choice


async def choice(db: Db, city: CityId, person: PersonId) -> Choice | None:
    """What somebody chose; None for who wants none."""
    return next((each for each in await choices(db, city) if each.person == person), None)


async def choices(db: Db, city: CityId) -> list[Choice]:
    """Everybody who wants it."""
    return await db.all(
        Choice,
        """
        select person, minute, working_days, made_on
          from brief_choice
         where city_id = %(city)s
         order by person
         limit 1000
        """,
        city=city,
    )


async def choose(db: Db, city: CityId, person: PersonId, *, at: time, working_days: bool) -> None:
    """Send it to somebody from now on."""
    await db.run(
        """
        insert into brief_choice (city_id, person, minute, working_days)
        values (%(city)s, %(person)s, %(minute)s, %(working_days)s)
            on conflict (city_id, person) do update
           set minute = excluded.minute, working_days = excluded.working_days
        """,
        city=city,
        person=person,
        minute=at.hour * 60 + at.minute,
        working_days=working_days,
    )


async def end(db: Db, city: CityId, person: PersonId) -> None:
    """Send it to somebody no more."""
    await db.run(
        "delete from brief_choice where city_id = %(city)s and person = %(person)s", city=city, person=person
    )


async def made(db: Db, city: CityId, person: PersonId, *, on: date) -> None:
    """Somebody's brief of a day is made."""
    await db.run(
        "update brief_choice set made_on = %(on)s where city_id = %(city)s and person = %(person)s",
        city=city,
        person=person,
        on=on,
    )


async def kept(db: Db, city: CityId, day: date) -> Brief | None:
    """A day's brief as it was sent."""
    found = await db.one(
        str, "select body::text from brief where city_id = %(city)s and day = %(day)s", city=city, day=day
    )
    return None if found is None else msgspec.json.decode(found, type=Brief)


async def keep(db: Db, city: CityId, brief: Brief, *, at: datetime) -> None:
    """Keep a day's brief; the first one stands."""
    await db.run(
        """
        insert into brief (city_id, day, body, made_at)
        values (%(city)s, %(day)s, %(body)s::jsonb, %(at)s)
            on conflict (city_id, day) do nothing
        """,
        city=city,
        day=brief.day,
        body=msgspec.json.encode(brief).decode(),
        at=at,
    )


async def closed(db: Db, city: CityId, *, since: datetime, until: datetime) -> int:
    """How many reports were closed in this time and still are."""
    found = await db.one(
        int,
        """
        select count(*)
          from report
         where city_id = %(city)s
           and status = 'closed'
           and closed_at >= %(since)s
           and closed_at < %(until)s
        """,
        city=city,
        since=since,
        until=until,
    )
    return found or 0
