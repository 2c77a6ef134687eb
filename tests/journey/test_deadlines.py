"""Time is followed up: reminders, the ladder after the limit, and what the clock ends by itself, each step once."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tanggap.city.hours import Calendar, Pause, moment_of_share
from tanggap.city.packs.times import Hours, Week, Window
from tanggap.journey.deadlines import rules
from tanggap.kit.log import Happened, Heard
from tanggap.report import events as e
from tanggap.report import timeline
from tanggap.report.report import (
    Chase,
    DeclineReason,
    HoldReason,
    Reach,
    ReportId,
    ReturnReason,
    Status,
    TaskId,
)
from tanggap.report.transitions import Party
from tests import bekasi
from tests.bekasi import CITY, CLEANSING, NOW, ROADS

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
CLOCKS: tuple[Literal["C", "B", "O"], ...] = ("C", "B", "O")
WIB = ZoneInfo("Asia/Jakarta")
WINDOW = Window(opens=time(8), closes=time(16))
OPEN = Week(monday=(WINDOW,), tuesday=(WINDOW,), wednesday=(WINDOW,), thursday=(WINDOW,), friday=(WINDOW,))
CALENDAR = Calendar(zone=WIB, days_off=frozenset({date(2026, 7, 7)}), hours=Hours(week=OPEN))
TASK = TaskId(UUID(int=9))


def wib(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 7, day, hour, minute, tzinfo=WIB)


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


def reached(log: Sequence[Heard], until: datetime) -> dict[tuple[int, str], rules.Due]:
    return rules.reached(bekasi.ground(), rules.stages(log), until)


@pytest.mark.parametrize(
    ("percent", "moment"),
    [(50, wib(8, 12)), (80, wib(9, 9, 36)), (67, wib(9, 0, 14))],
    ids=["half", "four fifths", "two thirds"],
)
def test_on_working_days_a_share_of_the_limit_falls_on_a_working_day(percent: int, moment: datetime) -> None:
    # Friday to Thursday: Monday, Wednesday and Thursday count, Tuesday is a day off.
    at = moment_of_share(wib(3, 9), wib(9, 23, 59), percent, "B", calendar=CALENDAR)

    assert abs(at - moment) < timedelta(minutes=1)


def test_a_share_does_not_run_while_the_clock_stands_still() -> None:
    stood = [Pause(began_at=wib(1, 4), ended_at=wib(1, 8))]

    at = moment_of_share(wib(1), wib(1, 14), 50, "C", pauses=stood, calendar=CALENDAR)

    assert at == wib(1, 9)
    assert moment_of_share(wib(3, 12), wib(6, 12), 75, "O", calendar=CALENDAR) == wib(6, 10)


@given(
    start=st.timedeltas(timedelta(), timedelta(days=334)).map(lambda since: NEW_YEAR + since),
    hours=st.integers(1, 2000),
    clock=st.sampled_from(CLOCKS),
)
def test_shares_follow_one_another_between_the_start_and_what_is_due(
    start: datetime, hours: int, clock: Literal["C", "B", "O"]
) -> None:
    due = start + hours * HOUR
    at = [moment_of_share(start, due, n, clock, calendar=CALENDAR) for n in (10, 50, 90)]

    assert at == sorted(at)
    if at[0] < due:
        assert start <= at[0]


def test_a_report_nobody_works_on_comes_to_every_rung_at_its_own_time() -> None:
    log = lived((timedelta(), DISPOSED))
    due = RECEIVED.due_at
    assert due is not None

    found = reached(log, NOW + 60 * DAY)

    assert {code for _, code in found} == {
        "reminder_50", "reminder_80", "silence", "breach", "agency_head", "executive"
    }  # fmt: skip
    assert found[1, "silence"].at == NOW + 3 * DAY
    assert found[1, "reminder_50"].at < found[1, "reminder_80"].at < due
    assert found[1, "breach"].at == due
    assert due < found[1, "agency_head"].at < found[1, "executive"].at
    assert {each.agency for each in found.values()} == {ROADS}


def test_what_is_kept_in_time_comes_to_no_rung() -> None:
    due = RECEIVED.due_at
    assert due is not None

    log = lived((timedelta(), DISPOSED), (HOUR, ACCEPTED), (due - NOW, RESOLVED))

    assert "breach" not in {code for _, code in reached(log, due + 60 * DAY)}


def test_a_report_opened_again_late_begins_a_round_of_its_own_without_old_reminders() -> None:
    log = lived((timedelta(), DISPOSED), (HOUR, ACCEPTED), (2 * HOUR, RESOLVED), (90 * DAY, REOPENED))

    second = {code: due.at for (nth, code), due in reached(log, NOW + 100 * DAY).items() if nth == 2}

    assert second["breach"] == NOW + 90 * DAY
    assert "executive" in second
    assert not [code for code in second if code.startswith("reminder")]


def test_missed_steps_are_told_once_in_their_latest_form_as_far_up_as_any_of_them() -> None:
    stages = rules.stages(lived((timedelta(), DISPOSED)))
    steps = list(reached(lived((timedelta(), DISPOSED)), NOW + 60 * DAY).values())

    told = rules.to_tell(bekasi.ground(), stages[-1], steps)
    early = [due for due in steps if due.chase in (Chase.REMINDER, Chase.SILENCE, Chase.BREACH)]
    [first] = rules.to_tell(bekasi.ground(), stages[-1], early)

    assert [(each.chase, each.reach, each.agency) for each in told] == [
        (Chase.EXECUTIVE, Reach.EXECUTIVE, ROADS)
    ]
    assert (first.chase, first.reach) == (Chase.BREACH, Reach.EXECUTIVE), (
        "the silence was the mayor's to hear"
    )


def test_what_was_overtaken_is_kept_and_not_told() -> None:
    log = lived((timedelta(), DISPOSED), (HOUR, ACCEPTED), (60 * DAY, RESOLVED))
    steps = reached(log, NOW + 61 * DAY)

    assert (1, "executive") in steps
    assert rules.to_tell(bekasi.ground(), rules.stages(log)[-1], list(steps.values())) == []


def test_each_offer_is_reminded_of_once_to_whom_it_was_made() -> None:
    again = msgspec.structs.replace(OFFERED, was=Status.VERIFIED)
    declined = e.Declined(
        was=Status.COORDINATING, now=Status.VERIFIED, target=CLEANSING, reason=DeclineReason.WRONG_AREA
    )
    log = lived((timedelta(), DISPOSED), (HOUR, OFFERED), (8 * DAY, declined), (9 * DAY, again))

    offers = [each for each in reached(log, NOW + 15 * DAY).values() if each.chase is Chase.OFFER]

    assert [(each.code, each.agency) for each in offers] == [("offer_3", CLEANSING), ("offer_5", CLEANSING)]


@pytest.mark.parametrize(
    ("log", "day", "ends"),
    [
        (lived((timedelta(), DISPOSED), (HOUR, ASKED)), date(2026, 7, 15), e.Rejected),
        (lived((timedelta(), DISPOSED), (HOUR, ACCEPTED), (HOUR, RESOLVED)), date(2026, 7, 15), e.Closed),
        (lived((timedelta(), DISPOSED), (HOUR, ACCEPTED), (HOUR, HELD)), date(2026, 7, 6), e.Resumed),
    ],
    ids=["unanswered", "undisputed", "reviewed"],
)
def test_the_clock_takes_on_what_waits_for_nobody(log: list[Heard], day: date, ends: type[Happened]) -> None:
    stage = rules.stages(log)[-1]

    ending = rules.ends_itself(bekasi.ground(), stage)

    assert ending is not None
    assert bekasi.ground().calendar.day_of(ending[0]) == day
    assert isinstance(ending[1][0], ends)
    assert rules.look_at(bekasi.ground(), stage, ending[0] - 40 * DAY) is not None
    assert timeline.after(stage.report, ending[1][0], ending[0]).status is not stage.report.status


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


@st.composite
def lives(draw: st.DrawFn) -> list[Heard]:
    """A report's life: steps it may take, whole hours apart."""
    log, after = lived(), timedelta()
    report = timeline.born(CITY, ReportId(UUID(int=1)), RECEIVED, NOW)
    for waited, way in draw(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 2)), max_size=8)):
        ways = WAYS[report.status]
        event, after = ways[way % len(ways)](report.status), after + waited * HOUR
        report = timeline.after(report, event, NOW + after)
        log.append(heard(len(log) + 1, event, NOW + after))
    return log


@examples(max_examples=60)
@given(log=lives(), sweeps=st.sets(st.integers(0, 2000), max_size=12))
def test_whenever_it_is_looked_the_steps_come_out_the_same_and_none_is_told_twice(
    log: list[Heard], sweeps: set[int]
) -> None:
    known: dict[tuple[int, str], datetime] = {}
    told: list[tuple[int, Chase, int | None]] = []
    end = NOW + 3000 * HOUR
    for now in [*(NOW + hour * HOUR + HOUR / 2 for hour in sorted(sweeps)), end]:
        seen = [each for each in log if each.happened_at <= now]
        stages = rules.stages(seen)
        found = rules.reached(bekasi.ground(), stages, now)
        fresh = [due for key, due in found.items() if key not in known]
        events = rules.to_tell(bekasi.ground(), stages[-1], fresh)
        assert len([each for each in events if each.chase is not Chase.OFFER]) <= 1
        told += [(each.round, each.chase, each.percent) for each in events if each.chase is not Chase.OFFER]
        known |= {(due.round, due.code): due.at for due in fresh}

    assert known == {key: due.at for key, due in reached(log, end).items()}
    assert len(told) == len(set(told))


def test_a_report_is_looked_at_again_when_the_next_thing_falls_due_and_then_no_more() -> None:
    ground, stage = bekasi.ground(), rules.stages(lived((timedelta(), DISPOSED)))[-1]
    moments = sorted(due.at for due in rules.falls_due(ground, stage))

    assert rules.look_at(ground, stage, NOW) == moments[0]
    assert rules.look_at(ground, stage, moments[0]) == moments[1]
    assert rules.look_at(ground, stage, moments[-1]) is None
