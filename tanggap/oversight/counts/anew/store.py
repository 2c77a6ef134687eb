"""Where another generation of a city's counts is filled while the one before is read and followed."""

from datetime import datetime
from typing import LiteralString
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db


async def take_time(db: Db) -> None:
    """This transaction's statements may take longer than a page's, and group in memory.

    The planner knows nothing of a generation that is just being filled, takes it for empty and would sort all of it.
    """
    await db.run(
        """
        select set_config('statement_timeout', '15min', true), set_config('work_mem', '256MB', true),
               set_config('enable_sort', 'off', true), set_config('jit', 'off', true)
        """
    )


async def begin(db: Db, city: CityId) -> int:
    """A generation nobody has filled yet; whoever was filling another one gives up."""
    filling = await db.one(
        int,
        """
        insert into counts_generation (city_id, generation, filling)
        values (%(city)s, 1, 2)
            on conflict (city_id) do update
           set filling = greatest(counts_generation.filling, counts_generation.generation) + 1
        returning filling
        """,
        city=city,
    )
    if filling is None:
        raise RuntimeError("the database made no generation")
    return filling


async def is_ours(db: Db, city: CityId, fresh: int) -> bool:
    """Whether nobody began to fill another generation since."""
    filling = await db.one(int, "select filling from counts_generation where city_id = %(city)s", city=city)
    return filling == fresh


class Moved(Struct, frozen=True, kw_only=True):
    """What something happened to, and the oldest transaction whose events it may not know of yet."""

    things: list[UUID]
    since: int


async def now(db: Db) -> int:
    """The oldest transaction that is still under way, or would be the next: what it writes nobody has counted."""
    return await db.one(int, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") or 0


async def moved(db: Db, city: CityId, *, epoch: int, since: int) -> Moved:
    """What something happened to in transactions from this one on, and from which to ask the next time."""
    found = await db.one(
        Moved,
        """
        select coalesce(array_agg(distinct thing), '{}') as things,
               pg_snapshot_xmin(pg_current_snapshot())::text::bigint as since
          from event
         where city_id = %(city)s
           and epoch = %(epoch)s
           and xid >= %(since)s::bigint::text::xid8
        """,
        city=city,
        epoch=epoch,
        since=since,
    )
    return found or Moved(things=[], since=since)


async def end_of_piece(db: Db, city: CityId, after: UUID | None, *, size: int) -> UUID | None:
    """The last of so many reports behind this one, by id; None when there are fewer."""
    return await db.one(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and id > coalesce(%(after)s::uuid, '00000000-0000-0000-0000-000000000000')
         order by id
        offset %(size)s - 1
         limit 1
        """,
        city=city,
        after=after,
        size=size,
    )


async def fill(db: Db, city: CityId, fresh: int, *, after: UUID | None, last: UUID | None) -> int:
    """Remember as what the reports behind one and up to another are counted; how many. No sum is touched."""
    return await db.run(
        """
        insert into counted (city_id, generation, report, nth, day, received_hour, finished_hour, due_hour,
                             agency, area, kind, channel, outcome, quiet, listed, cell, open, finished, on_time,
                             responded, stars, rated, reopened, ever_finished)
        select city_id, %(fresh)s, report, nth, day, received_hour, finished_hour, due_hour, agency, area,
               kind, channel, outcome, quiet, listed, cell, open, finished, on_time, responded, stars,
               rated, reopened, ever_finished
          from countable
         where city_id = %(city)s
           and report > coalesce(%(after)s::uuid, '00000000-0000-0000-0000-000000000000')
           and report <= coalesce(%(last)s::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        """,
        city=city,
        fresh=fresh,
        after=after,
        last=last,
    )


async def sum_days(db: Db, city: CityId, fresh: int) -> None:
    """Add up the days of what was filled, and the days seen in one way at a time of what the public may find."""
    await db.run(
        """
        insert into counts_day (city_id, generation, day, agency, area, kind, channel, outcome, quiet,
                                reports, open, finished, on_time, responded, stars, rated, reopened)
        select city_id, generation, day, agency, area, kind, channel, outcome, quiet,
               count(*), sum(open), sum(finished), sum(on_time), sum(responded), sum(stars), sum(rated),
               sum(reopened)
          from counted
         where city_id = %(city)s
           and generation = %(fresh)s
         group by city_id, generation, day, agency, area, kind, channel, outcome, quiet
        """,
        city=city,
        fresh=fresh,
    )
    await db.run(
        """
        insert into counts_by (city_id, generation, by, day, key, reports, open, finished, on_time, responded,
                               stars, rated, reopened, ever_finished)
        select %(city)s, %(fresh)s, seen.by, d.day, seen.key, sum(d.reports), sum(d.open), sum(d.finished),
               sum(d.on_time), sum(d.responded), sum(d.stars), sum(d.rated), sum(d.reopened), sum(d.ever_finished)
          from (select day, agency, area, kind, outcome, listed, count(*) as reports, sum(open) as open,
                       sum(finished) as finished, sum(on_time) as on_time, sum(responded) as responded,
                       sum(stars) as stars, sum(rated) as rated, sum(reopened) as reopened,
                       sum(ever_finished) as ever_finished
                  from counted
                 where city_id = %(city)s
                   and generation = %(fresh)s
                 group by day, agency, area, kind, outcome, listed) as d
         cross join lateral (values (case when d.listed then 'all' else 'unlisted' end, ''), ('kind', d.kind),
                                    ('area', d.area), ('agency', d.agency), ('outcome', d.outcome)) as seen (by, key)
         where d.listed or seen.by = 'unlisted'
         group by seen.by, d.day, seen.key
        """,
        city=city,
        fresh=fresh,
    )


async def sum_hours(db: Db, city: CityId, fresh: int) -> None:
    """Add up the hours of what was filled."""
    await db.run(
        """
        insert into counts_hour (city_id, generation, hour, received, finished, due, due_listed)
        select c.city_id, c.generation, seen.hour, sum(seen.received), sum(seen.finished), sum(seen.due),
               sum(seen.due_listed)
          from counted c
         cross join lateral (values (c.received_hour, 1, 0, 0, 0), (c.finished_hour, 0, 1, 0, 0),
                                    (c.due_hour, 0, 0, 1, c.listed::int))
            as seen (hour, received, finished, due, due_listed)
         where c.city_id = %(city)s
           and c.generation = %(fresh)s
           and seen.hour is not null
         group by c.city_id, c.generation, seen.hour
        """,
        city=city,
        fresh=fresh,
    )


async def sum_finest_cells(db: Db, city: CityId, fresh: int, *, level: int) -> None:
    """Add up the smallest cells of what was filled."""
    await db.run(
        """
        insert into counts_cell (city_id, generation, level, cell, kind, reports, open, finished)
        select city_id, generation, %(level)s, cell >> 2 * (26 - %(level)s), kind, count(*), sum(open), sum(finished)
          from counted
         where city_id = %(city)s
           and generation = %(fresh)s
           and cell is not null
         group by city_id, generation, cell >> 2 * (26 - %(level)s), kind
        """,
        city=city,
        fresh=fresh,
        level=level,
    )


async def sum_cells(db: Db, city: CityId, fresh: int, *, level: int, finer: int) -> None:
    """Add up the cells of a level from those of a finer one."""
    await db.run(
        """
        insert into counts_cell (city_id, generation, level, cell, kind, reports, open, finished)
        select city_id, generation, %(level)s, cell >> 2 * (%(finer)s - %(level)s), kind, sum(reports), sum(open), sum(finished)
          from counts_cell
         where city_id = %(city)s
           and generation = %(fresh)s
           and level = %(finer)s
         group by city_id, generation, cell >> 2 * (%(finer)s - %(level)s), kind
        """,
        city=city,
        fresh=fresh,
        level=level,
        finer=finer,
    )


async def turn_to(db: Db, city: CityId, fresh: int, *, at: datetime) -> None:
    """From now on this generation of a city's counts is read. Only for who holds the city's counts."""
    await db.run(
        """
        update counts_generation
           set generation = %(fresh)s, rebuilt_at = %(at)s
         where city_id = %(city)s
        """,
        city=city,
        fresh=fresh,
        at=at,
    )


async def clear(db: Db, city: CityId, *, fresh: int, size: int) -> int:
    """Forget a piece of the generations before this one that nobody reads; how many rows, 0 when none are left."""
    gone = 0
    for query in _OLD:
        gone += await db.run(query, city=city, fresh=fresh, size=size)
    return gone


def _old(table: LiteralString, key: LiteralString) -> LiteralString:
    return (
        "delete from "
        + table
        + """
     where city_id = %(city)s
       and ctid = any(array(
               select o.ctid
                 from """
        + table
        + """ o
                where o.city_id = %(city)s
                  and o.generation < %(fresh)s
                  and o.generation <> (select generation from counts_generation where city_id = %(city)s)
                order by o.city_id, o.generation, """
        + key
        + """
                limit %(size)s))
    """
    )


_OLD = (
    _old("counted", "o.report"),
    _old("counts_day", "o.day"),
    _old("counts_by", "o.by, o.day"),
    _old("counts_hour", "o.hour"),
    _old("counts_cell", "o.level, o.cell"),
)
