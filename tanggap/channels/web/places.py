"""Places for the form's place field and for small maps: the area at a point, areas by name, the city's shapes."""

import asyncio
import gzip
from typing import Any

from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.areas.names import find
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode
from tanggap.journey.intake.rules import on_earth
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Request, Response, get
from tanggap.kit.words import say

SHAPES_S = 3600


class PlaceAnswer(Struct, frozen=True, kw_only=True):
    """What lies at a point: an area of this city, or outside it, as ``says`` tells, no ``code``."""

    code: AreaCode | None
    name: str
    says: str | None = None


class FoundPlace(Struct, frozen=True, kw_only=True):
    """An area found by its name; ``within`` is what it lies in, lon and lat a point inside it, degrees."""

    code: AreaCode
    name: str
    within: str
    lon: float
    lat: float


@get("/areas/at", act="anyone")
async def show_area(desk: Desk, lon: float, lat: float) -> PlaceAnswer:
    """What is at a point in degrees, and outside of this city: which city takes a report from there."""
    if not on_earth(lon, lat):
        raise Invalid(say("Titik ini tidak ada di peta bumi."), field="lon")
    city = await desk.tools.cities.at(lon, lat, door=desk.city)
    found = desk.ground.areas.at(lon, lat)
    if found is not None and (city is None or city.id == desk.city):
        return PlaceAnswer(code=found.code, name=found.name)
    if city is None:
        says = say("Di luar semua kota yang dikenal di sini. Petugas akan memeriksanya.")
        return PlaceAnswer(code=None, name=desk.tongue(says), says=desk.tongue(says))
    if city.id == desk.city:
        says = say("Di tepi {city}. Petugas akan memeriksanya.", city=city.name)
    else:
        says = say(
            "Di luar {city}. Laporan akan masuk ke {other}.", city=desk.ground.known.name, other=city.name
        )
    return PlaceAnswer(code=None, name=city.name, says=desk.tongue(says))


@get("/places", act="anyone")
async def find_places(desk: Desk, q: str = "") -> list[FoundPlace]:
    """Kelurahan and kecamatan whose names are like what was typed, the nearest first."""
    areas = desk.ground.areas
    return [found for area in find(areas.all(), q) if (found := _found(desk.ground, area)) is not None]


def _found(ground: Ground, area: Area) -> FoundPlace | None:
    centre = ground.areas.centre(area.code)
    if centre is None:
        return None
    around = ground.area(area.parent)
    return FoundPlace(
        code=area.code,
        name=area.name,
        within=around.name if around is not None else ground.known.name,
        lon=round(centre[0], 5),
        lat=round(centre[1], 5),
    )


@get("/areas/shapes", act="anyone", packed=True)
async def show_shapes(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The shapes of this city's smallest areas as GeoJSON, light enough for a phone; an unchanged one is not sent again."""
    ground: Ground = request.state.ground
    drawn = await asyncio.to_thread(lambda: ground.drawn)
    headers = {
        "cache-control": f"public, max-age={SHAPES_S}",
        "etag": drawn.etag,
        "content-encoding": "gzip",
        "vary": "accept-encoding",
    }
    if "gzip" not in request.headers.get("accept-encoding", ""):
        del headers["content-encoding"]
        return Response(gzip.decompress(drawn.gzipped), headers=headers, media_type="application/geo+json")
    if drawn.etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type="application/geo+json")
    return Response(drawn.gzipped, headers=headers, media_type="application/geo+json")
