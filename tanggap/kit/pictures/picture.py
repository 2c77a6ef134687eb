"""What a developed picture is, and what the workshop and its child say to each other."""

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

Format = Literal["avif", "webp", "jpeg"]

SIDES = (320, 800, 1600)
FORMATS: tuple[Format, ...] = ("avif", "webp", "jpeg")

MAX_BYTES = 10 << 20
"""A photo as it arrives; for `kit.files.receive`."""
MAX_PIXELS = 50_000_000


class Rendition(Struct, frozen=True, kw_only=True):
    """One file of a picture: at most `side` pixels long, never larger than the original."""

    side: int
    format: Format
    width: int
    height: int
    path: Path
    size: int
    """Bytes."""


WHOLE = 1000
"""The side of a picture in the units of a box."""
COVERS_MOST = 100


class Box(Struct, frozen=True, kw_only=True):
    """A place in a picture, in thousandths of its width and height from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def sound(self) -> bool:
        """Whether it is a place in the picture at all."""
        return 0 <= self.left < self.right <= WHOLE and 0 <= self.top < self.bottom <= WHOLE


class Traced(Struct, frozen=True, kw_only=True):
    """By what a picture is known again: each 64 bits as a signed number, alike where few bits differ."""

    trace: int
    """What it is remembered by."""
    looks: tuple[int, ...]
    """What to look for among what is remembered: this picture uncropped or cropped, as it is or mirrored."""


Mark = Literal["edited", "generated", "manifest"]
"""What programs left in a file: that one of them edits pictures, that one makes them up, that a C2PA manifest tells of both."""


class Picture(Struct, frozen=True, kw_only=True, tag="picture"):
    """A picture made anew from its pixels, upright, and what its camera told of it.

    There is one rendition for every side and format, so an address can be formed without looking. Where places of
    it are covered there is a second set of them, `covered`, and the first is sharp.
    """

    sizes: tuple[Rendition, ...]
    covered: tuple[Rendition, ...]
    covers: tuple[Box, ...] | None
    """Faces and plates, or what was ordered to be covered; None where nothing could look for them."""
    width: int
    """Pixels of the upright original, as is `height`."""
    height: int
    colour: str
    """Its average colour, `#rrggbb`, to show while it loads."""
    likeness: int
    """Its difference hash, 64 bits as a signed number: pictures that look alike differ in few bits."""
    traced: Traced | None
    """None for a picture too plain to be known again."""
    gps: tuple[float, float] | None
    """`lon, lat` in degrees: a proposal for the reporter to confirm, never to be published."""
    taken_at: datetime | None
    """By the camera's own clock, whose zone is unknown: naive."""
    marks: tuple[Mark, ...] = ()


class Order(Struct, frozen=True, kw_only=True, tag="develop"):
    """Develop the file `source` into the folder `into`, covering these places, or faces and plates where none are named."""

    source: Path
    into: Path
    covers: tuple[Box, ...] | None = None


class Comparison(Struct, frozen=True, kw_only=True, tag="compare"):
    """Look how much of the picture `one` is found again in any of `others`: files of ours, developed before."""

    one: Path
    others: tuple[Path, ...]


class Compared(Struct, frozen=True, kw_only=True, tag="compared"):
    """The most points a picture shares with one of the others."""

    points: int


Flaw = Literal["foreign", "broken", "pixels", "memory", "time"]


class Flawed(Struct, frozen=True, kw_only=True, tag="flawed"):
    """No picture could be made, and why.

    `foreign`: in none of the formats taken. `broken`: it cannot be decoded.
    `pixels`, `memory`, `time`: it needs more of them than a picture may.
    """

    flaw: Flaw


Answer = Picture | Compared | Flawed


def rendition_path(folder: Path, side: int, format: Format, *, covered: bool = False) -> Path:
    """Where a rendition lies in the folder its picture was developed into."""
    return folder / f"{'covered-' if covered else ''}{side}.{format}"


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError


def _typed(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return kind(value)
    raise NotImplementedError


to_wire = msgspec.msgpack.Encoder(enc_hook=_plain)
order_from_wire = msgspec.msgpack.Decoder(Order | Comparison, dec_hook=_typed)
answer_from_wire = msgspec.msgpack.Decoder(Answer, dec_hook=_typed)

LENGTH_BYTES = 4
"""Before each message, its length, the most significant byte first."""
