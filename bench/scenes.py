"""How well a scene is known again once work was done in it: `python -m bench.scenes [FOLDER]`.

Nobody photographed a repair for us, so each photo of FOLDER (and the ninths of large ones) is made into "afterwards":
seen from a little further left or right, nearer or farther, in other light, written anew, with its middle mended over.
What different photos share says how many points mean nothing.
"""

import argparse
import random
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PIL import Image, ImageEnhance, ImageFilter
from rich.console import Console
from rich.table import Table

from bench.photos import MEDIA, corpus, of_one_scene
from tanggap.journey.resolution.hints import SAME_POINTS
from tanggap.kit.pictures.scene import shared_points

LEAST_PX = 300
"""A smaller picture is no photo of a place."""
WAYS: Mapping[str, tuple[float, float]] = {
    "mended only": (0, 1),
    "a step aside (5 %), other light": (0.05, 1),
    "two steps (12 %), other light": (0.12, 1),
    "nearer (1.4 x), 5 % aside": (0.05, 1.4),
    "much nearer (2 x), 5 % aside": (0.05, 2),
}


def main() -> None:
    """Measure and print."""
    reading = argparse.ArgumentParser(prog="python -m bench.scenes", description=__doc__)
    reading.add_argument("folder", type=Path, nargs="?", default=MEDIA, help="photos one may use")
    told = reading.parse_args()
    photos = {name: each for name, each in corpus(told.folder).items() if min(each.size) >= LEAST_PX}
    with TemporaryDirectory() as folder:
        Console(width=100).print(_measured(photos, Path(folder)))


def afterwards(before: Image.Image, aside: float, nearer: float, chance: random.Random) -> Image.Image:
    """The same place once its middle was mended, seen from elsewhere: ``aside`` is how far each corner may move."""
    width, height = before.size
    mended = before.copy()
    middle = (width * 3 // 8, height * 3 // 8, width * 5 // 8, height * 5 // 8)
    mended.paste(before.crop(middle).filter(ImageFilter.GaussianBlur(width / 40)), middle)
    corners: list[float] = []
    for x, y in ((0, 0), (0, 1), (1, 1), (1, 0)):
        off = (1 - 1 / nearer) / 2
        corners += [
            (off + x / nearer + chance.uniform(-aside, aside) / nearer) * width,
            (off + y / nearer + chance.uniform(-aside, aside) / nearer) * height,
        ]
    seen = mended.transform(before.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    return ImageEnhance.Brightness(seen).enhance(chance.uniform(0.75, 1.25)) if aside else seen


def _measured(photos: Mapping[str, Image.Image], folder: Path) -> Table:
    kept = {name: _kept(image, folder / f"{nth}.jpg") for nth, (name, image) in enumerate(photos.items())}
    between = sorted(
        (shared_points(kept[one], (kept[other],)), one, other)
        for one, other in combinations(photos, 2)
        if not of_one_scene(one, other)
    )
    table = Table(
        title=f"{len(photos)} photos; {len(between)} pairs of different ones share at most {between[-1]}, "
        f"{sum(points >= SAME_POINTS for points, *_ in between)} of them {SAME_POINTS} points or more"
    )
    for head in ("afterwards", "n", "fewest", "median", f"{SAME_POINTS} or more", "ms each"):
        table.add_column(head, justify="left" if head == "afterwards" else "right")
    for row in _rows(photos, kept, folder):
        table.add_row(*row)
    return table


def _rows(
    photos: Mapping[str, Image.Image], kept: Mapping[str, Path], folder: Path
) -> Iterator[tuple[str, ...]]:
    chance = random.Random(1)
    for way, (aside, nearer) in WAYS.items():
        points: list[int] = []
        began = perf_counter()
        for name, image in photos.items():
            after = _kept(afterwards(image, aside, nearer, chance), folder / "after.jpg")
            points.append(shared_points(after, (kept[name],)))
        each_ms = 1000 * (perf_counter() - began) / len(points)
        points.sort()
        right = sum(each >= SAME_POINTS for each in points) / len(points)
        yield (
            way,
            str(len(points)),
            str(points[0]),
            str(points[len(points) // 2]),
            f"{right:.3f}",
            f"{each_ms:.0f}",
        )


def _kept(image: Image.Image, path: Path) -> Path:
    """A file as the house keeps them."""
    made = image.copy()
    made.thumbnail((800, 800))
    made.save(path, "JPEG", quality=78)
    return path


if __name__ == "__main__":
    main()
