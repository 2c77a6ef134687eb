"""What a liaison does about teams: keep them, and give tasks to them."""

from uuid import UUID

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.city.teams import rules as teams
from tanggap.city.teams import store as crews
from tanggap.city.teams.rules import Team
from tanggap.city.terms import AgencySlug, TeamId
from tanggap.journey.dispatch import rules, store
from tanggap.kit.errors import Missing
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report.events import TeamSent
from tanggap.report.report import Report, Task, TaskId


async def keep(desk: Desk, team: Team) -> None:
    """Add a team, or change one. Raises Invalid."""
    before = await crews.get(desk.db, desk.city, team.id)
    mates = await crews.mates(desk.db, desk.city, team.agency)
    teams.checked(
        team,
        others=await crews.of_agency(desk.db, desk.city, team.agency),
        people={each.person for each in mates},
        groups=desk.ground.groups.keys(),
    )
    await crews.put(desk.db, desk.city, team)
    # Who is in it stands in the table; the trail tells how many came and went.
    was = set(before.members if before is not None else ())
    await audit.note(
        desk,
        "team.add" if before is None else "team.change",
        thing=team.id,
        agency=team.agency,
        came=len(set(team.members) - was),
        went=len(was - set(team.members)),
        groups=len(team.groups),
        was_groups=len(before.groups) if before is not None else None,
        shifts=len(team.shifts),
        was_shifts=len(before.shifts) if before is not None else None,
    )


async def retire(desk: Desk, team: TeamId) -> None:
    """Let a team serve no longer; what it had open is its unit's again, without a team."""
    found = await own_team(desk, team)
    for report in await store.reports_of(desk.db, desk.city, found.id):
        handling = await parties.open_for_change(desk, report)
        now = handling.report
        for task in handling.report.tasks:
            if task.team == found.id and task.ended_at is None:
                now = await parties.record(desk, now, TeamSent(task=task.id, team=None, was_team=found.id))
    await crews.retire(desk.db, desk.city, found.id, at=desk.now())
    await audit.note(desk, "team.retire", thing=found.id, agency=found.agency)


async def own_team(desk: Desk, team: UUID) -> Team:
    """A team in service of a unit for which the person at this desk keeps teams. Raises Missing."""
    found = await crews.get(desk.db, desk.city, TeamId(team))
    if found is None or found.retired_at is not None or found.agency not in kept_by(desk):
        raise Missing(say("Tim ini tidak ditemukan."))
    return found


def kept_by(desk: Desk) -> frozenset[AgencySlug]:
    """The units whose teams the person at this desk keeps."""
    return desk.actor.agencies(Role.LIAISON)


def new_team() -> TeamId:
    """What a team that begins is called by the house."""
    return TeamId(new_id())


async def send(desk: Desk, task: UUID, team: TeamId | None) -> Task:
    """Give a task to a team, or take it from the one it has. Raises Missing, Forbidden, Refused, Invalid."""
    report = await store.report_of(desk.db, desk.city, task)
    if report is None:
        raise Missing(say("Tugas ini tidak ditemukan. Mungkin sudah dipegang unit lain."))
    handling = await parties.open_for_change(desk, report)
    chosen = await own_team(desk, team) if team is not None else None
    sent = rules.send(handling, TaskId(task), chosen, own=kept_by(desk))
    if sent.team == sent.was_team:
        return rules.open_task(handling, TaskId(task))
    return _of(await parties.record(desk, handling.report, sent), sent.task)


def _of(report: Report, task: TaskId) -> Task:
    return next(each for each in report.tasks if each.id == task)
