"""What an area is."""

from enum import StrEnum

from msgspec import Struct

from tanggap.city.terms import AreaCode


class Level(StrEnum):
    """What an area is. A desa counts as a kelurahan, a kabupaten as a city."""

    CITY = "city"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"


class Area(Struct, frozen=True, kw_only=True):
    """A part of a city. Codes are the Interior Ministry's, with dots.

    `shape` is WKB, WGS84 degrees, longitude first; an area may be a name
    without one. `approximate` says it was reckoned from centre points.
    """

    code: AreaCode
    parent: AreaCode | None
    level: Level
    name: str
    shape: bytes | None = None
    approximate: bool = False
