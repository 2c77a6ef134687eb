"""How much of one picture is found again in another, taken elsewhere and later. Runs in the child process only.

Corners that look alike are paired, and of the pairs only those are counted that one view of a plane explains
(a homography by RANSAC): a road mended since still shares its kerbs, walls and poles with what it was.
"""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

LONGEST_PX = 800
LEAST_PX = 32
"""In less the detector finds nothing and may fail."""
CORNERS_MOST = 2000
CLEARER = 0.8
"""A pair counts when it is so much more alike than the next best. Source: D. Lowe, IJCV 60 (2004), 7.1."""
OFF_PX = 5.0
FEWEST = 4
"""Points that say where a plane lies; fewer say nothing."""

# One core, as every child has.
cv2.setNumThreads(1)

Grey = NDArray[np.uint8]


def shared_points(one: Path, others: tuple[Path, ...]) -> int:
    """The most points one picture shares with one of the others; 0 where nothing fits. Raises what OpenCV raises."""
    mine = _corners(one)
    return max((_shared(mine, _corners(other)) for other in others), default=0)


def _corners(path: Path) -> tuple[NDArray[np.float32], Grey]:
    with Image.open(path) as image:
        image.draft("L", (LONGEST_PX, LONGEST_PX))
        grey = image.convert("L")
    grey.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.BOX)
    if min(grey.size) < LEAST_PX:
        return np.empty((0, 2), np.float32), np.empty((0, 61), np.uint8)
    detector: Any = cv2.AKAZE.create(threshold=0.0005, max_points=CORNERS_MOST)
    points, looks = detector.detectAndCompute(np.asarray(grey), None)
    where = np.array([each.pt for each in points], np.float32).reshape(-1, 2)
    return where, np.asarray(looks if looks is not None else np.empty((0, 61)), np.uint8)


def _shared(mine: tuple[NDArray[np.float32], Grey], theirs: tuple[NDArray[np.float32], Grey]) -> int:
    if min(len(mine[0]), len(theirs[0])) < FEWEST:
        return 0
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(mine[1], theirs[1], k=2)
    clear = [two[0] for two in pairs if len(two) == 2 and two[0].distance < CLEARER * two[1].distance]
    # Many corners that all point at one are no scene.
    once = list({each.trainIdx: each for each in sorted(clear, key=lambda pair: -pair.distance)}.values())
    if len(once) < FEWEST:
        return 0
    cv2.setRNGSeed(1)
    fits: Any = cv2.findHomography(
        mine[0][[each.queryIdx for each in once]],
        theirs[0][[each.trainIdx for each in once]],
        cv2.RANSAC,
        OFF_PX,
    )[1]
    return int(fits.sum()) if fits is not None else 0
