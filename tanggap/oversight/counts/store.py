"""What the sums say: of a city's days, of its hours, of what waits, and how old they are."""

from datetime import date, datetime

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.counts.tally import By, Hour, Period, Tally


async def told(db: Db, city: CityId, period: Period, *ways: By) -> list[Tally]:
    """The reports received in a period, seen in these ways; of each way the largest first."""
    return await db.all(
        Tally,
        """
        select seen.by, seen.key, sum(d.reports) as reports, sum(d.open) as open, sum(d.finished) as finished,
               sum(d.on_time) as on_time, sum(d.responded) as responded, sum(d.stars) as stars,
               sum(d.rated) as rated, sum(d.reopened) as reopened, sum(d.ever_finished) as ever_finished
          from counts_generation g
          join counts_by d on d.city_id = g.city_id and d.generation = g.generation
         cross join lateral (values (d.by, d.key), (case d.by when 'all' then 'day' end, d.day::text))
            as seen (by, key)
         where g.city_id = %(city)s
           and d.by = any(array_replace(%(ways)s::text[], 'day', 'all'))
           and d.day between %(first)s and %(last)s
           and seen.by = any(%(ways)s::text[])
         group by seen.by, seen.key
        having sum(d.reports) > 0
         order by seen.by, reports desc, seen.key
         limit 20000
        """,
        city=city,
        first=period.first,
        last=period.last,
        ways=column(ways),
    )


async def hours(db: Db, city: CityId, first: datetime, last: datetime) -> list[Hour]:
    """What came in and what was closed, hour by hour, of the hours that begin between two moments, both ends in it.

    Oldest first, at most a year of them; an hour in which nothing happened is left out.
    """
    return await db.all(
        Hour,
        """
        select h.hour as at, h.received, h.finished
          from counts_generation g
          join counts_hour h on h.city_id = g.city_id and h.generation = g.generation
         where g.city_id = %(city)s
           and h.hour between %(first)s and %(last)s
           and (h.received, h.finished) <> (0, 0)
         order by h.hour
         limit 8784
        """,
        city=city,
        first=first,
        last=last,
    )


async def late(db: Db, city: CityId, *, now: datetime, listed: bool) -> int:
    """How many open reports, all or those anybody may find, are past their limit: by the hours that are over, and one by one in the hour that has begun.

    What is resolved waits for its verifier, and a question to the reporter stops the public clock.
    """
    return (
        await db.one(
            int,
            """
            select (select coalesce(sum(case when %(listed)s then h.due_listed else h.due end), 0)
                      from counts_generation g
                      join counts_hour h on h.city_id = g.city_id and h.generation = g.generation
                     where g.city_id = %(city)s
                       and h.hour < date_trunc('hour', %(now)s, c.timezone))
                   + (select count(*)
                        from report r
                       where r.city_id = %(city)s
                         and r.open
                         and (r.listed or not %(listed)s)
                         and r.due_at >= date_trunc('hour', %(now)s, c.timezone)
                         and r.due_at < %(now)s
                         and r.status not in ('resolved', 'needs_info'))
              from city c
             where c.id = %(city)s
            """,
            city=city,
            now=now,
            listed=listed,
        )
        or 0
    )


class _Ends(Struct, frozen=True, kw_only=True):
    first: date | None
    last: date | None


async def history(db: Db, city: CityId, *, before: date) -> Period | None:
    """The days of what was imported or shown as history, as far as they lie before a day."""
    ends = await db.one(
        _Ends,
        """
        select min(d.day) as first, max(d.day) as last
          from counts_day d
         where d.city_id = %(city)s
           and d.generation = (select generation from counts_generation where city_id = %(city)s)
           and d.quiet
           and d.day < %(before)s
        """,
        city=city,
        before=before,
    )
    if ends is None or ends.first is None or ends.last is None:
        return None
    return Period(first=ends.first, last=ends.last)


class _Age(Struct, frozen=True, kw_only=True):
    behind: bool
    as_of: datetime | None


async def as_of(db: Db, city: CityId, *, listener: str, epoch: int, now: datetime) -> datetime | None:
    """Until when a city's counts tell: now when every event was heard; None when nobody has listened yet."""
    age = await db.one(
        _Age,
        """
        with heard as (
            select t.snapshot, t.at
              from listener_cursor c
              join tick t on t.epoch = c.epoch and t.nth = c.heard
             where c.listener = %(listener)s
               and c.epoch = %(epoch)s
        )
        select exists (
                   select
                     from event e
                    where e.city_id = %(city)s
                      and e.epoch = %(epoch)s
                      and e.xid >= coalesce((select pg_snapshot_xmin(snapshot) from heard), '0'::xid8)
                      and coalesce(not pg_visible_in_snapshot(e.xid, (select snapshot from heard)), true)
               ) as behind,
               greatest((select at from heard),
                        (select rebuilt_at from counts_generation where city_id = %(city)s)) as as_of
        """,
        city=city,
        listener=listener,
        epoch=epoch,
    )
    if age is None:
        return None
    return age.as_of if age.behind else now
