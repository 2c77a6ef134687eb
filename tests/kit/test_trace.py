"""A photo is known again though somebody worked on it, and no other is taken for it."""

import io
import random
from collections.abc import Callable
from itertools import permutations

import pytest
from PIL import Image, ImageEnhance, ImageOps

from tanggap.journey.resolution.rules import ALIKE_BITS
from tanggap.kit.pictures.picture import Traced
from tanggap.kit.pictures.trace import trace
from tests.album import MEDIA, needs_media, scene

WORKED_ON: dict[str, Callable[[Image.Image], Image.Image]] = {
    "shrunk": lambda photo: photo.resize((photo.width // 2, photo.height // 2)),
    "brighter": lambda photo: ImageEnhance.Brightness(photo).enhance(1.15),
    "darker": lambda photo: ImageEnhance.Brightness(photo).enhance(0.85),
    "mirrored": ImageOps.mirror,
    "cropped at a corner": lambda photo: photo.crop((0, 0, photo.width * 9 // 10, photo.height * 9 // 10)),
    "cropped all around": lambda photo: ImageOps.crop(photo, min(photo.size) // 20),
    "cropped and mirrored": lambda photo: ImageOps.mirror(
        photo.crop((40, 0, photo.width, photo.height - 30))
    ),
}


def known(kept: Traced | None, again: Image.Image) -> bool:
    """Whether a photo is taken for the one that was kept."""
    return alike(kept, trace(again))


def alike(kept: Traced | None, sent: Traced | None) -> bool:
    """Whether few enough bits differ in one of the places to look from."""
    assert kept is not None
    assert sent is not None
    mask = 2**64 - 1
    return min(((kept.trace ^ look) & mask).bit_count() for look in sent.looks) <= ALIKE_BITS


@pytest.fixture(scope="module")
def kept() -> list[tuple[Image.Image, Traced | None]]:
    """Photos of different scenes, each with its trace."""
    return [(photo, trace(photo)) for photo in map(scene, range(12))]


def written(photo: Image.Image) -> Image.Image:
    """The same, written anew as messengers do."""
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=50)
    return Image.open(file).convert("RGB")


@pytest.mark.parametrize("way", WORKED_ON)
def test_a_photo_somebody_worked_on_is_known_again(
    way: str, kept: list[tuple[Image.Image, Traced | None]]
) -> None:
    assert all(known(traced, written(WORKED_ON[way](photo))) for photo, traced in kept[:4])


def test_no_photo_is_taken_for_another(kept: list[tuple[Image.Image, Traced | None]]) -> None:
    assert not [pair for pair in permutations([traced for _, traced in kept], 2) if alike(*pair)]


@needs_media
def test_photos_of_one_place_taken_minutes_apart_are_not_the_same() -> None:
    photos = [Image.open(path).convert("RGB") for path in sorted((MEDIA / "exif-gps").glob("DSCN*.jpg"))]
    traces = [trace(photo) for photo in photos]

    assert len(traces) == 4
    assert not [pair for pair in permutations(traces, 2) if alike(*pair)]
    assert known(traces[0], written(ImageOps.mirror(photos[0])))


@needs_media
def test_one_scene_in_eight_orientations_is_one_photo() -> None:
    paths = sorted((MEDIA / "exif-orientation").glob("Landscape_*.jpg"))
    photos = [ImageOps.exif_transpose(Image.open(path)).convert("RGB") for path in paths]
    first = trace(photos[0])

    assert len(photos) == 8
    assert all(known(first, photo) for photo in photos)


@pytest.mark.parametrize(
    "plain",
    [Image.new("RGB", (640, 480), "grey"), Image.linear_gradient("L"), Image.new("RGB", (1, 1), "red")],
    ids=["a wall", "a sky", "a dot"],
)
def test_a_plain_picture_is_known_by_nothing(plain: Image.Image) -> None:
    assert trace(plain) is None


def test_any_shape_of_picture_is_looked_at() -> None:
    chance = random.Random(3)
    for size in ((2000, 3), (3, 2000), (33, 31)):
        noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))

        found = trace(noise)

        assert found is None or all(-(2**63) <= each < 2**63 for each in (found.trace, *found.looks))
