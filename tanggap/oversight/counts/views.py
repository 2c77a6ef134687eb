"""What the overview's pages are given."""

from datetime import date, datetime

from msgspec import Struct

from tanggap.kit.words import Say
from tanggap.oversight.scorecards.views import MonthRanking


class Link(Struct, frozen=True, kw_only=True):
    """A way to another period."""

    href: str
    word: Say
    here: bool = False


class Totals(Struct, frozen=True, kw_only=True):
    """All reports as they stand now; a count below five but not zero is None."""

    open: int | None
    closed: int | None
    late: int | None
    on_time_percent: float | None
    rating: float | None


class Share(Struct, frozen=True, kw_only=True):
    """A part of a period's reports: ``percent`` of all, ``width`` of its bar in percent of the longest."""

    name: str
    colour: str | None = None
    icon: str | None = None
    count: int
    percent: float
    width: float
    href: None = None


class DayCount(Struct, frozen=True, kw_only=True):
    """The reports of a day, or of a week from this day on, and those of them that are closed now; below five but not zero None."""

    day: date
    received: int | None
    closed: int | None


class Section(Struct, frozen=True, kw_only=True):
    """One period, told; its ``days`` one by one, or ``weekly`` seven as one. ``highest`` is the most of them."""

    id: str
    title: Say
    first: date
    last: date
    query: str
    count: int | None
    per_day: float
    later: int | None
    finding: Say
    days: tuple[DayCount, ...]
    weekly: bool
    highest: int
    kinds: tuple[Share, ...]
    areas: tuple[Share, ...]
    statuses: tuple[Share, ...]


class OverviewPage(Struct, frozen=True, kw_only=True):
    """What counts/overview.html is given. ``first`` and ``last`` stand in its form; ``agencies`` are of the last month published."""

    as_of: datetime | None
    totals: Totals
    periods: tuple[Link, ...]
    chosen: bool
    first: date
    last: date
    today: date
    sections: tuple[Section, ...]
    approximate: bool
    agencies: MonthRanking | None
