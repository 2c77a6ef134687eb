"""What the desk reckons with: which days, how fine a chart, what has changed, and what is too little to tell. Values only."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from tanggap.kit.words import Say, say
from tanggap.oversight.counts.rules import latest
from tanggap.oversight.counts.tally import Period

DAYS_FIRST = 7
"""What the desk begins with: a week, today among it."""
QUICK_DAYS = (1, 7, 30, 90, 365)
FEWEST_COMPARED = 5
"""Of fewer than five a change says more about one report than about the city."""
HOURS_UP_TO, DAYS_UP_TO, BARS_MOST = 2, 92, 100
"""A chart shows hours of so many days, days of so many, weeks of more, and never more bars than can be told apart."""
_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
_PER_CENT = 100


class Only(StrEnum):
    """Which of the reports received: those that are open, finished, over their limit, or rated by who reported them."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    RATED = "rated"


class By(StrEnum):
    """In which way reports are told apart."""

    ALL = "all"
    KIND = "kind"
    AGENCY = "agency"
    AREA = "area"
    CHANNEL = "channel"
    STATUS = "status"
    TIME = "time"


class Against(StrEnum):
    """With which other days the chosen ones are compared."""

    BEFORE = "before"
    YEAR = "year"
    CHOSEN = "chosen"


class Sum(Struct, frozen=True, kw_only=True):
    """The reports that share a key: '' where they have none, of time the nth stretch of the chart.

    ``done`` are closed; ``late`` open beyond their limit; ``stars`` is the sum over the ``rated``.
    """

    by: By
    key: str = ""
    received: int
    open: int
    done: int
    late: int
    rated: int
    stars: int

    def of(self, only: Only | None) -> int:
        """How many of them are so; None: all."""
        match only:
            case Only.OPEN:
                return self.open
            case Only.DONE:
                return self.done
            case Only.LATE:
                return self.late
            case Only.RATED:
                return self.rated
            case None:
                return self.received

    @property
    def mean_stars(self) -> float | None:
        """1 to 5; None when nobody has rated."""
        return self.stars / self.rated if self.rated else None


class Finished(Struct, frozen=True, kw_only=True):
    """How long the finished ones took from receipt to result: the middle one of ``count``, in seconds."""

    median_s: float | None
    count: int

    @property
    def median(self) -> timedelta | None:
        """The same as a length of time."""
        return None if self.median_s is None else timedelta(seconds=self.median_s)


NOTHING = Sum(by=By.ALL, received=0, open=0, done=0, late=0, rated=0, stars=0)


def of(sums: Sequence[Sum], by: By) -> list[Sum]:
    """Those told apart in one way, the most received first."""
    return sorted((each for each in sums if each.by is by), key=lambda each: (-each.received, each.key))


def whole(sums: Sequence[Sum]) -> Sum:
    """All of them together."""
    return next((each for each in sums if each.by is By.ALL), NOTHING)


def stretch(period: Period) -> timedelta:
    """How long one bar of a period's chart is."""
    if period.days <= HOURS_UP_TO:
        return _HOUR
    return _DAY if period.days <= DAYS_UP_TO else max(_WEEK, timedelta(days=-(-period.days // BARS_MOST)))


def other(period: Period, against: Against, chosen: Period | None) -> Period | None:
    """The days a period is compared with; None where they were to be chosen and are not, or where no calendar has them."""
    match against:
        case Against.BEFORE:
            if period.first.toordinal() <= period.days:
                return None
            last = period.first - _DAY
            return Period(first=last - timedelta(days=period.days - 1), last=last)
        case Against.YEAR:
            if period.first.year <= date.min.year:
                return None
            return Period(first=_year_before(period.first), last=_year_before(period.last))
        case Against.CHOSEN:
            return chosen


def _year_before(day: date) -> date:
    """The same day a year ago; of a leap day the one before it."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=day.day - 1)


def quick(period: Period, today: date) -> int | None:
    """How many of the last days a period is, where it is one of the quick choices."""
    return next((days for days in QUICK_DAYS if latest(today, days) == period), None)


def change(now: float | None, then: float | None, *, n: int, n_then: int) -> Say | None:
    """How a figure stands to the one of other days, in words; None where either is of too few to say."""
    if now is None or then is None or min(n, n_then) < FEWEST_COMPARED:
        return None
    if not then:
        return say("dari nol")
    percent = round(_PER_CENT * (now - then) / then)
    if percent > 0:
        return say("naik {percent}%", percent=percent)
    return say("turun {percent}%", percent=-percent) if percent < 0 else say("tetap")


def change_of_stars(now: float | None, then: float | None, *, n: int, n_then: int) -> Say | None:
    """The same of a mean of stars: in tenths of a star, not in percent."""
    if now is None or then is None or min(n, n_then) < FEWEST_COMPARED:
        return None
    tenths = round(10 * now) - round(10 * then)
    if tenths > 0:
        return say("naik {stars} bintang", stars=tenths / 10)
    return say("turun {stars} bintang", stars=-tenths / 10) if tenths < 0 else say("tetap")


def heights(counts: Mapping[int, int], bars: int) -> tuple[int, ...]:
    """How many reports each bar of a chart stands for, those of nothing too."""
    return tuple(counts.get(nth, 0) for nth in range(bars))
