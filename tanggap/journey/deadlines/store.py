"""Where it is remembered when each report is looked at next, and what its clocks have come to."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.journey.deadlines.terms import Due
from tanggap.kit.db import Db, column
from tanggap.kit.log import Heard
from tanggap.report.report import ReportId, TaskId

EVENTS_MOST = 5_000


class Reached(Struct, frozen=True, kw_only=True):
    """A step the clocks of a report have come to, or with a ``task`` those of that part of it."""

    round: int
    step: str
    task: TaskId | None


async def look_soon(db: Db, city: CityId, reports: Iterable[UUID], *, at: datetime) -> None:
    """Have these reports looked at in the next sweep; imported and demo history is followed up by nobody."""
    await db.run(
        """
        insert into deadline (city_id, report, look_at)
        select city_id, id, %(at)s::timestamptz
          from report
         where city_id = %(city)s
           and id = any(%(reports)s::uuid[])
           and not quiet
         order by id
            on conflict (city_id, report) do update
           set look_at = least(deadline.look_at, excluded.look_at)
        """,
        city=city,
        reports=column(reports),
        at=at,
    )


async def waiting(db: Db, city: CityId, *, now: datetime, limit: int) -> list[ReportId]:
    """The reports that must be looked at now, the longest waiting first."""
    found = await db.all(
        UUID,
        """
        select report
          from deadline
         where city_id = %(city)s
           and look_at <= %(now)s
         order by look_at, report
         limit %(limit)s
        """,
        city=city,
        now=now,
        limit=limit,
    )
    return [ReportId(each) for each in found]


async def take(db: Db, city: CityId, report: ReportId, *, now: datetime) -> bool:
    """Whether it is ours to look at a report now: it still waits, and nobody else looks at it."""
    found = await db.one(
        UUID,
        """
        select report
          from deadline
         where city_id = %(city)s
           and report = %(report)s
           and look_at <= %(now)s
           for update skip locked
        """,
        city=city,
        report=report,
        now=now,
    )
    return found is not None


async def look_later(db: Db, city: CityId, report: ReportId, *, at: datetime | None) -> None:
    """Look at a report again at this moment; not at all before something happens to it, where there is none."""
    if at is None:
        await db.run(
            "delete from deadline where city_id = %(city)s and report = %(report)s",
            city=city,
            report=report,
        )
        return
    await db.run(
        "update deadline set look_at = %(at)s where city_id = %(city)s and report = %(report)s",
        city=city,
        report=report,
        at=at,
    )


async def history(db: Db, city: CityId, report: ReportId, kinds: Collection[str]) -> list[Heard]:
    """What of these kinds has happened to a report, in order."""
    return await db.all(
        Heard,
        """
        select city_id, thing, nth, kind, v, body, actor, happened_at, written_at, epoch
          from event
         where city_id = %(city)s
           and thing = %(report)s
           and kind = any(%(kinds)s::text[])
         order by nth
         limit %(most)s
        """,
        city=city,
        report=report,
        kinds=column(sorted(kinds)),
        most=EVENTS_MOST,
    )


async def steps(db: Db, city: CityId, report: ReportId) -> list[Reached]:
    """What the clocks of a report have come to so far."""
    return await db.all(
        Reached,
        """
        select round, step, nullif(of, report) as task
          from deadline_step
         where city_id = %(city)s
           and report = %(report)s
         order by round, at, step
         limit 10000
        """,
        city=city,
        report=report,
    )


async def add(db: Db, city: CityId, report: ReportId, dues: Sequence[Due]) -> None:
    """The clocks of a report have come to these steps."""
    if not dues:
        return
    await db.run(
        """
        insert into deadline_step (city_id, report, round, of, step, at, agency)
        select %(city)s, %(report)s, round, of, step, at, nullif(agency, '')
          from unnest(%(rounds)s::int[], %(of)s::uuid[], %(steps)s::text[], %(moments)s::timestamptz[],
                      %(agencies)s::text[])
            as s (round, of, step, at, agency)
        """,
        city=city,
        report=report,
        rounds=column(due.round for due in dues),
        of=column(due.task or report for due in dues),
        steps=column(due.code for due in dues),
        moments=column(due.at for due in dues),
        agencies=column(due.agency or "" for due in dues),
    )
