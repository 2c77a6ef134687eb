"""What a tile of the map shows: heat and clusters from counts on a grid, and where the counts are to come from."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.geo import CELL_ZOOM, tile, unwoven
from tanggap.kit.tiles import EXTENT, Dot
from tanggap.kit.words import say
from tanggap.oversight.counts.tally import LEVELS
from tanggap.report.report import Channel, Status

ROLLUP_ZOOM = 10
"""Up to here a tile comes from the sums that follow the log."""
POINT_ZOOM = 15
"""From here on a tile tells of single reports; a map enlarges these tiles for what lies nearer."""
GRID_BITS = 6
"""A tile that is counted one by one has 64 by 64 squares."""
SUMS_BITS = 5
"""One that comes from sums has at most 32 by 32: each of them adds up its kinds."""
_CLUSTER_BITS = 3
_NAMED = re.compile(r"(\d{1,2})-(\d{1,6})-(\d{1,6})", re.ASCII)

MOST_SCANNED = 30_000
"""So many reports of a whole city are looked at for a tile, the newest of them, by index alone."""
MOST_NEAR = 8_000
"""So many of the reports in a tile are looked at one by one, each where it lies in the table, and never more."""
MOST_LATE = 200_000
"""So many are read by index alone, to tell which are past their limit."""
MOST_POINTS = 2_000


class Square(NamedTuple):
    """A tile of the web map: ``x`` eastwards, ``y`` southwards."""

    z: int
    x: int
    y: int

    def above(self, zooms: int) -> "Square":
        """The larger tile around it."""
        return Square(self.z - zooms, self.x >> zooms, self.y >> zooms)


class Limits(Struct, frozen=True, kw_only=True):
    """The areas somebody may see, None for everywhere; ``guarded_areas`` are those of confidential and sealed reports.

    For the public both are everywhere, and ``listed`` leaves in only what anybody may find, no nearer than told.
    """

    listed: bool = True
    areas: tuple[AreaCode, ...] | None = None
    guarded_areas: tuple[AreaCode, ...] | None = None


EVERYBODY = Limits()


class Asked(Struct, frozen=True, kw_only=True):
    """Which reports a tile is about; None leaves nothing out. The moments are of receipt, ``before`` is not in it.

    ``open`` asks for those alone, ``late`` for those past their limit.

    How urgent they are is told by kinds, '' for what has none yet: those that are it up to ``backed`` supporters in
    ``plain``, those that are it above in ``raised``.
    """

    since: datetime | None = None
    before: datetime | None = None
    kinds: tuple[KindSlug, ...] | None = None
    agency: AgencySlug | None = None
    area: AreaCode | None = None
    channel: Channel | None = None
    statuses: tuple[Status, ...] | None = None
    open: bool = False
    late: bool = False
    plain: tuple[str, ...] | None = None
    raised: tuple[str, ...] = ()
    backed: int = 0

    @property
    def by_kind_only(self) -> bool:
        """Whether the sums by kind answer it."""
        return self == Asked(kinds=self.kinds, open=self.open)


EVERYTHING = Asked()


class Counted(Struct, frozen=True, kw_only=True):
    """The reports in one square of the grid; ``cell`` is its Morton number at its level, ``late`` are open past their limit."""

    cell: int
    reports: int
    open: int
    late: int = 0


class Source(StrEnum):
    """Where a tile's counts come from."""

    SUMS = "sums"
    """The sums by square and kind."""
    RANGE = "range"
    """The reports in the tile, by the index over cells."""
    NEWEST = "newest"
    """The newest reports of all that may be meant."""


def cells(square: Square) -> tuple[int, int]:
    """The first and the last cell of a tile that we draw. Raises Missing for any other."""
    if square.z > POINT_ZOOM:
        raise Missing(say("Petak peta ini tidak ada."))
    return tile(*square)


def source(z: int, asked: Asked, limits: Limits) -> Source:
    """Where the counts of a tile come from, if the tile does not hold too much."""
    if z > ROLLUP_ZOOM:
        return Source.RANGE
    return Source.SUMS if summed(asked, limits) else Source.NEWEST


def instead(asked: Asked, limits: Limits) -> Source:
    """Where they come from when the tile holds more than may be looked at."""
    return Source.SUMS if summed(asked, limits) else Source.NEWEST


def summed(asked: Asked, limits: Limits) -> bool:
    """Whether the sums know what is asked for: they are kept by kind alone, of the whole city."""
    return asked.by_kind_only and limits.areas is None


def level(z: int, by: Source) -> int:
    """How fine the grid of a tile is, as the zoom of the tile each square of it is."""
    if by is not Source.SUMS:
        return z + GRID_BITS
    return max((kept for kept in LEVELS if kept <= z + SUMS_BITS), default=LEVELS[0])


def shift(at_level: int) -> int:
    """How many bits of a cell's number tell where it lies inside its square."""
    return 2 * (CELL_ZOOM - at_level)


def heat(square: Square, counted: Iterable[Counted], at_level: int, *, late: bool) -> list[Dot]:
    """The squares of a tile's grid that hold something, each at its middle."""
    first, _ = cells(square)
    side = EXTENT >> at_level - square.z
    dots: list[Dot] = []
    for each in counted:
        column, row = unwoven(each.cell - (first >> shift(at_level)))
        dots.append(Dot(x=column * side + side // 2, y=row * side + side // 2, told=_told(each, late=late)))
    return dots


def clusters(square: Square, squares: Sequence[Dot], at_level: int, *, named: bool) -> list[Dot]:
    """The squares gathered to at most eight by eight, each where most of its reports are.

    Where they are ``named`` each tells the tile in which its reports lie, by which they are listed.
    """
    bits = min(_CLUSTER_BITS, at_level - square.z)
    size = EXTENT >> bits
    gathered: dict[tuple[int, int], list[Dot]] = {}
    for each in squares:
        gathered.setdefault((each.x // size, each.y // size), []).append(each)
    found: list[Dot] = []
    for (column, row), dots in gathered.items():
        one = _together(dots)
        here = f"{square.z + bits}-{(square.x << bits) + column}-{(square.y << bits) + row}"
        found.append(Dot(x=one.x, y=one.y, told={**one.told, "square": here}) if named else one)
    return found


def read_square(text: str) -> Square:
    """The tile a cluster names. Raises Invalid for what is none."""
    found = _NAMED.fullmatch(text)
    square = Square(*map(int, found.groups())) if found is not None else None
    if square is None or square.z > POINT_ZOOM + _CLUSTER_BITS or max(square.x, square.y) >= 1 << square.z:
        raise Invalid(say("Pilihan ini tidak dikenal: {code}.", code=text), field="square")
    return square


def _together(dots: Sequence[Dot]) -> Dot:
    sums: dict[str, int] = {}
    x = y = 0
    for dot in dots:
        weight = int(dot.told["count"])
        x, y = x + dot.x * weight, y + dot.y * weight
        for name, value in dot.told.items():
            sums[name] = sums.get(name, 0) + int(value)
    return Dot(x=x // sums["count"], y=y // sums["count"], told=sums)


def _told(counted: Counted, *, late: bool) -> dict[str, int]:
    told = {"count": counted.reports, "open": counted.open}
    return told | {"late": counted.late} if late else told
