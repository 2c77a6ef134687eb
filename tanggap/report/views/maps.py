"""What small maps are drawn from, and the pages they stand on."""

from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from tanggap.city.areas.area import Level
from tanggap.city.ground import Ground
from tanggap.kit.web import Page
from tanggap.kit.web.edge import policy


class MapView(Struct, frozen=True, kw_only=True):
    """What a small map needs: paths of ours, a middle in degrees, tiles where the city has some, whom to credit.

    ``approximate``: the borders it draws are reckoned.
    """

    shapes: str
    lon: float
    lat: float
    tiles: str
    credit: str
    approximate: bool


def map_view(ground: Ground, point: tuple[float, float] | None = None) -> MapView:
    """The map of a city, around a point or its middle."""
    basemap = ground.city.basemap
    lon, lat = point or (ground.known.lon, ground.known.lat)
    return MapView(
        shapes=f"/areas/shapes?v={ground.version}",
        lon=lon,
        lat=lat,
        tiles=basemap.url if basemap.style == "raster" else "",
        credit=basemap.credit if basemap.style == "raster" else "",
        approximate=any(area.approximate for area in ground.areas.all() if area.level is not Level.CITY),
    )


def map_page(
    ground: Ground,
    template: str,
    page: Any,
    *,
    place: str = "",
    status_code: int = 200,
    keep: bool = False,
) -> Page:
    """A page with a map on it: its policy lets in what the city's streets are drawn of, and nothing else of theirs."""
    answer = Page(template, page, place=place, status_code=status_code, keep=keep)
    origins = street_origins(ground)
    if origins:
        answer.headers["content-security-policy"] = policy(*origins)
    return answer


def street_origins(ground: Ground) -> tuple[str, ...]:
    """From where else than from us the city's streets come."""
    basemap = ground.city.basemap
    if basemap.style not in ("raster", "vector"):
        return ()
    at = urlsplit(basemap.url)
    return tuple(dict.fromkeys((f"{at.scheme}://{at.netloc}", *basemap.hosts)))
