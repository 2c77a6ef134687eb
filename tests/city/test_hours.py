"""Due times, over the real calendar of 2026."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app import house
from tanggap.city.hours import (
    Calendar,
    Pause,
    due,
    due_after_pause,
    due_with_pauses,
    earliest_due,
    office_time_between,
    working_days_between,
)
from tanggap.city.national_days import national_days_off
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import Limit
from tanggap.city.packs.times import Hours, Period, Week, Window

WIB = ZoneInfo("Asia/Jakarta")
DAYS_OFF = national_days_off([2026])
HOURS = load_pack(house.shipped("cities") / "kota-bekasi").hours
CALENDAR = Calendar(zone=WIB, days_off=frozenset(DAYS_OFF), hours=HOURS)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
limits = st.one_of(
    st.builds(Limit, amount=st.integers(1, 60), clock=st.just("B")),
    st.builds(Limit, amount=st.floats(0.25, 1440), clock=st.just("C")),
    st.builds(Limit, amount=st.floats(0.25, 300), clock=st.just("O")),
)
spans = st.timedeltas(timedelta(0), timedelta(days=20))


def working_days(amount: float) -> Limit:
    return Limit(amount=amount, clock="B")


def hours(amount: float) -> Limit:
    return Limit(amount=amount, clock="C")


def office_hours(amount: float) -> Limit:
    return Limit(amount=amount, clock="O")


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


@pytest.mark.parametrize(
    ("vector", "start", "amount", "due_at"),
    [
        ("TV-SLA-10", "2026-03-17 15:30", 2, "2026-03-25 09:00"),
        ("TV-SLA-11", "2026-08-14 16:00", 8, "2026-08-18 16:00"),
        ("TV-SLA-12", "2026-07-04 09:00", 4, "2026-07-06 11:30"),
        ("TV-SLA-13", "2026-07-10 11:00", 2, "2026-07-10 14:30"),
        ("TV-SLA-14", "2026-07-06 06:00", 1, "2026-07-06 08:30"),
    ],
)
def test_office_hours_run_only_while_offices_are_open(
    vector: str, start: str, amount: float, due_at: str
) -> None:
    assert due(wib(start), office_hours(amount), CALENDAR) == wib(due_at), vector


def test_the_weeks_of_the_default_are_as_long_as_the_law_says() -> None:
    monday, friday = wib("2026-07-06 00:00"), wib("2026-07-10 23:59")
    fasting = msgspec.structs.replace(HOURS, week=HOURS.seasons[0].week)

    assert office_time_between(monday, friday, CALENDAR) == timedelta(hours=37, minutes=30)
    assert office_time_between(monday, friday, msgspec.structs.replace(CALENDAR, hours=fasting)) == timedelta(
        hours=32, minutes=30
    )


def test_in_ramadan_its_own_windows_hold_on_its_days_and_on_no_other() -> None:
    ramadan = msgspec.structs.replace(
        HOURS.seasons[0], periods=(Period(first=date(2026, 2, 18), last=date(2026, 3, 17)),)
    )
    calendar = msgspec.structs.replace(CALENDAR, hours=Hours(week=HOURS.week, seasons=(ramadan,)))

    # Thursday 12 March closes at 15:00; Thursday 26 March, after it, at 16:00.
    assert due(wib("2026-03-12 14:00"), office_hours(2), calendar) == wib("2026-03-13 09:00")
    assert due(wib("2026-03-26 14:00"), office_hours(2), calendar) == wib("2026-03-26 16:00")


def test_a_unit_that_serves_on_saturdays_counts_them() -> None:
    saturday = (Window(opens=time(8), closes=time(12)),)
    counter = Hours(week=Week(saturday=saturday))
    calendar = msgspec.structs.replace(CALENDAR, hours=counter)

    assert due(wib("2026-07-04 09:00"), office_hours(4), calendar) == wib("2026-07-11 09:00")


def test_on_office_hours_a_pause_adds_as_long_as_the_office_was_open() -> None:
    later = due_after_pause(
        wib("2026-07-06 15:00"),
        "O",
        paused_at=wib("2026-07-06 11:30"),
        resumed_at=wib("2026-07-06 13:30"),
        calendar=CALENDAR,
    )

    # Half an hour before lunch and half an hour after it.
    assert later == wib("2026-07-06 16:00")


def test_office_hours_are_refused_rather_than_guessed() -> None:
    without = Calendar(zone=WIB, days_off=frozenset())

    with pytest.raises(ValueError, match="opening hours"):
        due(wib("2026-06-02 09:00"), office_hours(2), without)


@given(start=moments, limit=limits, waits=spans, pause=spans)
def test_a_pause_never_shortens(start: datetime, limit: Limit, waits: timedelta, pause: timedelta) -> None:
    stood = Pause(began_at=start + waits, ended_at=start + waits + pause)

    assert due_with_pauses(start, limit, [stood], CALENDAR) >= due(start, limit, CALENDAR)


@given(start=moments, amount=st.floats(0.25, 300))
def test_an_office_is_open_exactly_as_long_as_a_limit_says(start: datetime, amount: float) -> None:
    due_at = due(start, office_hours(amount), CALENDAR)

    assert abs(office_time_between(start, due_at, CALENDAR) - timedelta(hours=amount)) < timedelta(seconds=1)


@given(start=moments, limit=limits, day=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_day_off_more_never_makes_anything_due_earlier(start: datetime, limit: Limit, day: date) -> None:
    closed = msgspec.structs.replace(CALENDAR, days_off=CALENDAR.days_off | {day})

    assert due(start, limit, closed) >= due(start, limit, CALENDAR)


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
