"""What is known of faces and plates in a picture, and whether the public may see it."""

from enum import StrEnum

from tanggap.city.packs.pack import Sensitivity


class Screening(StrEnum):
    """Whether somebody or something has looked for faces and plates; hidden: a person keeps it from the public."""

    CLEAR = "clear"
    FOUND = "found"
    FAILED = "failed"
    SETTLED = "settled"
    HIDDEN = "hidden"


def publishable(screening: Screening, sensitivity: Sensitivity) -> bool:
    """Whether the public copy of a picture may be shown.

    Not where nothing could look, for then there is none; and of a blurred kind not before a person has settled
    what a machine found.
    """
    if screening in (Screening.FAILED, Screening.HIDDEN):
        return False
    return screening is not Screening.FOUND or sensitivity is not Sensitivity.BLURRED


def stands_apart(screening: Screening, *, covered: bool, version: int) -> bool:
    """Whether a picture has a sharp copy beside its public one."""
    return covered or version > 0 or screening is Screening.FAILED
