"""What the parts of a page are given, ready to be shown: the structs of `look/parts`."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from tanggap.kit.words import Say

Tone = Literal["waiting", "moving", "done", "aside"]
Shape = Literal["ring", "half", "full", "struck"]


class StatusMark(Struct, frozen=True, kw_only=True):
    """Where a report stands: a shape, a word and a tone, since colour never speaks alone."""

    code: str
    word: Say
    shape: Shape
    tone: Tone


class DueClock(Struct, frozen=True, kw_only=True):
    """Until when: "sisa 2 hari", "lewat 4 jam", and the moment itself."""

    words: Say
    late: bool
    at: datetime


class KindSign(Struct, frozen=True, kw_only=True):
    """A kind of report; ``name`` in the reader's language, ``icon`` of Phosphor, ``colour`` as "#b4532a"."""

    slug: str
    name: str
    icon: str
    colour: str


class PhotoView(Struct, frozen=True, kw_only=True):
    """Paths of a photo in the size shown and in full; width and height in pixels of the size shown."""

    avif: str | None
    webp: str | None
    jpeg: str
    full: str
    width: int
    height: int
    alt: Say


class Piece(Struct, frozen=True):
    """A part of a text; ``hit`` when it is a word somebody looked for."""

    text: str
    hit: bool


class Card(Struct, frozen=True, kw_only=True):
    """A report in a list; ``urgent`` where it may not wait; of a search also the title in pieces, or where else the words stand."""

    href: str
    title: str
    status: StatusMark
    kind: KindSign
    place: str
    at: datetime
    photo: PhotoView | None
    supporters: int = 0
    urgent: Say | None = None
    marked: tuple[Piece, ...] = ()
    excerpt: tuple[Piece, ...] = ()


class NextStep(Struct, frozen=True, kw_only=True):
    """The one thing to do next: a form that posts to ``href``, or a link to where it is done."""

    href: str
    word: Say
    icon: str
    posts: bool


class Back(Struct, frozen=True, kw_only=True):
    """Why finished work came back to its unit: who found what wrong with it, in their words and pictures."""

    words: Say
    note: str | None
    photos: tuple[PhotoView, ...] = ()


class TaskCard(Card, frozen=True, kw_only=True):
    """A report in a list of work; ``point`` is where it is, lon and lat in degrees."""

    number: str
    due: DueClock | None
    next: NextStep | None = None
    point: tuple[float, float] | None = None
    back: Back | None = None


class Holder(Struct, frozen=True, kw_only=True):
    """Who answers for a report, and why they do."""

    name: str
    unit: str | None = None
    reason: Say


class Entry(Struct, frozen=True, kw_only=True):
    """One thing that happened to a report; ``late`` where it was told of long after it was done."""

    at: datetime
    words: Say
    who: str | None = None
    note: str | None = None
    photo: PhotoView | None = None
    tone: Tone
    internal: bool = False
    late: Say | None = None


class PlaceView(Struct, frozen=True, kw_only=True):
    """Where: the areas' names, and what stands near it. ``approximate``: the area's border is reckoned."""

    words: str
    landmark: str | None
    approximate: bool
