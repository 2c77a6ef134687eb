"""Where what indicators are reckoned from is counted and remembered."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.pillars.rules import OF_KIND, Months, Scope, Sum


class Counted(Struct, frozen=True, kw_only=True):
    """When a city's indicators were counted, and the last day that was in it."""

    months_end: date
    at: datetime


async def is_due(db: Db, city: CityId, over: Months, *, zone: str, before: datetime) -> bool:
    """Whether a city's indicators were not counted since a moment for these months, and it had a report in them."""
    due = await db.one(
        bool,
        """
        select not exists (select from pillar_counted
                            where city_id = %(city)s and months_end = %(last)s and at > %(before)s)
               and exists (select from report
                            where city_id = %(city)s
                              and received_at < (%(last)s::date + 1)::timestamp at time zone %(zone)s
                              and received_at >= %(first)s::date::timestamp at time zone %(zone)s)
        """,
        city=city,
        zone=zone,
        first=over.before.first,
        last=over.year.last,
        before=before,
    )
    return bool(due)


async def counted(db: Db, city: CityId) -> Counted | None:
    """When a city's indicators were counted last; None for never."""
    return await db.one(
        Counted,
        """
        select months_end, at
          from pillar_counted
         where city_id = %(city)s
        """,
        city=city,
    )


async def begin(db: Db, city: CityId, *, months_end: date, at: datetime) -> None:
    """Hold the right to count a city's indicators until this transaction ends, and forget what was counted."""
    await db.run("select set_config('statement_timeout', '10min', true)")
    await db.run(
        """
        insert into pillar_counted (city_id, months_end, at)
        values (%(city)s, %(months_end)s, %(at)s)
            on conflict (city_id) do update
           set months_end = excluded.months_end, at = excluded.at
        """,
        city=city,
        months_end=months_end,
        at=at,
    )
    await db.run("delete from pillar_sum where city_id = %(city)s", city=city)


async def count(
    db: Db, city: CityId, over: Months, scopes: Iterable[Scope], *, zone: str, now: datetime
) -> None:
    """Count the reports received in these months, by the city's own days, as they stand now.

    One reading of two years of reports; each counts in its month and in its year, among all and in each of the
    ``scopes`` its kind lies in. How long each kind takes is counted over the year.
    """
    named = tuple(scopes)
    await db.run(
        """
        with told as materialized (
            select date_trunc('month', received_at at time zone %(zone)s)::date as month,
                   coalesce(kind, '') as kind, stars, status = 'closed' as finished,
                   coalesce(status = 'closed' and resolved_at <= due_at, false) as on_time,
                   coalesce(open and due_at < %(now)s and status not in ('resolved', 'needs_info'), false) as overdue,
                   coalesce(responded_at <= respond_by, false) as responded,
                   (status = 'closed' or open)
                   and received_at <= %(now)s::timestamptz - interval '48 hours' as had_48,
                   coalesce(status = 'closed' and resolved_at <= received_at + interval '48 hours', false) as in_48,
                   status not in ('merged', 'rejected', 'withdrawn') as real,
                   case when status = 'closed' then extract(epoch from resolved_at - received_at) / 3600 end as hours
              from report
             where city_id = %(city)s
               and received_at >= %(first)s::date::timestamp at time zone %(zone)s
               and received_at < (%(last)s::date + 1)::timestamp at time zone %(zone)s
        ), scope as (
            select part, kind
              from unnest(%(parts)s::text[], %(kinds)s::text[]) as s (part, kind)
        ), seen as (
            select w.span, w.first, p.part, t.month, t.stars, t.finished, t.on_time, t.overdue, t.responded, t.had_48,
                   t.in_48, t.real, t.hours
              from told t
             cross join lateral (
                    values ('year', case when t.month >= %(year)s then %(year)s::date else %(first)s::date end),
                           ('month', case when t.month >= %(year)s then t.month end)) as w (span, first)
             cross join lateral (
                    select '' as part
                     union all
                    select part from scope s where s.kind = t.kind) as p
             where w.first is not null
        ), sums as (
            select span, first, part, count(*) as reports, count(distinct month) as months,
                   count(*) filter (where finished) as finished,
                   count(*) filter (where on_time) as on_time,
                   count(*) filter (where overdue) as overdue,
                   count(*) filter (where responded) as responded,
                   count(*) filter (where had_48) as had_48,
                   count(*) filter (where had_48 and in_48) as in_48,
                   count(*) filter (where real) as real,
                   count(hours) as timed,
                   percentile_disc(0.5) within group (order by hours) as hours,
                   count(stars) as rated, coalesce(sum(stars), 0) as stars
              from seen
             group by span, first, part
        )
        insert into pillar_sum (city_id, span, first, measure, part, amount, n)
        select %(city)s, s.span, s.first, m.measure, s.part, coalesce(m.amount, 0), m.n
          from sums s
         cross join lateral (
                values ('reports', s.reports, s.reports), ('months', s.months, s.reports),
                       ('on_time', s.on_time, s.finished), ('overdue', s.overdue, s.reports),
                       ('responded', s.responded, s.reports), ('in_48_hours', s.in_48, s.had_48),
                       ('real', s.real, s.real), ('days', s.hours / 24, s.timed), ('hours', s.hours, s.timed),
                       ('stars', s.stars, s.rated)) as m (measure, amount, n)
         where s.part = ''
            or m.measure in ('reports', 'on_time', 'in_48_hours', 'real', 'days', 'hours')
         union all
        select %(city)s, 'year', %(year)s::date, 'days', %(of_kind)s || kind,
               percentile_disc(0.5) within group (order by hours) / 24, count(hours)
          from told
         where month >= %(year)s
           and hours is not null
           and kind <> ''
         group by kind
        """,
        city=city,
        zone=zone,
        now=now,
        first=over.before.first,
        year=over.year.first,
        last=over.year.last,
        parts=column(each.part for each in named),
        kinds=column(each.kind for each in named),
        of_kind=OF_KIND,
    )


async def count_reporters(db: Db, city: CityId, over: Months, *, zone: str) -> None:
    """Count the browsers and accounts that were the first to hold a report received in these two years.

    How many of the reports anybody holds goes with it. Nothing here says who.
    """
    await db.run(
        """
        with held as (
            select session as holder, report, since
              from session_report
             where city_id = %(city)s
             union all
            select uuid_send(resident), report, since
              from resident_report
             where city_id = %(city)s
        ), first_held as (
            select distinct on (h.report) h.report, h.holder,
                   case when r.received_at >= %(year)s::date::timestamp at time zone %(zone)s
                        then %(year)s::date else %(first)s::date end as first
              from held h
              join report r on r.city_id = %(city)s and r.id = h.report
             where r.received_at >= %(first)s::date::timestamp at time zone %(zone)s
               and r.received_at < (%(last)s::date + 1)::timestamp at time zone %(zone)s
             order by h.report, h.since, h.holder
        )
        insert into pillar_sum (city_id, span, first, measure, part, amount, n)
        select %(city)s, 'year', first, 'reporters', '', count(distinct holder), count(*)
          from first_held
         group by first
        """,
        city=city,
        zone=zone,
        first=over.before.first,
        year=over.year.first,
        last=over.year.last,
    )


async def keep(db: Db, city: CityId, sums: Sequence[Sum]) -> None:
    """Remember what was counted elsewhere."""
    await db.run(
        """
        insert into pillar_sum (city_id, span, first, measure, part, amount, n)
        select %(city)s, span, first, measure, part, amount, n
          from unnest(%(spans)s::text[], %(firsts)s::date[], %(measures)s::text[], %(parts)s::text[],
                      %(amounts)s::float8[], %(ns)s::integer[]) as s (span, first, measure, part, amount, n)
        """,
        city=city,
        spans=column(each.span for each in sums),
        firsts=column(each.first for each in sums),
        measures=column(each.measure for each in sums),
        parts=column(each.part for each in sums),
        amounts=column(each.amount for each in sums),
        ns=column(each.n for each in sums),
    )


async def sums(db: Db, city: CityId) -> list[Sum]:
    """All that was counted of a city."""
    return await db.all(
        Sum,
        """
        select span, first, measure, part, amount, n
          from pillar_sum
         where city_id = %(city)s
         order by span, first, measure, part
         limit 5000
        """,
        city=city,
    )
