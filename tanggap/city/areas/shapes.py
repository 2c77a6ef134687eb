"""Area shapes from GeoJSON files, official or our own, and back into them.

A feature carries the Interior Ministry's `code` and a `name`; its level and its
parent follow from the code (`32.75.01.1002` lies in `32.75.01`, that in `32.75`).
"""

# Shapely leaves its keyword arguments untyped.
# pyright: reportUnknownMemberType=false

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry import mapping, shape

from tanggap.city.areas.area import Area, Level
from tanggap.city.terms import AreaCode
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say

LEVELS = {2: Level.CITY, 3: Level.KECAMATAN, 4: Level.KELURAHAN}


class Flaw(Struct, frozen=True, kw_only=True):
    """What is wrong with the nth feature of a file (from 0), and what to do."""

    nth: int
    what: Say
    do: Say


class Match(Struct, frozen=True, kw_only=True):
    """How the shapes of a file meet a city's areas, by code."""

    matched: tuple[AreaCode, ...]
    unknown: tuple[AreaCode, ...]
    missing: tuple[AreaCode, ...]


def read_geojson(path: Path, *, city_code: AreaCode) -> list[Area]:
    """The areas of one city in a GeoJSON file (gzip too), by code; other cities' are passed over.

    Raises Invalid with the first flaw: not GeoJSON, a feature without a code or a
    name, a shape that is no polygon or crosses itself.
    """
    areas, flaws = read_features(path, city_code=city_code)
    if flaws:
        raise Invalid(
            say("{file}: {what} {do}", file=path.name, what=flaws[0].what, do=flaws[0].do), field="shapes"
        )
    return areas


def read_features(path: Path, *, city_code: AreaCode) -> tuple[list[Area], list[Flaw]]:
    """What `read_geojson` reads, and every flaw it met."""
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        features: list[Any] = list(json.loads(raw)["features"])
    except (ValueError, LookupError, TypeError, OSError):
        what = say("Berkas ini bukan FeatureCollection GeoJSON.")
        return [], [Flaw(nth=0, what=what, do=say("Ekspor ulang sebagai GeoJSON, WGS84."))]
    areas: list[Area] = []
    flaws: list[Flaw] = []
    for nth, feature in enumerate(features):
        read = _read(feature, nth, city_code)
        if isinstance(read, Flaw):
            flaws.append(read)
        elif read is not None:
            areas.append(read)
    return sorted(areas, key=lambda area: area.code), flaws


def write_geojson(areas: Iterable[Area], path: Path) -> None:
    """Write areas with one feature a line, so that a change of one is a change of one line."""
    lines = ",\n".join(
        json.dumps(_feature(area), ensure_ascii=False, separators=(",", ":")) for area in areas
    )
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


def match(shapes: Iterable[Area], areas: Iterable[Area]) -> Match:
    """Which shapes belong to areas already known, which to none, and which areas have none."""
    shaped = {area.code for area in shapes}
    known = {area.code for area in areas}
    return Match(
        matched=tuple(sorted(shaped & known)),
        unknown=tuple(sorted(shaped - known)),
        missing=tuple(sorted(known - shaped)),
    )


def with_shapes(areas: Sequence[Area], official: Iterable[Area]) -> list[Area]:
    """A city's areas under official shapes, by code; areas without one keep theirs.

    A kecamatan whose kelurahan are all official is what they make together: its drawn outline would
    reach beyond them, into the neighbours.
    """
    shapes = {area.code: area.shape for area in official}
    for area in areas:
        parts = [shapes.get(each.code) for each in areas if each.parent == area.code]
        if area.level is Level.KECAMATAN and area.code not in shapes and parts and all(parts):
            shapes[area.code] = shapely.to_wkb(shapely.union_all([shapely.from_wkb(each) for each in parts]))
    return [
        replace(area, shape=shapes[area.code], approximate=False) if area.code in shapes else area
        for area in areas
    ]


def parent_of(code: AreaCode) -> AreaCode:
    """The area around this one, by its code."""
    return AreaCode(code.rpartition(".")[0])


def _read(feature: Any, nth: int, city_code: AreaCode) -> Area | Flaw | None:
    try:
        properties = feature["properties"]
        code, name = AreaCode(properties["code"]), str(properties["name"])
        level = LEVELS[code.count(".") + 1]
    except (LookupError, TypeError, AttributeError):
        what = say("Fitur ke-{nth} tidak punya kode dan nama wilayah.", nth=nth + 1)
        return Flaw(nth=nth, what=what, do=say("Isi “code” seperti 32.75.01.1002, dan “name”."))
    if code != city_code and not code.startswith(f"{city_code}."):
        return None
    polygon = _polygon(feature.get("geometry"))
    if polygon is None:
        what = say("Bentuk {name} ({code}) bukan poligon yang sah.", name=name, code=code)
        return Flaw(nth=nth, what=what, do=say("Perbaiki garis yang bersilangan atau terbuka."))
    return Area(
        code=code,
        parent=None if level is Level.CITY else parent_of(code),
        level=level,
        name=name,
        shape=shapely.to_wkb(polygon),
        approximate=bool(properties.get("approximate", False)),
    )


def _polygon(geometry: Any) -> shapely.Geometry | None:
    """A valid polygon of one or several parts within the bounds of the earth, or nothing."""
    try:
        found = shapely.force_2d(shape(geometry))
    except (ValueError, LookupError, TypeError, AttributeError, shapely.errors.ShapelyError):
        return None
    if found.geom_type not in ("Polygon", "MultiPolygon") or found.is_empty or not found.is_valid:
        return None
    west, south, east, north = found.bounds
    return found if max(-west, east) <= 180 and max(-south, north) <= 90 else None


def _feature(area: Area) -> dict[str, Any]:
    properties: dict[str, Any] = {"code": area.code, "name": area.name}
    if area.approximate:
        properties |= {"approximate": True, "label": {"id": "perkiraan", "en": "approximate"}}
    geometry = None if area.shape is None else mapping(shapely.from_wkb(area.shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}
