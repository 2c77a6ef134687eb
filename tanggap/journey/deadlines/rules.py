"""What falls due on a report, and when: reminders, the ladder after its limit, and what the clock ends by itself.

Values only. All of it is worked out from the report's history, so that whoever looks later finds what they would
have found before.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause
from tanggap.city.packs.dated import in_force
from tanggap.city.terms import CityId
from tanggap.journey.deadlines.terms import Due, Key, Stage, day_of_limits, falls_due
from tanggap.kit.log import Happened, Heard
from tanggap.report import clocks, closing, parties, timeline
from tanggap.report import events as e
from tanggap.report.report import Chase, Reach, RejectReason, Report, ReportId, Status, TaskId
from tanggap.report.transitions import Need, Party, step

KINDS = frozenset(
    name
    for name, kind in e.EVENTS.kinds.items()
    if issubclass(kind, e.Step | e.Received | e.KindChanged | e.Recounted | e.Helping)
)
"""The kinds of event by which something falls due at another time."""

_SEVERITY = (
    Chase.REMINDER,
    Chase.OFFER,
    Chase.ASK,
    Chase.SILENCE,
    Chase.BREACH,
    Chase.AGENCY_HEAD,
    Chase.EXECUTIVE,
)
_REACH = {
    Chase.REMINDER: Reach.UNIT,
    Chase.SILENCE: Reach.EXECUTIVE,
    Chase.BREACH: Reach.UNIT_HEAD,
    Chase.AGENCY_HEAD: Reach.AGENCY_HEAD,
    Chase.EXECUTIVE: Reach.EXECUTIVE,
    Chase.OFFER: Reach.UNIT,
    Chase.ASK: Reach.UNIT,
    Chase.REVIEW: Reach.UNIT,
}


def stages(history: Sequence[Heard]) -> list[Stage]:
    """A report's history of these `KINDS`, from when it came in; none for a history without a beginning."""
    found: list[Stage] = []
    for nth, heard in enumerate(history):
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Received):
            report = timeline.born(
                CityId(heard.city_id), ReportId(heard.thing), event, at := heard.happened_at
            )
            found = [Stage(report=report, began_at=at, stepped_at=at, round_at=at, offer=0, pauses=())]
        elif found and event is not None:
            found.append(_next(found[-1], event, heard, clocks.pauses(history[: nth + 1])))
    return found


def _next(last: Stage, event: Happened, heard: Heard, pauses: tuple[Pause, ...]) -> Stage:
    at = heard.happened_at
    return Stage(
        report=timeline.after(last.report, event, at),
        began_at=at,
        stepped_at=at if isinstance(event, e.Step) else last.stepped_at,
        round_at=at if isinstance(event, e.Reopened) else last.round_at,
        offer=heard.nth if isinstance(event, e.Offered) else last.offer,
        pauses=pauses,
    )


def reached(ground: Ground, told: Sequence[Stage], until: datetime) -> dict[Key, Due]:
    """Everything that has fallen due until then, by its key, each at the first time it did."""
    found: dict[Key, Due] = {}
    ends = [*(stage.began_at for stage in told[1:]), until]
    for stage, end in zip(told, ends, strict=True):
        for due in sorted(falls_due(ground, stage), key=lambda each: each.at):
            # What happens at the same moment comes before: the limit was kept.
            if due.at < end or (end is until and due.at == end):
                found.setdefault(due.key, due)
    return found


def to_tell(ground: Ground, stage: Stage, fresh: Iterable[Due]) -> list[e.Reminded]:
    """What is said of steps just reached, as the report stands now: each matter once, in its latest form.

    The report is a matter, each part of it and each offer one of its own. Steps that something has overtaken
    are not told: the report was resolved meanwhile, or opened again.
    """
    current = {due.key: due for due in falls_due(ground, stage)}
    matters: dict[tuple[TaskId | None, bool], list[Due]] = {}
    for due in (current[each.key] for each in fresh if each.key in current):
        matters.setdefault((due.task, due.chase is Chase.OFFER), []).append(due)
    return [_latest(dues, stage.report) for dues in matters.values()]


def _latest(dues: Sequence[Due], report: Report) -> e.Reminded:
    """The gravest of these, as far up as any of them goes."""
    reach = max((_reach(due, report) for due in dues), key=list(Reach).index)
    return _told(max(dues, key=lambda due: (_SEVERITY.index(due.chase), due.detail or 0)), reach)


def _reach(due: Due, report: Report) -> Reach:
    """How far up a step goes: no farther than who may know of the report, or who there is while nobody holds it."""
    reach = _REACH[due.chase]
    if parties.guarded(report) or (due.agency is None and reach is not Reach.EXECUTIVE):
        return Reach.UNIT
    return reach


def _told(due: Due, reach: Reach) -> e.Reminded:
    return e.Reminded(
        chase=due.chase,
        percent=due.detail if due.chase is Chase.REMINDER else None,
        reach=reach,
        round=due.round,
        agency=due.agency,
        task=due.task,
    )


def ends_itself(ground: Ground, stage: Stage) -> tuple[datetime, tuple[Happened, ...]] | None:
    """When the clock takes a report on by itself as long as nobody does anything, and what happens then."""
    report = stage.report
    match report.status:
        case Status.NEEDS_INFO:
            limit = in_force(ground.limits.answer_question, day_of_limits(ground, stage)).limit
            rejected = e.Rejected(was=report.status, now=Status.REJECTED, reason=RejectReason.INCOMPLETE)
            return ground.due(stage.stepped_at, limit), (_by_system(rejected, Need.REASON_CODE),)
        case Status.RESOLVED:
            closed = e.Closed(was=report.status, now=Status.CLOSED, by=Party.SYSTEM)
            return closing.closes_at(ground, stage.stepped_at), (_by_system(closed),)
        case Status.ON_HOLD if report.review_on is not None:
            resumed = e.Resumed(was=report.status, now=Status.IN_PROGRESS)
            review = Due(round=stage.round, chase=Chase.REVIEW, at=stage.began_at, agency=report.agency)
            told = _told(review, Reach.UNIT)
            return ground.calendar.at(report.review_on, time()), (_by_system(resumed), told)
        case _:
            return None


def _by_system(event: e.Step, *given: Need) -> e.Step:
    step(event.was, event.now, by=frozenset({Party.SYSTEM}), given=frozenset(given))
    return event


def look_at(ground: Ground, stage: Stage, now: datetime) -> datetime | None:
    """When a report must be looked at again; None when nothing more falls due as it stands."""
    moments = [due.at for due in falls_due(ground, stage) if due.at > now]
    ending = ends_itself(ground, stage)
    if ending is not None:
        moments.append(max(ending[0], now))
    return min(moments, default=None)
