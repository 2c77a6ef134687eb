"""Where the files of a picture lie in the file store: named by its id, one for each size and format."""

from uuid import UUID

from tanggap.kit.pictures.picture import FORMATS, SIDES


def key(photo: UUID, side: int, format_: str) -> str:
    """Where a rendition lies in the file store."""
    return f"photos/{photo}/{side}.{format_}"


def keys(photo: UUID) -> list[str]:
    """Every file of a picture."""
    return [key(photo, side, format_) for side in SIDES for format_ in FORMATS]


def largest(photo: UUID) -> str:
    """The file to hand over: the largest, in the format everything reads."""
    return key(photo, max(SIDES), "jpeg")
