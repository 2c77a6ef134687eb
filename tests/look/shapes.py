"""What the parts of a page are given, in types: the shapes told in the comments of look/parts and look/pages."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from tanggap.kit.words import Say

Tone = Literal["waiting", "moving", "done", "aside"]
Band = Literal["green", "yellow", "red", "none"]


class Phone(Struct, frozen=True, kw_only=True):
    """An emergency number."""

    number: str
    word: str


class Flash(Struct, frozen=True, kw_only=True):
    """Said once, after a form did its work."""

    words: str
    tone: Literal["done", "moving", "danger"]


class MenuEntry(Struct, frozen=True, kw_only=True):
    """A place that a staff member may go to; `count` of what waits there."""

    place: str
    href: str
    icon: str
    word: Say
    count: int | None


class Frame(Struct, frozen=True, kw_only=True):
    """What stands around every page. `here` and `place` say which page this is; `menu` is empty for citizens."""

    city: str
    language: Literal["id", "en"]
    here: str
    place: str
    menu: tuple[MenuEntry, ...]
    person: str | None
    flash: Flash | None
    phones: tuple[Phone, ...]
    theme: Literal["light", "dark"] | None


class Status(Struct, frozen=True, kw_only=True):
    """Where a report stands: a shape, a word and a tone."""

    code: str
    word: Say
    shape: Literal["ring", "half", "full", "struck"]
    tone: Tone


class Due(Struct, frozen=True, kw_only=True):
    """Until when: "sisa 2 hari", "lewat 4 jam", and the moment itself."""

    words: Say
    late: bool
    at: datetime


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of report; `name` in the reader's language, `icon` of Phosphor, `colour` as "#b4532a"."""

    slug: str
    name: str
    icon: str
    colour: str


class Photo(Struct, frozen=True, kw_only=True):
    """Addresses of a photo in the size shown and in full; width and height in pixels of the size shown."""

    avif: str | None
    webp: str | None
    jpeg: str
    full: str
    width: int
    height: int
    alt: Say


class Card(Struct, frozen=True, kw_only=True):
    """A report in a list."""

    href: str
    title: str
    status: Status
    kind: Kind
    place: str
    at: datetime
    photo: Photo | None
    supporters: int


class TaskCard(Card, frozen=True, kw_only=True):
    """A report in a list of work; `accept` is where accepting it posts."""

    number: str
    due: Due | None
    distance_m: float | None
    accept: str | None


class Holder(Struct, frozen=True, kw_only=True):
    """Who answers for a report, and why they do."""

    name: str
    unit: str | None
    reason: Say


class Entry(Struct, frozen=True, kw_only=True):
    """One thing that happened to a report."""

    at: datetime
    words: Say
    who: str | None
    note: str | None
    photo: Photo | None
    tone: Tone
    internal: bool


class Place(Struct, frozen=True, kw_only=True):
    """Where: the area's words, and what stands near it."""

    words: str
    landmark: str | None
    approximate: bool


class KindChoice(Kind, frozen=True, kw_only=True):
    """A kind to choose; `words` is what people call it, in lower case."""

    emergency: bool
    words: str


class KindGroup(Struct, frozen=True, kw_only=True):
    """Kinds under one heading."""

    name: str
    kinds: tuple[KindChoice, ...]


class Option(Struct, frozen=True, kw_only=True):
    """One line of a list to choose from; `name` in the reader's language."""

    value: str
    name: str
    chosen: bool


class OptionGroup(Struct, frozen=True, kw_only=True):
    """Lines under one heading."""

    name: str
    options: tuple[Option, ...]


class Choice(Struct, frozen=True, kw_only=True):
    """One sentence of a few to choose from."""

    value: str
    word: Say
    hint: Say | None
    chosen: bool


class Act(Struct, frozen=True, kw_only=True):
    """The one thing to do next."""

    href: str
    word: Say


class Page(Struct, frozen=True, kw_only=True):
    """What a page is given, beside the frame."""
