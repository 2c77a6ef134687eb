"""When an answer is due: the clocks a city promises by.

Limits are settings of the city and arrive as arguments; so do its days off.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from tanggap.city.packs.times import Hours, Limit, Week, Window

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_SATURDAY = 5
_LAST_SECOND = time(23, 59, 59)
_SHORTEST = timedelta(microseconds=1)
"""What moments can tell apart: so long a limit is at least, or it would be due as it begins."""


class Pause(Struct, frozen=True, kw_only=True):
    """A time in which a report's clocks stood still: its reporter was asked for something."""

    began_at: datetime
    ended_at: datetime


class Calendar(Struct, frozen=True, kw_only=True):
    """A city's zone, the days its offices are closed besides weekends, and when they are open on all others.

    ``hours`` are those of the whole city or of one unit; clock O cannot be read without.
    """

    zone: ZoneInfo
    days_off: frozenset[date]
    hours: Hours | None = None

    def day_of(self, moment: datetime) -> date:
        """The date on the city's own calendar at this moment."""
        return moment.astimezone(self.zone).date()

    def works_on(self, day: date) -> bool:
        """Whether offices work on this day: Monday to Friday and not a day off."""
        return day.weekday() < _SATURDAY and day not in self.days_off

    def open_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """From when until when the office is open on this day, in UTC; never on a day off.

        A unit that serves at the weekend has windows there. Raises ValueError where no opening hours are known.
        """
        if self.hours is None:
            raise ValueError("clock O needs the opening hours of one office")
        windows = () if day in self.days_off else _windows(_week(self.hours, day), day)
        return [(self.at(day, each.opens), self.at(day, each.closes)) for each in windows]

    def at(self, day: date, moment: time) -> datetime:
        """This moment of a day on the city's own clocks, in UTC."""
        return datetime.combine(day, moment, self.zone).astimezone(UTC)


def due(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The moment by which an answer is due, in UTC.

    On clock C that is `amount` hours later, whatever the day. On clock B the day
    of the start does not count, and the answer is due at 23:59:59 local time on
    the `amount`-th working day after it; part of a working day counts as a whole one.
    On clock O it is when the office has been open for `amount` hours, a window's end before the next one's beginning.

    Raises ValueError for clock O on a calendar without opening hours.
    """
    match limit.clock:
        case "C":
            return start.astimezone(UTC) + timedelta(hours=limit.amount)
        case "B":
            return _end_of_working_day(start, ceil(limit.amount), calendar)
        case "O":
            return _after_office_hours(start, limit.amount * _HOUR, calendar)


def due_with_pauses(start: datetime, limit: Limit, pauses: Iterable[Pause], calendar: Calendar) -> datetime:
    """When an answer is due whose clock stood still in each of these times, in UTC; never earlier than without."""
    due_at = due(start, limit, calendar)
    for pause in pauses:
        due_at = due_after_pause(
            due_at, limit.clock, paused_at=pause.began_at, resumed_at=pause.ended_at, calendar=calendar
        )
    return due_at


def earliest_due(start: datetime, limits: Iterable[Limit], calendar: Calendar) -> datetime:
    """The target where several limits apply, as those of a report's type and of its kind: the earliest."""
    return min(due(start, limit, calendar) for limit in limits)


def working_days_between(after: date, until: date, calendar: Calendar) -> int:
    """How many working days come after one day, up to and including another; 0 if there are none."""
    days = (after + n * _DAY for n in range(1, (until - after).days + 1))
    return sum(calendar.works_on(day) for day in days)


def due_after_pause(
    due_at: datetime,
    clock: Literal["C", "B", "O"],
    *,
    paused_at: datetime,
    resumed_at: datetime,
    calendar: Calendar,
) -> datetime:
    """The moment an answer is due once a pause in the clock is over, in UTC.

    On clock C the pause is added as it was; on clock B, as many working days as
    it covered, the day it began not counted and the day it ended counted; on clock O,
    as many hours as the office was open meanwhile.
    """
    match clock:
        case "C":
            return due_at.astimezone(UTC) + (resumed_at - paused_at)
        case "B":
            paused_days = working_days_between(
                calendar.day_of(paused_at), calendar.day_of(resumed_at), calendar
            )
            return (
                _end_of_working_day(due_at, paused_days, calendar) if paused_days else due_at.astimezone(UTC)
            )
        case "O":
            paused = office_time_between(paused_at, resumed_at, calendar)
            return _after_office_hours(due_at, paused, calendar) if paused else due_at.astimezone(UTC)


def moment_of_share(
    start: datetime,
    until: datetime,
    percent: int,
    clock: Literal["C", "B", "O"],
    *,
    pauses: Sequence[Pause] = (),
    calendar: Calendar,
) -> datetime:
    """When this much (1 to 99 percent) of the time between a start and what is due has run on a clock, in UTC.

    Clock B runs through whole working days after that of the start, C always, O while the office is open, and each
    of them not in the ``pauses``. ``until`` where the clock does not run at all. Raises ValueError for clock O on a
    calendar without opening hours.
    """
    spans = list(_running(start, until, clock, pauses, calendar))
    left = sum((ends - begins for begins, ends in spans), timedelta()) * percent / 100
    for begins, ends in spans:
        if left <= ends - begins:
            return begins + left
        left -= ends - begins
    return until.astimezone(UTC)


Span = tuple[datetime, datetime]


def _running(
    start: datetime, until: datetime, clock: str, pauses: Sequence[Pause], calendar: Calendar
) -> Iterator[Span]:
    first, last = calendar.day_of(start), calendar.day_of(until)
    if clock == "B":
        stood = [(calendar.day_of(each.began_at), calendar.day_of(each.ended_at)) for each in pauses]
        for day in (first + n * _DAY for n in range(1, (last - first).days + 1)):
            if calendar.works_on(day) and not any(began < day <= ended for began, ended in stood):
                yield calendar.at(day, time()), calendar.at(day + _DAY, time())
        return
    open_times = [(start.astimezone(UTC), until.astimezone(UTC))]
    if clock == "O":
        days = (first + n * _DAY for n in range((last - first).days + 1))
        open_times = [(max(a, start), min(b, until)) for day in days for a, b in calendar.open_on(day)]
    for each in pauses:
        open_times = [part for span in open_times for part in _without(span, each)]
    yield from ((begins, ends) for begins, ends in open_times if ends > begins)


def _without(span: Span, pause: Pause) -> tuple[Span, Span]:
    """What is left of a time before and after a pause."""
    begins, ends = span
    return (begins, min(ends, max(begins, pause.began_at))), (max(begins, min(ends, pause.ended_at)), ends)


def office_time_between(after: datetime, until: datetime, calendar: Calendar) -> timedelta:
    """How long the office was open between two moments; nothing when the second is not later.

    Raises ValueError on a calendar without opening hours.
    """
    first, last = calendar.day_of(after), calendar.day_of(until)
    spans = (
        min(closes, until) - max(opens, after)
        for n in range((last - first).days + 1)
        for opens, closes in calendar.open_on(first + n * _DAY)
    )
    return sum((span for span in spans if span > timedelta()), timedelta())


def _after_office_hours(start: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """The moment at which the office has been open for so long since the start, in UTC."""
    day, left = calendar.day_of(start), max(left, _SHORTEST)
    while True:
        for opens, closes in calendar.open_on(day):
            begins = max(opens, start.astimezone(UTC))
            if closes - begins >= left:
                return begins + left
            left -= max(closes - begins, timedelta())
        day += _DAY


def _week(hours: Hours, day: date) -> Week:
    """The week that holds on a day: that of a season it lies in, else the usual one."""
    for season in hours.seasons:
        if any(period.first <= day <= period.last for period in season.periods):
            return season.week
    return hours.week


def _windows(week: Week, day: date) -> tuple[Window, ...]:
    days = (week.monday, week.tuesday, week.wednesday, week.thursday, week.friday, week.saturday, week.sunday)
    return days[day.weekday()]


def _end_of_working_day(start: datetime, nth: int, calendar: Calendar) -> datetime:
    """The last second of the nth working day after the start's own day, in UTC."""
    day = calendar.day_of(start)
    while nth > 0:
        day += _DAY
        nth -= calendar.works_on(day)
    return datetime.combine(day, _LAST_SECOND, calendar.zone).astimezone(UTC)
