"""What lines are made of: what stands in the city's rows, and what is counted of its days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.oversight.briefs.rules import lines, rising
from tanggap.oversight.briefs.rules.clusters import Found
from tanggap.oversight.briefs.rules.lines import Alarm, Late, Silent, Untrue
from tanggap.report.report import ReportId

MOST = 100


async def alarms(db: Db, city: CityId, kinds: Iterable[KindSlug]) -> list[Alarm]:
    """What is open of these kinds, the longest waiting first; what is resolved waits for nobody but its verifier."""
    return await db.all(
        Alarm,
        """
        select kind, count(*) as count, min(received_at) as since,
               (array_agg(number order by received_at, id))[1] as number
          from report
         where city_id = %(city)s
           and open
           and kind = any(%(kinds)s::text[])
           and status not in ('needs_info', 'resolved')
           and visibility <> 'confidential'
           and sensitivity <> 'S3'
         group by kind
         order by min(received_at), kind
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
        """
        select coalesce(part.agency, r.agency) as agency, count(distinct r.id) as count, min(s.at) as since
          from report r
          join deadline_step s on s.city_id = r.city_id and s.report = r.id and s.round = r.reopened + 1
          left join task part on part.city_id = s.city_id and part.id = s.of and s.of <> r.id
         where r.city_id = %(city)s
           and r.open
           and r.status not in ('needs_info', 'resolved')
           and r.visibility <> 'confidential'
           and r.sensitivity <> 'S3'
           and (   (s.step = 'executive'
                    and case when s.of = r.id then r.due_at < %(now)s
                             else part.ended_at is null and part.due_at < %(now)s end)
                or (s.step = 'silence'
                    and case when s.of = r.id
                             then r.status in ('received', 'verified', 'coordinating', 'disposed', 'reopened')
                             else part.ended_at is null and part.accepted_at is null end))
         group by 1
         order by 2 desc, 3, 1
         limit %(most)s
        """,
        city=city,
        now=now,
        most=MOST,
    )


async def silent(db: Db, city: CityId, *, since: datetime) -> list[Silent]:
    """The agencies of whose tasks none has seen an act of staff since then, the most tasks first."""
    return await db.all(
        Silent,
        """
        with open_task as materialized (
            select t.agency, t.report, t.opened_at, r.quiet or r.status in ('needs_info', 'resolved', 'on_hold') as rests
              from report r
              join task t on t.city_id = r.city_id and t.report = r.id and t.ended_at is null
             where r.city_id = %(city)s
               and r.open
        ), waiting as (
            select agency, count(*) as count, min(opened_at) as since
              from open_task
             where not rests
               and opened_at < %(since)s
             group by agency
            having count(*) >= %(fewest)s
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
    """The units of whose proofs filed since then several were not true, the most first."""
    return await db.all(
        Untrue,
        """
        select f.agency, count(*) as filed, count(f.false_at) as untrue, min(f.false_at) as since,
               (array_agg(r.number order by f.false_at desc, r.number) filter (where f.false_at is not null))[1] as number
          from filing f
          join report r on r.city_id = f.city_id and r.id = f.report
         where f.city_id = %(city)s
           and f.filed_at >= %(since)s
         group by f.agency
        having count(f.false_at) >= %(fewest)s
         order by count(f.false_at) desc, f.agency
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


async def counted(db: Db, city: CityId, weeks: rising.Weeks) -> dict[str, rising.Counted]:
    """How many reports of each kind came in each of these weeks. A week in which there were none at all is not known."""
    found = await db.all(
        _InAWeek,
        """
        with read as materialized (
            select generation from counts_generation where city_id = %(city)s
        )
        select w.nth as week, c.kind, c.reports
          from unnest(%(firsts)s::date[], %(lasts)s::date[]) with ordinality as w (first, last, nth)
         cross join lateral (
                   select d.kind, sum(d.reports) as reports
                     from counts_day d
                    where d.city_id = %(city)s
                      and d.generation = (select generation from read)
                      and d.day between w.first and w.last
                    group by d.kind) as c
         order by w.nth, c.kind
         limit 50000
        """,
        city=city,
        firsts=column(week.first for week in weeks.all),
        lasts=column(week.last for week in weeks.all),
    )
    kinds: dict[str, dict[int, int]] = defaultdict(dict)
    for each in found:
        kinds[each.kind][each.week] = each.reports
    known = {each.week for each in found}
    # The judged week is the first of them.
    before = [nth for nth in range(2, 2 + len(weeks.before)) if nth in known]
    season = [nth for nth in range(2 + len(weeks.before), 1 + len(weeks.all)) if nth in known]
    return {
        kind: rising.Counted(
            now=per_week.get(1, 0),
            before=tuple(per_week.get(nth, 0) for nth in before),
            season=tuple(per_week.get(nth, 0) for nth in season),
        )
        for kind, per_week in kinds.items()
        if kind
    }


async def places(db: Db, city: CityId, *, first: date, last: date) -> list[Found]:
    """How many reports of each kind came from each area on each of these days."""
    return await db.all(
        Found,
        """
        select d.kind, d.area, d.day, sum(d.reports) as reports
          from counts_day d
          join counts_generation g on g.city_id = d.city_id and g.generation = d.generation
         where d.city_id = %(city)s
           and d.day between %(first)s and %(last)s
         group by d.kind, d.area, d.day
         order by d.kind, d.area, d.day
         limit 100000
        """,
        city=city,
        first=first,
        last=last,
    )


async def newest(db: Db, city: CityId, *, limit: int) -> list[ReportId]:
    """The reports that came in last, guarded ones aside; their ids grow with time."""
    found = await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and visibility <> 'confidential'
           and sensitivity <> 'S3'
         order by id desc
         limit %(limit)s
        """,
        city=city,
        limit=limit,
    )
    return [ReportId(each) for each in found]
