"""What lines are made of: what stands in the city's rows, and which reports those are. Guarded ones are in neither.

A line's figure and the list behind it share one condition, so that they cannot come apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.oversight.briefs.rules import lines, rising
from tanggap.oversight.briefs.rules.clusters import Found
from tanggap.oversight.briefs.rules.lines import Alarm, Late, Silent, Untrue
from tanggap.oversight.counts.tally import Period
from tanggap.report.report import ReportId

MOST = 100
Stretch = tuple[datetime, datetime]
"""From a moment until before another."""

UNGUARDED: LiteralString = " and r.visibility <> 'confidential' and r.sensitivity <> 'S3'"
ALARMS: LiteralString = (
    """
          from report r
         where r.city_id = %(city)s
           and r.open
           and r.status not in ('needs_info', 'resolved')
    """
    + UNGUARDED
)
LATE: LiteralString = (
    """
          from report r
          join deadline_step s on s.city_id = r.city_id and s.report = r.id and s.round = r.reopened + 1
          left join task part on part.city_id = s.city_id and part.id = s.of and s.of <> r.id
         where r.city_id = %(city)s
           and r.open
           and r.status not in ('needs_info', 'resolved')
           and (   (s.step = 'executive'
                    and case when s.of = r.id then r.due_at < %(now)s
                             else part.ended_at is null and part.due_at < %(now)s end)
                or (s.step = 'silence'
                    and case when s.of = r.id
                             then r.status in ('received', 'verified', 'coordinating', 'disposed', 'reopened')
                             else part.ended_at is null and part.accepted_at is null end))
    """
    + UNGUARDED
)
WAITING: LiteralString = (
    """
          from report r
          join task t on t.city_id = r.city_id and t.report = r.id and t.ended_at is null
         where r.city_id = %(city)s
           and r.open
           and not r.quiet
           and r.status not in ('needs_info', 'resolved', 'on_hold')
           and t.opened_at < %(since)s
    """
    + UNGUARDED
)
FILED: LiteralString = (
    """
          from filing f
          join report r on r.city_id = f.city_id and r.id = f.report
         where f.city_id = %(city)s
           and f.filed_at >= %(since)s
    """
    + UNGUARDED
)


async def alarms(db: Db, city: CityId, kinds: Iterable[KindSlug]) -> list[Alarm]:
    """What is open of these kinds, the longest waiting first; what is resolved waits for nobody but its verifier."""
    return await db.all(
        Alarm,
        "select r.kind, count(*) as count, min(r.received_at) as since"
        + ALARMS
        + """
           and r.kind = any(%(kinds)s::text[])
         group by r.kind
         order by min(r.received_at), r.kind
         limit %(most)s
        """,
        city=city,
        kinds=column(kinds),
        most=MOST,
    )


async def late(db: Db, city: CityId, *, now: datetime) -> list[Late]:
    """Of what the mayor's desk was told and what still is so, by the unit it is about, the most first."""
    return await db.all(
        Late,
        "select coalesce(part.agency, r.agency) as agency, count(distinct r.id) as count, min(s.at) as since"
        + LATE
        + """
         group by 1
         order by 2 desc, 3, 1
         limit %(most)s
        """,
        city=city,
        now=now,
        most=MOST,
    )


async def silent(db: Db, city: CityId, *, since: datetime) -> list[Silent]:
    """The agencies of whose tasks none has seen an act of staff since then, the most reports first.

    An act on a guarded report is one as well.
    """
    return await db.all(
        Silent,
        """
        with waiting as (
            select t.agency, count(distinct r.id) as count, min(t.opened_at) as since
        """
        + WAITING
        + """
             group by t.agency
            having count(distinct r.id) >= %(fewest)s
        ), open_task as materialized (
            select t.agency, t.report, t.opened_at
              from report r
              join task t on t.city_id = r.city_id and t.report = r.id and t.ended_at is null
             where r.city_id = %(city)s
               and r.open
        )
        select agency, count, since
          from waiting w
         where not exists (
                   select
                     from open_task t
                     join event e on e.city_id = %(city)s and e.thing = t.report
                    where t.agency = w.agency
                      and e.actor is not null
                      and e.happened_at >= %(since)s
                      and e.happened_at > t.opened_at)
           and not exists (
                   select
                     from task t
                     join event e on e.city_id = t.city_id and e.thing = t.report
                    where t.city_id = %(city)s
                      and t.agency = w.agency
                      and t.ended_at >= %(since)s
                      and e.actor is not null
                      and e.happened_at >= %(since)s
                      and e.happened_at > t.opened_at)
         order by count desc, agency
         limit %(most)s
        """,
        city=city,
        since=since,
        fewest=lines.SILENT_FEWEST,
        most=MOST,
    )


async def untrue(db: Db, city: CityId, *, since: datetime) -> list[Untrue]:
    """The units of whose proofs filed since then those of several reports were not true, the most first."""
    return await db.all(
        Untrue,
        """
        select f.agency, count(distinct f.report) as filed,
               count(distinct f.report) filter (where f.false_at is not null) as untrue, min(f.false_at) as since
        """
        + FILED
        + """
         group by f.agency
        having count(distinct f.report) filter (where f.false_at is not null) >= %(fewest)s
         order by 3 desc, f.agency
         limit %(most)s
        """,
        city=city,
        since=since,
        fewest=lines.UNTRUE_FEWEST,
        most=MOST,
    )


class _InAWeek(Struct, frozen=True, kw_only=True):
    week: int
    kind: str
    reports: int


async def counted(
    db: Db, city: CityId, weeks: Sequence[Period], *, zone: str, before: int
) -> dict[str, rising.Counted]:
    """How many reports of each kind came in each week: the first is judged, so many follow that lie just before it.

    By the sums of what the public may find, and one by one what else is not guarded: thirty weeks of a large city are
    a million reports. A week in which there were none at all is not known.
    """
    found = await db.all(
        _InAWeek,
        """
        select w.nth as week, c.kind, sum(c.reports) as reports
          from unnest(%(firsts)s::date[], %(lasts)s::date[]) with ordinality as w (first, last, nth)
         cross join lateral (
                   select d.key as kind, d.reports
                     from counts_generation g
                     join counts_by d on d.city_id = g.city_id and d.generation = g.generation
                    where g.city_id = %(city)s
                      and d.by = 'kind'
                      and d.day between w.first and w.last
                    union all
                   select coalesce(r.kind, ''), 1
                     from report r
                    where r.city_id = %(city)s
                      and not r.listed
                      and r.received_at >= w.first::timestamp at time zone %(zone)s
                      and r.received_at < (w.last + 1)::timestamp at time zone %(zone)s
        """
        + UNGUARDED
        + """
               ) as c
         group by w.nth, c.kind
         order by w.nth, c.kind
         limit 50000
        """,
        city=city,
        zone=zone,
        firsts=column(each.first for each in weeks),
        lasts=column(each.last for each in weeks),
    )
    kinds: dict[str, dict[int, int]] = defaultdict(dict)
    for each in found:
        kinds[each.kind][each.week] = each.reports
    known = {each.week for each in found}
    lately = [nth for nth in range(2, 2 + before) if nth in known]
    season = [nth for nth in range(2 + before, 1 + len(weeks)) if nth in known]
    return {
        kind: rising.Counted(
            now=per_week.get(1, 0),
            before=tuple(per_week.get(nth, 0) for nth in lately),
            season=tuple(per_week.get(nth, 0) for nth in season),
        )
        for kind, per_week in kinds.items()
        if kind
    }


async def places(db: Db, city: CityId, days: Period, *, zone: str) -> list[Found]:
    """How many reports of each kind came from each area on each of these days."""
    return await db.all(
        Found,
        """
        select c.kind, c.area, d.day::date as day, c.reports
          from generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 day') as d (day)
         cross join lateral (
                   select coalesce(r.kind, '') as kind, coalesce(r.area, '') as area, count(*) as reports
                     from report r
                    where r.city_id = %(city)s
                      and r.received_at >= d.day at time zone %(zone)s
                      and r.received_at < (d.day + interval '1 day') at time zone %(zone)s
        """
        + UNGUARDED
        + """
                    group by 1, 2) as c
         order by c.kind, c.area, d.day
         limit 100000
        """,
        city=city,
        zone=zone,
        first=days.first,
        last=days.last,
    )


async def newest(db: Db, city: CityId, *, limit: int) -> list[ReportId]:
    """The reports that came in last, guarded ones aside; their ids grow with time."""
    found = await db.all(
        UUID,
        "select r.id from report r where r.city_id = %(city)s"
        + UNGUARDED
        + " order by r.id desc limit %(limit)s",
        city=city,
        limit=limit,
    )
    return [ReportId(each) for each in found]
