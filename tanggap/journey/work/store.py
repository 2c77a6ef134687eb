"""What a unit's people read: their bench, what others offer them, and which report a task is of."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict

from tanggap.city.terms import AgencySlug, AreaCode, CityId, PersonId, TeamId
from tanggap.kit.db import Db, column
from tanggap.kit.log import Heard
from tanggap.report.report import ReportId, TaskId

MOST_COUNTED = 1000
"""How far a bench or a queue is counted: a number to act on, at the same cost however many there are."""
LOOKED_AT = 5000
"""Among how many of a unit's latest finished tasks a word is looked for: months of the busiest."""


class OnBench(Struct, frozen=True, kw_only=True):
    """A report a unit holds, and the task by which it does."""

    report: ReportId
    task: TaskId


class Supporting(Struct, frozen=True, kw_only=True):
    """A supporting task on a unit's bench, with its own term."""

    task: TaskId
    report: ReportId
    due_at: datetime | None
    accepted_at: datetime | None
    team: TeamId | None


class Load(Struct, frozen=True, kw_only=True):
    """How much a unit holds: past its limit, due before the day ends, and altogether."""

    late: int
    today: int
    open: int


class Seat(Struct, frozen=True, kw_only=True):
    """Whose bench it is; only a liaison sees what is guarded and not theirs by name.

    ``areas`` are the codes of every area this officer has; None for everywhere.
    """

    agency: AgencySlug
    areas: Sequence[AreaCode] | None
    person: PersonId | None
    liaison: bool


_ON_BENCH: LiteralString = """
          from report r
         where r.city_id = %(city)s
           and r.agency = %(agency)s
           and r.open
           and (%(liaison)s
                or (r.visibility <> 'confidential' and r.sensitivity <> 'S3')
                or exists (select
                             from task mine
                            where mine.city_id = r.city_id
                              and mine.report = r.id
                              and mine.role = 'lead'
                              and mine.ended_at is null
                              and mine.officer = %(person)s))
           and (%(areas)s::text[] is null or r.area = any(%(areas)s::text[]))
"""
_FEW_OF: LiteralString = "select count(*) from (select" + _ON_BENCH


async def bench(db: Db, city: CityId, seat: Seat, *, skip: int = 0, limit: int = 50) -> list[OnBench]:
    """What a unit has yet to finish, the most urgent first."""
    return await db.all(
        OnBench,
        """
        select held.id as report, t.id as task
          from (select r.id, r.due_at
        """
        + _ON_BENCH
        + """
                 order by r.due_at, r.id
                offset %(skip)s
                 limit %(limit)s) as held
          join task t on t.city_id = %(city)s and t.report = held.id and t.role = 'lead' and t.ended_at is null
         order by held.due_at, held.id
        """,
        city=city,
        **asdict(seat),
        skip=skip,
        limit=limit,
    )


async def load(db: Db, city: CityId, seat: Seat, *, now: datetime, tomorrow: datetime) -> Load:
    """How much is on a bench, none counted further than one above `MOST_COUNTED`; ``tomorrow`` is when this day ends."""
    found = await db.one(
        Load,
        "select ("
        + _FEW_OF
        + " and r.due_at < %(now)s limit %(most)s) as few) as late, ("
        + _FEW_OF
        + " and r.due_at >= %(now)s and r.due_at < %(tomorrow)s limit %(most)s) as few) as today, ("
        + _FEW_OF
        + " limit %(most)s) as few) as open",
        city=city,
        **asdict(seat),
        now=now,
        tomorrow=tomorrow,
        most=MOST_COUNTED + 1,
    )
    return found or Load(late=0, today=0, open=0)


async def offered(db: Db, city: CityId, seat: Seat, *, limit: int = 50) -> list[ReportId]:
    """What other units offer this one, the longest waiting first."""
    found = await db.all(
        UUID,
        """
        select r.id
          from report r
         where r.city_id = %(city)s
           and r.open
           and r.status = 'coordinating'
           and r.offered_to = %(agency)s
           and (%(liaison)s or (r.visibility <> 'confidential' and r.sensitivity <> 'S3'))
           and (%(areas)s::text[] is null or r.area = any(%(areas)s::text[]))
         order by r.received_at, r.id
         limit %(limit)s
        """,
        city=city,
        **asdict(seat),
        limit=limit,
    )
    return [ReportId(each) for each in found]


async def supporting(db: Db, city: CityId, seat: Seat, *, limit: int = 50) -> list[Supporting]:
    """What other units need of this one, the soonest due first; what has no term of its own comes last."""
    return await db.all(
        Supporting,
        """
        select t.id as task, t.report, t.due_at, t.accepted_at, t.team
          from task t
          join report r on r.city_id = t.city_id and r.id = t.report
         where t.city_id = %(city)s
           and t.agency = %(agency)s
           and t.role = 'support'
           and t.ended_at is null
           and (%(liaison)s or t.officer = %(person)s
                or (r.visibility <> 'confidential' and r.sensitivity <> 'S3'))
           and (%(areas)s::text[] is null or r.area = any(%(areas)s::text[]))
         order by t.due_at, t.id
         limit %(limit)s
        """,
        city=city,
        **asdict(seat),
        limit=limit,
    )


class Ended(Struct, frozen=True, kw_only=True):
    """A task a unit once had, and the report it was of."""

    report: ReportId
    task: TaskId


async def archive(
    db: Db, city: CityId, seat: Seat, *, words: str | None, number: int | None, skip: int, limit: int
) -> list[Ended]:
    """What a unit's tasks that ended are of, the latest ended first; each report once, by its last of them.

    ``number`` finds one report. ``words`` looks, in the reporter's text and landmark, among the latest `LOOKED_AT`.
    """
    return await db.all(
        Ended,
        """
        select ended.report, ended.task
          from (select distinct on (t.report) t.report, t.id as task, t.ended_at
                  from (select report, id, ended_at
                          from task
                         where city_id = %(city)s
                           and agency = %(agency)s
                           and ended_at is not null
                           and (%(number)s::bigint is null
                                or report in (select id
                                                from report
                                               where city_id = %(city)s
                                                 and number = %(number)s::bigint))
                         order by ended_at desc, id desc
                         limit %(looked_at)s) as t
                 order by t.report, t.ended_at desc) as ended
          join report r on r.city_id = %(city)s and r.id = ended.report
          left join report_words w on w.city_id = r.city_id and w.report = r.id and w.revision = r.words
         where (%(liaison)s or (r.visibility <> 'confidential' and r.sensitivity <> 'S3'))
           and (%(areas)s::text[] is null or r.area = any(%(areas)s::text[]))
           and (%(words)s::text is null
                or strpos(lower(concat_ws(' ', w.text, w.landmark)), lower(%(words)s::text)) > 0)
         order by ended.ended_at desc, ended.task desc
        offset %(skip)s
         limit %(limit)s
        """,
        city=city,
        agency=seat.agency,
        areas=seat.areas,
        liaison=seat.liaison,
        words=words,
        number=number,
        looked_at=LOOKED_AT,
        skip=skip,
        limit=limit,
    )


class Again(Heard, frozen=True, kw_only=True):
    """That a report was opened again, and the words that go with it."""

    text: str | None


async def opened_again(db: Db, city: CityId, reports: Iterable[ReportId]) -> list[Again]:
    """The last time each of these reports was opened again."""
    return await db.all(
        Again,
        """
        select distinct on (e.thing)
               e.city_id, e.thing, e.nth, e.kind, e.v, e.body, e.actor, e.happened_at, e.written_at, e.epoch, n.text
          from event e
          left join report_note n on n.city_id = e.city_id and n.report = e.thing and n.nth = e.nth
         where e.city_id = %(city)s
           and e.thing = any(%(reports)s::uuid[])
           and e.kind = 'Reopened'
         order by e.thing, e.nth desc
         limit 1000
        """,
        city=city,
        reports=column(reports),
    )


async def report_of(db: Db, city: CityId, task: UUID) -> ReportId | None:
    """The report a task is of; what is only offered has no task yet and goes by the report's own id."""
    found = await db.one(
        UUID,
        """
        select report
          from task
         where city_id = %(city)s
           and id = %(task)s
         union all
        select id
          from report
         where city_id = %(city)s
           and id = %(task)s
           and status = 'coordinating'
         limit 1
        """,
        city=city,
        task=task,
    )
    return ReportId(found) if found is not None else None
