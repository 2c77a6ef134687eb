"""Where stints are remembered, and the sums over them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.log import Heard
from tanggap.oversight.scorecards.stints.rules import TOLD_BY, Hold, Life, Stint


async def hold(db: Db, city: CityId) -> None:
    """Hold a city's stints until this transaction ends: one keeps them at a time."""
    await db.run(
        """
        insert into stints_kept (city_id)
        values (%(city)s)
            on conflict (city_id) do update
           set rebuilt_at = stints_kept.rebuilt_at
        """,
        city=city,
    )


async def lives(db: Db, city: CityId, reports: Sequence[UUID]) -> list[Life]:
    """What these reports' stints are told by."""
    return await db.all(
        Life,
        """
        select id, type, kind, held_to, area, quiet, received_at, due_at
          from report
         where city_id = %(city)s
           and id = any(%(reports)s::uuid[])
         order by id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )


async def holds(db: Db, city: CityId, reports: Sequence[UUID]) -> list[Hold]:
    """Who held these reports, the oldest first."""
    return await db.all(
        Hold,
        """
        select report, id as task, agency, opened_at, accepted_at, ended_at, outcome
          from task
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
           and role = 'lead'
         order by report, opened_at, id
         limit 1000000
        """,
        city=city,
        reports=column(reports),
    )


async def history(db: Db, city: CityId, reports: Sequence[UUID]) -> list[Heard]:
    """What happened to these reports that says something of their stints, in the order of the log."""
    return await db.all(
        Heard,
        """
        select city_id, thing, nth, kind, v, body, actor, happened_at, written_at, epoch
          from event
         where city_id = %(city)s
           and thing = any(%(reports)s::uuid[])
           and kind = any(%(kinds)s::text[])
         order by thing, nth
         limit 1000000
        """,
        city=city,
        reports=column(reports),
        kinds=column(sorted(TOLD_BY)),
    )


async def put(db: Db, city: CityId, reports: Sequence[UUID], stints: Sequence[Stint]) -> None:
    """Let these be the stints of these reports. The sums lose what was there and gain what is; what is the same, neither.

    Only for who holds the city's stints.
    """
    await add(db, city, reports, sign=-1)
    await db.run(
        "delete from stint where city_id = %(city)s and report = any(%(reports)s::uuid[])",
        city=city,
        reports=column(reports),
    )
    await _insert(db, city, stints)
    await add(db, city, reports, sign=1)
    await forget_empty(db, city)


async def forget_empty(db: Db, city: CityId) -> None:
    """What moved to another month, unit or kind leaves an empty sum behind."""
    await db.run(
        """
        delete from stint_month
         where city_id = %(city)s
           and began = 0 and asked = 0 and finished = 0 and tested = 0 and rated = 0
        """,
        city=city,
    )


async def _insert(db: Db, city: CityId, stints: Sequence[Stint]) -> None:
    await db.run(
        """
        insert into stint (city_id, task, report, agency, area, kind, first, quiet, began_at, ended_at, due_at,
                           respond_by, answered_at, finished_at, on_time, reopened_at, stars, rated_at)
        select %(city)s, task, report, agency, area, kind, first, quiet, began_at, ended_at, due_at,
               respond_by, answered_at, finished_at, on_time, reopened_at, stars, rated_at
          from unnest(%(tasks)s::uuid[], %(reports)s::uuid[], %(agencies)s::text[], %(areas)s::text[],
                      %(kinds)s::text[], %(firsts)s::boolean[], %(quiets)s::boolean[], %(began)s::timestamptz[], %(ended)s::timestamptz[],
                      %(due)s::timestamptz[], %(respond)s::timestamptz[],
                      %(answered)s::timestamptz[], %(finished)s::timestamptz[], %(on_time)s::boolean[],
                      %(reopened)s::timestamptz[], %(stars)s::smallint[], %(rated)s::timestamptz[])
            as s (task, report, agency, area, kind, first, quiet, began_at, ended_at, due_at, respond_by,
                  answered_at, finished_at, on_time, reopened_at, stars, rated_at)
        """,
        city=city,
        tasks=column(each.task for each in stints),
        reports=column(each.report for each in stints),
        agencies=column(each.agency for each in stints),
        areas=column(each.area for each in stints),
        kinds=column(each.kind for each in stints),
        firsts=column(each.first for each in stints),
        quiets=column(each.quiet for each in stints),
        began=column(each.began_at for each in stints),
        ended=column(each.ended_at for each in stints),
        due=column(each.due_at for each in stints),
        respond=column(each.respond_by for each in stints),
        answered=column(each.answered_at for each in stints),
        finished=column(each.finished_at for each in stints),
        on_time=column(each.on_time for each in stints),
        reopened=column(each.reopened_at for each in stints),
        stars=column(each.stars for each in stints),
        rated=column(each.rated_at for each in stints),
    )


async def add(db: Db, city: CityId, reports: Sequence[UUID], *, sign: int) -> None:
    """Let the sums gain, or with -1 lose, the stints of these reports. Only for who holds the city's stints."""
    await db.run(
        """
        insert into stint_month (city_id, month, agency, area, kind, began, asked, answered, finished, on_time,
                                 tested, reopened, stars, rated)
        select %(city)s, month, agency, area, kind,
               %(sign)s * sum(began), %(sign)s * sum(asked), %(sign)s * sum(answered), %(sign)s * sum(finished),
               %(sign)s * sum(on_time), %(sign)s * sum(tested), %(sign)s * sum(reopened), %(sign)s * sum(stars),
               %(sign)s * sum(rated)
          from stint_fact
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
         group by month, agency, area, kind
         order by month, agency, area, kind
            on conflict (city_id, month, agency, area, kind) do update
           set began = stint_month.began + excluded.began, asked = stint_month.asked + excluded.asked,
               answered = stint_month.answered + excluded.answered,
               finished = stint_month.finished + excluded.finished,
               on_time = stint_month.on_time + excluded.on_time, tested = stint_month.tested + excluded.tested,
               reopened = stint_month.reopened + excluded.reopened, stars = stint_month.stars + excluded.stars,
               rated = stint_month.rated + excluded.rated
        """,
        city=city,
        reports=column(reports),
        sign=sign,
    )


async def kept(db: Db, city: CityId, reports: Sequence[UUID]) -> list[Stint]:
    """The stints of these reports as they are remembered."""
    return await db.all(
        Stint,
        """
        select task, report, agency, area, kind, first, quiet, began_at, ended_at, due_at, respond_by, answered_at,
               finished_at, on_time, reopened_at, stars, rated_at
          from stint
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
         order by report, began_at, task
         limit 1000000
        """,
        city=city,
        reports=column(reports),
    )


async def rebuilt(db: Db, city: CityId, *, at: datetime) -> None:
    """Remember when all of a city's stints were told anew."""
    await db.run("update stints_kept set rebuilt_at = %(at)s where city_id = %(city)s", city=city, at=at)
