"""Near: how far a city's areas are from where somebody stands. A report is as far as the area it is listed in."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from tanggap.city.areas.area import Level
from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode
from tanggap.kit.geo import distance_m

DIGITS = 2
"""Of the degrees a place is told in, some 1.1 km: enough to order areas, too few to tell a house in an address."""


class Near(Struct, frozen=True, kw_only=True):
    """About where somebody stands, in degrees."""

    lon: float
    lat: float

    def __str__(self) -> str:
        """As an address has it: "106.98,-6.24"."""
        return f"{self.lon:.{DIGITS}f},{self.lat:.{DIGITS}f}"


def read(text: str) -> Near | None:
    """The place an address tells, rounded; None for one that is none."""
    try:
        lon, lat = (float(each) for each in text.split(","))
    except ValueError:
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return Near(lon=round(lon, DIGITS), lat=round(lat, DIGITS))


def areas_from(ground: Ground, near: Near) -> Sequence[AreaCode]:
    """The kelurahan of a city, the nearest first, measured to their centres."""
    centres = _centres_of(ground)
    return sorted(centres, key=lambda code: (distance_m(near.lon, near.lat, *centres[code]), code))


_centres: WeakKeyDictionary[Ground, dict[AreaCode, tuple[float, float]]] = WeakKeyDictionary()


def _centres_of(ground: Ground) -> dict[AreaCode, tuple[float, float]]:
    """The centre of every kelurahan that has one (lon, lat); worked out once for each snapshot of a city."""
    found = _centres.get(ground)
    if found is None:
        codes = (area.code for area in ground.areas.all() if area.level is Level.KELURAHAN)
        found = {code: centre for code in codes if (centre := ground.areas.centre(code)) is not None}
        _centres[ground] = found
    return found


def centre(ground: Ground, area: AreaCode | None) -> tuple[float, float] | None:
    """The centre of a kelurahan (lon, lat), the most exact place the public may have; None when there is none."""
    return _centres_of(ground).get(area) if area is not None else None
