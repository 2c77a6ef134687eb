"""Where things are: cells for the index, tiles for the map, metres for people.

A *cell* is a square of the web map at zoom 26 (0.6 m at the equator), numbered in
Morton order. Every larger tile is one unbroken range of cells, so the same plain
bigint column answers "near here" and "in this tile" without a geometry extension.
"""

from collections.abc import Iterable
from math import asin, asinh, cos, degrees, floor, pi, radians, sin, sqrt, tan

from tanggap.kit.errors import Missing
from tanggap.kit.words import say

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth, in metres. Source: IUGG, R1 = (2a + b) / 3 of WGS84."""

CELL_ZOOM = 26
_SIDE = 1 << CELL_ZOOM
"""Cells along one side of the web map."""


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance between two points, in metres (haversine)."""
    north, east = radians(lat2 - lat1), radians(lon2 - lon1)
    h = sin(north / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


def cell(lon: float, lat: float) -> int:
    """The cell a point lies in. Beyond 85.05 degrees north or south it is the map's edge."""
    return _morton(floor(_column(lon)) % _SIDE, floor(_row(lat)))


def cells_around(lon: float, lat: float, radius_m: float) -> list[tuple[int, int]]:
    """Ranges of cells, first and last included, that together hold every point within the radius.

    At most nine, ascending and never touching. They hold more than the disc, so
    the exact distance still has to be asked.
    """
    size, blocks = blocks_around(lon, lat, radius_m)
    return _joined((each << 2 * size, ((each + 1) << 2 * size) - 1) for each in blocks)


def blocks_around(lon: float, lat: float, radius_m: float) -> tuple[int, list[int]]:
    """The blocks of cells that together hold every point within the radius: their size, and at most nine numbers.

    A block of size n is a square of 2^n by 2^n cells; a cell lies in block ``cell >> 2 * n``. So what is kept by
    its blocks is found by equality, whatever its radius.
    """
    arc = radius_m / EARTH_RADIUS_M
    narrowing = sin(min(arc, pi / 2)) / cos(radians(lat))
    reach = degrees(asin(narrowing)) if narrowing < 1 else 180  # a disc over a pole goes all around
    # One cell more on every side, against rounding.
    west, east = floor(_column(lon - reach)) - 1, floor(_column(lon + reach)) + 1
    north, south = floor(_row(lat + degrees(arc))) - 1, floor(_row(lat - degrees(arc))) + 1

    # Blocks at least half as wide as the box: it then touches three in a row at most.
    size = (max(east - west, south - north) // 2).bit_length()
    blocks = {
        _morton(column % (_SIDE >> size), row)
        for column in range(west >> size, (east >> size) + 1)
        for row in range(max(north, 0) >> size, (min(south, _SIDE - 1) >> size) + 1)
    }
    return size, sorted(blocks)


def block_of(cell: int, size: int) -> int:
    """The block of this size that a cell lies in."""
    return cell >> 2 * size


def tile(z: int, x: int, y: int) -> tuple[int, int]:
    """The first and the last cell of a web map tile (x eastwards, y southwards).

    Raises Missing when the map has no such tile.
    """
    if not (0 <= z <= CELL_ZOOM and 0 <= x < 1 << z and 0 <= y < 1 << z):
        raise Missing(say("Petak peta ini tidak ada."))
    size = CELL_ZOOM - z
    first = _morton(x, y) << 2 * size
    return first, first + (1 << 2 * size) - 1


def within_tile(z: int, x: int, y: int, lon: float, lat: float) -> tuple[float, float]:
    """Where in a web map tile a point lies, as shares of its side eastwards and southwards.

    From 0 up to, but not including, 1 where it lies in the tile; less or more where it lies beside it.
    """
    side = 1 << CELL_ZOOM - z
    return _column(lon) / side - x, _row(lat) / side - y


def unwoven(number: int) -> tuple[int, int]:
    """The column and the row of a square by its Morton number: a cell, or a block of them."""
    return _gathered(number), _gathered(number >> 1)


def _column(lon: float) -> float:
    """Distance from the date line, eastwards, in cells; beyond the map when it goes past the line."""
    return (lon + 180) / 360 * _SIDE


def _row(lat: float) -> float:
    """Distance from the map's northern edge, in cells, kept on the map."""
    clear_of_pole = max(-89.9, min(89.9, lat))
    row = (1 - asinh(tan(radians(clear_of_pole))) / pi) / 2 * _SIDE
    return max(0.0, min(_SIDE - 1.0, row))


def _morton(column: int, row: int) -> int:
    """Column and row woven together, bit by bit, so that near cells have near numbers."""
    return _spread(column) | _spread(row) << 1


def _spread(number: int) -> int:
    """A number of up to 32 bits with a zero before each of its bits."""
    number = (number | number << 16) & 0x0000_FFFF_0000_FFFF
    number = (number | number << 8) & 0x00FF_00FF_00FF_00FF
    number = (number | number << 4) & 0x0F0F_0F0F_0F0F_0F0F
    number = (number | number << 2) & 0x3333_3333_3333_3333
    return (number | number << 1) & 0x5555_5555_5555_5555


def _gathered(number: int) -> int:
    """Every other bit of a number of up to 64, the lowest first: what `_spread` spread."""
    number &= 0x5555_5555_5555_5555
    number = (number | number >> 1) & 0x3333_3333_3333_3333
    number = (number | number >> 2) & 0x0F0F_0F0F_0F0F_0F0F
    number = (number | number >> 4) & 0x00FF_00FF_00FF_00FF
    number = (number | number >> 8) & 0x0000_FFFF_0000_FFFF
    return (number | number >> 16) & 0x0000_0000_FFFF_FFFF


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same ranges in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
