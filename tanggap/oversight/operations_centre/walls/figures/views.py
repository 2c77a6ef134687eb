"""What the panels of a wall are given."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from tanggap.kit.words import Say
from tanggap.oversight.operations_centre.walls.figures.sketch import Sketch
from tanggap.oversight.scorecards.views import BandName
from tanggap.report.views import KindSign, StatusMark


class Figures(Struct, frozen=True, kw_only=True):
    """The city in six numbers; None where there is too little to say."""

    came: int
    open: int
    done: int
    late: int
    median: timedelta | None
    stars: float | None


class Bar(Struct, frozen=True, kw_only=True):
    """A name, its number and how long its bar is in percent of the longest."""

    name: str
    count: int
    width: float
    colour: str | None = None


class Bars(Struct, frozen=True, kw_only=True):
    """What carries most, the longest first."""

    rows: tuple[Bar, ...]


class Scored(Struct, frozen=True, kw_only=True):
    """An agency's score, 0 to 100, with its colour and the word for it."""

    name: str
    points: float
    band: BandName
    word: Say


class Ranking(Struct, frozen=True, kw_only=True):
    """The agencies that have a score in a month: the first, and the last of those left out in between."""

    month: date
    rows: tuple[Scored, ...]


class Ground(Struct, frozen=True, kw_only=True):
    """The map: the drawing, what its colours count, and whether its borders are reckoned from centre points.

    ``query`` narrows the tiles of a larger one to the same, in ``area``; ``credit`` is for whoever made its streets. With
    ``heat`` the larger one shows where reports gather, and not how many each kelurahan holds.
    """

    sketch: Sketch
    query: str
    area: str
    credit: str
    late: bool
    approximate: bool
    heat: bool


class FeedRow(Struct, frozen=True, kw_only=True):
    """A report as a wall tells it; ``late_by`` where that is what it is listed for."""

    kind: KindSign
    place: str
    status: StatusMark
    at: datetime
    late_by: timedelta | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """Reports, one below the other."""

    rows: tuple[FeedRow, ...]


class Alarm(Struct, frozen=True, kw_only=True):
    """What a wall stops on; ``key`` stays the same as long as it is the same, ``scene`` shows it."""

    key: str
    scene: str
    kind: KindSign
    what: Say
    why: Say
    at: datetime
