"""What the desk's pages are given."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from tanggap.city.areas.sketch import DrawnArea
from tanggap.kit.words import Say
from tanggap.oversight.operations_centre.desk.calling import Contact
from tanggap.oversight.operations_centre.desk.handover.views import NoteView
from tanggap.oversight.operations_centre.desk.kept.views import KeptViews
from tanggap.oversight.operations_centre.tiles.views import BigMap
from tanggap.report.choices import Choice, Option, OptionGroup
from tanggap.report.views import TaskCard


class Link(Struct, frozen=True, kw_only=True):
    """A way to another screen; ``here`` for the one that is shown."""

    href: str
    word: Say
    here: bool = False


class Figure(Struct, frozen=True, kw_only=True):
    """One figure of what was chosen: ``value`` spoken, where its reports are, of how many it tells.

    ``then`` is the same of the other days, ``change`` the difference in words.
    """

    word: Say
    value: str
    href: str | None
    note: Say | None = None
    tone: str = ""
    then: str | None = None
    change: Say | None = None


class Count(Struct, frozen=True, kw_only=True):
    """How many, and where they are listed."""

    count: int
    href: str


class Line(Struct, frozen=True, kw_only=True):
    """Of one kind, unit, area, channel or status: ``href`` narrows the desk to it. ``then`` are those of the other days."""

    name: str
    href: str | None
    received: Count
    open: Count
    done: Count
    late: Count
    width: float
    icon: str | None = None
    colour: str | None = None
    then: int | None = None
    change: Say | None = None
    contact: Contact | None = None


class Way(Struct, frozen=True, kw_only=True):
    """The chosen reports told apart in one way: the largest lines, and the others."""

    id: str
    title: Say
    column: Say
    lines: tuple[Line, ...]
    others: tuple[Line, ...]


class Bar(Struct, frozen=True, kw_only=True):
    """A stretch of the chart: ``height`` and ``then_height`` in percent of the highest of all."""

    begins: datetime
    count: int
    height: float
    href: str | None
    then: int | None = None
    then_height: float | None = None


class Chart(Struct, frozen=True, kw_only=True):
    """What came in when; ``hours`` where a bar is one hour. ``most`` is the highest, ``length`` that of a bar."""

    bars: tuple[Bar, ...]
    most: int
    hours: bool
    length: timedelta
    compared: bool
    finding: Say


class Shade(Struct, frozen=True, kw_only=True):
    """An area of the sketch: how strongly it is filled (0 to 1), of how many."""

    area: DrawnArea
    strength: float
    count: int
    href: str


class Sketch(Struct, frozen=True, kw_only=True):
    """The city's kelurahan, the more reports the stronger."""

    width: int
    height: int
    shades: tuple[Shade, ...]


class Chip(Struct, frozen=True, kw_only=True):
    """One filter that is set, and the desk without it."""

    word: Say
    name: str
    href: str


class Choices(Struct, frozen=True, kw_only=True):
    """What the filter form offers."""

    kinds: tuple[OptionGroup, ...]
    groups: tuple[Option, ...]
    agencies: tuple[Option, ...]
    areas: tuple[OptionGroup, ...]
    channels: tuple[Option, ...]
    statuses: tuple[Option, ...]
    urgencies: tuple[Option, ...]
    against: tuple[Choice, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """The other days; None where they were to be chosen and are not yet."""

    first: date | None
    last: date | None


class DeskPage(Struct, frozen=True, kw_only=True):
    """What desk/desk.html is given."""

    as_of: datetime
    first: date
    last: date
    second_first: date | None
    second_last: date | None
    query: str
    periods: tuple[Link, ...]
    choices: Choices
    narrowed: bool
    chips: tuple[Chip, ...]
    too_many: int | None
    figures: tuple[Figure, ...]
    comparison: Comparison | None
    chart: Chart
    sketch: Sketch | None
    map: BigMap
    ways: tuple[Way, ...]
    day: str
    where: str | None
    kept: KeptViews
    notes: tuple[NoteView, ...]
    errors: dict[str, Say]
    given: dict[str, str]


class LateCard(Struct, frozen=True, kw_only=True):
    """A report in the list, who holds it, and how they are reached."""

    card: TaskCard
    holder: str | None
    contact: Contact | None


class ReportsPage(Struct, frozen=True, kw_only=True):
    """What desk/reports.html is given. ``count`` stops one above ``most``."""

    title: Say
    count: int
    most: int
    cards: tuple[LateCard, ...]
    chips: tuple[Chip, ...]
    first: date | None
    last: date | None
    only: tuple[Link, ...]
    desk: str
    csv: str
    start: str | None
    next: str | None
