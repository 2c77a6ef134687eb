"""Areas as maps draw them: simplified together, so that neighbours keep touching, and light enough for a phone."""

# Shapely leaves its keyword arguments untyped.
# pyright: reportUnknownMemberType=false

import gzip
import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from math import cos, hypot, radians
from typing import Any

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry import mapping

from tanggap.city.areas.area import Area, Level

MOST_BYTES = 60_000
"""How much the shapes of a city may weigh, gzipped (UI 9)."""
DECIMALS = 5  # of a degree: about a metre
FINEST_DEG = 0.00005
SIDE = 320
"""The longer side of an outline, in its own units."""
ROOM = 16


class Drawn(Struct, frozen=True, kw_only=True):
    """The shapes of a city as GeoJSON in gzip, and what names this version of them."""

    gzipped: bytes
    etag: str


class Outline(Struct, frozen=True, kw_only=True):
    """An area as an SVG path of ``width`` by ``height``, and where in it a point lies."""

    path: str
    width: int
    height: int
    x: float
    y: float


def draw(areas: Iterable[Area], *, most_bytes: int = MOST_BYTES) -> Drawn:
    """The smallest level of areas that have shapes, as a FeatureCollection of at most so many bytes in gzip.

    Each feature tells `code`, `name` and whether its border is `approximate`.
    """
    shaped = [area for area in areas if area.shape is not None]
    level = next(
        (each for each in (Level.KELURAHAN, Level.KECAMATAN, Level.CITY) if _has(shaped, each)), None
    )
    chosen = sorted((area for area in shaped if area.level is level), key=lambda area: area.code)
    shapes = shapely.from_wkb(np.array([area.shape for area in chosen], dtype=object))
    tolerance = FINEST_DEG
    while True:
        gzipped = gzip.compress(_geojson(chosen, shapely.coverage_simplify(shapes, tolerance)), mtime=0)
        if len(gzipped) <= most_bytes or not chosen:
            return Drawn(gzipped=gzipped, etag=f'"{blake2b(gzipped, digest_size=8).hexdigest()}"')
        tolerance *= 2


def outline(area: Area | None, lon: float, lat: float) -> Outline | None:
    """An area drawn around a point, which may lie a little outside of it; None for an area without a shape."""
    if area is None or area.shape is None:
        return None
    shape = shapely.from_wkb(area.shape)
    west, south, east, north = shapely.union(shape, shapely.Point(lon, lat)).bounds
    narrow = cos(radians(lat))
    scale = SIDE / max((east - west) * narrow, north - south, 1e-6)

    def at(point: Sequence[float]) -> tuple[float, float]:
        return (
            round((point[0] - west) * narrow * scale + ROOM, 1),
            round((north - point[1]) * scale + ROOM, 1),
        )

    rings = [
        ring
        for part in shapely.get_parts(shape.simplify(1 / scale))
        for ring in (part.exterior, *part.interiors)
    ]
    x, y = at((lon, lat))
    return Outline(
        path="".join(_path([at(point) for point in ring.coords]) for ring in rings),
        width=round((east - west) * narrow * scale) + 2 * ROOM,
        height=round((north - south) * scale) + 2 * ROOM,
        x=x,
        y=y,
    )


def _has(areas: Sequence[Area], level: Level) -> bool:
    return any(area.level is level for area in areas)


def _path(points: Sequence[tuple[float, float]]) -> str:
    """A closed ring; steps shorter than half a unit are left out."""
    kept = [points[0]]
    for point in points[1:-1]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= 0.5:
            kept.append(point)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"


def _geojson(areas: Sequence[Area], shapes: Any) -> bytes:
    rounded = shapely.transform(shapes, lambda points: np.round(points, DECIMALS))
    features = [
        {
            "type": "Feature",
            "properties": {"code": area.code, "name": area.name, "approximate": area.approximate},
            "geometry": mapping(shape),
        }
        for area, shape in zip(areas, rounded, strict=True)
        if not shape.is_empty
    ]
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
    ).encode()
