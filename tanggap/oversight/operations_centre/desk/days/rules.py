"""What a day looked like at the end of each of its hours. Values only."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from tanggap.city.terms import AreaCode

HOURS = 24
BEFORE = -1
"""In place of an hour: before the day began."""


class Moved(Struct, frozen=True, kw_only=True):
    """So many reports of an area came in an hour of the day, or `BEFORE` it, and ended in one of them; None: not by its end."""

    area: AreaCode | None
    came: int
    ended: int | None
    count: int


class Frame(Struct, frozen=True, kw_only=True):
    """An hour: what came in and what ended in it, what was open at its end, and where."""

    hour: int
    came: int
    ended: int
    open: int
    areas: dict[AreaCode, int]


def frames(moved: Iterable[Moved], *, hours: int = HOURS) -> tuple[Frame, ...]:
    """The first so many hours of a day."""
    rows = list(moved)
    return tuple(_frame(rows, hour) for hour in range(hours))


def _frame(rows: Iterable[Moved], hour: int) -> Frame:
    areas: Counter[AreaCode] = Counter()
    came = ended = standing = 0
    for row in rows:
        came += row.count if row.came == hour else 0
        ended += row.count if row.ended == hour else 0
        if row.came <= hour and (row.ended is None or row.ended > hour):
            standing += row.count
            if row.area is not None:
                areas[row.area] += row.count
    return Frame(hour=hour, came=came, ended=ended, open=standing, areas=dict(areas))
