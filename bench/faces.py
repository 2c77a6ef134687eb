"""How many faces and plates are found: `python -m bench.faces FOLDER`, over pictures one may use.

Beside each picture stands a text of its name (`street.jpg`, `street.txt`) with one place a line: left top right bottom,
in thousandths of its sides. A picture without one has nothing to find.
"""

import sys
from pathlib import Path

import pillow_heif
from PIL import Image, ImageOps

from tanggap.kit.pictures.picture import Box
from tanggap.kit.pictures.seeing import faces_and_plates

pillow_heif.register_heif_opener()  # pyright: ignore[reportUnknownMemberType] (Pillow leaves it untyped)
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}


def main() -> None:
    """Measure and print: n, recall, and false places a photo."""
    photos = there = found = false = 0
    for path in sorted(each for each in Path(sys.argv[1]).rglob("*") if each.suffix.lower() in PICTURES):
        try:
            with Image.open(path) as opened:
                image = ImageOps.exif_transpose(opened).convert("RGB")
        except OSError:
            continue
        image.thumbnail((1600, 1600))
        marked, seen = _marked(path.with_suffix(".txt")), faces_and_plates(image)
        photos += 1
        there += len(marked)
        found += sum(any(_overlap(each, one) for one in seen) for each in marked)
        false += sum(not any(_overlap(each, one) for each in marked) for one in seen)
    print(f"photos n = {photos}, places n = {there}")
    print(f"recall {found} of {there}" if there else "recall unknown: nothing is marked")
    print(f"false places {false}, {false / photos:.2f} a photo" if photos else "no photo")


def _marked(path: Path) -> list[Box]:
    if not path.exists():
        return []
    rows = [list(map(int, line.split())) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Box(left=left, top=top, right=right, bottom=bottom) for left, top, right, bottom in rows]


def _overlap(one: Box, other: Box) -> bool:
    """Whether half of the first lies in the second."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    whole = (one.right - one.left) * (one.bottom - one.top)
    return width > 0 and height > 0 and width * height * 2 >= whole


main()
