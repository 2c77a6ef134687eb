"""Where a piece of a city's stints is told anew by the database, but for the clocks."""

from collections.abc import Sequence
from typing import LiteralString
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.scorecards.stints.rules import ANSWERS, Led, Term

FIRST, LAST = UUID(int=0), UUID(int=2**128 - 1)
"""Before and behind every report."""


class Piece(Struct, frozen=True, kw_only=True):
    """The reports behind one and up to another, by id: how many."""

    after: UUID
    last: UUID
    reports: int


async def take_time(db: Db) -> None:
    """This transaction's statements may take longer than a page's, and join in memory."""
    await db.run(
        """
        select set_config('statement_timeout', '10min', true), set_config('work_mem', '64MB', true),
               set_config('jit', 'off', true)
        """
    )


async def next_piece(db: Db, city: CityId, after: UUID, *, size: int) -> Piece:
    """So many reports behind this one; the last piece ends behind every report, and so takes what is left of none."""
    found = await db.one(
        Piece,
        """
        select %(after)s::uuid as after,
               case when count(*) < %(size)s then %(end)s::uuid else (array_agg(id order by id desc))[1] end as last,
               count(*) as reports
          from (select id
                  from report
                 where city_id = %(city)s
                   and id > %(after)s
                 order by id
                 limit %(size)s) as next
        """,
        city=city,
        after=after,
        end=LAST,
        size=size,
    )
    return found or Piece(after=after, last=LAST, reports=0)


async def led(db: Db, city: CityId, piece: Piece) -> list[Led]:
    """Who held the reports of a piece, each report's the oldest first."""
    return await db.all(
        Led,
        """
        select t.report, t.id as task, t.agency, t.opened_at, t.ended_at, r.type, r.kind, r.held_to, r.received_at,
               r.due_at
          from task t
          join report r on r.city_id = t.city_id and r.id = t.report
         where t.city_id = %(city)s
           and t.report > %(after)s
           and t.report <= %(last)s
           and t.role = 'lead'
         order by t.report, t.opened_at, t.id
         limit 10000000
        """,
        city=city,
        after=piece.after,
        last=piece.last,
    )


_TOLD: LiteralString = """
with term as materialized (
    select task, due_at, respond_by
      from unnest(%(tasks)s::uuid[], %(dues)s::timestamptz[], %(responds)s::timestamptz[]) as t (task, due_at, respond_by)
), heard as (
    select thing, nth, kind, happened_at, body ->> 'task' as task, body ->> 'agency' as agency, body ->> 'whose' as whose,
           (body ->> 'stars')::smallint as stars, count(*) filter (where kind = 'Resolved') over so_far as filing
      from event
     where city_id = %(city)s
       and thing > %(after)s
       and thing <= %(last)s
       and kind in ('Resolved', 'Closed', 'Reopened', 'Rated')
    window so_far as (partition by thing order by nth)
), since as (
    -- The filing an event is about stands until it is opened again; what comes then is about none.
    select thing, nth, kind, happened_at, task, whose, stars, filing,
           first_value(agency) over filed as agency,
           count(*) filter (where kind = 'Closed') over before > 0 as closed,
           count(*) filter (where kind = 'Reopened') over before > 0 as over
      from heard
     where filing > 0
    window filed as (partition by thing, filing order by nth),
           before as (partition by thing, filing order by nth rows between unbounded preceding and 1 preceding)
), filing as (
    select thing, filing, min(task) filter (where kind = 'Resolved')::uuid as task,
           min(happened_at) filter (where kind = 'Closed' and not closed and not over) as finished_at,
           (array_agg(stars order by nth desc) filter (where kind = 'Rated' and closed and not over))[1] as stars,
           (array_agg(happened_at order by nth desc) filter (where kind = 'Rated' and closed and not over))[1] as rated_at,
           min(happened_at) filter (where kind = 'Reopened' and closed and not over
                                      and (whose is null or whose = agency)) as reopened_at
      from since
     group by thing, filing
), came as materialized (
    select distinct on (task) task, finished_at, stars, rated_at, reopened_at
      from filing
     order by task, filing desc
), answer as materialized (
    select t.id as task, min(e.happened_at) as at
      from task t
      join event e on e.city_id = t.city_id and e.thing = t.report
                  and e.happened_at >= t.opened_at and (t.ended_at is null or e.happened_at <= t.ended_at)
     where t.city_id = %(city)s
       and t.report > %(after)s
       and t.report <= %(last)s
       and t.role = 'lead'
       and e.thing > %(after)s
       and e.thing <= %(last)s
       and e.kind = any(%(answers)s::text[])
     group by t.id
), told as materialized (
    select t.id as task, t.report, t.agency, coalesce(r.area, '') as area, coalesce(r.kind, '') as kind,
           row_number() over (partition by t.report, t.agency order by t.opened_at, t.id) = 1 as first,
           r.quiet, t.opened_at as began_at, t.ended_at, x.due_at, x.respond_by,
           least(t.accepted_at, case when t.outcome = 'resolved' then t.ended_at end, a.at) as answered_at,
           c.finished_at,
           c.finished_at is not null and t.ended_at is not null and coalesce(t.ended_at <= x.due_at, true) as on_time,
           c.reopened_at, c.stars, c.rated_at
      from task t
      join report r on r.city_id = t.city_id and r.id = t.report
      join term x on x.task = t.id
      left join came c on c.task = t.id
      left join answer a on a.task = t.id
     where t.city_id = %(city)s
       and t.report > %(after)s
       and t.report <= %(last)s
       and t.role = 'lead'
       and r.id > %(after)s
       and r.id <= %(last)s
), """
"""The stints of a piece as `stints.rules` tells them."""

_PUT: LiteralString = """
kept as materialized (
    select task, report, agency, area, kind, first, quiet, began_at,
           ended_at, due_at, respond_by, answered_at, finished_at, on_time, reopened_at, stars, rated_at
      from stint
     where city_id = %(city)s
       and report > %(after)s
       and report <= %(last)s
), changed as materialized (
    select distinct report
      from told t
      full join kept k using (report, task)
     where (t.agency, t.area, t.kind, t.first, t.quiet, t.began_at, t.ended_at, t.due_at,
            t.respond_by, t.answered_at, t.finished_at, t.on_time, t.reopened_at, t.stars, t.rated_at)
           is distinct from
           (k.agency, k.area, k.kind, k.first, k.quiet, k.began_at, k.ended_at, k.due_at,
            k.respond_by, k.answered_at, k.finished_at, k.on_time, k.reopened_at, k.stars, k.rated_at)
), less as (
    insert into stint_month (city_id, month, agency, area, kind, began, asked, answered, finished, on_time,
                             tested, reopened, stars, rated)
    select %(city)s, month, agency, area, kind, -sum(began), -sum(asked), -sum(answered), -sum(finished), -sum(on_time),
           -sum(tested), -sum(reopened), -sum(stars), -sum(rated)
      from stint_fact
     where city_id = %(city)s
       and report > %(after)s
       and report <= %(last)s
       and report in (select report from changed)
     group by month, agency, area, kind
     order by month, agency, area, kind
        on conflict (city_id, month, agency, area, kind) do update
       set began = stint_month.began + excluded.began, asked = stint_month.asked + excluded.asked,
           answered = stint_month.answered + excluded.answered, finished = stint_month.finished + excluded.finished,
           on_time = stint_month.on_time + excluded.on_time, tested = stint_month.tested + excluded.tested,
           reopened = stint_month.reopened + excluded.reopened, stars = stint_month.stars + excluded.stars,
           rated = stint_month.rated + excluded.rated
), gone as (
    delete from stint s
     where s.city_id = %(city)s
       and s.report > %(after)s
       and s.report <= %(last)s
       and s.report in (select report from changed)
       and not exists (select from told t where t.report = s.report and t.task = s.task)
), put as (
    insert into stint (city_id, task, report, agency, area, kind, first, quiet, began_at,
                       ended_at, due_at, respond_by, answered_at, finished_at, on_time, reopened_at, stars, rated_at)
    select %(city)s, task, report, agency, area, kind, first, quiet, began_at,
           ended_at, due_at, respond_by, answered_at, finished_at, on_time, reopened_at, stars, rated_at
      from told
     where report in (select report from changed)
        on conflict (city_id, report, task) do update
       set agency = excluded.agency, area = excluded.area, kind = excluded.kind, first = excluded.first,
           quiet = excluded.quiet, began_at = excluded.began_at, ended_at = excluded.ended_at, due_at = excluded.due_at,
           respond_by = excluded.respond_by, answered_at = excluded.answered_at, finished_at = excluded.finished_at, on_time = excluded.on_time,
           reopened_at = excluded.reopened_at, stars = excluded.stars, rated_at = excluded.rated_at
)
select report
  from changed
 order by report
 limit 10000000
"""
"""Lets them be what is remembered. One statement, hence one snapshot: the sums lose what was remembered before it."""


async def retell(db: Db, city: CityId, piece: Piece, terms: Sequence[Term]) -> list[UUID]:
    """Let these be the stints of a piece; the reports of which something else was remembered.

    The sums have lost those. Only for who holds the city's stints.
    """
    return await db.all(
        UUID,
        _TOLD + _PUT,
        city=city,
        after=piece.after,
        last=piece.last,
        tasks=column(each.task for each in terms),
        dues=column(each.due_at for each in terms),
        responds=column(each.respond_by for each in terms),
        answers=column(sorted(ANSWERS)),
    )


async def units(db: Db, city: CityId) -> list[str]:
    """Every unit that has stints or sums."""
    return await db.all(
        str,
        """
        with recursive unit as (
            select min(agency) as agency
              from stint
             where city_id = %(city)s
             union all
            select (select min(s.agency) from stint s where s.city_id = %(city)s and s.agency > u.agency)
              from unit u
             where u.agency is not null
        )
        select agency from unit where agency is not null
         union
        select agency from stint_month where city_id = %(city)s
         order by agency
         limit 100000
        """,
        city=city,
    )


async def add_up(db: Db, city: CityId, unit: str) -> int:
    """Let a unit's sums be those of its stints; how many were not. Only for who holds the city's stints."""
    mended = await db.one(
        int,
        """
        with fact as materialized (
            select month, area, kind, sum(began) as began, sum(asked) as asked, sum(answered) as answered,
                   sum(finished) as finished, sum(on_time) as on_time, sum(tested) as tested,
                   sum(reopened) as reopened, sum(stars) as stars, sum(rated) as rated
              from stint_fact
             where city_id = %(city)s
               and agency = %(unit)s
             group by month, area, kind
        ), gone as (
            delete from stint_month m
             where m.city_id = %(city)s
               and m.agency = %(unit)s
               and not exists (select from fact f where (f.month, f.area, f.kind) = (m.month, m.area, m.kind))
            returning m.month
        ), put as (
            insert into stint_month (city_id, month, agency, area, kind, began, asked, answered, finished, on_time,
                                     tested, reopened, stars, rated)
            select %(city)s, month, %(unit)s, area, kind, began, asked, answered, finished, on_time, tested, reopened,
                   stars, rated
              from fact
             order by month, area, kind
                on conflict (city_id, month, agency, area, kind) do update
               set began = excluded.began, asked = excluded.asked, answered = excluded.answered,
                   finished = excluded.finished, on_time = excluded.on_time, tested = excluded.tested,
                   reopened = excluded.reopened, stars = excluded.stars, rated = excluded.rated
             where (stint_month.began, stint_month.asked, stint_month.answered, stint_month.finished,
                    stint_month.on_time, stint_month.tested, stint_month.reopened, stint_month.stars, stint_month.rated)
                   is distinct from (excluded.began, excluded.asked, excluded.answered, excluded.finished,
                                     excluded.on_time, excluded.tested, excluded.reopened, excluded.stars,
                                     excluded.rated)
            returning month
        )
        select (select count(*) from gone) + (select count(*) from put)
        """,
        city=city,
        unit=unit,
    )
    return mended or 0
