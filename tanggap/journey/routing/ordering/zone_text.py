"""A zone as people hand it in: a corner on each line as maps show it, latitude first, or GeoJSON. Values only."""

import json
import re
from typing import Any

from tanggap.city.areas.zone import is_zone
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

Corners = tuple[tuple[float, ...], ...]
_CORNER = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*")
_DEPTH_MOST = 4


def read_zone(text: str) -> Corners:
    """The corners of a zone, longitude first; none for an empty text. Raises Invalid."""
    if not text.strip():
        return ()
    corners = _from_json(text) if text.lstrip().startswith("{") else _from_lines(text)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners = corners[:-1]
    if not is_zone(corners):
        raise Invalid(
            say("Kawasan perlu 3 sampai 500 titik sudut berurutan, dan garisnya tidak boleh bersilangan."),
            field="zone",
        )
    return corners


def write_zone(corners: Corners) -> str:
    """Corners as `read_zone` reads them from lines."""
    return "\n".join(f"{lat:.6f}, {lon:.6f}" for lon, lat in corners)


def _from_lines(text: str) -> Corners:
    found: list[tuple[float, ...]] = []
    for nth, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        corner = _CORNER.fullmatch(line)
        if corner is None:
            raise Invalid(
                say("Baris {n}: tulis lintang lalu bujur, seperti -6.2383, 106.9756.", n=nth), field="zone"
            )
        found.append((float(corner[2]), float(corner[1])))
    return tuple(found)


def _from_json(text: str) -> Corners:
    """The outer border of the one polygon in a GeoJSON text."""
    try:
        found: Any = json.loads(text)
        for _ in range(_DEPTH_MOST):
            if found["type"] == "Polygon":
                (ring,) = found["coordinates"]
                return tuple((float(each[0]), float(each[1])) for each in ring)
            found = found["geometry"] if found["type"] == "Feature" else _only(found["features"])
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    raise Invalid(say("GeoJSON ini tidak berisi satu poligon tanpa lubang."), field="zone")


def _only(features: list[Any]) -> Any:
    (found,) = features
    return found
