"""Sample photos of every sort are sent by the front door: each is shown upright and bare, or refused in words, and nobody is harmed."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps

from tanggap.journey.intake.message import PHOTOS_MOST
from tanggap.kit.pictures.picture import MAX_PIXELS, SIDES
from tests.album import (
    BROKEN,
    MEDIA,
    PIXELS,
    REFUSED,
    SAMPLES,
    difference,
    metadata_in,
    needs_exiftool,
    needs_media,
    pixel_bomb,
    text_bomb,
)
from tests.visitor import Visitor

pytestmark = [pytest.mark.story, needs_media]

MOST_GROWN_BYTES = 150 << 20
# One landscape in eight ways and four photos of one camera: each is developed in tests/kit/test_pictures.py,
# and here, where faces are looked for too, one of them speaks for all.
ALIKE = {f"exif-orientation/Landscape_{way}.jpg" for way in (1, 2, 3, 4, 5, 7, 8)} | {
    f"exif-gps/DSCN00{nth}.jpg" for nth in (12, 21, 25)
}
SENT = [name for name in SAMPLES if name not in ALIKE]


class Sender:
    """A phone that sends photos one by one, then reports with those that were kept."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self.kept: dict[str, dict[str, Any]] = {}
        self.refused: dict[str, str] = {}

    async def send(self, name: str, content: bytes) -> None:
        """Send one photo; whatever it is, it is kept or refused in words."""
        answer = await self._visitor.client.post(
            "/api/v1/photos", content=content, headers={"content-type": "application/octet-stream"}
        )
        assert answer.status_code in (201, 422), (name, answer.status_code, answer.text)
        if answer.status_code == 201:
            self.kept[name] = answer.json()
        else:
            self.refused[name] = answer.json()["error"]

    async def report(self) -> None:
        """Report with every photo that was kept, in as many reports as it takes."""
        photos = [photo["id"] for photo in self.kept.values()]
        for nth in range(0, len(photos), PHOTOS_MOST):
            await self._visitor.report(photos=photos[nth : nth + PHOTOS_MOST])


@needs_exiftool
async def test_every_photo_comes_out_upright_and_bare_or_is_refused_in_words(
    visitor: Visitor, tmp_path: Path
) -> None:
    await visitor.see("/")
    sender = Sender(visitor)
    before = memory()

    for name in SENT:
        await sender.send(name, (MEDIA / name).read_bytes())
    await sender.send("pixel bomb", pixel_bomb())
    await sender.send("text bomb", text_bomb())
    # Their sender's until they are reported: the sharp copy, and then what the public sees, where faces are covered.
    await looked_at(visitor, sender, tmp_path, whose="own")
    await sender.report()
    await looked_at(visitor.other(), sender, tmp_path, whose="public")

    assert memory() - before < MOST_GROWN_BYTES
    too_many = PIXELS.format(megapixels=MAX_PIXELS // 1_000_000)
    assert sender.refused == {**REFUSED, "pixel bomb": too_many, "text bomb": BROKEN}
    for name, photo in sender.kept.items():
        with Image.open(tmp_path / f"own-{photo['id']}-{SIDES[0]}.jpeg") as image:
            assert (image.width >= image.height) == (photo["width"] >= photo["height"]), name
            if name.startswith("exif-orientation/"):
                assert difference(image.convert("RGB"), upright(name, image.size)) < 6, name
    assert metadata_in(tmp_path) == []


async def looked_at(visitor: Visitor, sender: Sender, folder: Path, *, whose: str) -> None:
    """The photos in every size as this visitor gets them, as files in a folder."""
    for photo in sender.kept.values():
        for side in SIDES:
            shown = await visitor.client.get(f"/photos/{photo['id']}/{side}.jpeg")
            assert shown.headers["content-type"] == "image/jpeg"
            (folder / f"{whose}-{photo['id']}-{side}.jpeg").write_bytes(shown.content)


def upright(name: str, size: tuple[int, int]) -> Image.Image:
    """A sample as it was seen, in a size."""
    with Image.open(MEDIA / name) as image:
        return ImageOps.exif_transpose(image).convert("RGB").resize(size)


def memory() -> int:
    """What this process holds in memory, in bytes."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
