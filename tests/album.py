"""The sample photos beside this checkout, what becomes of each, and how a picture is looked over."""

import json
import random
import shutil
import struct
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tanggap.kit.pictures.workshop import SAID

MEDIA = Path(__file__).parents[1] / "../shared/data/media"

SAMPLES = sorted(str(path.relative_to(MEDIA)) for path in MEDIA.glob("**/*") if path.is_file())

needs_media = pytest.mark.skipif(
    not MEDIA.is_dir(), reason="the sample photos in ../shared/data/media are absent"
)
needs_exiftool = pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")

FOREIGN, BROKEN, PIXELS, MEMORY, TIME = (
    SAID[flaw].text for flaw in ("foreign", "broken", "pixels", "memory", "time")
)

# Every other sample is developed.
REFUSED = {
    "README.md": FOREIGN,
    "jpeg-broken/broken_data_stream.png": BROKEN,
    "jpeg-broken/decompression_bomb.gif": FOREIGN,
    "jpeg-broken/truncated_image.png": BROKEN,
    "jpeg-broken/truncated_jpeg.jpg": BROKEN,
    "smallest/Mpeg4.mp4": FOREIGN,
    "smallest/bmp.bmp": FOREIGN,
    "smallest/gif-transparent.gif": FOREIGN,
    "smallest/gif.gif": FOREIGN,
    "smallest/ico.ico": FOREIGN,
    "smallest/mp3.mp3": FOREIGN,
    "smallest/pdf.pdf": FOREIGN,
    "smallest/svg.svg": FOREIGN,
    "smallest/tiff.tif": FOREIGN,
    "smallest/webp.webp": BROKEN,
    "smallest/zip.zip": FOREIGN,
}

# Groups of exiftool that tell of a file's frame (its kind, width, height, codec) and of nothing else.
BARE_GROUPS = {"SourceFile", "ExifTool", "File", "Composite", "JFIF", "RIFF", "QuickTime", "Meta"}


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures of one size are apart: 0 for the same, 255 for black and white."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def metadata_in(*places: Path) -> list[str]:
    """What exiftool finds in files, or folders of them, beyond the bare frame of a picture."""
    told = subprocess.run(["exiftool", "-json", "-G0", "-a", "-u", *places], capture_output=True, check=True)
    return [
        f"{file['SourceFile']}: {tag}"
        for file in json.loads(told.stdout)
        for tag in file
        if tag.partition(":")[0] not in BARE_GROUPS or "Comment" in tag
    ]


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of one-bit pixels, put together by hand."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    pixels = b"".join(rows.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)) + rows.flush()
    parts = ((b"IHDR", head), *chunks, (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in parts)


def pixel_bomb() -> bytes:
    """48 kB that would be 400 million pixels."""
    return png(20_000, 20_000)


def text_bomb() -> bytes:
    """A small picture with a comment of 80 MiB."""
    return png(8, 8, (b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80 << 20), 9)))


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    """A picture as a file of this format."""
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def jpeg() -> bytes:
    """A small photo."""
    return saved(Image.effect_noise((200, 150), 60), "jpeg")


def keep(path: Path, content: bytes) -> Path:
    """The file, with this in it."""
    path.write_bytes(content)
    return path


def left_in(folder: Path) -> list[Path]:
    """What stands in a folder."""
    return list(folder.iterdir())


def scene(nth: int) -> Image.Image:
    """A photo of nothing in particular, unlike that of any other number: light and shade of every size."""
    chance = random.Random(nth)
    picture = Image.new("RGB", (480, 360), "grey")
    for cells in ((4, 3), (8, 6), (16, 12), (60, 45)):
        clouds = Image.frombytes("RGB", cells, chance.randbytes(3 * cells[0] * cells[1]))
        picture = Image.blend(picture, clouds.resize(picture.size, Image.Resampling.BICUBIC), 0.45)
    return picture
