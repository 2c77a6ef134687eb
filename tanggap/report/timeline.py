"""What a report's events add up to. Pure: the store keeps the result beside the log."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any

from msgspec.structs import replace

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.log import Happened, Heard
from tanggap.report import events as e
from tanggap.report import tasks as work
from tanggap.report.report import Report, ReportId, Status, TaskOutcome


def born(city: CityId, report: ReportId, event: e.Received, at: datetime) -> Report:
    """The report that begins with this event."""
    return Report(
        city_id=city,
        id=report,
        number=event.number,
        nth=1,
        type=event.type,
        status=Status.RECEIVED,
        kind=event.kind,
        kind_group=event.kind_group,
        area=event.area,
        out_of_area=event.out_of_area,
        channel=event.channel,
        visibility=event.visibility,
        sensitivity=event.sensitivity,
        quiet=event.quiet,
        received_at=at,
        due_at=event.due_at,
        respond_by=event.respond_by,
        changed_at=at,
        words=event.words,
        place=event.place,
    )


def after(report: Report, event: Happened, at: datetime, actor: PersonId | None = None) -> Report:
    """The report once this has happened to it."""
    changes = _changes(event, report, at, actor)
    if isinstance(event, e.Step):
        changes.setdefault("status", event.now)
    return replace(report, nth=report.nth + 1, changed_at=at, **changes)


def told(history: Iterable[Heard]) -> Report:
    """The report a whole history adds up to. Raises ValueError when it does not begin at the beginning."""
    report: Report | None = None
    for heard in history:
        event = e.EVENTS.read(heard)
        actor = PersonId(heard.actor) if heard.actor is not None else None
        if isinstance(event, e.Received):
            report = born(CityId(heard.city_id), ReportId(heard.thing), event, heard.happened_at)
        elif report is not None and event is not None:
            report = after(report, event, heard.happened_at, actor)
    if report is None:
        raise ValueError("a report's history begins with Received")
    return report


Changes = dict[str, Any]


@singledispatch
def _changes(event: Happened, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {}


@_changes.register
def _(event: e.Verified, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {
        "type": event.type,
        "kind": event.kind,
        "kind_group": event.kind_group,
        "area": event.area,
        "sensitivity": event.sensitivity,
        "held_to": (),
        "due_at": event.due_at,
        "respond_by": event.respond_by,
    }


@_changes.register
def _(event: e.Disposed, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    tasks = work.passed_on(report.tasks, at, to=event.agency)
    return {
        "agency": event.agency,
        "offered_to": None,
        "tasks": (*tasks, work.lead(event.task, event.agency, at)),
    }


@_changes.register
def _(event: e.Accepted, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    tasks = work.accepted(report.tasks, event.task, event.officer, at)
    return {"tasks": tasks, "responded_at": report.responded_at or at, "review_on": None}


@_changes.register
def _(event: e.Asked, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"was": event.was, "responded_at": report.responded_at or at, **_stopped(report, at)}


@_changes.register
def _(event: e.Rejected, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"closed_at": at, "responded_at": report.responded_at or at, **_stopped(report, at)}


@_changes.register
def _(event: e.Merged, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {
        "was": event.was,
        "merged_into": event.primary,
        "closed_at": at,
        "tasks": work.ended(report.tasks, at, TaskOutcome.STOPPED),
    }


@_changes.register
def _(event: e.Unmerged, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    tasks = report.tasks
    if event.task is not None and report.agency is not None:
        tasks = (*tasks, work.lead(event.task, report.agency, at))
    return {"was": None, "merged_into": None, "closed_at": None, "tasks": tasks}


@_changes.register
def _(event: e.Undone, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    tasks = work.passed_on(report.tasks, at, to=event.agency)
    if event.task is not None and event.agency is not None:
        tasks = (*tasks, work.lead(event.task, event.agency, at))
    return {"agency": event.agency, "closed_at": None, "tasks": tasks}


@_changes.register
def _(event: e.Withdrawn, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"closed_at": at, **_stopped(report, at)}


@_changes.register
def _(event: e.Offered, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"offered_to": event.target, "responded_at": report.responded_at or at}


@_changes.register
def _(event: e.Declined, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"offered_to": None, "agency": None, "tasks": work.passed_on(report.tasks, at)}


@_changes.register
def _(event: e.Relieved, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    tasks = work.passed_on(report.tasks, at, to=event.agency)
    if event.agency is not None and event.task is not None:
        tasks = (*tasks, work.lead(event.task, event.agency, at))
    return {"agency": event.agency, "offered_to": None, "review_on": None, "tasks": tasks}


@_changes.register
def _(event: e.Held, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"review_on": event.review_on}


@_changes.register
def _(event: e.Resumed, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"review_on": None}


@_changes.register
def _(event: e.Resolved, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"resolved_at": at, "doer": actor, "tasks": work.resolved(report.tasks, at)}


@_changes.register
def _(event: e.Closed, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"closed_at": at, "contested": 0}


@_changes.register
def _(event: e.Confirmed, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {} if event.done else {"contested": report.contested + 1}


@_changes.register
def _(event: e.Upheld, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"contested": 0}


@_changes.register
def _(event: e.Reopened, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    tasks = report.tasks
    if event.task is not None and event.agency is not None:
        tasks = (*tasks, work.lead(event.task, event.agency, at))
    return {
        "tasks": tasks,
        "closed_at": None,
        "resolved_at": None,
        "stars": None,
        "contested": 0,
        "reopened": report.reopened + 1,
    }


@_changes.register
def _(event: e.Moved, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {
        "place": event.place,
        "words": event.words,
        "area": event.area,
        "out_of_area": event.out_of_area,
    }


@_changes.register
def _(event: e.KindChanged, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {
        "type": event.type,
        "kind": event.kind,
        "kind_group": event.kind_group,
        "sensitivity": event.sensitivity,
        "held_to": event.held_to,
        "due_at": event.due_at,
        "respond_by": event.respond_by,
    }


@_changes.register
def _(event: e.Answered, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"due_at": event.due_at}


@_changes.register
def _(event: e.Recounted, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"due_at": event.due_at, "respond_by": event.respond_by}


@_changes.register
def _(event: e.Rated, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"stars": event.stars}


@_changes.register
def _(event: e.Supported, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"supporters": event.supporters}


@_changes.register
def _(event: e.ToldMayor, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"direct": True}


@_changes.register
def _(event: e.Hidden, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"hidden": event.reason}


@_changes.register
def _(event: e.Shown, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"hidden": None}


@_changes.register
def _(event: e.Helping, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"tasks": work.helped(report.tasks, event, at, actor)}


@_changes.register
def _(event: e.TeamSent, report: Report, at: datetime, actor: PersonId | None) -> Changes:
    return {"tasks": work.given_to_team(report.tasks, event)}


def _stopped(report: Report, at: datetime) -> Changes:
    """The work ends without result: nobody holds the report any more, and nobody helps."""
    return {"agency": None, "tasks": work.ended(report.tasks, at, TaskOutcome.STOPPED)}
