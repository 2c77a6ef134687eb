"""Where the files of a picture lie: one copy for the public, and a sharp one apart where the two differ."""

from uuid import UUID

from tanggap.kit.files import Files
from tanggap.kit.pictures.picture import SIDES
from tanggap.report.photos.rules import Screening, stands_apart

MEDIA = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


def public_key(photo: UUID, side: int, format_: str, *, version: int = 0) -> str:
    """Where a rendition of the public copy lies; every change of what is covered is another version."""
    return f"photos/{photo}/{version}/{side}.{format_}"


def sharp_key(photo: UUID, side: int, format_: str) -> str:
    """Where a rendition lies in which nothing is covered."""
    return f"photos/{photo}/sharp/{side}.{format_}"


def own(photo: UUID, *, screening: Screening, covered: bool, version: int) -> str:
    """The file its sender is handed: the largest in which nothing is covered, in the format everything reads."""
    apart = stands_apart(screening, covered=covered, version=version)
    return (sharp_key if apart else public_key)(photo, max(SIDES), "jpeg")


async def forget(files: Files, photo: UUID, *, below: str = "") -> None:
    """Forget every file of a picture, or those of one copy of it."""
    kept = [key async for key in files.list(f"photos/{photo}{below}")]
    for key in kept:
        await files.delete(key)
