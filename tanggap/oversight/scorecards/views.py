"""What the scorecards' pages are given."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from tanggap.city.packs.grading import Grading
from tanggap.kit.words import Say

BandName = Literal["green", "yellow", "red", "none"]


class Badge(Struct, frozen=True, kw_only=True):
    """A score (0 to 100; None: too few to say) with its colour, the word for it and a sign of its own shape."""

    points: float | None
    band: BandName
    word: Say
    sign: str


class RankRow(Struct, frozen=True, kw_only=True):
    """One subject in a table of a month; percents 0 to 100, counts below five but not zero None."""

    rank: int | None
    name: str
    href: str
    score: Badge
    why: tuple[Say, ...]
    on_time_percent: float | None
    least_percent: float | None
    finished: int | None


class Ranking(Struct, frozen=True, kw_only=True):
    """How those of a kind stand in a month: the ones that have a score, and the others."""

    id: str
    title: Say
    scored: tuple[RankRow, ...]
    unscored: tuple[RankRow, ...]


class MonthRanking(Struct, frozen=True, kw_only=True):
    """The agencies in the month that was published last; no ``ranking`` where none was."""

    month: date
    published_at: datetime
    ranking: Ranking


class Link(Struct, frozen=True, kw_only=True):
    """A way to something."""

    href: str
    name: str
    here: bool = False


class MonthLink(Struct, frozen=True, kw_only=True):
    """A way to another month."""

    href: str
    month: date
    here: bool


class Part(Struct, frozen=True, kw_only=True):
    """One measure of a card. ``percent`` and its interval are 0 to 100; ``stars`` stands instead of it for a rating.

    ``items`` is how many stand behind it, None where they are fewer than may be told; ``points`` what it adds to the
    score of ``weight``. ``behind`` leads to the reports, ``behind_city`` to the city's.
    """

    title: Say
    source: Say
    percent: float | None
    low: float | None
    high: float | None
    stars: float | None
    items: int | None
    weight: float | None
    from_city: bool
    behind: str | None
    behind_city: str | None


class Mark(Struct, frozen=True, kw_only=True):
    """A month on the line of twelve; None without a score, and then why: too few, or not published."""

    month: date
    points: float | None
    badge: Badge
    x: float
    y: float | None


class CellRow(Struct, frozen=True, kw_only=True):
    """Of a card, one area, kind or agency: how many were finished (five or more) and on time."""

    name: str
    href: str
    finished: int
    percent: float


class CellTable(Struct, frozen=True, kw_only=True):
    """A card by areas, kinds or agencies; ``fewer`` of its rows have too little to be told."""

    id: str
    title: Say
    rows: tuple[CellRow, ...]
    fewer: int


class Reason(Struct, frozen=True, kw_only=True):
    """Why a month is red whatever its points: ``reports`` are some that made it so, ``behind`` leads to all of them."""

    words: Say
    behind: str | None
    reports: tuple[Link, ...]


class Told(Struct, frozen=True, kw_only=True):
    """A card of a month, or of twelve, as it is shown; ``held_behind`` leads to what is still held."""

    title: Say
    badge: Badge
    at_least: float | None
    change: float | None
    why: tuple[Reason, ...]
    rank: int | None
    ranked: int
    parts: tuple[Part, ...]
    alike_percent: float | None
    alike_items: int | None
    alike_covered: float | None
    held: int | None
    held_days: float | None
    held_behind: str | None


class SaidBeside(Struct, frozen=True, kw_only=True):
    """What a unit said beside its score of a month."""

    month: date
    text: str
    at: datetime


class VersionRow(Struct, frozen=True, kw_only=True):
    """A version of the month, and why there is one after the first; ``points`` of the subject in it, where there is one."""

    version: int
    published_at: datetime
    reason: str | None
    href: str
    here: bool
    points: float | None = None


class CardPage(Struct, frozen=True, kw_only=True):
    """What scorecards/card.html is given. ``draft`` is what only the unit's own people see before it is published."""

    name: str
    of: Say
    month: date | None
    published_at: datetime | None
    months: tuple[MonthLink, ...]
    told: tuple[Told, ...]
    line: tuple[Mark, ...]
    tables: tuple[CellTable, ...]
    answers: tuple[SaidBeside, ...]
    versions: tuple[VersionRow, ...]
    more: tuple[Link, ...]
    draft: Told | None = None
    draft_month: date | None = None
    draft_until: date | None = None
    answer: str | None = None
    answer_month: date | None = None


class IndexPage(Struct, frozen=True, kw_only=True):
    """What scorecards/index.html is given; ``spans`` lead to the month and to its twelve.

    ``correct`` is the month to be published anew, where its reader may.
    """

    month: date | None
    version: int | None
    published_at: datetime | None
    months: tuple[MonthLink, ...]
    spans: tuple["SpanLink", ...]
    rankings: tuple[Ranking, ...]
    versions: tuple[VersionRow, ...]
    first_on: date | None
    correct: str | None = None


class SpanLink(Struct, frozen=True, kw_only=True):
    """A way to the same over a month, or over twelve."""

    href: str
    title: Say
    here: bool


class BehindRow(Struct, frozen=True, kw_only=True):
    """A report behind a figure: where it leads, and how long its unit's own office was open while it held it.

    ``good``: counted for the unit, None where that is not what is counted: then its ``stars``, or for how many
    ``days`` it had been held.
    """

    number: str
    href: str
    kind: str
    area: str
    finished_at: datetime | None
    due_at: datetime | None
    good: bool | None
    stars: int | None
    days: float | None
    held_hours: float | None


class BehindPage(Struct, frozen=True, kw_only=True):
    """What scorecards/behind.html is given; ``hidden`` are those the public may not find, None below five.

    ``first`` is the first of twelve months, None for one month; ``order`` says what is on top.
    """

    name: str
    title: Say
    order: Say
    first: date | None
    month: date
    back: str
    rows: tuple[BehindRow, ...]
    hidden: int | None
    later: str | None
    inside: bool


class MethodPage(Struct, frozen=True, kw_only=True):
    """What scorecards/method.html is given; ``example`` are the steps of one real month, none where none is published."""

    grading: Grading
    gradings: tuple[Grading, ...]
    fewest_shown: int
    weights: tuple["Weighed", ...]
    example: "Example | None"


class Weighed(Struct, frozen=True, kw_only=True):
    """A measure and what it weighs."""

    title: Say
    weight: float


class Step(Struct, frozen=True, kw_only=True):
    """One line of an example: a share of so many, times its weight."""

    title: Say
    part: int
    whole: int
    weight: float
    earned: float


class Example(Struct, frozen=True, kw_only=True):
    """How a score that was published comes about."""

    name: str
    href: str
    month: date
    steps: tuple[Step, ...]
    earned: float
    weight: float
    points: float
