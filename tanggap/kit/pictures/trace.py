"""By what a picture is known again though somebody cropped, mirrored, darkened or shrank it. Runs in the child only.

A picture is remembered by one trace, that of its middle. Whoever looks for it again cannot know how much was cut off,
so it looks from many places: wherever the middle of the original may lie in what is left of it. That keeps what is
stored small, and lets what is asked once pay.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tanggap.kit.pictures.picture import Traced

CROPPED_MOST = 0.1
"""How much of its width and of its height a picture may have lost and still be known again."""
STEPS = (0.0, 0.033, 0.067, 0.1)
"""How much may be gone at one side: finer ones find no more, coarser ones lose four in a hundred."""

_LONGEST_PX = 320
_SIDE = 32
_WAVES = 10
_PLAIN = 1.0
"""Where half of the coefficients are smaller, noise decides the bits: a wall, a sky, a drawn pattern."""

Reals = NDArray[np.float64]

_BASIS: Reals = np.cos(np.pi / (2 * _SIDE) * np.outer(np.arange(_WAVES), 2 * np.arange(_SIDE) + 1))
_PLACES = sorted(
    ((down, right) for down, right in product(range(_WAVES), repeat=2) if down + right > 0),
    key=lambda place: (sum(place), place),
)[:64]
_DOWN, _RIGHT = np.array(_PLACES).T
_MIRROR = np.where(_RIGHT % 2, -1.0, 1.0)


def trace(image: Image.Image) -> Traced | None:
    """What a picture is known by, and what to look for to know it again; None for one that is too plain.

    Source of the measure: C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions" (2010),
    the hash by cosine transform, here over 64 coefficients and windows of the picture.
    """
    grey = image.convert("L")
    grey.thumbnail((_LONGEST_PX, _LONGEST_PX), Image.Resampling.BOX)
    middle = _coefficients(grey, (0, 0), (0, 0))
    if float(np.median(np.abs(middle))) < _PLAIN:
        return None
    cuts = [(one, other) for one in STEPS for other in STEPS if one + other <= CROPPED_MOST + 1e-9]
    looks = {
        _bits(coefficients * turned)
        for across, along in product(cuts, repeat=2)
        for coefficients in (_coefficients(grey, across, along),)
        for turned in (1.0, _MIRROR)
    }
    return Traced(trace=_bits(middle), looks=tuple(sorted(looks)))


def _coefficients(grey: Image.Image, across: tuple[float, float], along: tuple[float, float]) -> Reals:
    """Those of the original's middle, if so much of its sides is gone: left and right, top and bottom."""
    left, right = _middle(across, grey.width)
    top, bottom = _middle(along, grey.height)
    window = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX, box=(left, top, right, bottom))
    waves: Reals = _BASIS @ np.asarray(window, dtype=np.float64) @ _BASIS.T / _SIDE
    return waves[_DOWN, _RIGHT]


def _middle(cut: tuple[float, float], length: int) -> tuple[float, float]:
    left = 1 - cut[0] - cut[1]
    return (
        max(0.0, (CROPPED_MOST - cut[0]) / left * length),
        min(float(length), (1 - CROPPED_MOST - cut[0]) / left * length),
    )


def _bits(coefficients: Reals) -> int:
    """Which of them are above their median, as 64 bits of a signed number."""
    above = np.packbits(coefficients > np.median(coefficients)).tobytes()
    return int.from_bytes(above, signed=True)
