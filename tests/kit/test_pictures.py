"""Strangers' pictures come out upright, bare and small, or are refused in words; nothing else happens."""

import asyncio
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import cast

import pillow_heif
import pytest
from PIL import Image, PngImagePlugin

from tanggap.kit.errors import Busy, Invalid
from tanggap.kit.pictures import exif
from tanggap.kit.pictures.picture import FORMATS, SIDES, Picture
from tanggap.kit.pictures.workshop import Workshop
from tests.album import (
    BROKEN,
    FOREIGN,
    MEDIA,
    MEMORY,
    PIXELS,
    REFUSED,
    SAMPLES,
    TIME,
    difference,
    metadata_in,
    needs_exiftool,
    needs_media,
    pixel_bomb,
    png,
    text_bomb,
)
from tests.nursery import children, none_grows_up, wait_for_end

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    async with Workshop() as workshop:
        yield workshop


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def rendition(picture: Picture, side: int, format: str = "jpeg") -> Image.Image:
    (found,) = (one for one in picture.sizes if one.side == side and one.format == format)
    with Image.open(found.path) as image:
        return image.convert("RGB")


def keep(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


# The sample photos


@pytest.fixture(scope="module")
def developed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture | Invalid]:
    """What came of every sample, by its name."""

    async def develop_all() -> dict[str, Picture | Invalid]:
        outcomes: dict[str, Picture | Invalid] = {}
        async with Workshop() as workshop:
            for name in SAMPLES:
                try:
                    outcomes[name] = await workshop.develop(MEDIA / name, tmp_path_factory.mktemp("sample"))
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
    assert picture.taken_at == datetime(2008, 10, 22, 16, 28, 39)  # noqa: DTZ001 (a camera knows no zone) (the camera knows no zone)


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


def jpeg() -> bytes:
    return saved(Image.effect_noise((200, 150), 60), "jpeg")


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


# The workshop


async def test_a_picture_too_heavy_for_the_child_leaves_the_web_process_unharmed(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    heavy = keep(tmp_path / "photo", saved(Image.new("RGB", (8_000, 6_000)), "webp", method=0))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(Invalid) as refused:
        await workshop.develop(heavy, into)

    assert refused.value.say.text == MEMORY
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 8 << 10


async def test_a_picture_that_takes_too_long_is_given_up(into: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "photo")  # it never brings a byte

    async with Workshop(patience_s=0.01) as workshop:
        with pytest.raises(Invalid) as refused:
            await workshop.develop(tmp_path / "photo", into)

    assert refused.value.say.text == TIME
    assert children() == []


@pytest.mark.parametrize(("death", "sentence"), [(signal.SIGSEGV, BROKEN), (signal.SIGXCPU, TIME)])
async def test_a_child_that_dies_over_a_picture_harms_only_that_picture(
    death: signal.Signals, sentence: str, workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "photo")
    developing = asyncio.create_task(workshop.develop(tmp_path / "photo", into))
    # Opens once the child does: now it is at work.
    handle = await asyncio.to_thread(os.open, tmp_path / "photo", os.O_WRONLY)
    (child,) = children()
    os.kill(child, death)

    with pytest.raises(Invalid) as refused:
        await developing
    os.close(handle)

    assert refused.value.say.text == sentence
    await workshop.develop(keep(tmp_path / "whole", jpeg()), into)


async def test_a_picture_whose_child_was_killed_is_developed_by_another(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "photo")
    developing = asyncio.create_task(workshop.develop(tmp_path / "photo", into))
    handle = await asyncio.to_thread(os.open, tmp_path / "photo", os.O_WRONLY)
    keep(tmp_path / "whole", jpeg()).rename(tmp_path / "photo")

    (child,) = children()
    os.kill(child, signal.SIGKILL)

    assert await developing
    assert len(left_in(into)) == len(SIDES) * len(FORMATS)
    os.close(handle)


async def test_where_no_child_lives_long_enough_to_begin_the_sender_is_asked_to_try_again(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    source = keep(tmp_path / "photo", jpeg())

    async with none_grows_up():
        with pytest.raises(Busy):
            await workshop.develop(source, into)

    assert children() == []
    assert await workshop.develop(source, into)


async def test_a_child_is_held_to_its_limits_and_knows_no_secrets(
    workshop: Workshop, into: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_PASSWORD", "RAHASIA")
    await workshop.develop(keep(tmp_path / "photo", jpeg()), into)

    (child,) = children()

    assert resource.prlimit(child, resource.RLIMIT_AS) == (768 << 20, 768 << 20)
    assert 10 <= resource.prlimit(child, resource.RLIMIT_CPU)[0] <= 20
    assert resource.prlimit(child, resource.RLIMIT_CORE) == (0, 0)
    assert b"RAHASIA" not in environment(child)


async def test_a_caller_who_leaves_takes_the_child_along(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "photo")
    developing = asyncio.create_task(workshop.develop(tmp_path / "photo", into))
    handle = await asyncio.to_thread(os.open, tmp_path / "photo", os.O_WRONLY)
    developing.cancel()

    with pytest.raises(asyncio.CancelledError):
        await developing
    os.close(handle)

    assert children() == []
    await workshop.develop(keep(tmp_path / "whole", jpeg()), into)


async def test_one_warm_child_develops_many_pictures_in_turn(workshop: Workshop, tmp_path: Path) -> None:
    source = keep(tmp_path / "photo", jpeg())
    folders = [tmp_path / str(nth) for nth in range(5)]
    for folder in folders:
        folder.mkdir()
    assert children() == []

    await workshop.develop(source, folders[0])
    first = children()
    await asyncio.gather(*(workshop.develop(source, folder) for folder in folders))

    assert len(first) == 1
    assert children() == first
    assert all(len(left_in(folder)) == len(SIDES) * len(FORMATS) for folder in folders)


async def test_a_child_that_died_at_rest_is_not_asked_again(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    source = keep(tmp_path / "photo", jpeg())
    await workshop.develop(source, into)
    (child,) = children()

    os.kill(child, signal.SIGKILL)
    wait_for_end(child)

    assert await workshop.develop(source, into)


async def test_a_child_with_nothing_to_do_goes_home(into: Path, tmp_path: Path) -> None:
    async with Workshop(idle_s=0) as workshop:
        await workshop.develop(keep(tmp_path / "photo", jpeg()), into)
        for child in children():
            await asyncio.to_thread(wait_for_end, child)

        assert await workshop.develop(tmp_path / "photo", into)

    assert children() == []


PARENT = """
import asyncio, os, sys
from pathlib import Path
from typing import cast
from tanggap.kit.pictures.workshop import Workshop

os.mkfifo("photo")
async def main():
    developing = asyncio.create_task(Workshop().develop(Path("photo"), Path(".")))
    await asyncio.to_thread(os.open, "photo", os.O_WRONLY)
    print(*(path.read_text() for path in Path("/proc/self/task").glob("*/children")), flush=True)
    await developing
asyncio.run(main())
"""


@pytest.fixture
def parent(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        yield parent
        parent.kill()


def test_a_child_at_work_does_not_outlive_its_parent(parent: "subprocess.Popen[str]") -> None:
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.kill()

    wait_for_end(child)


def test_the_child_carries_only_what_decoding_needs() -> None:
    asked = "import sys, tanggap.kit.pictures.child; print(*{name.partition('.')[0] for name in sys.modules})"
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split()

    assert "PIL" in told
    assert not {"numpy", "shapely", "litestar", "babel", "asyncio", "obstore"} & set(told)


# What cameras write


GPS_IN_BEKASI = {1: "S", 2: (6.0, 16.0, 12.0), 3: "E", 4: (107.0, 0.0, 36.0)}


def test_a_place_is_read_as_longitude_and_latitude() -> None:
    assert exif.place(GPS_IN_BEKASI) == (107.01, -6.27)


@pytest.mark.parametrize(
    "wrong",
    [
        {2: None},
        {2: (6.0, 16.0)},
        {2: (float("nan"), 0.0, 0.0)},
        {2: (91.0, 0.0, 0.0)},
        {2: "6.27"},
        {1: "X"},
        {1: None},
        {1: ""},
        {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
    ],
)
def test_a_place_that_makes_no_sense_is_none(wrong: dict[int, object]) -> None:
    assert exif.place(GPS_IN_BEKASI | wrong) is None


def test_a_moment_is_read_without_a_zone() -> None:
    assert exif.moment("2015:11:11 08:30:00\0") == datetime(2015, 11, 11, 8, 30)  # noqa: DTZ001 (a camera knows no zone)
    assert exif.moment("    :  :     :  :  ") is None
    assert exif.moment(7) is None
