"""Seven days of hours as two lines of one drawing: what came in above, what was finished below. Values only."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

DAYS = 7
STEP = 4
"""Units an hour is wide."""
REACH = 50
"""Units the highest hour is high, up or down."""
WIDTH = DAYS * 24 * STEP


class Hour(Struct, frozen=True, kw_only=True):
    """What came in and what was finished in an hour, numbered since 1970 in UTC."""

    hour: int
    came: int
    done: int


class Day(Struct, frozen=True, kw_only=True):
    """A day of the chart: where it begins, in units, and when."""

    x: int
    at: datetime


class Chart(Struct, frozen=True, kw_only=True):
    """The drawing: areas as path data, the highest hour, what came in and was finished in all, and its days."""

    came: str
    done: str
    most: int
    came_in_all: int
    done_in_all: int
    days: tuple[Day, ...]
    width: int = WIDTH
    reach: int = REACH


def chart(hours: Iterable[Hour], *, now: datetime, zone: ZoneInfo) -> Chart:
    """The hours that ended with this one, the last of them at the right edge."""
    last = int(now.timestamp()) // 3600
    first = last - DAYS * 24 + 1
    inside = {each.hour: each for each in hours if first <= each.hour <= last}
    row = [inside.get(hour) for hour in range(first, last + 1)]
    came, done = [each.came if each else 0 for each in row], [each.done if each else 0 for each in row]
    most = max(*came, *done, 1)
    return Chart(
        came=_area(came, -REACH / most),
        done=_area(done, REACH / most),
        most=most,
        came_in_all=sum(came),
        done_in_all=sum(done),
        days=tuple(_days(first, now, zone)),
    )


def _area(counts: list[int], unit: float) -> str:
    """Steps from the middle line, closed along it."""
    steps = (f"V{round(count * unit, 1):g}h{STEP}" for count in counts)
    return f"M0 0{''.join(steps)}V0z"


def _days(first: int, now: datetime, zone: ZoneInfo) -> Iterable[Day]:
    """The midnights of the city inside the chart."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for back in range(DAYS - 1, -1, -1):
        at = midnight - timedelta(days=back)
        hour = int(at.timestamp()) // 3600
        if hour >= first:
            yield Day(x=(hour - first) * STEP, at=at)
