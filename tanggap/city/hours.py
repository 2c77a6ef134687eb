"""When an answer is due: the clocks a city promises by.

Limits are settings of the city and arrive as arguments; so do its days off.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from tanggap.city.packs.pack import Limit

_DAY = timedelta(days=1)
_SATURDAY = 5
_LAST_SECOND = time(23, 59, 59)


class Calendar(Struct, frozen=True, kw_only=True):
    """A city's zone, and the days its offices are closed besides weekends."""

    zone: ZoneInfo
    days_off: frozenset[date]

    def day_of(self, moment: datetime) -> date:
        """The date on the city's own calendar at this moment."""
        return moment.astimezone(self.zone).date()

    def works_on(self, day: date) -> bool:
        """Whether offices work on this day: Monday to Friday and not a day off."""
        return day.weekday() < _SATURDAY and day not in self.days_off


def due(start: datetime, limit: Limit, calendar: Calendar) -> datetime:
    """The moment by which an answer is due, in UTC.

    On clock C that is `amount` hours later, whatever the day. On clock B the day
    of the start does not count, and the answer is due at 23:59:59 local time on
    the `amount`-th working day after it; part of a working day counts as a whole one.

    Raises ValueError for clock O, which needs the opening hours of one office.
    """
    match limit.clock:
        case "C":
            return start.astimezone(UTC) + timedelta(hours=limit.amount)
        case "B":
            return _end_of_working_day(start, ceil(limit.amount), calendar)
        case "O":
            raise ValueError("clock O needs the opening hours of one office")


def earliest_due(start: datetime, limits: Iterable[Limit], calendar: Calendar) -> datetime:
    """The target where several limits apply, as those of a report's type and of its kind: the earliest."""
    return min(due(start, limit, calendar) for limit in limits)


def working_days_between(after: date, until: date, calendar: Calendar) -> int:
    """How many working days come after one day, up to and including another; 0 if there are none."""
    days = (after + n * _DAY for n in range(1, (until - after).days + 1))
    return sum(calendar.works_on(day) for day in days)


def due_after_pause(
    due_at: datetime,
    clock: Literal["C", "B"],
    *,
    paused_at: datetime,
    resumed_at: datetime,
    calendar: Calendar,
) -> datetime:
    """The moment an answer is due once a pause in the clock is over, in UTC.

    On clock C the pause is added as it was; on clock B, as many working days as
    it covered, the day it began not counted and the day it ended counted.
    """
    if clock == "C":
        return due_at.astimezone(UTC) + (resumed_at - paused_at)
    paused_days = working_days_between(calendar.day_of(paused_at), calendar.day_of(resumed_at), calendar)
    return _end_of_working_day(due_at, paused_days, calendar) if paused_days else due_at.astimezone(UTC)


def _end_of_working_day(start: datetime, nth: int, calendar: Calendar) -> datetime:
    """The last second of the nth working day after the start's own day, in UTC."""
    day = calendar.day_of(start)
    while nth > 0:
        day += _DAY
        nth -= calendar.works_on(day)
    return datetime.combine(day, _LAST_SECOND, calendar.zone).astimezone(UTC)
