"""A place is known again once work was done in it, and another is not taken for it."""

from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from tanggap.journey.resolution.hints import SAME_POINTS
from tanggap.kit.pictures.workshop import Workshop
from tests.album import MEDIA, needs_media, scene


def photo(nth: int) -> Image.Image:
    """A street as cameras see it: many corners, unlike those of any other number."""
    return scene(nth).resize((800, 600)).effect_spread(3)


def mended(before: Image.Image) -> Image.Image:
    """The same place, its middle mended over, seen a step further left and in other light."""
    after = before.copy()
    middle = (300, 220, 500, 380)
    after.paste(before.crop(middle).filter(ImageFilter.GaussianBlur(20)), middle)
    corners = (40, 10, 0, 590, 780, 600, 800, 20)
    seen = after.transform(before.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    return ImageEnhance.Brightness(seen).enhance(1.2)


def kept(image: Image.Image, path: Path) -> Path:
    """A file as the house keeps them."""
    image.save(path, "JPEG", quality=78)
    return path


async def test_a_mended_place_is_known_again_by_the_best_of_its_photos(
    workshop: Workshop, tmp_path: Path
) -> None:
    before = kept(photo(1), tmp_path / "before.jpg")
    other = kept(photo(2), tmp_path / "other.jpg")
    after = kept(mended(photo(1)), tmp_path / "after.jpg")

    points = await workshop.compare(after, (other, before))

    assert points is not None
    assert points >= SAME_POINTS
    assert points == await workshop.compare(after, (before,)), "the same answer whenever it is asked"


@needs_media
async def test_other_places_of_one_walk_are_not_taken_for_each_other(
    workshop: Workshop, tmp_path: Path
) -> None:
    paths = sorted((MEDIA / "exif-gps").glob("DSCN*.jpg"))

    found = await workshop.compare(paths[0], tuple(paths[1:]))

    assert found is not None
    assert found < SAME_POINTS


@pytest.mark.parametrize(
    "plain", [Image.new("RGB", (640, 480), "grey"), Image.new("RGB", (1, 1))], ids=["a wall", "a dot"]
)
async def test_a_plain_picture_shares_nothing(plain: Image.Image, workshop: Workshop, tmp_path: Path) -> None:
    one, other = kept(plain, tmp_path / "one.jpg"), kept(photo(1), tmp_path / "other.jpg")

    assert await workshop.compare(one, (other, one)) == 0


async def test_where_nothing_can_look_nothing_is_said(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")

    assert await workshop.compare(tmp_path / "broken.jpg", (kept(photo(1), tmp_path / "one.jpg"),)) is None
