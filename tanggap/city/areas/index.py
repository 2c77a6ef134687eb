"""Which area of a city holds a point. Held in memory; a look-up takes some ten microseconds."""

# Shapely leaves its keyword arguments untyped.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable
from functools import cached_property, lru_cache

import numpy as np
import shapely

from tanggap.city.areas.area import Area, Level
from tanggap.city.rights import within
from tanggap.city.terms import AreaCode

SMALLEST_FIRST = (Level.KELURAHAN, Level.KECAMATAN, Level.CITY)
METRES_A_DEGREE = 111_195.1
SLIVER_M = 300.0
"""How far outside every shape a point still counts as inside the nearest: simplified coasts and
borders cut a little land."""


class AreaIndex:
    """The areas of one city, by code and by place. Areas without a shape are found by code only."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = {area.code: area for area in areas}
        by_level = (self._shaped(level) for level in SMALLEST_FIRST)
        self._levels = [_LevelIndex(areas) for areas in by_level if areas]
        # Every report asks twice: for its city, then for its area.
        self._holding = lru_cache(maxsize=128)(self._held)

    def get(self, code: AreaCode) -> Area | None:
        """The area of this code."""
        return self._areas.get(code)

    def all(self) -> Iterable[Area]:
        """Every area, by code."""
        return self._areas.values()

    def at(self, lon: float, lat: float, *, reach_m: float = SLIVER_M) -> Area | None:
        """The smallest area that holds a point, else the nearest within reach, else none.

        Of several areas that share a border point, the one with the lowest code.
        """
        if (found := self._holding(lon, lat)) is not None or not reach_m:
            return found
        point = shapely.Point(lon, lat)
        near = (level.nearest(point, reach_m) for level in self._levels)
        return next((area for area in near if area is not None), None)

    def _held(self, lon: float, lat: float) -> Area | None:
        point = shapely.Point(lon, lat)
        held = (level.holding(point) for level in self._levels)
        return next((area for area in held if area is not None), None)

    def chain(self, code: AreaCode) -> tuple[Area, ...]:
        """An area and what it lies in, smallest first; empty when the code is unknown."""
        chain: list[Area] = []
        at: AreaCode | None = code
        while at is not None and (area := self._areas.get(at)) is not None and area not in chain:
            chain.append(area)
            at = area.parent
        return tuple(chain)

    def inside(self, codes: Iterable[AreaCode]) -> list[AreaCode]:
        """The codes of these areas and of every area within one of them."""
        found = set(codes)
        return sorted(
            found | {each.code for each in self.all() if any(within(each.code, of) for of in found)}
        )

    @cached_property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of all that has a shape, in degrees; None where nothing has."""
        shapes = [area.shape for area in self.all() if area.shape is not None]
        if not shapes:
            return None
        west, south, east, north = shapely.total_bounds(shapely.from_wkb(shapes)).tolist()
        return west, south, east, north

    def centre(self, code: AreaCode) -> tuple[float, float] | None:
        """A point well inside an area (longitude, latitude); none when it has no shape."""
        area = self._areas.get(code)
        if area is None or area.shape is None:
            return None
        point = shapely.point_on_surface(shapely.from_wkb(area.shape))
        return float(point.x), float(point.y)

    def _shaped(self, level: Level) -> list[Area]:
        shaped = [area for area in self._areas.values() if area.level is level and area.shape is not None]
        return sorted(shaped, key=lambda area: area.code)


class _LevelIndex:
    """The shapes of one level. Areas come ordered by code, so the lowest position is the lowest code."""

    def __init__(self, areas: list[Area]) -> None:
        self._areas = areas
        self._shapes = shapely.from_wkb(np.array([area.shape for area in areas], dtype=object))
        self._tree = shapely.STRtree(self._shapes)

    # The shapes stay unprepared: preparing them makes single look-ups faster by little and
    # memory larger by much.
    def holding(self, point: shapely.Point) -> Area | None:
        found = self._tree.query(point, predicate="intersects")
        return self._areas[int(found.min())] if found.size else None

    def nearest(self, point: shapely.Point, reach_m: float) -> Area | None:
        # Near the equator a degree of longitude is as long as one of latitude, within 2 percent.
        found = np.sort(self._tree.query(point, predicate="dwithin", distance=reach_m / METRES_A_DEGREE))
        if not found.size:
            return None
        return self._areas[int(found[np.argmin(shapely.distance(self._shapes[found], point))])]
