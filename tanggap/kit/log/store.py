"""What the log remembers of its listeners: cursors and parked things."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.kit.db import Db
from tanggap.kit.log.events import Heard


class Cursor(Struct, frozen=True, kw_only=True):
    """How far a listener has heard: all of tick ``heard``, and part of ``hearing``, up to ``at_…``."""

    heard: int
    hearing: int
    at_city: int | None = None
    at_thing: UUID | None = None
    at_nth: int | None = None

    def behind(self, last: Heard) -> "Cursor":
        """Right behind an event."""
        return replace(self, at_city=last.city_id, at_thing=last.thing, at_nth=last.nth)

    def finished(self) -> "Cursor":
        """At the end of the tick being heard."""
        return Cursor(heard=self.hearing, hearing=self.hearing)


async def begin_hearing(db: Db, listener: str, epoch: int) -> Cursor | None:
    """Set a listener's eyes on the newest tick, unless it is in the middle of one; None when all is heard.

    A listener that is behind takes many ticks as one.
    """
    return await _begin(db, listener, epoch) or (
        await _begin(db, listener, epoch) if await _new_here(db, listener, epoch) else None
    )


async def _begin(db: Db, listener: str, epoch: int) -> Cursor | None:
    return await db.one(
        Cursor,
        """
        with newest as (
            select max(nth) as nth from tick where epoch = %(epoch)s
        ), mine as (
            select c.listener, coalesce(c.hearing, newest.nth) as hearing
              from listener_cursor c
             cross join newest
             where c.listener = %(listener)s
               and c.epoch = %(epoch)s
               and (c.hearing is not null or newest.nth > c.heard)
               for update of c skip locked
        )
        update listener_cursor c
           set hearing = mine.hearing
          from mine
         where c.listener = mine.listener
        returning c.heard, c.hearing, c.at_city, c.at_thing, c.at_nth
        """,
        listener=listener,
        epoch=epoch,
    )


async def _new_here(db: Db, listener: str, epoch: int) -> bool:
    """Whether a listener hears of this epoch for the first time; from now on it has a cursor there."""
    return bool(
        await db.run(
            """
            insert into listener_cursor (listener, epoch, heard)
            values (%(listener)s, %(epoch)s, 0)
                on conflict (listener) do update
               set epoch = excluded.epoch, heard = 0, hearing = null, at_city = null, at_thing = null,
                   at_nth = null
             where listener_cursor.epoch <> excluded.epoch
            """,
            listener=listener,
            epoch=epoch,
        )
    )


async def between_ticks(
    db: Db, epoch: int, cursor: Cursor, *, kinds: list[str] | None, limit: int
) -> list[Heard]:
    """The events visible in one tick and not in another, behind the cursor's place, by city, thing and nth."""
    return await db.all(
        Heard,
        """
        with ticks as (
            select (select snapshot from tick where epoch = %(epoch)s and nth = %(heard)s) as before,
                   (select snapshot from tick where epoch = %(epoch)s and nth = %(hearing)s) as after
        )
        select e.city_id, e.thing, e.nth, e.kind, e.v, e.body, e.actor, e.happened_at, e.written_at, e.epoch
          from event e
         where e.epoch = %(epoch)s
           and e.xid >= pg_snapshot_xmin((select before from ticks))
           and e.xid < pg_snapshot_xmax((select after from ticks))
           and pg_visible_in_snapshot(e.xid, (select after from ticks))
           and not pg_visible_in_snapshot(e.xid, (select before from ticks))
           and (%(kinds)s::text[] is null or e.kind = any(%(kinds)s::text[]))
           and (%(at_city)s::bigint is null
                or (e.city_id, e.thing, e.nth) > (%(at_city)s::bigint, %(at_thing)s::uuid, %(at_nth)s::int))
         order by e.city_id, e.thing, e.nth
         limit %(limit)s
        """,
        epoch=epoch,
        heard=cursor.heard,
        hearing=cursor.hearing,
        kinds=kinds,
        at_city=cursor.at_city,
        at_thing=cursor.at_thing,
        at_nth=cursor.at_nth,
        limit=limit,
    )


async def hold_cursor(db: Db, listener: str, expected: Cursor) -> bool:
    """Lock a listener's cursor where we left it; False when another reactor has it or has moved it.

    The transaction need not wait for the disk: what a crash takes back, the cursor with it, is heard again.
    """
    found = await db.one(
        Cursor,
        """
        select heard, hearing, at_city, at_thing, at_nth, set_config('synchronous_commit', 'off', true)
          from listener_cursor
         where listener = %(listener)s
           and hearing is not null
           for update skip locked
        """,
        listener=listener,
    )
    return found == expected


async def move_cursor(db: Db, listener: str, to: Cursor) -> None:
    """Remember how far has been heard."""
    await db.run(
        """
        update listener_cursor
           set heard = %(heard)s, hearing = nullif(%(hearing)s, %(heard)s), at_city = %(city)s,
               at_thing = %(thing)s, at_nth = %(nth)s
         where listener = %(listener)s
        """,
        listener=listener,
        heard=to.heard,
        hearing=to.hearing,
        city=to.at_city,
        thing=to.at_thing,
        nth=to.at_nth,
    )


async def parked_things(db: Db, listener: str, city: int) -> list[UUID]:
    """The things of a city a listener could not take and has to be asked about again.

    They stay so until this transaction ends: an event skipped here is one a retry still finds.
    """
    return await db.all(
        UUID,
        """
        select thing
          from parked
         where listener = %(listener)s
           and city = %(city)s
         order by thing
         limit 10000
           for key share
        """,
        listener=listener,
        city=city,
    )


async def park(db: Db, listener: str, first: Heard, *, failure: str) -> None:
    """Set a thing aside, from this event on."""
    await db.run(
        """
        insert into parked (listener, city, thing, from_nth, failure)
        values (%(listener)s, %(city)s, %(thing)s, %(nth)s, %(failure)s)
            on conflict do nothing
        """,
        listener=listener,
        city=first.city_id,
        thing=first.thing,
        nth=first.nth,
        failure=failure,
    )


async def unpark(db: Db, listener: str, city: int, thing: UUID) -> int | None:
    """Take a thing back from the side; the nth to begin again from, or None when it was not there."""
    return await db.one(
        int,
        """
        delete from parked
         where listener = %(listener)s
           and city = %(city)s
           and thing = %(thing)s
        returning from_nth
        """,
        listener=listener,
        city=city,
        thing=thing,
    )


class Lag(Struct, frozen=True, kw_only=True):
    """How far a listener is behind the newest event anybody ticked."""

    listener: str
    seconds: float


async def newest_tick(db: Db, epoch: int) -> int:
    """The number of the newest tick."""
    found = await db.one(int, "select max(nth) from tick where epoch = %(epoch)s", epoch=epoch)
    return found or 0


async def lags(db: Db, epoch: int) -> list[Lag]:
    """For each listener, the age of the oldest tick it has not heard to its end; 0 when it has heard all."""
    return await db.all(
        Lag,
        """
        select c.listener,
               coalesce(extract(epoch from clock_timestamp() - min(t.at)), 0)::float8 as seconds
          from listener_cursor c
          left join tick t on t.epoch = c.epoch and t.nth > c.heard
         where c.epoch = %(epoch)s
         group by c.listener
         order by c.listener
         limit 1000
        """,
        epoch=epoch,
    )


class Parked(Struct, frozen=True, kw_only=True):
    """A thing a listener set aside, since when, and the name of what failed."""

    listener: str
    city: int
    thing: UUID
    failure: str
    parked_at: datetime


async def parked(db: Db, listener: str | None) -> list[Parked]:
    """What is set aside by a listener, or by all of them, the oldest first."""
    return await db.all(
        Parked,
        """
        select listener, city, thing, failure, parked_at
          from parked
         where (%(listener)s::text is null or listener = %(listener)s)
         order by parked_at, listener, city, thing
         limit 10000
        """,
        listener=listener,
    )
