"""Time is followed up: reminders, the ladder after the limit, and what the clock ends by itself, each step once."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.hours import Calendar, Pause, moment_of_share
from tanggap.city.packs.times import Hours, Week, Window
from tanggap.journey.deadlines import rules, terms
from tanggap.kit.log import Happened, Heard
from tanggap.report import events as e
from tanggap.report import timeline
from tanggap.report.report import Chase, DeclineReason, Reach, Status
from tests import bekasi
from tests.bekasi import CLEANSING, NOW, ROADS
from tests.journey.clocked import (
    ACCEPTED,
    ASKED,
    DAY,
    DISPOSED,
    HELD,
    HOUR,
    OFFERED,
    RECEIVED,
    REOPENED,
    RESOLVED,
    lived,
    reached,
)

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
CLOCKS: tuple[Literal["C", "B", "O"], ...] = ("C", "B", "O")
WIB = ZoneInfo("Asia/Jakarta")
WINDOW = Window(opens=time(8), closes=time(16))
OPEN = Week(monday=(WINDOW,), tuesday=(WINDOW,), wednesday=(WINDOW,), thursday=(WINDOW,), friday=(WINDOW,))
CALENDAR = Calendar(zone=WIB, days_off=frozenset({date(2026, 7, 7)}), hours=Hours(week=OPEN))


def wib(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 7, day, hour, minute, tzinfo=WIB)


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

    assert {code for _, _, code in found} == {
        "reminder_50", "reminder_80", "silence", "breach", "agency_head", "executive"
    }  # fmt: skip
    assert found[1, None, "silence"].at == NOW + 3 * DAY
    assert found[1, None, "reminder_50"].at < found[1, None, "reminder_80"].at < due
    assert found[1, None, "breach"].at == due
    assert due < found[1, None, "agency_head"].at < found[1, None, "executive"].at
    assert {each.agency for each in found.values()} == {ROADS}


def test_what_is_kept_in_time_comes_to_no_rung() -> None:
    due = RECEIVED.due_at
    assert due is not None

    log = lived((timedelta(), DISPOSED), (HOUR, ACCEPTED), (due - NOW, RESOLVED))

    assert "breach" not in {code for _, _, code in reached(log, due + 60 * DAY)}


def test_a_report_opened_again_late_begins_a_round_of_its_own_without_old_reminders() -> None:
    log = lived((timedelta(), DISPOSED), (HOUR, ACCEPTED), (2 * HOUR, RESOLVED), (90 * DAY, REOPENED))

    second = {code: due.at for (nth, _, code), due in reached(log, NOW + 100 * DAY).items() if nth == 2}

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

    assert (1, None, "executive") in steps
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


def test_a_report_is_looked_at_again_when_the_next_thing_falls_due_and_then_no_more() -> None:
    ground, stage = bekasi.ground(), rules.stages(lived((timedelta(), DISPOSED)))[-1]
    moments = sorted(due.at for due in terms.falls_due(ground, stage))

    assert rules.look_at(ground, stage, NOW) == moments[0]
    assert rules.look_at(ground, stage, moments[0]) == moments[1]
    assert rules.look_at(ground, stage, moments[-1]) is None
