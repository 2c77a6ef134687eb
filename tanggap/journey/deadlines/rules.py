"""What falls due on a report, and when: reminders, the ladder after its limit, and what the clock ends by itself.

Values only. All of it is worked out from the report's history, so that whoever looks later finds what they would
have found before.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause, moment_of_share
from tanggap.city.packs.pack import in_force
from tanggap.city.terms import AgencySlug, CityId
from tanggap.kit.log import Happened, Heard
from tanggap.report import clocks, closing, parties, timeline
from tanggap.report import events as e
from tanggap.report.report import Chase, Reach, RejectReason, Report, ReportId, Status
from tanggap.report.transitions import Need, Party, step

UNTAKEN = frozenset({Status.RECEIVED, Status.VERIFIED, Status.COORDINATING, Status.DISPOSED, Status.REOPENED})
"""As long as nobody works on it, somebody must do something next."""
RUNNING = UNTAKEN | {Status.IN_PROGRESS, Status.ON_HOLD}
"""The public clock runs, and the city is the one to act."""
KINDS = frozenset(
    name
    for name, kind in e.EVENTS.kinds.items()
    if issubclass(kind, e.Step | e.Received | e.KindChanged | e.Recounted)
)
"""The kinds of event by which something falls due at another time."""

_SEVERITY = (Chase.REMINDER, Chase.SILENCE, Chase.BREACH, Chase.AGENCY_HEAD, Chase.EXECUTIVE)
_REACH = {
    Chase.REMINDER: Reach.UNIT,
    Chase.SILENCE: Reach.EXECUTIVE,
    Chase.BREACH: Reach.UNIT_HEAD,
    Chase.AGENCY_HEAD: Reach.AGENCY_HEAD,
    Chase.EXECUTIVE: Reach.EXECUTIVE,
    Chase.OFFER: Reach.UNIT,
    Chase.REVIEW: Reach.UNIT,
}


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
    """Something that falls due on a report; ``detail`` tells one reminder from another, and one offer."""

    round: int
    chase: Chase
    at: datetime
    agency: AgencySlug | None
    detail: int | None = None

    @property
    def code(self) -> str:
        """What it is called in its round."""
        return self.chase.value if self.detail is None else f"{self.chase.value}_{self.detail}"


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


def falls_due(ground: Ground, stage: Stage) -> Iterator[Due]:
    """Everything of which somebody is told if the report stays as it is."""
    report = stage.report
    if report.due_at is not None and report.status in RUNNING:
        yield from _reminders(ground, stage, report.due_at)
        yield from _ladder(ground, stage, report.due_at)
    if report.status in UNTAKEN:
        limit = in_force(ground.limits.alert_executive, _day(ground, stage)).limit
        yield _due(stage, Chase.SILENCE, ground.due(stage.stepped_at, limit))
    if report.status is Status.COORDINATING:
        limit = in_force(ground.limits.answer_offer, _day(ground, stage)).limit
        yield Due(
            round=stage.round,
            chase=Chase.OFFER,
            detail=stage.offer,
            at=ground.due(stage.stepped_at, limit),
            agency=report.offered_to,
        )


def _reminders(ground: Ground, stage: Stage, due_at: datetime) -> Iterator[Due]:
    """Of the limit, before it is over; those of an earlier round are not said again."""
    report = stage.report
    limit = clocks.limit(ground, report)
    for percent in in_force(ground.limits.remind, _day(ground, stage)).percent:
        at = moment_of_share(
            report.received_at,
            due_at,
            percent,
            limit.clock,
            pauses=stage.pauses,
            calendar=ground.calendar,
        )
        if stage.round_at <= at < due_at:
            yield _due(stage, Chase.REMINDER, at, detail=percent)


def _ladder(ground: Ground, stage: Stage, due_at: datetime) -> Iterator[Due]:
    """What follows on a limit that is over; in a later round not before the report was opened again."""
    day, late_at = _day(ground, stage), max(due_at, stage.round_at)
    limits = ground.limits
    yield _due(stage, Chase.BREACH, late_at)
    for chase, limit in (
        (Chase.AGENCY_HEAD, in_force(limits.escalate_agency, day).limit),
        (Chase.EXECUTIVE, in_force(limits.escalate_executive, day).limit),
    ):
        yield _due(stage, chase, ground.due(late_at, limit))


def _due(stage: Stage, chase: Chase, at: datetime, *, detail: int | None = None) -> Due:
    return Due(round=stage.round, chase=chase, at=at, agency=stage.report.agency, detail=detail)


def _day(ground: Ground, stage: Stage) -> date:
    """The day whose limits hold for a report: that of its receipt."""
    return ground.calendar.day_of(stage.report.received_at)


def reached(ground: Ground, told: Sequence[Stage], until: datetime) -> dict[tuple[int, str], Due]:
    """Everything that has fallen due until then, by round and code, each at the first time it did."""
    found: dict[tuple[int, str], Due] = {}
    ends = [*(stage.began_at for stage in told[1:]), until]
    for stage, end in zip(told, ends, strict=True):
        for due in sorted(falls_due(ground, stage), key=lambda each: each.at):
            # What happens at the same moment comes before: the limit was kept.
            if due.at < end or (end is until and due.at == end):
                found.setdefault((due.round, due.code), due)
    return found


def to_tell(ground: Ground, stage: Stage, fresh: Iterable[Due]) -> list[e.Reminded]:
    """What is said of steps just reached, as the report stands now: each matter once, in its latest form.

    Steps that something has overtaken are not told: the report was resolved meanwhile, or opened again.
    """
    current = {(due.round, due.code) for due in falls_due(ground, stage)}
    still = [due for due in fresh if (due.round, due.code) in current]
    climbed = sorted(
        (due for due in still if due.chase in _SEVERITY),
        key=lambda due: (_SEVERITY.index(due.chase), due.detail or 0),
    )
    found: list[e.Reminded] = []
    if climbed:
        reach = max((_reach(due, stage.report) for due in climbed), key=list(Reach).index)
        found.append(_told(climbed[-1], stage.report.agency, reach))
    offers = [due for due in still if due.chase is Chase.OFFER]
    found += [_told(due, due.agency, Reach.UNIT) for due in offers[-1:]]
    return found


def _reach(due: Due, report: Report) -> Reach:
    """How far up a step goes: no farther than who may know of the report, or who there is while nobody holds it."""
    reach = _REACH[due.chase]
    if parties.guarded(report) or (report.agency is None and reach is not Reach.EXECUTIVE):
        return Reach.UNIT
    return reach


def _told(due: Due, agency: AgencySlug | None, reach: Reach) -> e.Reminded:
    return e.Reminded(
        chase=due.chase,
        percent=due.detail if due.chase is Chase.REMINDER else None,
        reach=reach,
        round=due.round,
        agency=agency,
    )


def ends_itself(ground: Ground, stage: Stage) -> tuple[datetime, tuple[Happened, ...]] | None:
    """When the clock takes a report on by itself as long as nobody does anything, and what happens then."""
    report = stage.report
    match report.status:
        case Status.NEEDS_INFO:
            limit = in_force(ground.limits.answer_question, _day(ground, stage)).limit
            rejected = e.Rejected(was=report.status, now=Status.REJECTED, reason=RejectReason.INCOMPLETE)
            return ground.due(stage.stepped_at, limit), (_by_system(rejected, Need.REASON_CODE),)
        case Status.RESOLVED:
            closed = e.Closed(was=report.status, now=Status.CLOSED, by=Party.SYSTEM)
            return closing.closes_at(ground, stage.stepped_at), (_by_system(closed),)
        case Status.ON_HOLD if report.review_on is not None:
            resumed = e.Resumed(was=report.status, now=Status.IN_PROGRESS)
            review = Due(round=stage.round, chase=Chase.REVIEW, at=stage.began_at, agency=report.agency)
            told = _told(review, report.agency, Reach.UNIT)
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
