"""What falls due on a report as it stands, and when: on the report by whoever holds it, and on each part others do.

One rule for all of them: reminders, the ladder after the limit, and what is told while nobody answers. Values only.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause, moment_of_share
from tanggap.city.packs.dated import in_force
from tanggap.city.terms import AgencySlug
from tanggap.report import clocks
from tanggap.report.report import Chase, Report, Status, Task, TaskId

UNTAKEN = frozenset({Status.RECEIVED, Status.VERIFIED, Status.COORDINATING, Status.DISPOSED, Status.REOPENED})
"""As long as nobody works on it, somebody must do something next."""
RUNNING = UNTAKEN | {Status.IN_PROGRESS, Status.ON_HOLD}
"""The public clock runs, and the city is the one to act."""


class Stage(Struct, frozen=True, kw_only=True):
    """How a report stood from one thing that happened to it to the next, and how its clocks had stood still till then.

    ``stepped_at`` is when it came to its status, ``round_at`` when it came in or was last opened again; ``offer`` is
    the place in its history of the last offer made to another unit.
    """

    report: Report
    began_at: datetime
    stepped_at: datetime
    round_at: datetime
    offer: int
    pauses: tuple[Pause, ...]

    @property
    def round(self) -> int:
        """The first, and one more each time it was opened again."""
        return self.report.reopened + 1


class Due(Struct, frozen=True, kw_only=True):
    """Something that falls due on a report, or with a ``task`` on that part of it.

    ``detail`` tells one reminder from another, and one offer.
    """

    round: int
    chase: Chase
    at: datetime
    agency: AgencySlug | None
    task: TaskId | None = None
    detail: int | None = None

    @property
    def code(self) -> str:
        """What it is called in its round."""
        return self.chase.value if self.detail is None else f"{self.chase.value}_{self.detail}"

    @property
    def key(self) -> "Key":
        """What it is known by: each such thing falls due once."""
        return self.round, self.task, self.code


Key = tuple[int, TaskId | None, str]


class Term(Struct, frozen=True, kw_only=True):
    """Until when a unit has to do something, the report or a part of it, and on which clock that runs.

    ``late_from`` is when its ladder begins, ``reminded_from`` when reminders do.
    """

    agency: AgencySlug | None
    task: TaskId | None
    began_at: datetime
    reminded_from: datetime
    due_at: datetime
    late_from: datetime
    clock: Literal["C", "B", "O"]
    pauses: tuple[Pause, ...] = ()


def falls_due(ground: Ground, stage: Stage) -> Iterator[Due]:
    """Everything of which somebody is told if the report stays as it is."""
    report = stage.report
    if report.status in RUNNING:
        for term in _terms(ground, stage):
            yield from _reminders(ground, stage, term)
            yield from _ladder(ground, stage, term)
    if report.status in UNTAKEN:
        yield _unanswered(ground, stage, Chase.SILENCE, stage.stepped_at, agency=report.agency)
    if report.status is Status.COORDINATING:
        yield _unanswered(
            ground, stage, Chase.OFFER, stage.stepped_at, agency=report.offered_to, detail=stage.offer
        )
    for part in report.helpers:
        if part.accepted_at is None:
            for chase in (Chase.ASK, Chase.SILENCE):
                yield _unanswered(ground, stage, chase, part.opened_at, agency=part.agency, task=part.id)


def _terms(ground: Ground, stage: Stage) -> Iterator[Term]:
    """Of the report, and of each part of it that a unit still has to do."""
    report = stage.report
    if report.due_at is not None:
        yield Term(
            agency=report.agency,
            task=None,
            began_at=report.received_at,
            reminded_from=stage.round_at,
            due_at=report.due_at,
            late_from=max(report.due_at, stage.round_at),
            clock=clocks.limit(ground, report).clock,
            pauses=stage.pauses,
        )
    yield from (_term(part, part.due_at) for part in report.helpers if part.due_at is not None)


def _term(part: Task, due_at: datetime) -> Term:
    """Of a part: agreed as a day, so it runs on working days, and nothing stops it but its end."""
    return Term(
        agency=part.agency,
        task=part.id,
        began_at=part.opened_at,
        reminded_from=part.opened_at,
        due_at=due_at,
        late_from=due_at,
        clock="B",
    )


def _reminders(ground: Ground, stage: Stage, term: Term) -> Iterator[Due]:
    """Before the term is over; those of an earlier round are not said again."""
    for percent in in_force(ground.limits.remind, day_of_limits(ground, stage)).percent:
        at = moment_of_share(
            term.began_at,
            term.due_at,
            percent,
            term.clock,
            pauses=term.pauses,
            calendar=ground.calendar,
        )
        if term.reminded_from <= at < term.due_at:
            yield _due(stage, term, Chase.REMINDER, at, detail=percent)


def _ladder(ground: Ground, stage: Stage, term: Term) -> Iterator[Due]:
    """What follows on a term that is over; of a report opened again not before it was."""
    day, limits = day_of_limits(ground, stage), ground.limits
    yield _due(stage, term, Chase.BREACH, term.late_from)
    for chase, limit in (
        (Chase.AGENCY_HEAD, in_force(limits.escalate_agency, day).limit),
        (Chase.EXECUTIVE, in_force(limits.escalate_executive, day).limit),
    ):
        yield _due(stage, term, chase, ground.due(term.late_from, limit))


def _due(stage: Stage, term: Term, chase: Chase, at: datetime, *, detail: int | None = None) -> Due:
    return Due(round=stage.round, chase=chase, at=at, agency=term.agency, task=term.task, detail=detail)


def _unanswered(
    ground: Ground,
    stage: Stage,
    chase: Chase,
    since: datetime,
    *,
    agency: AgencySlug | None,
    task: TaskId | None = None,
    detail: int | None = None,
) -> Due:
    """Somebody was to take something on and has not: told after the limit for an answer, or for silence."""
    limits, day = ground.limits, day_of_limits(ground, stage)
    limit = in_force(limits.alert_executive if chase is Chase.SILENCE else limits.answer_offer, day).limit
    at = ground.due(since, limit)
    return Due(round=stage.round, chase=chase, at=at, agency=agency, task=task, detail=detail)


def day_of_limits(ground: Ground, stage: Stage) -> date:
    """The day whose limits hold for a report: that of its receipt."""
    return ground.calendar.day_of(stage.report.received_at)
