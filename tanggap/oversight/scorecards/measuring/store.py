"""What stints hold of a month, by unit, area and kind: what happened in it, and what waits at its end."""

from datetime import datetime, timedelta

from msgspec import Struct

from tanggap.city.offers import Month
from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.scorecards.measuring.rules import Above, Backlog

HISTORY_WAITS = timedelta(days=365)
"""Imported history nobody ever closed elsewhere waits for nobody here after that."""


class Happened(Struct, frozen=True, kw_only=True):
    """What happened in a month: see the view stint_fact."""

    agency: str
    area: str
    kind: str
    asked: int
    answered: int
    finished: int
    on_time: int
    tested: int
    reopened: int
    stars: int
    rated: int


class Waiting(Struct, frozen=True, kw_only=True):
    """What a unit held at a month's end.

    ``overdue`` are past the unit's own time; ``unanswered`` came in this month, passed the time for a first answer and
    have none to this day (what was answered since, or left the unit, is counted by what happened); ``neglected`` waited
    for one more than twice that time.
    """

    agency: str
    area: str
    kind: str
    held: int
    overdue: int
    unanswered: int
    neglected: int


async def happened(db: Db, city: CityId, month: Month) -> list[Happened]:
    """What happened in a month."""
    return await db.all(
        Happened,
        """
        select agency, area, kind, asked, answered, finished, on_time, tested, reopened, stars, rated
          from stint_month
         where city_id = %(city)s
           and month = %(month)s
         order by agency, area, kind
         limit 1000000
        """,
        city=city,
        month=month.first,
    )


async def waiting(db: Db, city: CityId, month: Month) -> list[Waiting]:
    """What units held at the end of a month. A question to the reporter ends the hold, so that it is in none."""
    return await db.all(
        Waiting,
        """
        select s.agency, s.area, s.kind,
               count(*) as held,
               count(*) filter (where s.due_at < %(at)s) as overdue,
               count(*) filter (where s.answered_at is null and s.ended_at is null
                                  and s.respond_by < %(at)s
                                  and s.began_at >= %(began)s) as unanswered,
               count(*) filter (where (s.answered_at is null or s.answered_at >= %(at)s)
                                  and %(at)s - s.began_at > 2 * (s.respond_by - s.began_at)) as neglected
          from stint s
         where s.city_id = %(city)s
           and s.began_at < %(at)s
           and (s.ended_at is null or s.ended_at >= %(at)s)
           and (not s.quiet or s.began_at > %(recent)s)
         group by s.agency, s.area, s.kind
         order by s.agency, s.area, s.kind
         limit 1000000
        """,
        city=city,
        at=month.at,
        began=month.began_at,
        recent=month.at - HISTORY_WAITS,
    )


class _OneBacklog(Struct, frozen=True, kw_only=True):
    subject: str
    key: str
    held: int
    days: float


async def backlogs(
    db: Db, city: CityId, above: Above, *, at: datetime, recent: datetime
) -> dict[tuple[str, str], Backlog]:
    """How many each unit with those below it held at a moment, and in each area and of each kind, and for how long half of them; by subject and key."""
    found = await db.all(
        _OneBacklog,
        """
        with held as materialized (
            select agency, area, kind, extract(epoch from %(at)s - began_at) / 86400.0 as days
              from stint
             where city_id = %(city)s
               and began_at < %(at)s
               and (ended_at is null or ended_at >= %(at)s)
               and (not quiet or began_at > %(recent)s)
        ), seen as (
            select 'city' as subject, '' as key, days
              from held
             union all
            select 'agency', coalesce(o.office, h.agency), h.days
              from held h
              left join unnest(%(units)s::text[], %(offices)s::text[]) as o (unit, office) on o.unit = h.agency
             union all
            select 'area', a.around, h.days
              from held h
              join unnest(%(areas)s::text[], %(around)s::text[]) as a (area, around) on a.area = h.area
             union all
            select 'kind', kind, days
              from held
             where kind <> ''
        )
        select subject, key, count(*) as held,
               round(percentile_disc(0.5) within group (order by days)::numeric, 1)::float8 as days
          from seen
         group by subject, key
         order by subject, key
         limit 100000
        """,
        city=city,
        at=at,
        recent=recent,
        units=column(own for own, _ in above.offices),
        offices=column(over for _, over in above.offices),
        areas=column(own for own, _ in above.areas),
        around=column(over for _, over in above.areas),
    )
    return {(each.subject, each.key): Backlog(held=each.held, days=each.days) for each in found}
