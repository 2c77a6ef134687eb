"""Where messages owed are remembered: decided once, claimed by lease, delivered or given up."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id
from tanggap.kit.words import Say


class Letter(Struct, frozen=True, kw_only=True):
    """What is told: sentences of ours, and the path of the page that says more."""

    subject: Say
    body: Say
    path: str


class NewLetter(Struct, frozen=True, kw_only=True):
    """A message about to be owed. ``recipient`` is a contact, never an address."""

    dedupe: str
    channel: str
    recipient: UUID
    letter: Letter
    due_at: datetime


class Owed(Struct, frozen=True, kw_only=True):
    """A message somebody claimed and is about to deliver; this try is counted already."""

    id: UUID
    dedupe: str
    channel: str
    recipient: UUID
    message: Letter
    tries: int


async def owe(db: Db, city: CityId, letters: Sequence[NewLetter], *, at: datetime) -> None:
    """Owe these messages, each once for its ``dedupe``."""
    await db.run(
        """
        insert into owed (city_id, id, dedupe, channel, recipient, message, owed_at, due_at)
        select %(city)s, id, dedupe, channel, recipient, message, %(at)s, due_at
          from unnest(%(ids)s::uuid[], %(dedupes)s::text[], %(channels)s::text[], %(recipients)s::uuid[],
                      %(messages)s::jsonb[], %(dues)s::timestamptz[])
            as l (id, dedupe, channel, recipient, message, due_at)
            on conflict (city_id, dedupe) do nothing
        """,
        city=city,
        at=at,
        ids=column(new_id() for _ in letters),
        dedupes=column(each.dedupe for each in letters),
        channels=column(each.channel for each in letters),
        recipients=column(each.recipient for each in letters),
        messages=column(msgspec.json.encode(each.letter).decode() for each in letters),
        dues=column(each.due_at for each in letters),
    )


async def forget(db: Db, city: CityId, recipients: Sequence[UUID]) -> None:
    """Owe these recipients nothing any more, and keep nothing of what they were told."""
    await db.run(
        "delete from owed where city_id = %(city)s and recipient = any(%(recipients)s::uuid[])",
        city=city,
        recipients=column(recipients),
    )


async def cities_with_due(reader: Db, *, now: datetime) -> list[CityId]:
    """The cities that have something to deliver now; asked by the role that sees them all."""
    found = await reader.all(
        int,
        """
        select distinct city_id
          from owed
         where delivered_at is null
           and given_up_at is null
           and due_at <= %(now)s
           and (lease_until is null or lease_until <= %(now)s)
         order by city_id
         limit 100000
        """,
        now=now,
    )
    return [CityId(city) for city in found]


async def claim(db: Db, city: CityId, *, now: datetime, until: datetime, limit: int) -> list[Owed]:
    """Take messages that are due, the longest due first; nobody else gets them before ``until``."""
    return await db.all(
        Owed,
        """
        with mine as (
            select id
              from owed
             where city_id = %(city)s
               and delivered_at is null
               and given_up_at is null
               and due_at <= %(now)s
               and (lease_until is null or lease_until <= %(now)s)
             order by due_at, id
             limit %(limit)s
               for update skip locked
        )
        update owed o
           set lease_until = %(until)s, tries = o.tries + 1
          from mine
         where o.city_id = %(city)s
           and o.id = mine.id
        returning o.id, o.dedupe, o.channel, o.recipient, o.message, o.tries
        """,
        city=city,
        now=now,
        until=until,
        limit=limit,
    )


async def delivered(db: Db, city: CityId, message: UUID, *, at: datetime) -> None:
    """It arrived."""
    await db.run(
        """
        update owed
           set delivered_at = %(at)s, lease_until = null, failure = null
         where city_id = %(city)s
           and id = %(message)s
        """,
        city=city,
        message=message,
        at=at,
    )


async def failed(
    db: Db, city: CityId, message: UUID, *, failure: str, at: datetime, again_at: datetime | None
) -> None:
    """It could not be delivered, for a reason that names nobody; given up without ``again_at``."""
    await db.run(
        """
        update owed
           set lease_until = null,
               failure = %(failure)s,
               due_at = coalesce(%(again_at)s::timestamptz, due_at),
               given_up_at = case when %(again_at)s::timestamptz is null then %(at)s::timestamptz end
         where city_id = %(city)s
           and id = %(message)s
        """,
        city=city,
        message=message,
        failure=failure,
        at=at,
        again_at=again_at,
    )


class GivenUp(Struct, frozen=True, kw_only=True):
    """A message nobody could deliver."""

    id: UUID
    channel: str
    failure: str
    tries: int
    given_up_at: datetime


async def given_up(db: Db, city: CityId, *, limit: int = 50) -> Sequence[GivenUp]:
    """What could not be delivered, the newest first."""
    return await db.all(
        GivenUp,
        """
        select id, channel, failure, tries, given_up_at
          from owed
         where city_id = %(city)s
           and given_up_at is not null
         order by given_up_at desc, id
         limit %(limit)s
        """,
        city=city,
        limit=limit,
    )


async def pending(reader: Db) -> int:
    """How many messages wait to be delivered, in all cities."""
    return (
        await reader.one(int, "select count(*) from owed where delivered_at is null and given_up_at is null")
        or 0
    )
