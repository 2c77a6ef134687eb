"""Due times, over the real calendar of 2026."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.hours import Calendar, due, due_after_pause, earliest_due, working_days_between
from tanggap.city.national_days import national_days_off
from tanggap.city.packs.pack import Limit

WIB = ZoneInfo("Asia/Jakarta")
DAYS_OFF = national_days_off([2026])
CALENDAR = Calendar(zone=WIB, days_off=frozenset(DAYS_OFF))

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
limits = st.one_of(
    st.builds(Limit, amount=st.integers(1, 60), clock=st.just("B")),
    st.builds(Limit, amount=st.floats(0.25, 1440), clock=st.just("C")),
)


def working_days(amount: float) -> Limit:
    return Limit(amount=amount, clock="B")


def hours(amount: float) -> Limit:
    return Limit(amount=amount, clock="C")


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("vector", "start", "days", "due_on"),
    [
        ("TV-SLA-01", "2026-03-17 15:00", 3, "2026-03-27"),
        ("TV-SLA-03", "2026-01-09 16:45", 5, "2026-01-19"),
        ("TV-SLA-04", "2026-05-11 09:00", 14, "2026-06-05"),
        ("TV-SLA-05", "2026-06-02 09:00", 5, "2026-06-09"),
        ("TV-SLA-05", "2026-06-02 09:00", 14, "2026-06-23"),
        ("TV-SLA-05", "2026-06-02 09:00", 60, "2026-08-28"),
        ("TV-SLA-06", "2026-07-04 09:00", 3, "2026-07-08"),
        ("TV-SLA-07", "2026-08-14 09:00", 1, "2026-08-18"),
        ("TV-SLA-08", "2026-12-23 09:00", 3, "2026-12-30"),
        ("TV-SLA-09", "2026-03-10 09:00", 10, "2026-03-31"),
        ("TV-SLA-15", "2026-07-01 09:00", 10, "2026-07-15"),
        ("TV-SLA-15", "2026-07-15 23:59:59", 7, "2026-07-24"),
        ("TV-SLA-18", "2026-07-06 09:00", 14, "2026-07-24"),
    ],
)
def test_working_days_end_with_the_last_second_of_the_day(
    vector: str, start: str, days: int, due_on: str
) -> None:
    assert due(wib(start), working_days(days), CALENDAR) == wib(f"{due_on} 23:59:59"), vector


def test_collective_leave_is_not_a_working_day() -> None:
    """TV-SLA-02: without cuti bersama the answer would wrongly be due on 23 March."""
    leave = {day for day, name in DAYS_OFF.items() if "Cuti Bersama" in name}
    without_leave = Calendar(zone=WIB, days_off=frozenset(DAYS_OFF) - leave)
    start = wib("2026-03-17 15:00")

    assert due(start, working_days(3), without_leave) == wib("2026-03-23 23:59:59")
    assert due(start, working_days(3), CALENDAR) != wib("2026-03-23 23:59:59")


def test_the_year_has_the_holidays_and_the_leave_of_the_joint_decree() -> None:
    holidays = "1-1 1-16 2-17 3-19 3-21 3-22 4-3 4-5 5-1 5-14 5-27 5-31 6-1 6-16 8-17 8-25 12-25"
    leave = "2-16 3-18 3-20 3-23 3-24 5-15 5-28 12-24"

    decreed = {tuple(map(int, day.split("-"))) for day in f"{holidays} {leave}".split()}

    assert {(day.month, day.day) for day in DAYS_OFF} == decreed


@pytest.mark.parametrize(
    ("zone", "day_zero"),
    [("Asia/Jakarta", 30), ("Asia/Pontianak", 30), ("Asia/Makassar", 30), ("Asia/Jayapura", 1)],
)
def test_the_day_a_limit_starts_is_the_citys_own_day(zone: str, day_zero: int) -> None:
    """TV-SLA-16."""
    calendar = Calendar(zone=ZoneInfo(zone), days_off=frozenset())

    assert calendar.day_of(datetime(2026, 6, 30, 15, 30, tzinfo=UTC)).day == day_zero


def test_holidays_do_not_stop_the_clock_that_never_stops() -> None:
    """TV-SLA-17."""
    assert due(wib("2026-03-20 10:00"), hours(72), CALENDAR) == wib("2026-03-23 10:00")


def test_a_question_to_the_reporter_adds_the_working_days_it_took() -> None:
    """TV-SLA-18."""
    due_at = due(wib("2026-07-06 09:00"), working_days(14), CALENDAR)

    later = due_after_pause(
        due_at,
        "B",
        paused_at=wib("2026-07-08 11:00"),
        resumed_at=wib("2026-07-13 10:00"),
        calendar=CALENDAR,
    )

    assert later == wib("2026-07-29 23:59:59")


def test_a_question_answered_the_same_day_or_over_a_weekend_adds_no_working_day() -> None:
    due_at = wib("2026-07-24 23:59:59")

    for paused, resumed in [
        ("2026-07-08 09:00", "2026-07-08 17:00"),
        ("2026-07-10 09:00", "2026-07-12 09:00"),
    ]:
        later = due_after_pause(
            due_at, "B", paused_at=wib(paused), resumed_at=wib(resumed), calendar=CALENDAR
        )
        assert later == due_at


def test_on_the_clock_that_never_stops_a_pause_counts_to_the_minute() -> None:
    later = due_after_pause(
        wib("2026-07-08 18:00"),
        "C",
        paused_at=wib("2026-07-08 09:00"),
        resumed_at=wib("2026-07-08 09:45"),
        calendar=CALENDAR,
    )

    assert later == wib("2026-07-08 18:45")


def test_of_the_limits_of_type_and_kind_the_earlier_is_the_target() -> None:
    start = wib("2026-06-02 09:00")

    assert earliest_due(start, [working_days(14), hours(48)], CALENDAR) == wib("2026-06-04 09:00")
    assert earliest_due(start, [working_days(14), hours(2000)], CALENDAR) == wib("2026-06-23 23:59:59")


def test_part_of_a_working_day_counts_as_a_whole_one() -> None:
    assert due(wib("2026-06-02 09:00"), working_days(0.5), CALENDAR) == wib("2026-06-03 23:59:59")


def test_office_hours_are_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="opening hours"):
        due(wib("2026-06-02 09:00"), Limit(amount=2, clock="O"), CALENDAR)


@given(start=moments, limit=limits)
def test_nothing_is_due_before_it_starts(start: datetime, limit: Limit) -> None:
    assert due(start, limit, CALENDAR) > start


@given(start=moments, limit=limits, more=st.floats(0, 100))
def test_a_longer_limit_is_never_due_earlier(start: datetime, limit: Limit, more: float) -> None:
    longer = Limit(amount=limit.amount + more, clock=limit.clock)

    assert due(start, longer, CALENDAR) >= due(start, limit, CALENDAR)


@given(start=moments, later=st.timedeltas(timedelta(0), timedelta(days=60)), limit=limits)
def test_what_starts_later_is_never_due_earlier(start: datetime, later: timedelta, limit: Limit) -> None:
    assert due(start + later, limit, CALENDAR) >= due(start, limit, CALENDAR)


@given(start=moments, days=st.integers(1, 60))
def test_a_limit_covers_exactly_as_many_working_days_as_it_says(start: datetime, days: int) -> None:
    last = CALENDAR.day_of(due(start, working_days(days), CALENDAR))

    assert CALENDAR.works_on(last)
    assert working_days_between(CALENDAR.day_of(start), last, CALENDAR) == days


def test_no_working_days_lie_between_a_day_and_one_before_it() -> None:
    assert working_days_between(date(2026, 7, 8), date(2026, 7, 1), CALENDAR) == 0
