"""What is counted for a wall, each by an index and never of more than a month; only of reports the public may find."""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.screens import Sight
from tanggap.city.terms import CityId
from tanggap.kit.db import Db
from tanggap.oversight.operations_centre.walls.figures.chart import Hour
from tanggap.oversight.operations_centre.walls.figures.store.place import place, within

FINISHED_MOST = 20_000
"""Of more than these, the last ones tell how long it takes as well."""
ROWS_MOST = 1000


class Standing(Struct, frozen=True, kw_only=True):
    """How many wait, and how many of them past their limit."""

    open: int
    late: int


class Finished(Struct, frozen=True, kw_only=True):
    """What was finished since a moment, how many of it today, how long half of it took at most, and its stars."""

    finished: int
    today: int
    median: timedelta | None
    rated: int
    stars: float | None


class Load(Struct, frozen=True, kw_only=True):
    """How many reports fall on a key: an area's code, a kind's or an agency's slug."""

    key: str
    count: int


async def standing(db: Db, city: CityId, sight: Sight, *, now: datetime) -> Standing:
    """What is open now. What waits for its verifier or for the reporter is not called late."""
    found = await db.one(
        Standing,
        """
        select count(*) as open,
               count(*) filter (where due_at < %(now)s and status not in ('resolved', 'needs_info')) as late
          from report
         where city_id = %(city)s
           and open
           and listed"""
        + within(sight),
        city=city,
        now=now,
        **place(sight),
    )
    return found or Standing(open=0, late=0)


async def came(db: Db, city: CityId, sight: Sight, *, since: datetime) -> int:
    """How many came in since a moment."""
    found = await db.one(
        int,
        """
        select count(*)
          from report
         where city_id = %(city)s
           and listed
           and received_at >= %(since)s"""
        + within(sight),
        city=city,
        since=since,
        **place(sight),
    )
    return found or 0


async def finished(db: Db, city: CityId, sight: Sight, *, since: datetime, today: datetime) -> Finished:
    """What was finished since a moment; ``today`` is when this day began."""
    found = await db.one(
        Finished,
        """
        select count(*) as finished,
               count(*) filter (where closed_at >= %(today)s) as today,
               percentile_disc(0.5) within group (order by closed_at - received_at) as median,
               count(stars) as rated,
               avg(stars)::float8 as stars
          from (select closed_at, received_at, stars
                  from report
                 where city_id = %(city)s
                   and listed
                   and status = 'closed'
                   and closed_at >= %(since)s"""
        + within(sight)
        + """
                 order by closed_at desc
                 limit %(most)s) as lately
        """,
        city=city,
        since=since,
        today=today,
        most=FINISHED_MOST,
        **place(sight),
    )
    return found or Finished(finished=0, today=0, median=None, rated=0, stars=None)


async def loads(
    db: Db, city: CityId, sight: Sight, *, by: Literal["area", "kind", "agency"], now: datetime
) -> list[Load]:
    """How many open reports fall on each area, kind or agency (``by``), the most first; in a late sight the late ones."""
    return await db.all(
        Load,
        """
        select case %(by)s::text when 'area' then area when 'kind' then kind else agency end as key, count(*) as count
          from report
         where city_id = %(city)s
           and open
           and listed
           and case %(by)s::text when 'area' then area when 'kind' then kind else agency end is not null
           and (not %(late)s::boolean or (due_at < %(now)s and status not in ('resolved', 'needs_info')))"""
        + within(sight)
        + """
         group by 1
         order by count desc, key
         limit %(most)s
        """,
        city=city,
        by=by,
        late=sight.late,
        now=now,
        most=ROWS_MOST,
        **place(sight),
    )


async def hours(db: Db, city: CityId, sight: Sight, *, since: datetime) -> list[Hour]:
    """What came in and was finished hour by hour; only of kinds of which the public may know the hour."""
    return await db.all(
        Hour,
        """
        select hour, sum(came) as came, sum(done) as done
          from (select floor(extract(epoch from received_at) / 3600)::int as hour, 1 as came, 0 as done
                  from report
                 where city_id = %(city)s
                   and listed
                   and sensitivity = %(exact)s
                   and received_at >= %(since)s"""
        + within(sight)
        + """
                 union all
                select floor(extract(epoch from closed_at) / 3600)::int, 0, 1
                  from report
                 where city_id = %(city)s
                   and listed
                   and status = 'closed'
                   and sensitivity = %(exact)s
                   and closed_at >= %(since)s"""
        + within(sight)
        + """) as happened
         group by hour
         order by hour
         limit %(most)s
        """,
        city=city,
        since=since,
        exact=Sensitivity.PUBLIC,
        most=ROWS_MOST,
        **place(sight),
    )
