"""What a camera wrote into a picture, read with distrust.

Tags and their meaning: CIPA DC-008 (Exif 3.0), 4.6.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite
from typing import Any, TypeVar

from msgspec import Struct
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

_Read = TypeVar("_Read")


class Shot(Struct, frozen=True, kw_only=True):
    """How, where (`lon, lat` in degrees) and when (naive, local) a picture was taken."""

    orientation: int = 1
    gps: tuple[float, float] | None = None
    taken_at: datetime | None = None


def shot(image: Image.Image) -> Shot:
    """What the picture tells of its taking; what cannot be understood is left out."""
    exif = _understood(image.getexif) or Image.Exif()
    orientation = exif.get(Base.Orientation, 1)
    return Shot(
        orientation=orientation if orientation in range(1, 9) else 1,
        gps=_understood(lambda: place(exif.get_ifd(IFD.GPSInfo))),
        taken_at=_understood(lambda: moment(exif.get_ifd(IFD.Exif).get(Base.DateTimeOriginal))),
    )


def _understood(read: Callable[[], _Read]) -> _Read | None:
    try:
        return read()
    except Exception:  # noqa: BLE001 (Pillow raises anything over hostile tags; none is worth a picture)
        return None


def place(gps: Mapping[int, Any]) -> tuple[float, float] | None:
    """`lon, lat` in degrees, or None where there is no sound place in these tags."""
    lon = _degrees(gps.get(GPS.GPSLongitude), {"E": 1, "W": -1}.get(gps.get(GPS.GPSLongitudeRef, "")), 180)
    lat = _degrees(gps.get(GPS.GPSLatitude), {"N": 1, "S": -1}.get(gps.get(GPS.GPSLatitudeRef, "")), 90)
    # Phones without a fix write zeros; nobody reports from the Gulf of Guinea.
    if lon is None or lat is None or lon == lat == 0:
        return None
    return lon, lat


def _degrees(parts: Any, sign: int | None, limit: int) -> float | None:
    if sign is None:
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = sign * (degrees + minutes / 60 + seconds / 3600)
    return round(value, 6) if isfinite(value) and abs(value) <= limit else None


def moment(written: Any) -> datetime | None:
    """The moment written as `2015:11:11 08:30:00`, naive; None where it is no such moment."""
    try:
        return datetime.strptime(written.rstrip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (no zone is known)
    except (AttributeError, TypeError, ValueError):
        return None
