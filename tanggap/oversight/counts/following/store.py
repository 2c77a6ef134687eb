"""Where the sums are kept: what each report is counted as, and what that makes together."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.counts.tally import LEVELS


class Emptied(Struct, frozen=True, kw_only=True):
    """The key of a sum no report is counted in any more."""

    day: date
    agency: str
    area: str
    kind: str
    channel: str
    outcome: str
    quiet: bool


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
    emptied = await db.all(
        Emptied,
        """
        with present as materialized (
            select report, nth, day, received_hour, finished_hour, due_hour, agency, area, kind, channel, outcome,
                   quiet, listed, cell, open, finished, on_time, responded, stars, rated, reopened, ever_finished
              from countable
             where city_id = %(city)s
               and report = any(%(reports)s::uuid[])
        ), change as materialized (
            select 1 as reports, day, received_hour, finished_hour, due_hour, agency, area, kind, channel, outcome,
                   quiet, listed, cell, open, finished, on_time, responded, stars, rated, reopened, ever_finished
              from present
             union all
            select -1, day, received_hour, finished_hour, due_hour, agency, area, kind, channel, outcome, quiet,
                   listed, cell, -open, -finished, -on_time, -responded, -stars, -rated, -reopened, -ever_finished
              from counted
             where city_id = %(city)s
               and generation = %(generation)s
               and report = any(%(reports)s::uuid[])
        ), remembered as (
            insert into counted (city_id, generation, report, nth, day, received_hour, finished_hour, due_hour, agency,
                                 area, kind, channel, outcome, quiet, listed, cell, open, finished, on_time, responded, stars,
                                 rated, reopened, ever_finished)
            select %(city)s, %(generation)s, report, nth, day, received_hour, finished_hour, due_hour, agency,
                   area, kind, channel, outcome, quiet, listed, cell, open, finished, on_time, responded, stars,
                   rated, reopened, ever_finished
              from present
                on conflict (city_id, generation, report) do update
               set nth = excluded.nth, day = excluded.day, received_hour = excluded.received_hour,
                   finished_hour = excluded.finished_hour, due_hour = excluded.due_hour, agency = excluded.agency,
                   area = excluded.area, kind = excluded.kind, channel = excluded.channel, outcome = excluded.outcome,
                   quiet = excluded.quiet, listed = excluded.listed, cell = excluded.cell, open = excluded.open,
                   finished = excluded.finished, on_time = excluded.on_time, responded = excluded.responded,
                   stars = excluded.stars, rated = excluded.rated, reopened = excluded.reopened,
                   ever_finished = excluded.ever_finished
        ), days as (
            insert into counts_day (city_id, generation, day, agency, area, kind, channel, outcome, quiet,
                                    reports, open, finished, on_time, responded, stars, rated, reopened)
            select %(city)s, %(generation)s, day, agency, area, kind, channel, outcome, quiet,
                   sum(reports), sum(open), sum(finished), sum(on_time), sum(responded), sum(stars), sum(rated),
                   sum(reopened)
              from change
             group by day, agency, area, kind, channel, outcome, quiet
            having (sum(reports), sum(open), sum(finished), sum(on_time), sum(responded), sum(stars), sum(rated),
                    sum(reopened)) <> (0, 0, 0, 0, 0, 0, 0, 0)
             order by day, agency, area, kind, channel, outcome, quiet
                on conflict (city_id, generation, day, agency, area, kind, channel, outcome, quiet) do update
               set reports = counts_day.reports + excluded.reports, open = counts_day.open + excluded.open,
                   finished = counts_day.finished + excluded.finished,
                   on_time = counts_day.on_time + excluded.on_time,
                   responded = counts_day.responded + excluded.responded,
                   stars = counts_day.stars + excluded.stars, rated = counts_day.rated + excluded.rated,
                   reopened = counts_day.reopened + excluded.reopened
            returning reports, day, agency, area, kind, channel, outcome, quiet
        ), ways as (
            insert into counts_by (city_id, generation, by, day, key, reports, open, finished, on_time, responded,
                                   stars, rated, reopened, ever_finished)
            select %(city)s, %(generation)s, seen.by, day, seen.key, sum(reports), sum(open), sum(finished),
                   sum(on_time), sum(responded), sum(stars), sum(rated), sum(reopened), sum(ever_finished)
              from change
             cross join lateral (values (case when listed then 'all' else 'unlisted' end, ''), ('kind', kind),
                                        ('area', area), ('agency', agency), ('outcome', outcome)) as seen (by, key)
             where listed or seen.by = 'unlisted'
             group by seen.by, day, seen.key
            having (sum(reports), sum(open), sum(finished), sum(on_time), sum(responded), sum(stars), sum(rated),
                    sum(reopened), sum(ever_finished)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
             order by seen.by, day, seen.key
                on conflict (city_id, generation, by, day, key) do update
               set reports = counts_by.reports + excluded.reports, open = counts_by.open + excluded.open,
                   finished = counts_by.finished + excluded.finished,
                   on_time = counts_by.on_time + excluded.on_time,
                   responded = counts_by.responded + excluded.responded,
                   stars = counts_by.stars + excluded.stars, rated = counts_by.rated + excluded.rated,
                   reopened = counts_by.reopened + excluded.reopened,
                   ever_finished = counts_by.ever_finished + excluded.ever_finished
        ), hours as (
            insert into counts_hour (city_id, generation, hour, received, finished, due, due_listed)
            select %(city)s, %(generation)s, seen.hour, sum(seen.received), sum(seen.finished), sum(seen.due),
                   sum(seen.due_listed)
              from change
             cross join lateral (values (received_hour, reports, 0, 0, 0), (finished_hour, 0, reports, 0, 0),
                                        (due_hour, 0, 0, reports, reports * listed::int))
                as seen (hour, received, finished, due, due_listed)
             where seen.hour is not null
             group by seen.hour
            having (sum(seen.received), sum(seen.finished), sum(seen.due), sum(seen.due_listed)) <> (0, 0, 0, 0)
             order by seen.hour
                on conflict (city_id, generation, hour) do update
               set received = counts_hour.received + excluded.received,
                   finished = counts_hour.finished + excluded.finished, due = counts_hour.due + excluded.due,
                   due_listed = counts_hour.due_listed + excluded.due_listed
        ), moved as (
            select cell, kind, sum(reports) as reports, sum(open) as open, sum(finished) as finished
              from change
             where cell is not null
             group by cell, kind
            having (sum(reports), sum(open), sum(finished)) <> (0, 0, 0)
        ), grid as (
            select level, cell >> 2 * (26 - level) as cell, kind, reports, open, finished
              from moved
             cross join unnest(%(levels)s::smallint[]) as level
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
        select day, agency, area, kind, channel, outcome, quiet
          from days
         where reports = 0
         limit 100000
        """,
        city=city,
        generation=generation,
        reports=column(reports),
        levels=column(LEVELS),
    )
    if emptied:
        await _clear(db, city, generation, emptied)


async def _clear(db: Db, city: CityId, generation: int, emptied: Sequence[Emptied]) -> None:
    """A report that was counted before leaves an empty sum behind at every step of its way.

    They are found by their keys: an index of empty sums would have to follow every sum that changes.
    """
    await db.run(
        """
        delete from counts_day d
         using unnest(%(days)s::date[], %(agencies)s::text[], %(areas)s::text[], %(kinds)s::text[],
                      %(channels)s::text[], %(outcomes)s::text[], %(quiets)s::boolean[])
               as gone (day, agency, area, kind, channel, outcome, quiet)
         where d.city_id = %(city)s
           and d.generation = %(generation)s
           and (d.day, d.agency, d.area, d.kind, d.channel, d.outcome, d.quiet)
               = (gone.day, gone.agency, gone.area, gone.kind, gone.channel, gone.outcome, gone.quiet)
        """,
        city=city,
        generation=generation,
        days=column([each.day for each in emptied]),
        agencies=column([each.agency for each in emptied]),
        areas=column([each.area for each in emptied]),
        kinds=column([each.kind for each in emptied]),
        channels=column([each.channel for each in emptied]),
        outcomes=column([each.outcome for each in emptied]),
        quiets=column([each.quiet for each in emptied]),
    )
