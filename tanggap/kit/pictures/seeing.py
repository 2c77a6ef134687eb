"""Looks for faces and number plates in a picture. Runs in the child process only.

Cascades (Viola and Jones, Rapid Object Detection, CVPR 2001) as OpenCV brings them: quick on any machine, and
far from finding everybody. What they were measured on stands in `docs/reference/limits.md`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps

from tanggap.kit.pictures.picture import COVERS_MOST, WHOLE, Box

LONGEST_PX = 800
"""What is looked at: a larger picture finds smaller faces and takes the square of the time."""

# One core, as every child has: threads of its own would only take memory.
cv2.setNumThreads(1)

_FACES = "haarcascade_frontalface_alt2.xml"
_PROFILES = "haarcascade_profileface.xml"
_PLATES = "haarcascade_russian_plate_number.xml"

Rectangle = tuple[int, int, int, int]


def faces_and_plates(image: Image.Image) -> tuple[Box, ...]:
    """The places of what look like faces and plates, each with a margin. Raises what OpenCV raises."""
    scale = min(1.0, LONGEST_PX / max(image.size))
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    grey = ImageOps.equalize(image.resize(size, reducing_gap=2).convert("L"))
    return tuple(_box(each, size) for each in _found(grey))[:COVERS_MOST]


def _found(grey: Image.Image) -> Iterator[Rectangle]:
    yield from _detected(grey, _FACES, neighbours=4, least=(20, 20))
    yield from _detected(grey, _PROFILES, neighbours=5, least=(24, 24))
    # The cascade knows one cheek only.
    for left, top, width, height in _detected(ImageOps.mirror(grey), _PROFILES, neighbours=5, least=(24, 24)):
        yield grey.width - left - width, top, width, height
    yield from _detected(grey, _PLATES, neighbours=6, least=(45, 15))


def _detected(
    grey: Image.Image, name: str, *, neighbours: int, least: tuple[int, int]
) -> Sequence[Rectangle]:
    found = _cascade(name).detectMultiScale(
        np.asarray(grey), scaleFactor=1.2, minNeighbors=neighbours, minSize=least
    )
    return [(int(left), int(top), int(width), int(height)) for left, top, width, height in found]


@cache
def _cascade(name: str) -> cv2.CascadeClassifier:
    cascade = cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / name))
    if cascade.empty():
        raise FileNotFoundError(name)
    return cascade


def _box(found: Rectangle, size: tuple[int, int]) -> Box:
    """A rectangle in thousandths of the picture's sides, a sixth wider to every side: hair and ears tell much."""
    left, top, width, height = found
    return Box(
        left=_share(left - width / 6, size[0]),
        top=_share(top - height / 6, size[1]),
        right=_share(left + width * 7 / 6, size[0]),
        bottom=_share(top + height * 7 / 6, size[1]),
    )


def _share(place: float, whole: int) -> int:
    return min(WHOLE, max(0, round(place / whole * WHOLE)))
