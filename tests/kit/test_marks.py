"""What programs leave in a picture's file is noticed, and of what it says only codes come out."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tanggap.kit.pictures.marks import marks
from tanggap.kit.pictures.workshop import Workshop
from tests.album import keep, saved

MANIFEST = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\x00"
MADE = b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
SHOT = b"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
PHOTO = Image.effect_noise((64, 48), 40).convert("RGB")


def exif(**tags: str | bytes) -> bytes:
    """A JPEG with these in its Exif."""
    written = Image.Exif()
    for name, value in tags.items():
        written[{"software": 0x0131, "description": 0x010E}[name]] = value
    return saved(PHOTO, "jpeg", exif=written)


def comment(text: bytes) -> bytes:
    """A JPEG with a user's comment in its Exif."""
    written = Image.Exif()
    written.get_ifd(0x8769)[0x9286] = text
    return saved(PHOTO, "jpeg", exif=written)


def texts(**texts: str) -> bytes:
    """A PNG with these texts."""
    told = PngInfo()
    for name, value in texts.items():
        told.add_text(name, value, zip=True)
    return saved(PHOTO, "png", pnginfo=told)


def xmp(body: bytes) -> bytes:
    """A JPEG with an XMP packet."""
    return saved(PHOTO, "jpeg", xmp=b"<x:xmpmeta><rdf:Description " + body + b"/></x:xmpmeta>")


def segment(content: bytes) -> bytes:
    """A JPEG with a JUMBF segment, as C2PA writes it."""
    plain = saved(PHOTO, "jpeg")
    box = b"JP\x00\x01\x00\x00\x00\x01\x00\x00\x01\x00jumb\x00\x00\x00\x40" + content
    return plain[:2] + b"\xff\xeb" + (len(box) + 2).to_bytes(2) + box + plain[2:]


WRITTEN: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "a camera": (exif(software="HDR+ 1.0.540104767zd", description="Jalan Raya"), ()),
    "nothing": (saved(PHOTO, "jpeg"), ()),
    "Photoshop": (exif(software="Adobe Photoshop 25.1 (Windows)"), ("edited",)),
    "Snapseed": (exif(software="Snapseed 2.0"), ("edited",)),
    "an editor in XMP": (xmp(b'xmp:CreatorTool="GIMP 2.10"'), ("edited",)),
    "IPTC: made by a machine": (xmp(b'Iptc4xmpExt:DigitalSourceType="' + MADE + b'"'), ("generated",)),
    "IPTC: taken by a camera": (xmp(b'Iptc4xmpExt:DigitalSourceType="' + SHOT + b'"'), ()),
    "Google's credit": (xmp(b'photoshop:Credit="Made with Google AI"'), ("generated",)),
    "a manifest": (segment(MANIFEST), ("manifest",)),
    "a manifest that says it was made": (segment(MANIFEST + MADE), ("generated", "manifest")),
    "what a machine was told": (texts(parameters="a road, Steps: 20, Sampler: Euler a"), ("generated",)),
    "a machine's nodes": (texts(workflow="{}"), ("generated",)),
    "a machine's comment": (
        comment(b"UNICODE\0" + "Steps: 8, Sampler: DPM".encode("utf-16-be")),
        ("generated",),
    ),
    "a caption about editors": (texts(Title="Toko Foto di depan Canvas"), ()),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_what_a_program_wrote_becomes_a_code(way: str, tmp_path: Path) -> None:
    content, found = WRITTEN[way]

    with Image.open(BytesIO(content)) as image:
        assert marks(keep(tmp_path / "photo", content), image) == found


@pytest.mark.parametrize(
    "hostile",
    [
        texts(**{"XML:com.adobe.xmp": "CreatorTool=" * 40_000}),
        exif(software=b"\xff\xfe\x00" * 900),
        segment(b"jumdc2pa"),
    ],
    ids=["long", "no words", "cut short"],
)
def test_what_makes_no_sense_says_nothing(hostile: bytes, tmp_path: Path) -> None:
    with Image.open(BytesIO(hostile)) as image:
        assert marks(keep(tmp_path / "photo", hostile), image) == ()


async def test_the_child_hands_out_codes_alone(workshop: Workshop, into: Path, tmp_path: Path) -> None:
    picture = await workshop.develop(keep(tmp_path / "photo", exif(software="Snapseed 2.0")), into)

    assert picture.marks == ("edited",)
