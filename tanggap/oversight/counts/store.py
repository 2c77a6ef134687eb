"""Where counts are remembered: what each report is counted as, and the sums over them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.counts.tally import By, Period, Pressing, Tally


async def hold(db: Db, city: CityId) -> int:
    """The generation of a city's counts that is read, held until this transaction ends: one counts at a time."""
    generation = await db.one(
        int,
        """
        insert into counts_generation (city_id, generation)
        values (%(city)s, 1)
            on conflict (city_id) do update
           set generation = counts_generation.generation
        returning generation
        """,
        city=city,
    )
    if generation is None:
        raise RuntimeError("the database made no generation")
    return generation


async def count(db: Db, city: CityId, generation: int, reports: Sequence[UUID]) -> None:
    """Count these reports as they stand now instead of as they were counted before.

    One statement, hence one snapshot. What has not changed cancels out before a sum is touched. Only for
    who holds the city's counts.
    """
    counted_anew = await db.one(
        bool,
        """
        with present as materialized (
            select report, nth, day, agency, area, kind, channel, outcome, quiet, cell,
                   open, finished, on_time, responded, stars, rated, reopened
              from countable
             where city_id = %(city)s
               and report = any(%(reports)s::uuid[])
        ), change as materialized (
            select 1 as by, day, agency, area, kind, channel, outcome, quiet, cell,
                   open, finished, on_time, responded, stars, rated, reopened
              from present
             union all
            select -1, day, agency, area, kind, channel, outcome, quiet, cell,
                   -open, -finished, -on_time, -responded, -stars, -rated, -reopened
              from counted
             where city_id = %(city)s
               and generation = %(generation)s
               and report = any(%(reports)s::uuid[])
        ), remembered as (
            insert into counted (city_id, generation, report, nth, day, agency, area, kind, channel, outcome, quiet,
                                 cell, open, finished, on_time, responded, stars, rated, reopened)
            select %(city)s, %(generation)s, report, nth, day, agency, area, kind, channel, outcome, quiet,
                   cell, open, finished, on_time, responded, stars, rated, reopened
              from present
                on conflict (city_id, generation, report) do update
               set nth = excluded.nth, day = excluded.day, agency = excluded.agency, area = excluded.area,
                   kind = excluded.kind, channel = excluded.channel, outcome = excluded.outcome,
                   quiet = excluded.quiet, cell = excluded.cell, open = excluded.open,
                   finished = excluded.finished, on_time = excluded.on_time, responded = excluded.responded,
                   stars = excluded.stars, rated = excluded.rated, reopened = excluded.reopened
        ), days as (
            insert into counts_day (city_id, generation, day, agency, area, kind, channel, outcome, quiet,
                                    reports, open, finished, on_time, responded, stars, rated, reopened)
            select %(city)s, %(generation)s, day, agency, area, kind, channel, outcome, quiet,
                   sum(by), sum(open), sum(finished), sum(on_time), sum(responded), sum(stars), sum(rated),
                   sum(reopened)
              from change
             group by day, agency, area, kind, channel, outcome, quiet
            having (sum(by), sum(open), sum(finished), sum(on_time), sum(responded), sum(stars), sum(rated),
                    sum(reopened)) <> (0, 0, 0, 0, 0, 0, 0, 0)
             order by day, agency, area, kind, channel, outcome, quiet
                on conflict (city_id, generation, day, agency, area, kind, channel, outcome, quiet) do update
               set reports = counts_day.reports + excluded.reports, open = counts_day.open + excluded.open,
                   finished = counts_day.finished + excluded.finished,
                   on_time = counts_day.on_time + excluded.on_time,
                   responded = counts_day.responded + excluded.responded,
                   stars = counts_day.stars + excluded.stars, rated = counts_day.rated + excluded.rated,
                   reopened = counts_day.reopened + excluded.reopened
        ), moved as (
            select cell, kind, sum(by) as reports, sum(open) as open, sum(finished) as finished
              from change
             where cell is not null
             group by cell, kind
            having (sum(by), sum(open), sum(finished)) <> (0, 0, 0)
        ), grid as (
            select level, cell >> 2 * (26 - level) as cell, kind, reports, open, finished
              from moved
             cross join generate_series(6, 16) as level
        ), cells as (
            insert into counts_cell (city_id, generation, level, cell, kind, reports, open, finished)
            select %(city)s, %(generation)s, level, cell, kind, sum(reports), sum(open), sum(finished)
              from grid
             group by level, cell, kind
            having (sum(reports), sum(open), sum(finished)) <> (0, 0, 0)
             order by level, cell, kind
                on conflict (city_id, generation, level, cell, kind) do update
               set reports = counts_cell.reports + excluded.reports, open = counts_cell.open + excluded.open,
                   finished = counts_cell.finished + excluded.finished
        )
        select exists (select from change where by < 0)
        """,
        city=city,
        generation=generation,
        reports=column(reports),
    )
    if counted_anew:
        await _clear(db, city, generation)


async def _clear(db: Db, city: CityId, generation: int) -> None:
    """A report that was counted before leaves an empty sum behind at every step of its way."""
    await db.run(
        """
        delete from counts_day
         where city_id = %(city)s
           and generation = %(generation)s
           and reports = 0
        """,
        city=city,
        generation=generation,
    )


async def reports_after(db: Db, city: CityId, after: UUID | None, *, limit: int) -> list[UUID]:
    """The city's reports behind this one, by id."""
    return await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and id > coalesce(%(after)s::uuid, '00000000-0000-0000-0000-000000000000')
         order by id
         limit %(limit)s
        """,
        city=city,
        after=after,
        limit=limit,
    )


async def turn_to(db: Db, city: CityId, generation: int, *, at: datetime) -> None:
    """From now on this generation of a city's counts is read; the others are gone."""
    await db.run("select set_config('statement_timeout', '10min', true)")
    await db.run(
        """
        update counts_generation
           set generation = %(generation)s, rebuilt_at = %(at)s
         where city_id = %(city)s
        """,
        city=city,
        generation=generation,
        at=at,
    )
    await db.run(
        "delete from counts_cell where city_id = %(city)s and generation <> %(generation)s",
        city=city,
        generation=generation,
    )
    await db.run(
        "delete from counts_day where city_id = %(city)s and generation <> %(generation)s",
        city=city,
        generation=generation,
    )
    await db.run(
        "delete from counted where city_id = %(city)s and generation <> %(generation)s",
        city=city,
        generation=generation,
    )


async def told(db: Db, city: CityId, period: Period, *ways: By) -> list[Tally]:
    """The reports received in a period, seen in these ways; of each way the largest first."""
    return await db.all(
        Tally,
        """
        select seen.by, seen.key, sum(d.reports) as reports, sum(d.open) as open, sum(d.finished) as finished,
               sum(d.on_time) as on_time, sum(d.responded) as responded, sum(d.stars) as stars,
               sum(d.rated) as rated, sum(d.reopened) as reopened,
               sum(d.finished) + coalesce(sum(d.reopened) filter (where d.outcome <> 'closed'), 0) as ever_finished
          from counts_day d
          join counts_generation g on g.city_id = d.city_id and g.generation = d.generation
         cross join lateral (values ('all', ''), ('day', d.day::text), ('kind', d.kind), ('area', d.area),
                                    ('agency', d.agency), ('outcome', d.outcome)) as seen (by, key)
         where d.city_id = %(city)s
           and d.day between %(first)s and %(last)s
           and seen.by = any(%(ways)s::text[])
         group by seen.by, seen.key
         order by seen.by, reports desc, seen.key
         limit 20000
        """,
        city=city,
        first=period.first,
        last=period.last,
        ways=column(ways),
    )


async def pressing(db: Db, city: CityId, period: Period, *, zone: str, now: datetime) -> list[Pressing]:
    """What waits too long of a period's open reports, by the agency that holds them.

    What is resolved waits for its verifier, and a question to the reporter stops the public clock.
    """
    return await db.all(
        Pressing,
        """
        select coalesce(agency, '') as agency,
               count(*) filter (where due_at < %(now)s and status not in ('resolved', 'needs_info')) as overdue,
               count(*) filter (where responded_at is null
                                  and agency is not null
                                  and %(now)s - received_at > 2 * (respond_by - received_at)) as neglected
          from report
         where city_id = %(city)s
           and open
           and (received_at at time zone %(zone)s)::date between %(first)s and %(last)s
         group by 1
         order by 1
         limit 1000
        """,
        city=city,
        zone=zone,
        now=now,
        first=period.first,
        last=period.last,
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
          join counts_generation g on g.city_id = d.city_id and g.generation = d.generation
         where d.city_id = %(city)s
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
