"""Which open reports are over their limit, who holds them, and how far up that was told."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import Chase, ReportId, Task


class Scope(Struct, frozen=True, kw_only=True):
    """Whose view it is: of these agencies and areas, or of all; guarded reports only for who may know of each."""

    agencies: Sequence[AgencySlug] | None
    areas: Sequence[AreaCode] | None
    guarded: bool


class Overdue(Struct, frozen=True, kw_only=True):
    """A report over its limit."""

    report: ReportId
    agency: AgencySlug | None
    received_at: datetime
    due_at: datetime


class Risen(Struct, frozen=True, kw_only=True):
    """The last rung of the ladder a report has come to, and when."""

    report: ReportId
    reached: Chase
    at: datetime


class Unit(Struct, frozen=True, kw_only=True):
    """How many reports over their limit a unit holds, or nobody, and how long the longest has been so."""

    agency: AgencySlug | None
    count: int
    first_due_at: datetime


class HeldBy(Task, frozen=True, kw_only=True):
    """A task, and the report it is of."""

    report: UUID


# The reporter's answer, and the verifier, are nobody's lateness.
_OVERDUE = """
          from report r
         where r.city_id = %(city)s
           and r.open
           and r.due_at < %(now)s
           and r.status not in ('needs_info', 'resolved')
           and (%(agencies)s::text[] is null or r.agency = any(%(agencies)s::text[]))
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
    """The reports over their limit, the longest first; only those one unit holds if one is named."""
    return await db.all(
        Overdue,
        """
        select r.id as report, r.agency, r.received_at, r.due_at
        """
        + _OVERDUE
        + """
           and (%(agency)s::text is null or r.agency = %(agency)s::text)
         order by r.due_at, r.id
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


async def risen(db: Db, city: CityId, reports: Iterable[ReportId]) -> dict[ReportId, Risen]:
    """How far up, and when, it was told that these reports are over their limit; nothing of those nobody is told of."""
    found = await db.all(
        Risen,
        """
        select distinct on (s.report) s.report, s.step as reached, s.at
          from deadline_step s
          join report r on r.city_id = s.city_id and r.id = s.report and s.round = r.reopened + 1
         where s.city_id = %(city)s
           and s.report = any(%(reports)s::uuid[])
           and s.step in ('breach', 'agency_head', 'executive')
         order by s.report, s.at desc
         limit 1000
        """,
        city=city,
        reports=column(reports),
    )
    return {each.report: each for each in found}


async def by_unit(db: Db, city: CityId, scope: Scope, *, now: datetime) -> list[Unit]:
    """Who holds how many reports over their limit, the most first."""
    return await db.all(
        Unit,
        """
        select r.agency, count(*) as count, min(r.due_at) as first_due_at
        """
        + _OVERDUE
        + """
         group by r.agency
         order by count(*) desc, min(r.due_at), r.agency
         limit 1000
        """,
        city=city,
        now=now,
        **_values(scope),
    )


async def tasks(db: Db, city: CityId, reports: Iterable[ReportId]) -> list[HeldBy]:
    """Who has held these reports."""
    return await db.all(
        HeldBy,
        """
        select report, id, role, agency, officer, opened_at, accepted_at, ended_at, outcome
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
