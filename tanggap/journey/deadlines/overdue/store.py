"""Which open reports are over their limit, who holds them, and how far up that was told."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.screens import Sight
from tanggap.city.terms import AgencySlug, AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import Chase, ReportId, Task, TaskId


class Scope(Struct, frozen=True, kw_only=True):
    """Whose view it is: of these agencies and areas, or of all; guarded reports only for who may know of each."""

    agencies: Sequence[AgencySlug] | None
    areas: Sequence[AreaCode] | None
    guarded: bool


class Overdue(Struct, frozen=True, kw_only=True):
    """A report over its limit, or with a part over its own; ``agency`` holds it."""

    report: ReportId
    agency: AgencySlug | None
    received_at: datetime


class Risen(Struct, frozen=True, kw_only=True):
    """The last rung of the ladder a report has come to, or with a ``task`` that part of it, and when."""

    report: ReportId
    task: TaskId | None
    reached: Chase
    at: datetime


class Unit(Struct, frozen=True, kw_only=True):
    """Of how many reports a unit, or nobody, is over the limit, and since when it is of the longest."""

    agency: AgencySlug | None
    count: int
    first_due_at: datetime


class Strained(Struct, frozen=True, kw_only=True):
    """Of how many reports of an area the limit passed."""

    area: AreaCode
    count: int


class HeldBy(Task, frozen=True, kw_only=True):
    """A task, and the report it is of."""

    report: UUID


# The reporter's answer, and the verifier, are nobody's lateness. A part is late by its own term, and its own unit's.
_OVERDUE = """
          from (select id as report, agency, due_at
                  from report
                 where city_id = %(city)s
                   and open
                   and due_at < %(now)s
                   and status not in ('needs_info', 'resolved')
                 union all
                select report, agency, due_at
                  from task
                 where city_id = %(city)s
                   and role = 'support'
                   and ended_at is null
                   and due_at < %(now)s) as late
          join report r on r.city_id = %(city)s and r.id = late.report
         where (%(agencies)s::text[] is null or late.agency = any(%(agencies)s::text[]))
           and (%(guarded)s or (r.visibility <> 'confidential' and r.sensitivity <> 'S3'))
           and (%(areas)s::text[] is null
                or exists (select 1
                             from unnest(%(areas)s::text[]) as a (code)
                            where r.area = a.code
                               or starts_with(r.area, a.code || '.')))
"""


async def overdue(
    db: Db,
    city: CityId,
    scope: Scope,
    *,
    now: datetime,
    agency: AgencySlug | None = None,
    skip: int = 0,
    limit: int = 50,
) -> list[Overdue]:
    """The reports over their limit, or with a part over its own, the longest first; only a unit's if one is named."""
    return await db.all(
        Overdue,
        """
        select r.id as report, r.agency, r.received_at
        """
        + _OVERDUE
        + """
           and (%(agency)s::text is null or late.agency = %(agency)s::text)
         group by r.id, r.agency, r.received_at
         order by min(late.due_at), r.id
        offset %(skip)s
         limit %(limit)s
        """,
        city=city,
        now=now,
        agency=agency,
        skip=skip,
        limit=limit,
        **_values(scope),
    )


async def risen(
    db: Db, city: CityId, reports: Iterable[ReportId]
) -> dict[tuple[ReportId, TaskId | None], Risen]:
    """How far up, and when, it was told that these reports and parts of them are late; nothing of those nobody is told of."""
    found = await db.all(
        Risen,
        """
        select distinct on (s.report, s.of) s.report, nullif(s.of, s.report) as task, s.step as reached, s.at
          from deadline_step s
          join report r on r.city_id = s.city_id and r.id = s.report and s.round = r.reopened + 1
         where s.city_id = %(city)s
           and s.report = any(%(reports)s::uuid[])
           and s.step in ('breach', 'agency_head', 'executive')
         order by s.report, s.of, s.at desc
         limit 10000
        """,
        city=city,
        reports=column(reports),
    )
    return {(each.report, each.task): each for each in found}


async def by_unit(db: Db, city: CityId, scope: Scope, *, now: datetime) -> list[Unit]:
    """Who is late with how many reports or parts of them, the most first."""
    return await db.all(
        Unit,
        """
        select late.agency, count(*) as count, min(late.due_at) as first_due_at
        """
        + _OVERDUE
        + """
         group by late.agency
         order by count(*) desc, min(late.due_at), late.agency
         limit 1000
        """,
        city=city,
        now=now,
        **_values(scope),
    )


async def by_area(db: Db, city: CityId, scope: Scope, sight: Sight, *, now: datetime) -> list[Strained]:
    """Where reports are over their limit, or parts of them, as far as somebody looks; those nobody has placed not."""
    return await db.all(
        Strained,
        """
        select r.area, count(distinct late.report) as count
        """
        + _OVERDUE
        + """
           and r.area is not null
           and (%(of_kind)s::text is null or r.kind = %(of_kind)s)
           and (%(group)s::text is null or r.kind_group = %(group)s)
           and (%(agency)s::text is null or late.agency = %(agency)s::text)
         group by r.area
         order by r.area
         limit 10000
        """,
        city=city,
        now=now,
        of_kind=sight.kind,
        group=sight.group,
        agency=sight.agency,
        **_values(scope),
    )


async def count(db: Db, city: CityId, scope: Scope, *, now: datetime) -> int:
    """How many reports `overdue` would list without a limit."""
    found = await db.one(
        int,
        "select count(distinct late.report)" + _OVERDUE,
        city=city,
        now=now,
        **_values(scope),
    )
    return found or 0


async def tasks(db: Db, city: CityId, reports: Iterable[ReportId]) -> list[HeldBy]:
    """Who has held these reports, and who had a part of them."""
    return await db.all(
        HeldBy,
        """
        select report, id, role, agency, officer, opened_at, mandatory, due_at, accepted_at, ended_at, outcome
          from task
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
         order by report, opened_at, id
         limit 10000
        """,
        city=city,
        reports=column(reports),
    )


def _values(scope: Scope) -> dict[str, object]:
    return {
        "agencies": None if scope.agencies is None else column(scope.agencies),
        "areas": None if scope.areas is None else column(scope.areas),
        "guarded": scope.guarded,
    }
