"""Lives of a report of a damaged road, as the tests of its clocks tell them: what happened how long after it came in."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from tanggap.city.terms import PersonId
from tanggap.journey.deadlines import rules
from tanggap.journey.deadlines.terms import Due, Key
from tanggap.kit.log import Happened, Heard
from tanggap.report import events as e
from tanggap.report import timeline
from tanggap.report.report import DeclineReason, HoldReason, Report, ReportId, ReturnReason, Status, TaskId
from tanggap.report.transitions import Party
from tests import bekasi
from tests.bekasi import CITY, CLEANSING, NOW, ROADS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TASK = TaskId(UUID(int=9))
OFFICER = PersonId(UUID(int=7))


def heard(nth: int, event: Happened, at: datetime) -> Heard:
    return Heard(
        city_id=CITY,
        thing=UUID(int=1),
        nth=nth,
        kind=type(event).__name__,
        v=1,
        body=msgspec.json.decode(msgspec.json.encode(event)),
        actor=None,
        happened_at=at,
        written_at=at,
        epoch=1,
    )


RECEIVED = bekasi.received(1, kind="road-damage")
DISPOSED = e.Disposed(
    was=Status.VERIFIED, now=Status.DISPOSED, agency=ROADS, was_agency=None, task=TASK, rule=None
)
ACCEPTED = e.Accepted(was=Status.DISPOSED, now=Status.IN_PROGRESS, task=TASK, officer=None, agency=ROADS)
OFFERED = e.Offered(was=Status.IN_PROGRESS, now=Status.COORDINATING, sender=ROADS, target=CLEANSING)
HELD = e.Held(
    was=Status.IN_PROGRESS, now=Status.ON_HOLD, reason=HoldReason.WEATHER, review_on=date(2026, 7, 6)
)
ASKED = e.Asked(was=Status.DISPOSED, now=Status.NEEDS_INFO)
RESOLVED = e.Resolved(
    was=Status.IN_PROGRESS,
    now=Status.RESOLVED,
    task=TASK,
    agency=ROADS,
    photo=None,
    distance_m=None,
    taken_at=None,
)
REOPENED = e.Reopened(
    was=Status.RESOLVED,
    now=Status.REOPENED,
    by=Party.VERIFIER,
    reason=ReturnReason.NOT_FINISHED,
    agency=ROADS,
    task=TASK,
)


def lived(*happened: tuple[timedelta, Happened]) -> list[Heard]:
    """A report of a damaged road, and what happened to it so long after it came in."""
    log = [(timedelta(), RECEIVED), *happened]
    return [heard(nth, event, NOW + after) for nth, (after, event) in enumerate(log, start=1)]


def reached(log: Sequence[Heard], until: datetime) -> dict[Key, Due]:
    return rules.reached(bekasi.ground(), rules.stages(log), until)


def help_asked(part: int, *, until: datetime, mandatory: bool = True) -> e.HelpAsked:
    """Cleansing is asked for a part of the work until a moment."""
    task = TaskId(UUID(int=100 + part))
    return e.HelpAsked(task=task, agency=CLEANSING, mandatory=mandatory, due_at=until, again=None)


Step = Callable[[Status], Happened]
WAYS: dict[Status, list[Step]] = {
    Status.RECEIVED: [lambda _: msgspec.structs.replace(DISPOSED, was=Status.RECEIVED)],
    Status.VERIFIED: [lambda _: DISPOSED],
    Status.DISPOSED: [lambda _: ACCEPTED, lambda _: ASKED],
    Status.NEEDS_INFO: [
        lambda was: e.Answered(
            was=was, now=Status.RECEIVED, by=Party.REPORTER, due_at=(RECEIVED.due_at or NOW) + 5 * DAY
        )
    ],
    Status.IN_PROGRESS: [lambda _: RESOLVED, lambda _: HELD, lambda _: OFFERED],
    Status.ON_HOLD: [lambda was: e.Resumed(was=was, now=Status.IN_PROGRESS)],
    Status.COORDINATING: [
        lambda was: e.Declined(
            was=was, now=Status.VERIFIED, target=CLEANSING, reason=DeclineReason.WRONG_AREA
        )
    ],
    Status.RESOLVED: [lambda _: REOPENED],
    Status.REOPENED: [lambda _: msgspec.structs.replace(ACCEPTED, was=Status.REOPENED)],
}


def _of_parts(report: Report, nth: int) -> list[Step]:
    """What may happen to the parts of a report: cleansing is asked once at a time, takes its part on, does it."""
    if report.status not in (Status.IN_PROGRESS, Status.ON_HOLD):
        return []
    if not report.helpers:
        return [lambda _: help_asked(nth, until=report.changed_at + 5 * DAY)]
    part = report.helpers[0].id
    return [
        lambda _: e.HelpAccepted(task=part, agency=CLEANSING, officer=OFFICER),
        lambda _: e.HelpGiven(task=part, agency=CLEANSING, photo=None),
    ]


@st.composite
def lives(draw: st.DrawFn) -> list[Heard]:
    """A report's life: steps it and the parts of it may take, whole hours apart."""
    log, after = lived(), timedelta()
    report = timeline.born(CITY, ReportId(UUID(int=1)), RECEIVED, NOW)
    for waited, way in draw(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 4)), max_size=9)):
        ways = [*WAYS[report.status], *_of_parts(report, len(log))]
        event, after = ways[way % len(ways)](report.status), after + waited * HOUR
        report = timeline.after(report, event, NOW + after)
        log.append(heard(len(log) + 1, event, NOW + after))
    return log
