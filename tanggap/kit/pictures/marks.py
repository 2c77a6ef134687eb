"""What programs left in a picture's file: that it was edited, or made by a machine. Runs in the child process only.

Nothing here is a verdict: whoever wants to deceive writes what they like, or wipes it all. Only codes leave the child,
never what was read. Sources: IPTC Digital Source Type (cv.iptc.org/newscodes/digitalsourcetype); C2PA 2.1, 11.1 (the
JUMBF box of a manifest store); XMP part 1, 8.4 (CreatorTool) and part 2 (softwareAgent).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from PIL import Image
from PIL.ExifTags import IFD, Base

from tanggap.kit.pictures.picture import Mark

LONGEST_TEXT = 65_536
"""So much of each text is looked at, in characters."""

_MANIFEST = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
"""How the description box of a C2PA manifest store begins, in whatever kind of file it stands."""
_SOURCE_TYPE = re.compile(
    rb"digitalsourcetype/(trained|compositeWithTrained)AlgorithmicMedia\b", re.IGNORECASE
)
_TOLD_IN_XMP = re.compile(r"(?:CreatorTool|softwareAgent|Credit)(?:\s*=\s*[\"']([^\"'<]*)|\s*>([^<]*))")

_EDITORS = re.compile(
    r"photoshop|lightroom|\bgimp\b|snapseed|picsart|pixlr|facetune|meitu|\bcanva\b|affinity photo|paint\.net|krita"
    r"|polarr|\bvsco\b|photo ?editor|photodirector|luminar|remini|touchretouch|inshot|capcut",
    re.IGNORECASE,
)
_MAKERS = re.compile(
    r"stable ?diffusion|midjourney|dall[\W_]?e\b|comfyui|invokeai|automatic1111|novelai|adobe firefly|leonardo\.ai"
    r"|ideogram|chatgpt|gpt-4o|bing image creator|made with google ai|generative fill|\bsteps: \d+, sampler: ",
    re.IGNORECASE,
)
_MADE_OF_NODES = frozenset({"workflow", "prompt", "sd-metadata", "invokeai_metadata"})
"""Texts of a PNG under which machines keep what they were told to make."""


def marks(source: Path, image: Image.Image) -> tuple[Mark, ...]:
    """What an opened picture's file tells of programs, in a fixed order; what cannot be read tells nothing."""
    whole = source.read_bytes()
    found: set[Mark] = set()
    if _MANIFEST in whole:
        found.add("manifest")
    said = [*_in_exif(image), *_in_texts(image), *_in_xmp(image)]
    pieces = (whole, *(each.encode(errors="replace") for each in said))
    if any(_SOURCE_TYPE.search(piece) for piece in pieces) or any(map(_MAKERS.search, said)):
        found.add("generated")
    if any(map(_EDITORS.search, said)):
        found.add("edited")
    if _texts(image).keys() & _MADE_OF_NODES:
        found.add("generated")
    return tuple(sorted(found))


def _in_exif(image: Image.Image) -> Iterator[str]:
    try:
        exif = image.getexif()
        tags = (Base.Software, Base.ProcessingSoftware, Base.ImageDescription, Base.Artist)
        values: list[Any] = [exif.get(tag) for tag in tags]
        values.append(exif.get_ifd(IFD.Exif).get(Base.UserComment))
    except Exception:  # noqa: BLE001 (Pillow raises anything over hostile tags; none is worth a picture)
        return
    for value in values:
        if isinstance(value, bytes):
            # A comment names its encoding in eight bytes; two-byte letters are read without their empty halves.
            yield value[8:LONGEST_TEXT].replace(b"\0", b"").decode("latin-1")
        elif isinstance(value, str):
            yield value[:LONGEST_TEXT]


def _in_texts(image: Image.Image) -> Iterator[str]:
    for name, value in _texts(image).items():
        yield f"{name}: {value}"[:LONGEST_TEXT]


def _texts(image: Image.Image) -> dict[str, str]:
    """The texts of a PNG, read by Pillow within its limits."""
    return cast("dict[str, str]", getattr(image, "text", None) or {})


def _in_xmp(image: Image.Image) -> Iterator[str]:
    packet = image.info.get("xmp") or _texts(image).get("XML:com.adobe.xmp") or b""
    text = packet.decode(errors="replace") if isinstance(packet, bytes) else str(packet)
    for found in _TOLD_IN_XMP.finditer(text[: 4 * LONGEST_TEXT]):
        yield found[1] or found[2] or ""
    # IPTC's word for how it came about may be written in pieces; the address alone is enough.
    yield from re.findall(r"digitalsourcetype/\w+", text[: 4 * LONGEST_TEXT])
