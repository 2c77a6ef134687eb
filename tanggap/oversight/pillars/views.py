"""What the page of the pillars is given."""

from datetime import date, datetime

from msgspec import Struct

from tanggap.kit.words import Say
from tanggap.oversight.pillars.rules import Trend


class AimView(Struct, frozen=True, kw_only=True):
    """What the city wants a value to be; ``reached`` is None where neither way is the good one."""

    words: Say
    reached: bool | None
    source: str


class Row(Struct, frozen=True, kw_only=True):
    """A month's value, or a kind's; ``figure`` is None where it is not told."""

    name: str
    figure: Say | None
    n: int | None
    href: str | None = None


class Tile(Struct, frozen=True, kw_only=True):
    """An indicator with a value over twelve months, and how it came about.

    ``line`` is the path of the months' values (240 by 48), ``months`` the same as rows, the last full month at the
    end; ``kinds`` are the kinds, where they are told apart.
    """

    code: str
    title: str
    means: str
    formula: str
    source: str
    figure: Say
    over: Say
    href: str
    trend: Say | None
    went: Trend | None
    aim: AimView | None
    beside: tuple[Say, ...]
    line: str | None
    months: tuple[Row, ...]
    kinds: tuple[Row, ...] = ()


class Empty(Struct, frozen=True, kw_only=True):
    """An indicator without a value, and what would bring one."""

    code: str
    title: str
    means: str
    why: str


class PillarView(Struct, frozen=True, kw_only=True):
    """A pillar with its indicators: those with a value, and those without."""

    slug: str
    name: str
    tiles: tuple[Tile, ...]
    empty: tuple[Empty, ...]


class PillarsPage(Struct, frozen=True, kw_only=True):
    """What pillars/pillars.html is given. ``as_of`` is None where nothing was counted yet.

    ``setting`` is where its aims are set, for who may.
    """

    set_name: str
    first: date
    last: date
    as_of: datetime | None
    pillars: tuple[PillarView, ...]
    setting: str | None = None
