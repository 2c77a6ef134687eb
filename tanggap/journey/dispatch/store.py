"""What is read of the tasks that teams have."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId, PersonId, TeamId
from tanggap.kit.db import Db, column
from tanggap.report.report import ReportId, TaskId, TaskRole


class Load(Struct, frozen=True, kw_only=True):
    """How many open tasks a team has."""

    team: TeamId
    tasks: int


class OfTeam(Struct, frozen=True, kw_only=True):
    """An open task of a team: of which report, where that is (degrees), and when the task is due."""

    task: TaskId
    report: ReportId
    role: TaskRole
    accepted_at: datetime | None
    due_at: datetime | None
    lon: float | None
    lat: float | None


async def loads(db: Db, city: CityId, teams: Sequence[TeamId]) -> dict[TeamId, int]:
    """How many open tasks each of these teams has; none for one that is not there."""
    found = await db.all(
        Load,
        """
        select team, count(*) as tasks
          from task
         where city_id = %(city)s
           and team = any(%(teams)s::uuid[])
           and ended_at is null
         group by team
         order by team
         limit 1000
        """,
        city=city,
        teams=column(teams),
    )
    return {each.team: each.tasks for each in found}


async def of_teams(
    db: Db, city: CityId, teams: Sequence[TeamId], *, person: PersonId | None, liaison: bool, limit: int = 50
) -> list[OfTeam]:
    """What these teams have yet to finish, the soonest due first.

    Only a liaison sees what is guarded and not theirs by name.
    """
    return await db.all(
        OfTeam,
        """
        select t.id as task, t.report, t.role, t.accepted_at, coalesce(t.due_at, r.due_at) as due_at, r.lon, r.lat
          from task t
          join report r on r.city_id = t.city_id and r.id = t.report
         where t.city_id = %(city)s
           and t.team = any(%(teams)s::uuid[])
           and t.ended_at is null
           and r.open
           and (%(liaison)s or t.officer = %(person)s
                or (r.visibility <> 'confidential' and r.sensitivity <> 'S3'))
         order by coalesce(t.due_at, r.due_at), t.id
         limit %(limit)s
        """,
        city=city,
        teams=column(teams),
        person=person,
        liaison=liaison,
        limit=limit,
    )


async def reports_of(db: Db, city: CityId, team: TeamId) -> list[ReportId]:
    """The reports of which a team has an open task."""
    found = await db.all(
        UUID,
        """
        select distinct report
          from task
         where city_id = %(city)s
           and team = %(team)s
           and ended_at is null
         order by report
         limit 10000
        """,
        city=city,
        team=team,
    )
    return [ReportId(each) for each in found]


async def report_of(db: Db, city: CityId, task: UUID) -> ReportId | None:
    """The report a task is of."""
    found = await db.one(
        UUID, "select report from task where city_id = %(city)s and id = %(task)s", city=city, task=task
    )
    return ReportId(found) if found is not None else None
