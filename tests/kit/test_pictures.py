"""Strangers' pictures come out upright, bare and small, or are refused in words; nothing else happens."""

import asyncio
import shutil
import struct
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import cast

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from tanggap.kit.errors import Invalid
from tanggap.kit.pictures.picture import FORMATS, SIDES, Picture
from tanggap.kit.pictures.workshop import Workshop
from tests.album import (
    BROKEN,
    FOREIGN,
    MEDIA,
    PIXELS,
    REFUSED,
    SAMPLES,
    difference,
    jpeg,
    keep,
    left_in,
    metadata_in,
    needs_exiftool,
    needs_media,
    pixel_bomb,
    png,
    saved,
    text_bomb,
)


def rendition(picture: Picture, side: int, format: str = "jpeg") -> Image.Image:
    (found,) = (one for one in picture.sizes if one.side == side and one.format == format)
    with Image.open(found.path) as image:
        return image.convert("RGB")


# The sample photos


@pytest.fixture(scope="module")
def developed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture | Invalid]:
    """What came of every sample, by its name; nothing is covered, for a look for faces takes the longest of all."""

    async def develop_all() -> dict[str, Picture | Invalid]:
        outcomes: dict[str, Picture | Invalid] = {}
        async with Workshop() as workshop:
            for name in SAMPLES:
                try:
                    into = tmp_path_factory.mktemp("sample")
                    outcomes[name] = await workshop.develop(MEDIA / name, into, covers=())
                except Invalid as refused:
                    outcomes[name] = refused
        return outcomes

    return asyncio.run(develop_all())


@needs_media
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_developed_or_refused_in_words(
    name: str, developed: dict[str, Picture | Invalid]
) -> None:
    picture = developed[name]
    if isinstance(picture, Invalid):
        assert picture.say.text == REFUSED[name]
        return

    assert name not in REFUSED
    assert [(one.side, one.format) for one in picture.sizes] == [(s, f) for s in SIDES for f in FORMATS]
    for one in picture.sizes:
        assert max(one.width, one.height) == min(one.side, max(picture.width, picture.height))
        assert (one.width >= one.height) == (picture.width >= picture.height)
        assert one.size == one.path.stat().st_size
        with Image.open(one.path) as image:
            assert (image.format or "").lower() == one.format
            assert (image.mode, image.size) == ("RGB", (one.width, one.height))


@needs_media
@needs_exiftool
def test_no_metadata_is_left_in_any_rendition_of_any_sample(developed: dict[str, Picture | Invalid]) -> None:
    # The samples themselves are full of it, so the question can be answered otherwise.
    assert any("GPSLatitude" in told for told in metadata_in(MEDIA / "exif-gps"))

    pictures = [picture for picture in developed.values() if isinstance(picture, Picture)]

    assert len(pictures) == len(SAMPLES) - len(REFUSED)
    assert metadata_in(*(one.path for picture in pictures for one in picture.sizes)) == []


@needs_media
@pytest.mark.parametrize("held", range(1, 9))
def test_a_photo_held_in_any_of_eight_ways_shows_upright(
    held: int, developed: dict[str, Picture | Invalid]
) -> None:
    with Image.open(MEDIA / "exif-orientation/Landscape_1.jpg") as image:
        upright = image.resize((320, 213))

    picture = developed[f"exif-orientation/Landscape_{held}.jpg"]

    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (1800, 1200)
    for format in FORMATS:
        assert difference(rendition(picture, 320, format), upright) < 6


@needs_media
def test_a_camera_is_asked_where_and_when(developed: dict[str, Picture | Invalid]) -> None:
    picture = developed["exif-gps/DSCN0010.jpg"]

    assert isinstance(picture, Picture)
    assert picture.gps == (11.885127, 43.467448)
    assert picture.taken_at == datetime(2008, 10, 22, 16, 28, 39)  # noqa: DTZ001 (a camera knows no zone)


@needs_media
def test_a_photo_from_an_iphone_comes_out_upright(developed: dict[str, Picture | Invalid]) -> None:
    picture = developed["heic/arrow.heic"]

    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (3024, 4032)
    assert rendition(picture, 1600).size == (1200, 1600)


@needs_media
async def test_the_wider_colours_of_a_phone_become_ordinary_ones(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    heif = pillow_heif.open_heif(MEDIA / "heic/arrow.heic")  # pyright: ignore[reportUnknownMemberType] (Pillow leaves it untyped)
    display_p3 = cast("bytes", heif.info["icc_profile"])  # pyright: ignore[reportUnknownMemberType] (Pillow leaves it untyped)
    brick = Image.new("RGB", (40, 40), "#a06050")

    picture = await workshop.develop(
        keep(tmp_path / "photo", saved(brick, "png", icc_profile=display_p3)), into
    )

    # By the matrices of SMPTE EG 432-1 and IEC 61966-2-1, within a step or two.
    assert difference(rendition(picture, 320), Image.new("RGB", (40, 40), "#aa5c4c")) < 3


# Made for the purpose


async def test_all_that_can_be_written_into_a_photo_stays_behind(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    image = Image.new("RGB", (64, 48), "orange")
    tags = Image.Exif()
    tags[0x010E] = "RAHASIA"
    tags[0x0112] = 6
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "RAHASIA", zip=True)
    text.add_itxt("XML:com.adobe.xmp", "RAHASIA")
    heif = BytesIO()
    pillow_heif.from_pillow(image).save(heif, exif=tags.tobytes(), xmp=b"RAHASIA")  # pyright: ignore[reportUnknownMemberType] (Pillow leaves it untyped)
    made = {
        "jpeg": saved(image, "jpeg", exif=tags, comment=b"RAHASIA", xmp=b"RAHASIA") + b"RAHASIA",
        "png": saved(image, "png", exif=tags, pnginfo=text),
        "webp": saved(image, "webp", exif=tags, xmp=b"RAHASIA"),
        "heic": heif.getvalue(),
    }

    for kind, content in made.items():
        assert b"RAHASIA" in content or kind == "png"
        picture = await workshop.develop(keep(tmp_path / "photo", content), into)

        assert not any(b"RAHASIA" in one.path.read_bytes() for one in picture.sizes)
        assert not shutil.which("exiftool") or metadata_in(into) == []


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "1", "P", "RGBA", "LA", "I;16"])
async def test_every_way_of_writing_grey_is_read_as_grey(
    mode: str, workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    ramp = Image.linear_gradient("L")
    if mode == "I;16":
        image = Image.frombytes("I;16", ramp.size, b"".join(bytes((tone, tone)) for tone in ramp.tobytes()))
    else:
        image = ramp.convert(mode)
    format = "jpeg" if mode == "CMYK" else "png"

    picture = await workshop.develop(keep(tmp_path / "photo", saved(image, format)), into)

    blurred = rendition(picture, 320).resize((4, 4), Image.Resampling.BOX)
    expected = ramp.convert("RGB").resize((4, 4), Image.Resampling.BOX)
    assert difference(blurred, expected) < 4


async def test_what_shines_through_shows_on_white(workshop: Workshop, into: Path, tmp_path: Path) -> None:
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))

    picture = await workshop.develop(keep(tmp_path / "photo", saved(clear, "png")), into)

    assert picture.colour == "#ffffff"


async def test_the_first_of_many_frames_is_the_picture(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    red, blue = Image.new("RGB", (40, 40), "#ff0000"), Image.new("RGB", (40, 40), "#0000ff")

    # Two-picture JPEGs (MPO) are what many phones make.
    for format, options in (("mpo", {"quality": 95}), ("webp", {"lossless": True}), ("png", {})):
        content = saved(red, format, save_all=True, append_images=[blue], **options)
        picture = await workshop.develop(keep(tmp_path / "photo", content), into)
        assert picture.colour in ("#ff0000", "#fe0000")


async def test_a_colour_profile_that_makes_no_sense_is_ignored(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    content = saved(Image.new("RGB", (40, 40), "#808080"), "png", icc_profile=b"nonsense" * 40)

    picture = await workshop.develop(keep(tmp_path / "photo", content), into)

    assert picture.colour == "#808080"


async def test_a_long_thin_picture_keeps_a_pixel_of_width(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    thin = Image.new("L", (1, 60_000), 128)

    picture = await workshop.develop(keep(tmp_path / "photo", saved(thin, "png")), into)

    assert rendition(picture, 800, "avif").size == (1, 800)


def gif_of_65_535_frames() -> bytes:
    frame = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 65_535 + b";"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(bytes, FOREIGN, id="empty"),
        pytest.param(pixel_bomb, PIXELS, id="pixel bomb"),
        pytest.param(lambda: png(7_072, 7_072), PIXELS, id="one row of pixels too many"),
        pytest.param(text_bomb, BROKEN, id="text bomb"),
        pytest.param(gif_of_65_535_frames, FOREIGN, id="65,535 frames"),
        pytest.param(
            lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            FOREIGN,
            id="svg",
        ),
        pytest.param(lambda: b"<html>" + jpeg(), FOREIGN, id="a page that ends as a photo"),
        pytest.param(lambda: saved(Image.new("RGB", (9, 9)), "tiff"), FOREIGN, id="tiff"),
        pytest.param(lambda: saved(Image.new("RGB", (9, 9)), "jpeg2000"), FOREIGN, id="jpeg 2000"),
        pytest.param(lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", FOREIGN, id="postscript"),
        pytest.param(lambda: jpeg()[:2000] + bytes(5_000), BROKEN, id="a photo that ends in zeros"),
    ],
)
async def test_what_is_hostile_is_refused_in_words(
    make: Callable[[], bytes], sentence: str, workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    with pytest.raises(Invalid) as refused:
        await workshop.develop(keep(tmp_path / "photo.jpg", make()), into)

    assert refused.value.say.text == sentence
    assert left_in(into) == []


async def test_a_photo_that_is_also_a_page_loses_the_page(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    page = b"<script>alert(1)</script>"
    content = jpeg()
    content = content[:2] + b"\xff\xfe" + struct.pack(">H", len(page) + 2) + page + content[2:] + page

    picture = await workshop.develop(keep(tmp_path / "photo.html", content), into)

    assert not any(page in one.path.read_bytes() for one in picture.sizes)


async def test_a_photo_cut_off_anywhere_is_refused_and_the_next_one_is_developed(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    whole = jpeg()
    assert len(whole) > 10_000

    for length in range(0, len(whole), 1024):
        with pytest.raises(Invalid):
            await workshop.develop(keep(tmp_path / "photo", whole[:length]), into)

    await workshop.develop(keep(tmp_path / "photo", whole), into)
