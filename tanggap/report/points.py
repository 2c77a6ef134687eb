"""Where the public may think a report is: the point itself, one near it, or none."""

import hmac
from hashlib import sha256
from math import cos, pi, radians, sin, sqrt
from typing import Protocol
from uuid import UUID

from tanggap.city.packs.pack import Sensitivity
from tanggap.kit.geo import CELL_ZOOM, EARTH_RADIUS_M, block_of, cell
from tanggap.kit.secret import Secrets
from tanggap.report.report import Visibility

NEAREST_M, FARTHEST_M = 150.0, 400.0
"""How far a blurred point is moved (RELIABILITY 5.4)."""
SQUARE_ZOOM = 14
"""A moved point stays in its report's tile of the web map at this zoom, 2.4 km wide: reports are counted by such squares."""
DRAWS = 256
"""How often a place in the square is drawn for; that none of them is one never happens (0.75 to this power)."""
PURPOSE = "public-point"

Point = tuple[float, float]
"""Longitude and latitude, degrees."""


class Placed(Protocol):
    """What decides how exactly a report's point may be shown."""

    @property
    def id(self) -> UUID:
        """Which report."""
        ...

    @property
    def visibility(self) -> Visibility:
        """What its reporter lets be seen."""
        ...

    @property
    def sensitivity(self) -> Sensitivity:
        """How far its kind may be seen."""
        ...


def shown_point(key: bytes, report: Placed, point: Point) -> Point | None:
    """A report's point as everybody may see it.

    Exact for an open report of an open kind, moved where the kind is blurred or the reporter anonymous (who may
    stand at their own door), none for everything else.
    """
    if report.visibility is Visibility.CONFIDENTIAL:
        return None
    if report.sensitivity is Sensitivity.PUBLIC and report.visibility is Visibility.PUBLIC:
        return point
    if report.sensitivity in (Sensitivity.PUBLIC, Sensitivity.BLURRED):
        return public_point(key, report.id, point)
    return None


def public_point(key: bytes, report: UUID, point: Point) -> Point:
    """A point 150 to 400 metres from a report's, always the same for the same report, unknowable without the key.

    Every place of the ring that lies in the report's own square (`SQUARE_ZOOM`) is as likely as any other: whoever
    learns the square learns no more than the point tells. At a corner, a quarter of the ring is left.
    """
    square = _square(point)
    moved = (_moved(key, report, point, nth) for nth in range(DRAWS))
    return next((each for each in moved if _square(each) == square), _moved(key, report, point, 0))


def public_cell(report: UUID, true: int) -> int:
    """Any cell of the square around a cell, for squares that are counted: it tells of the square, and nothing more.

    In SQL it is ``cell >> 24 << 24 | ('x' || right(id::text, 6))::bit(24)::bigint``.
    """
    size = CELL_ZOOM - SQUARE_ZOOM
    return true >> 2 * size << 2 * size | int.from_bytes(report.bytes[-3:])


def _square(point: Point) -> int:
    return block_of(cell(*point), CELL_ZOOM - SQUARE_ZOOM)


def _moved(key: bytes, report: UUID, point: Point, nth: int) -> Point:
    """The nth place of the ring that is drawn for a report."""
    drawn = hmac.digest(key, report.bytes + bytes([nth] if nth else []), sha256)
    turn = int.from_bytes(drawn[:8]) / 2**64 * 2 * pi
    # The square root makes equal areas of the ring equally likely, so that the middle is not the best guess.
    share = int.from_bytes(drawn[8:16]) / 2**64
    away_m = sqrt(NEAREST_M**2 + share * (FARTHEST_M**2 - NEAREST_M**2))
    lon, lat = point
    north = away_m * cos(turn) / EARTH_RADIUS_M
    east = away_m * sin(turn) / (EARTH_RADIUS_M * cos(radians(lat)))
    return lon + east * 180 / pi, lat + north * 180 / pi


def point_key(secrets: Secrets) -> bytes:
    """The key points are moved by: of the oldest secret, for ever.

    A point moved twice, by two keys, tells more than one moved once.
    """
    return secrets.key(PURPOSE, secrets.versions[-1])
