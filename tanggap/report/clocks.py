"""A report's clocks as its log tells them: when they stood still, and with whom its time went by. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause, office_time_between
from tanggap.city.packs.pack import Kind
from tanggap.city.packs.times import Limit, ReportType
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.kit.log import Heard
from tanggap.report.events import Answered, Asked
from tanggap.report.report import Report, Task, TaskRole


def pauses(history: Sequence[Heard], *, until: datetime | None = None) -> tuple[Pause, ...]:
    """When a report's clocks stood still: from each question that stopped them to its answer.

    One that still waits counts until then, or not at all.
    """
    found: list[Pause] = []
    asked_at: datetime | None = None
    for heard in history:
        if heard.kind == Asked.__name__:
            asked_at = heard.happened_at
        elif heard.kind == Answered.__name__ and asked_at is not None:
            found.append(Pause(began_at=asked_at, ended_at=heard.happened_at))
            asked_at = None
    if asked_at is not None and until is not None:
        found.append(Pause(began_at=asked_at, ended_at=until))
    return tuple(found)


class Promised(Protocol):
    """What a report's due time is counted from."""

    @property
    def type(self) -> ReportType:
        """What was asked of the city."""
        ...

    @property
    def kind(self) -> KindSlug | None:
        """Its kind, once it is known."""
        ...

    @property
    def held_to(self) -> tuple[KindSlug, ...]:
        """The kinds before, to whose limits it is held as well."""
        ...

    @property
    def received_at(self) -> datetime:
        """When it came in."""
        ...

    @property
    def due_at(self) -> datetime | None:
        """Until when it was promised; None for nothing."""
        ...


def due_at(ground: Ground, report: Promised, pauses: Sequence[Pause]) -> datetime | None:
    """When a report is due by the limits in force when it came in; None for one that was promised nothing."""
    if report.due_at is None:
        return None
    return min(
        ground.due_at(report.received_at, report.type, kind, pauses=pauses) for kind in _kinds(ground, report)
    )


def respond_by(ground: Ground, report: Promised) -> datetime | None:
    """When somebody must have done something first about a report; None for one of no kind."""
    moments = [ground.respond_by(report.received_at, kind) for kind in _kinds(ground, report) if kind]
    return min(moments, default=None)


def limit(ground: Ground, report: Promised) -> Limit:
    """The limit a report is held to: the one that ends first."""
    limits = [ground.limit_of(report.received_at, report.type, kind) for kind in _kinds(ground, report)]
    return min(limits, key=lambda each: ground.due(report.received_at, each))


def _kinds(ground: Ground, report: Promised) -> list[Kind | None]:
    """Every kind to whose limits a report is held: its own, and those it was of before its unit changed it."""
    slugs = (report.kind, *report.held_to)
    return [ground.kinds.get(slug) if slug is not None else None for slug in slugs]


class Held(Struct, frozen=True, kw_only=True):
    """From when until when a unit, or nobody, held a report."""

    agency: AgencySlug | None
    began_at: datetime
    ended_at: datetime


def holdings(received_at: datetime, tasks: Iterable[Task], until: datetime) -> list[Held]:
    """Who held a report from its receipt on, one after another and nobody between them, without a gap.

    A unit holds it from when it was handed over until another takes it on, so the time of an offer is the sender's.
    ``until`` ends what has not ended; it is not before anything that happened.
    """
    found: list[Held] = []
    at = received_at
    for task in sorted(tasks, key=lambda each: each.opened_at):
        if task.role is TaskRole.LEAD:
            found.append(Held(agency=None, began_at=at, ended_at=task.opened_at))
            at = task.ended_at or until
            found.append(Held(agency=task.agency, began_at=task.opened_at, ended_at=at))
    found.append(Held(agency=None, began_at=at, ended_at=until))
    return found


def charged(report: Report, until: datetime) -> dict[AgencySlug | None, timedelta]:
    """How long each unit has held a report, and nobody (None): together all the time from its receipt."""
    found: dict[AgencySlug | None, timedelta] = {}
    for each in holdings(report.received_at, report.tasks, until):
        found[each.agency] = found.get(each.agency, timedelta()) + (each.ended_at - each.began_at)
    return found


def office_time(ground: Ground, agency: AgencySlug | None, held: Iterable[Held]) -> timedelta:
    """The unit's clock: how long a unit's own office was open while it held a report."""
    calendar = ground.calendar_of(agency)
    spans = (office_time_between(h.began_at, h.ended_at, calendar) for h in held if h.agency == agency)
    return sum(spans, timedelta())


def charged_beside(report: Report, until: datetime) -> dict[AgencySlug, timedelta]:
    """How long each unit had a supporting task, beside what `charged` tells of those who held the report.

    Each from when it was asked until it answered, declined or was let go; ``until`` ends what has not ended.
    """
    found: dict[AgencySlug, timedelta] = {}
    for task in report.tasks:
        if task.role is TaskRole.SUPPORT:
            spent = (task.ended_at or until) - task.opened_at
            found[task.agency] = found.get(task.agency, timedelta()) + spent
    return found
