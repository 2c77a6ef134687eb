"""What happens to a report's tasks: one leads, others support it; each begins, is taken on and ends. Pure."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from tanggap.city.terms import AgencySlug, PersonId
from tanggap.report import events as e
from tanggap.report.report import Task, TaskId, TaskOutcome, TaskRole

Tasks = tuple[Task, ...]


def lead(task: TaskId, agency: AgencySlug, at: datetime) -> Task:
    """The task of a unit that begins to hold a report."""
    return Task(id=task, role=TaskRole.LEAD, agency=agency, opened_at=at)


def ended(tasks: Tasks, at: datetime, outcome: TaskOutcome) -> Tasks:
    """These tasks, whatever was open of them ended now."""
    return _ended(tasks, at, lambda task: outcome)


def passed_on(tasks: Tasks, at: datetime, *, to: AgencySlug | None = None) -> Tasks:
    """These tasks when the lead gives the report away: who helped goes on helping, unless the report becomes theirs."""
    return _ended(
        tasks,
        at,
        lambda task: TaskOutcome.PASSED_ON if task.role is TaskRole.LEAD or task.agency == to else None,
    )


def resolved(tasks: Tasks, at: datetime) -> Tasks:
    """These tasks when the lead has finished: what nobody had to wait for stops with it."""
    return _ended(
        tasks,
        at,
        lambda task: TaskOutcome.RESOLVED if task.role is TaskRole.LEAD else TaskOutcome.STOPPED,
    )


def accepted(tasks: Tasks, task: TaskId, officer: PersonId | None, at: datetime) -> Tasks:
    """These tasks with one of them taken on by somebody."""
    return tuple(
        replace(each, officer=officer, accepted_at=each.accepted_at or at) if each.id == task else each
        for each in tasks
    )


def helped(tasks: Tasks, event: e.Helping, at: datetime, actor: PersonId | None = None) -> Tasks:
    """These tasks once this has happened to a supporting one, by this person."""
    match event:
        case e.HelpAsked():
            asked = Task(
                id=event.task,
                role=TaskRole.SUPPORT,
                agency=event.agency,
                opened_at=at,
                mandatory=event.mandatory,
                due_at=event.due_at,
            )
            return (*tasks, asked)
        case e.HelpAccepted():
            return accepted(tasks, event.task, event.officer, at)
        case e.HelpDeclined():
            outcome = TaskOutcome.DECLINED
        case e.HelpGiven():
            tasks = tuple(replace(each, doer=actor) if each.id == event.task else each for each in tasks)
            outcome = TaskOutcome.RESOLVED
        case _:
            outcome = TaskOutcome.WITHDRAWN
    return _ended(tasks, at, lambda task: outcome if task.id == event.task else None)


def given_to_team(tasks: Tasks, event: e.TeamSent) -> Tasks:
    """These tasks with one of them given to a team, or to none."""
    return tuple(replace(each, team=event.team) if each.id == event.task else each for each in tasks)


def _ended(tasks: Tasks, at: datetime, how: Callable[[Task], TaskOutcome | None]) -> Tasks:
    return tuple(
        replace(task, ended_at=at, outcome=outcome)
        if task.ended_at is None and (outcome := how(task)) is not None
        else task
        for task in tasks
    )
