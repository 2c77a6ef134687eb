"""Areas where no official shapes are at hand, reckoned from centre points and sizes.

Every kelurahan gets its cell of a power diagram (a Voronoi diagram in which large
neighbours push their borders outwards), cut to a disc around its centre. These are
drawings, not borders: they say `approximate` and are shown as "perkiraan".
`cities/kota-bekasi/areas.geojson` was written so:

    points = read_centre_points(Path("kelurahan-centre-points.csv"))
    write_geojson(approximate(points, city_code=AreaCode("32.75")), Path("areas.geojson"))
"""

# Shapely leaves its keyword arguments untyped.
# pyright: reportUnknownMemberType=false

import csv
from collections.abc import Sequence
from math import cos, hypot, pi, radians, sqrt
from pathlib import Path
from typing import Any

import msgspec
import shapely
from msgspec import Struct

from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.shapes import parent_of
from tanggap.city.terms import AreaCode

REACH = 1.4
"""How far a cell may reach from its centre, in radii of a disc of the kelurahan's size. Of 1.3 to
2.0, measured on Kota Bekasi's 56: 1.3 overlaps best with the true shapes, 1.7 covers most."""

KM_A_DEGREE = 111.1951
BEYOND_KM = 1_000.0
ARC_POINTS = 8
DECIMALS = 5  # of a degree: about a metre
GRID = 10.0**-DECIMALS


class CentrePoint(Struct, frozen=True, kw_only=True):
    """A kelurahan as a fact: one point inside it (WGS84 degrees) and its size."""

    code: AreaCode
    name: str
    kecamatan: str
    lon: float
    lat: float
    area_km2: float

    @property
    def radius_km(self) -> float:
        """The radius of a disc of the same size."""
        return sqrt(self.area_km2 / pi)


def read_centre_points(path: Path) -> list[CentrePoint]:
    """The centre points of a CSV file with a column for each field; other columns are passed over."""
    with path.open(encoding="utf-8", newline="") as file:
        return msgspec.convert(list(csv.DictReader(file)), list[CentrePoint], strict=False)


def approximate(points: Sequence[CentrePoint], *, city_code: AreaCode) -> list[Area]:
    """One city's kelurahan and kecamatan, by code; points of other cities hold its borders in place."""
    plane = _Plane(points)
    own = sorted((p for p in points if p.code.startswith(f"{city_code}.")), key=lambda p: p.code)
    cells = {point.code: plane.to_degrees(plane.cell(point)) for point in own}
    kecamatan = {parent_of(point.code): point.kecamatan for point in own}
    return [
        *(
            _area(code, name, Level.KECAMATAN, _union(code, cells))
            for code, name in sorted(kecamatan.items())
        ),
        *(_area(point.code, point.name, Level.KELURAHAN, cells[point.code]) for point in own),
    ]


class _Plane:
    """Centre points on a flat map in kilometres, good for a region of a few hundred."""

    def __init__(self, points: Sequence[CentrePoint]) -> None:
        self._lon = sum(point.lon for point in points) / len(points)
        self._lat = sum(point.lat for point in points) / len(points)
        self._scale = cos(radians(self._lat)) * KM_A_DEGREE, KM_A_DEGREE
        self._points = [(point, *self._to_km(point)) for point in points]

    def cell(self, own: CentrePoint) -> shapely.Geometry:
        """The part of a point's disc that is nearer to it than to any other, larger ones being nearer."""
        x, y = self._to_km(own)
        reach = REACH * own.radius_km
        cell: shapely.Geometry = shapely.Point(x, y).buffer(reach, quad_segs=ARC_POINTS)
        for other, other_x, other_y in self._points:
            apart = hypot(other_x - x, other_y - y)
            if other.code != own.code and apart > 0:
                border = (apart**2 + own.radius_km**2 - other.radius_km**2) / (2 * apart)
                if border < reach:
                    cell = cell.intersection(
                        _side(x, y, (other_x - x) / apart, (other_y - y) / apart, border)
                    )
        return cell

    def to_degrees(self, shape: shapely.Geometry) -> shapely.Geometry:
        """A shape on the map, back on earth and on the grid of the file it is written to."""
        east, north = self._scale
        on_earth: shapely.Geometry = shapely.transform(
            shape, lambda xy: xy / (east, north) + (self._lon, self._lat)
        )
        return shapely.set_precision(on_earth, GRID)

    def _to_km(self, point: CentrePoint) -> tuple[float, float]:
        east, north = self._scale
        return (point.lon - self._lon) * east, (point.lat - self._lat) * north


def _side(x: float, y: float, east: float, north: float, border: float) -> shapely.Geometry:
    """The half of the plane on this side of a border that lies across a direction, `border` km away."""
    middle_x, middle_y = x + east * border, y + north * border
    along_x, along_y = -north * BEYOND_KM, east * BEYOND_KM
    back_x, back_y = -east * BEYOND_KM, -north * BEYOND_KM
    left, right = (middle_x + along_x, middle_y + along_y), (middle_x - along_x, middle_y - along_y)
    return shapely.Polygon(
        [left, right, (right[0] + back_x, right[1] + back_y), (left[0] + back_x, left[1] + back_y)]
    )


def _union(kecamatan: AreaCode, cells: dict[AreaCode, shapely.Geometry]) -> shapely.Geometry:
    parts: list[Any] = [cell for code, cell in cells.items() if parent_of(code) == kecamatan]
    return shapely.union_all(parts, grid_size=GRID)


def _area(code: AreaCode, name: str, level: Level, shape: shapely.Geometry) -> Area:
    return Area(
        code=code,
        parent=parent_of(code),
        level=level,
        name=name,
        shape=shapely.to_wkb(shapely.transform(shape, lambda xy: xy.round(DECIMALS))),
        approximate=True,
    )
