"""What stints a report's history holds, and how each unit did with the time it had. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause, due_with_pauses
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.kit.log import Heard
from tanggap.report import clocks
from tanggap.report.events import (
    Closed,
    HelpAsked,
    Offered,
    Questioned,
    Rated,
    Rejected,
    Reopened,
    Resolved,
)
from tanggap.report.report import TaskOutcome

ANSWERS = frozenset({Offered.__name__, Questioned.__name__, HelpAsked.__name__, Rejected.__name__})
"""What a unit does for everybody to see before it has taken a report on or finished it."""
TOLD_BY = ANSWERS | {each.__name__ for each in (Resolved, Closed, Reopened, Rated)}
"""The events that say of a stint what its task does not."""


class Life(Struct, frozen=True, kw_only=True):
    """What of a report its stints are told by."""

    id: UUID
    type: ReportType
    kind: KindSlug | None
    held_to: tuple[KindSlug, ...]
    area: str | None
    quiet: bool = False
    received_at: datetime
    due_at: datetime | None


class Hold(Struct, frozen=True, kw_only=True):
    """A lead task of a report: from when until when its unit held it."""

    report: UUID
    task: UUID
    agency: AgencySlug
    opened_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    outcome: TaskOutcome | None


class Led(Struct, frozen=True, kw_only=True):
    """A lead task with all of its report that its clocks need."""

    report: UUID
    task: UUID
    agency: AgencySlug
    opened_at: datetime
    ended_at: datetime | None
    type: ReportType
    kind: KindSlug | None
    held_to: tuple[KindSlug, ...]
    received_at: datetime
    due_at: datetime | None


class Term(Struct, frozen=True, kw_only=True):
    """Until when a unit had time for a report, and for a first answer."""

    task: UUID
    due_at: datetime | None
    respond_by: datetime | None


class Stint(Struct, frozen=True, kw_only=True):
    """The time one unit held one report. Texts are '' where the report has none.

    ``first``: the unit had not held this report before. ``due_at`` is when the unit's own time is up: it may use the
    whole of the report's limit, and its clock runs only while it holds the report. ``on_time`` says of finished work whether it was filed
    within ``due_at``; ``finished_at`` is when it closed, which work that came back before does not.
    """

    task: UUID
    report: UUID
    agency: str
    area: str
    kind: str
    first: bool
    quiet: bool
    began_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    respond_by: datetime | None
    answered_at: datetime | None
    finished_at: datetime | None = None
    on_time: bool = False
    reopened_at: datetime | None = None
    stars: int | None = None
    rated_at: datetime | None = None


def stints(ground: Ground, life: Life, holds: Iterable[Hold], history: Sequence[Heard]) -> list[Stint]:
    """The stints of a report, one for each time a unit began to hold it, the oldest first.

    ``history`` are those of its events that `TOLD_BY` names, in their order.
    """
    led = sorted(holds, key=lambda each: (each.opened_at, each.task))
    found: list[Stint] = []
    came_of = _came_of(history)
    for nth, hold in enumerate(led):
        before = [each for each in led[:nth] if each.agency == hold.agency]
        due_at = _due_at(ground, life, [*before, hold])
        came = came_of.get(str(hold.task), _NOTHING)
        found.append(
            Stint(
                task=hold.task,
                report=life.id,
                agency=hold.agency,
                area=life.area or "",
                kind=life.kind or "",
                first=not before,
                quiet=life.quiet,
                began_at=hold.opened_at,
                ended_at=hold.ended_at,
                due_at=due_at,
                respond_by=None if before else _respond_by(ground, life, hold),
                answered_at=_answered_at(hold, history),
                on_time=came.finished_at is not None and _in_time(hold.ended_at, due_at),
                finished_at=came.finished_at,
                reopened_at=came.reopened_at,
                stars=came.stars,
                rated_at=came.rated_at,
            )
        )
    return found


def terms(ground: Ground, led: Iterable[Led]) -> list[Term]:
    """The clocks of each of these tasks, which are those of whole reports, each report's together and the oldest first."""
    found: list[Term] = []
    earlier: list[Led] = []
    for each in led:
        if earlier and earlier[-1].report != each.report:
            earlier = []
        before = [one for one in earlier if one.agency == each.agency]
        found.append(
            Term(
                task=each.task,
                due_at=_due_at(ground, each, [*before, each]),
                respond_by=None if before else _respond_by(ground, each, each),
            )
        )
        earlier.append(each)
    return found


class _CameOf(Struct, frozen=True, kw_only=True):
    """What was found of the work a unit filed."""

    finished_at: datetime | None = None
    reopened_at: datetime | None = None
    stars: int | None = None
    rated_at: datetime | None = None


_NOTHING = _CameOf()


def _came_of(history: Sequence[Heard]) -> dict[str, _CameOf]:
    """What came of each task's work, by its id, in the order the log keeps: moments may be told late."""
    found: dict[str, _CameOf] = {}
    task = agency = ""
    for heard in history:
        so_far = found.get(task, _NOTHING)
        match heard.kind:
            case "Resolved":
                task, agency = heard.body["task"], heard.body["agency"]
                found[task] = _NOTHING
            case "Closed" if task and so_far.finished_at is None:
                found[task] = replace(so_far, finished_at=heard.happened_at)
            case "Rated" if so_far.finished_at is not None:
                found[task] = replace(so_far, stars=heard.body["stars"], rated_at=heard.happened_at)
            case "Reopened":
                # Sent back before it closed it was never finished; a part another unit did is not this unit's fault.
                whose = heard.body.get("whose")
                if so_far.finished_at is not None and whose in (None, agency):
                    found[task] = replace(so_far, reopened_at=heard.happened_at)
                task = ""
            case _:
                pass
    return found


def _answered_at(hold: Hold, history: Sequence[Heard]) -> datetime | None:
    moments = [each for each in (hold.accepted_at,) if each is not None]
    if hold.outcome is TaskOutcome.RESOLVED and hold.ended_at is not None:
        moments.append(hold.ended_at)
    for heard in history:
        within = hold.opened_at <= heard.happened_at and (
            hold.ended_at is None or heard.happened_at <= hold.ended_at
        )
        if within and heard.kind in ANSWERS:
            moments.append(heard.happened_at)
    return min(moments, default=None)


def _due_at(ground: Ground, life: Life | Led, holds: Sequence[Hold | Led]) -> datetime | None:
    """When a unit's own time is up, that held the report for all of these times."""
    if life.due_at is None:
        return None
    elsewhere = [
        Pause(began_at=last.ended_at, ended_at=following.opened_at)
        for last, following in pairwise(holds)
        if last.ended_at is not None
    ]
    begun, limit = holds[0].opened_at, clocks.limit(ground, life)
    if not elsewhere:
        return ground.due(begun, limit)
    return due_with_pauses(begun, limit, elsewhere, ground.calendar)


def _respond_by(ground: Ground, life: Life | Led, hold: Hold | Led) -> datetime | None:
    kind = ground.kinds.get(life.kind) if life.kind is not None else None
    if kind is None:
        return None
    return ground.due(hold.opened_at, ground.response_of(life.received_at, kind))


def _in_time(moment: datetime | None, due_at: datetime | None) -> bool:
    return moment is not None and (due_at is None or moment <= due_at)
