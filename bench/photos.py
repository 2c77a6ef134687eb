"""The photos that may be used here, each scene once."""

from collections.abc import Iterator
from pathlib import Path

import pillow_heif
from PIL import Image, ImageOps

pillow_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType] (Pillow leaves it untyped)

MEDIA = Path("../shared/data/media")
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}
CUT_FROM_PX = 400
UNCUT = {"arrow"}
"""A drawing whose left and right half mirror each other: its ninths are alike, and no two photos."""


def corpus(folder: Path) -> dict[str, Image.Image]:
    """Every photo once, whatever its orientation, and the ninths of large ones; what cannot be read is left out."""
    photos: dict[str, Image.Image] = {}
    for path in sorted(each for each in folder.rglob("*") if each.suffix.lower() in PICTURES):
        scene = (
            "/".join((path.parent.name, path.stem.rstrip("0123456789").rstrip("_")))
            if _turned(path)
            else str(path)
        )
        try:
            with Image.open(path) as opened:
                image = ImageOps.exif_transpose(opened).convert("RGB")
        except (OSError, SyntaxError, ValueError):
            continue
        if scene in photos:
            continue
        photos[scene] = image
        if min(image.size) >= CUT_FROM_PX and path.stem not in UNCUT:
            photos |= {f"{scene}#{nth}": ninth for nth, ninth in enumerate(_ninths(image))}
    return photos


def _turned(path: Path) -> bool:
    return path.parent.name == "exif-orientation"


def _ninths(image: Image.Image) -> Iterator[Image.Image]:
    width, height = image.width // 3, image.height // 3
    for nth in range(9):
        left, top = nth % 3 * width, nth // 3 * height
        yield image.crop((left, top, left + width, top + height))


def of_one_scene(one: str, other: str) -> bool:
    """A photo and a ninth of it are neither the same nor different."""
    return one.partition("#")[0] == other.partition("#")[0] and ("#" in one) != ("#" in other)
