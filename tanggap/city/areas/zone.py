"""A part of a city that a rule is for, as a polygon of its own. Held in memory; asking takes a microsecond or two."""

# Shapely leaves its keyword arguments untyped.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable, Sequence
from typing import Self

import shapely

from tanggap.city.areas.area import Area
from tanggap.city.areas.index import METRES_A_DEGREE, SLIVER_M

CORNERS_LEAST, CORNERS_MOST = 3, 500

Corners = Sequence[Sequence[float]]
"""Longitude and latitude in degrees, in order around; the last need not be the first again."""


def is_zone(corners: Corners) -> bool:
    """Whether these corners make a polygon on earth whose sides do not cross."""
    if not CORNERS_LEAST <= len(corners) <= CORNERS_MOST or any(len(each) != 2 for each in corners):
        return False
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners):
        return False
    shape = shapely.Polygon([(lon, lat) for lon, lat in corners])
    return bool(shape.is_valid) and shape.area > 0


class Zone:
    """A polygon, made ready to be asked often."""

    def __init__(self, corners: Corners) -> None:
        self._shape = shapely.Polygon([(each[0], each[1]) for each in corners])
        shapely.prepare(self._shape)
        # Most points lie outside most zones, and four comparisons cost a hundredth of asking the shape.
        self._box: tuple[float, float, float, float] = self._shape.bounds

    @property
    def shape(self) -> bytes:
        """It as WKB, as areas keep theirs."""
        return shapely.to_wkb(self._shape)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in it; its border does."""
        west, south, east, north = self._box
        if not (west <= lon <= east and south <= lat <= north):
            return False
        return bool(shapely.intersects_xy(self._shape, lon, lat))

    def covers(self, other: Self) -> bool:
        """Whether the other lies in it whole."""
        west, south, east, north = other._box
        within = (
            self._box[0] <= west and self._box[1] <= south and self._box[2] >= east and self._box[3] >= north
        )
        return within and bool(shapely.covers(self._shape, other._shape))

    def meets(self, areas: Iterable[Area]) -> bool:
        """Whether a point in it may count as one of these areas'; where one has no shape, it may."""
        reach = SLIVER_M / METRES_A_DEGREE
        return any(
            each.shape is None or bool(shapely.dwithin(self._shape, shapely.from_wkb(each.shape), reach))
            for each in areas
        )
