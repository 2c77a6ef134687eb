"""Where messages owed are remembered: decided once, claimed by lease, delivered or given up."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id
from tanggap.kit.words import Say, say


class Instead(Struct, frozen=True, kw_only=True):
    """To whom the same is written by mail when a device is gone."""

    dedupe: str
    recipient: UUID


class Letter(Struct, frozen=True, kw_only=True):
    """What is told: sentences of ours, and the path of the page that says more.

    ``short`` is all a device is shown beside the subject; without it a device only hears that there is news.
    ``lines`` stand one beneath the other after the body, and ``file`` is the path of the same on paper: such a letter
    is also written as HTML, and the sheet goes along where a room draws it (`PAPER`). ``stop`` is the path where one may end such messages without signing in, the same below ``/api/v1``.
    """

    subject: Say
    body: Say
    path: str
    short: Say | None = None
    stop: str | None = None
    instead: Instead | None = None
    lines: tuple[Say, ...] = ()
    file: str | None = None


class NewLetter(Struct, frozen=True, kw_only=True):
    """A message about to be owed. ``recipient`` is a contact or an ear, never an address.

    With ``envelope`` it goes into the one message of that name, which is due at the same moment.
    """

    dedupe: str
    channel: str
    recipient: UUID
    letter: Letter
    due_at: datetime
    envelope: str | None = None


DIGEST = Letter(
    subject=say("Kabar harian"), body=say("Yang terjadi sejak kabar terakhir:"), path="/notices/settings"
)
"""What an envelope says around the messages in it."""


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
    inside = {each.envelope: each for each in letters if each.envelope is not None}
    envelopes = [
        msgspec.structs.replace(each, dedupe=name, letter=DIGEST, envelope=None)
        for name, each in sorted(inside.items())
    ]
    if envelopes:
        # One that was delivered already is opened again. Its row is locked first, so that whoever notes a delivery
        # just now waits, and then finds what was put in meanwhile.
        await db.run(
            """
            insert into owed (city_id, id, dedupe, channel, recipient, message, owed_at, due_at)
            select %(city)s, id, dedupe, channel, recipient, message, %(at)s, due_at
              from unnest(%(ids)s::uuid[], %(dedupes)s::text[], %(channels)s::text[], %(recipients)s::uuid[],
                          %(messages)s::jsonb[], %(dues)s::timestamptz[])
                as l (id, dedupe, channel, recipient, message, due_at)
                on conflict (city_id, dedupe) do update
               set delivered_at = null, tries = 0
             where owed.delivered_at is not null
            """,
            city=city,
            at=at,
            **_columns(envelopes),
        )
    await db.run(
        """
        insert into owed (city_id, id, dedupe, channel, recipient, message, owed_at, due_at, envelope)
        select %(city)s, id, dedupe, channel, recipient, message, %(at)s, due_at, envelope
          from unnest(%(ids)s::uuid[], %(dedupes)s::text[], %(channels)s::text[], %(recipients)s::uuid[],
                      %(messages)s::jsonb[], %(dues)s::timestamptz[], %(envelopes)s::text[])
            as l (id, dedupe, channel, recipient, message, due_at, envelope)
            on conflict (city_id, dedupe) do nothing
        """,
        city=city,
        at=at,
        envelopes=column(each.envelope for each in letters),
        **_columns(letters),
    )


async def forget(db: Db, city: CityId, recipients: Sequence[UUID]) -> None:
    """Owe these recipients nothing any more, and keep nothing of what they were told."""
    gone = column(recipients)
    # An envelope may stand under the name of one of them and carry what others at the same address wait for.
    await db.run(
        """
        update owed e
           set recipient = p.recipient
          from owed p
         where e.city_id = %(city)s
           and e.recipient = any(%(recipients)s::uuid[])
           and p.city_id = %(city)s
           and p.envelope = e.dedupe
           and p.delivered_at is null
           and p.recipient <> all(%(recipients)s::uuid[])
        """,
        city=city,
        recipients=gone,
    )
    await db.run(
        "delete from owed where city_id = %(city)s and recipient = any(%(recipients)s::uuid[])",
        city=city,
        recipients=gone,
    )


def _columns(letters: Sequence[NewLetter]) -> dict[str, str]:
    return {
        "ids": column(new_id() for _ in letters),
        "dedupes": column(each.dedupe for each in letters),
        "channels": column(each.channel for each in letters),
        "recipients": column(each.recipient for each in letters),
        "messages": column(msgspec.json.encode(each.letter).decode() for each in letters),
        "dues": column(each.due_at for each in letters),
    }


async def cities_with_due(reader: Db, *, now: datetime) -> list[CityId]:
    """The cities that have something to deliver now; asked by the role that sees them all."""
    found = await reader.all(
        int,
        """
        select distinct city_id
          from owed
         where delivered_at is null
           and given_up_at is null
           and envelope is null
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
               and envelope is null
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


class Inside(Struct, frozen=True, kw_only=True):
    """A message that goes out inside another."""

    id: UUID
    recipient: UUID
    message: Letter


async def inside(db: Db, city: CityId, envelope: str, *, limit: int = 100) -> list[Inside]:
    """What goes out in an envelope, the oldest first; what does not fit goes in the next."""
    return await db.all(
        Inside,
        """
        select id, recipient, message
          from owed
         where city_id = %(city)s
           and envelope = %(envelope)s
           and delivered_at is null
           and given_up_at is null
         order by owed_at, id
         limit %(limit)s
        """,
        city=city,
        envelope=envelope,
        limit=limit,
    )


async def delivered(
    db: Db, city: CityId, message: UUID, *, at: datetime, inside: Sequence[UUID] = ()
) -> None:
    """It arrived, and what was in it. An envelope into which more was put meanwhile goes out once more."""
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
    if not inside:
        return
    await db.run(
        """
        update owed
           set delivered_at = %(at)s
         where city_id = %(city)s
           and id = any(%(inside)s::uuid[])
        """,
        city=city,
        inside=column(inside),
        at=at,
    )
    await db.run(
        """
        update owed e
           set delivered_at = null, tries = 0
         where city_id = %(city)s
           and id = %(message)s
           and exists (select from owed p
                        where p.city_id = %(city)s and p.envelope = e.dedupe and p.delivered_at is null)
        """,
        city=city,
        message=message,
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
