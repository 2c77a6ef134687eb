"""Makes a plain picture out of a stranger's file. Runs in the child process only.

Only pixels pass: every rendition is encoded from bare pixels, so no tag, text,
profile or thumbnail of the original can come along.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pillow_heif
from PIL import AvifImagePlugin, Image, ImageCms, WebPImagePlugin  # noqa: F401 # pyright: ignore[reportUnusedImport] (imported to be known)

from tanggap.kit.pictures import exif
from tanggap.kit.pictures.marks import marks
from tanggap.kit.pictures.picture import (
    FORMATS,
    MAX_PIXELS,
    SIDES,
    WHOLE,
    Box,
    Flaw,
    Format,
    Picture,
    Rendition,
    Traced,
    rendition_path,
)

pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)  # pyright: ignore[reportUnknownMemberType] (Pillow leaves it untyped)

READERS = ("JPEG", "PNG", "WEBP", "HEIF")

# Pillow's own limit counts otherwise (an error only from twice the number); ours is checked below.
Image.MAX_IMAGE_PIXELS = None

# With these a 12-megapixel JPEG takes about a second of one core. AVIF at speed 8 takes three times as
# long as at 9 for 2 % fewer bytes.
ENCODINGS: Mapping[Format, Mapping[str, Any]] = {
    "avif": {"quality": 60, "speed": 9, "max_threads": 1},
    "webp": {"quality": 76, "method": 2},
    "jpeg": {"quality": 78, "progressive": True, "optimize": True},
}

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation."""

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] (Pillow leaves it untyped)


class Unfit(Exception):
    """No picture can be made of this file."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw: Flaw = flaw


COVER_CELLS = 6
"""How many cells the shorter side of a covered place has: too few to tell a face by."""


def develop(source: Path, into: Path, covers: tuple[Box, ...] | None = None) -> Picture:
    """The picture in `source`, upright and bare, written to `into` in every side and format.

    What `covers` names is covered in a second set, or faces and plates where it names nothing.

    Raises Unfit for a file of another kind or of too many pixels, and whatever Pillow
    raises over one that is broken.
    """
    with _opened(source) as image:
        width, height = image.size
        longest = SIDES[-1]
        # A JPEG is decoded at a half or a quarter where that is still large enough.
        image.draft(None, _within((width, height), longest))
        image.load()
        shot = exif.shot(image)
        left = marks(source, image)
        small = _shrunk(_in_full_tones(image), longest)
        profile = image.info.get("icc_profile")

    turn = UPRIGHT.get(shot.orientation)
    if turn is not None:
        small = small.transpose(turn)
        width, height = (height, width) if shot.orientation >= 5 else (width, height)
    bare = _bare(_in_srgb(_on_white(small), profile))

    covers = _looked_for(bare) if covers is None else covers
    return Picture(
        sizes=_prints(bare, into),
        covered=_prints(_covered(bare, covers), into, covered=True) if covers else (),
        covers=covers,
        width=width,
        height=height,
        colour="#{:02x}{:02x}{:02x}".format(*_average(bare)),
        likeness=_likeness(bare),
        traced=_traced(bare),
        gps=shot.gps,
        taken_at=shot.taken_at,
        marks=left,
    )


def _looked_for(image: Image.Image) -> tuple[Box, ...] | None:
    """Faces and plates; None where nothing can look for them here, and so nothing may be shown to the public."""
    try:
        # Not at the top: a machine on which this does not load still takes photos.
        from tanggap.kit.pictures.seeing import faces_and_plates  # noqa: PLC0415 (see above)

        return faces_and_plates(image)
    except Exception:  # noqa: BLE001 (whatever stops it, the picture waits for a person)
        return None


def _traced(image: Image.Image) -> Traced | None:
    """By what it is known again; nothing where nothing can reckon it here."""
    try:
        # Not at the top, as above.
        from tanggap.kit.pictures.trace import trace  # noqa: PLC0415 (see above)

        return trace(image)
    except ImportError:
        return None


def _covered(image: Image.Image, covers: tuple[Box, ...]) -> Image.Image:
    """The image with places of it made unknowable: a few cells of nearly its colours, for ever."""
    covered = image.copy()
    for box in covers:
        place = (
            box.left * image.width // WHOLE,
            box.top * image.height // WHOLE,
            -(-box.right * image.width // WHOLE),
            -(-box.bottom * image.height // WHOLE),
        )
        width, height = place[2] - place[0], place[3] - place[1]
        if width <= 0 or height <= 0:
            continue
        cell = max(1, min(width, height) / COVER_CELLS)
        cells = max(1, round(width / cell)), max(1, round(height / cell))
        few = covered.crop(place).resize(cells, Image.Resampling.BOX)
        # Averages alone can be reckoned back from a known face; with chance in them no longer.
        noise = Image.merge("RGB", [Image.effect_noise(cells, 60)] * 3)
        covered.paste(Image.blend(few, noise, 0.3).resize((width, height), Image.Resampling.NEAREST), place)
    return covered


def _opened(source: Path) -> Image.Image:
    """The file as a picture not yet decoded: what it is, its content decides."""
    try:
        image = Image.open(source, formats=READERS)
    except Image.UnidentifiedImageError:
        raise Unfit("foreign") from None
    if image.width * image.height > MAX_PIXELS:
        raise Unfit("pixels")
    return image


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """The size in the same proportion whose longest side is at most `side`."""
    share = min(1, side / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    return image.resize(_within(image.size, side), Image.Resampling.LANCZOS, reducing_gap=2)


def _in_full_tones(image: Image.Image) -> Image.Image:
    """The image in a mode that can be resized smoothly, with any transparency as alpha."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey; a plain conversion would clip all but the darkest to white.
        return image.point(lambda tone: tone / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The image in the colours every screen assumes; a profile that makes no sense is ignored."""
    if profile:
        try:
            origin = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, origin, SRGB, outputMode="RGB")
            return cast("Image.Image", converted)  # None only when working in place
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The same pixels and nothing else: Pillow carries comments and profiles from image to image."""
    return Image.frombytes("RGB", image.size, image.tobytes())


def _average(image: Image.Image) -> tuple[int, ...]:
    return tuple(image.resize((1, 1), Image.Resampling.BOX).tobytes())


def _likeness(image: Image.Image) -> int:
    """Whether each of 8 x 8 fields is darker than its right neighbour, as 64 bits.

    Source: N. Krawetz, "Kind of Like That" (2013), dHash.
    """
    grey = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = (grey[9 * y + x] < grey[9 * y + x + 1] for y in range(8) for x in range(8))
    unsigned = sum(bit << nth for nth, bit in enumerate(bits))
    return unsigned - (unsigned >> 63 << 64)


def _prints(image: Image.Image, into: Path, *, covered: bool = False) -> tuple[Rendition, ...]:
    return tuple(
        _print(scaled, side, format, rendition_path(into, side, format, covered=covered))
        for side in SIDES
        for scaled in (_shrunk(image, side),)
        for format in FORMATS
    )


def _print(image: Image.Image, side: int, format: Format, path: Path) -> Rendition:
    image.save(path, format, **ENCODINGS[format])
    return Rendition(
        side=side,
        format=format,
        width=image.width,
        height=image.height,
        path=path,
        size=path.stat().st_size,
    )
