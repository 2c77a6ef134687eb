"""How well a unit answered in a month, as one score that anyone can work out again.

Weights, bands and the reasons to fail are the city's settings; the defaults are
the project's own.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from msgspec import Struct

from tanggap.kit.words import Say, say


class Marks(Struct, frozen=True, kw_only=True):
    """What is counted of one unit in one month, for the time the unit held each item.

    `overdue` are open past their limit; `neglected` have waited for a first answer
    more than twice as long as the limit for it. `untrue` of the results it `filed` were found not to be true.
    """

    received: int
    answered_on_time: int
    finished: int
    finished_on_time: int
    overdue: int
    neglected: int
    closed: int
    reopened: int
    mean_stars: float | None
    """1 to 5; None when nobody has rated."""
    filed: int = 0
    untrue: int = 0

    @property
    def on_time(self) -> float | None:
        """Of what is finished or should be, the share finished within its limit (0 to 1)."""
        return _share(self.finished_on_time, self.finished + self.overdue)


class Weights(Struct, frozen=True, kw_only=True):
    """How much each part of the score weighs."""

    on_time: float = 50
    first_answer: float = 20
    rating: float = 20
    stayed_closed: float = 10


class Grading(Struct, frozen=True, kw_only=True):
    """How a city grades its units: scores are 0 to 100, shares 0 to 1."""

    weights: Weights = Weights()
    green_from: float = 85
    yellow_from: float = 70
    fewest_finished: int = 5
    least_on_time: float = 0.5
    untrue_from: int = 2
    """Repeated is from the second on: one may be a mistake ..."""
    most_untrue: float = 0.05
    """... and of a unit that filed many, a few are not what it is like."""


class Band(StrEnum):
    """The colour of a score; red is a failing mark (rapot merah)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Score(Struct, frozen=True, kw_only=True):
    """A unit's score (0 to 100, two decimals), over how many finished items, and why it failed outright."""

    points: float
    band: Band
    finished: int
    failed_because: tuple[Say, ...] = ()


DEFAULT_GRADING = Grading()


def score(marks: Marks, *, city_mean_stars: float | None, grading: Grading = DEFAULT_GRADING) -> Score | None:
    """The score of a unit, or None when it finished too little to be judged.

    A unit nobody rated gets the city's mean stars. A part that cannot be
    measured at all is left out, and the others weigh more in proportion.
    """
    if marks.finished < grading.fewest_finished:
        return None
    points = _points(marks, city_mean_stars, grading.weights)
    failures = tuple(_failures(marks, grading))
    return Score(
        points=points,
        band=Band.RED if failures else _band(points, grading),
        finished=marks.finished,
        failed_because=failures,
    )


def untrue_words(untrue: int, filed: int) -> Say:
    """That so many of the results a unit filed were found not to be true."""
    return say("{false} dari {filed} hasil kerja ternyata tidak benar.", false=untrue, filed=filed)


def share_percent(part: int, whole: int, *, digits: int = 2) -> float | None:
    """A share in percent (0 to 100), half rounded up; None when there is nothing to share."""
    return None if whole == 0 else _half_up(Decimal(100 * part) / whole, digits)


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The value that `percent` of the values do not exceed, by nearest rank; None of no values."""
    if not values:
        return None
    rank = -(-percent * len(values) // 100)  # rounded up, without a float in between
    return sorted(values)[max(rank, 1) - 1]


def _points(marks: Marks, city_mean_stars: float | None, weights: Weights) -> float:
    stars = city_mean_stars if marks.mean_stars is None else marks.mean_stars
    reopened = _share(marks.reopened, marks.closed)
    parts = [
        (weights.on_time, marks.on_time),
        (weights.first_answer, _share(marks.answered_on_time, marks.received)),
        (weights.rating, None if stars is None else (stars - 1) / 4),
        (weights.stayed_closed, None if reopened is None else 1 - reopened),
    ]
    measured = [(weight, part) for weight, part in parts if part is not None]
    earned = sum(weight * part for weight, part in measured)
    # The first rounding takes away what binary fractions added: 84.99499999999999 is 84.995.
    return _half_up(Decimal(str(round(100 * earned / sum(weight for weight, _ in measured), 9))), 2)


def _failures(marks: Marks, grading: Grading) -> list[Say]:
    """What makes a month red whatever its points."""
    failures: list[Say] = []
    if marks.neglected:
        failures.append(
            say("{count} laporan belum dijawab setelah dua kali batas waktunya.", count=marks.neglected)
        )
    if marks.on_time is not None and marks.on_time < grading.least_on_time:
        failures.append(say("Kurang dari {least}% selesai tepat waktu.", least=100 * grading.least_on_time))
    if marks.untrue >= grading.untrue_from and marks.untrue > grading.most_untrue * marks.filed:
        failures.append(untrue_words(marks.untrue, marks.filed))
    return failures


def _band(points: float, grading: Grading) -> Band:
    if points >= grading.green_from:
        return Band.GREEN
    return Band.YELLOW if points >= grading.yellow_from else Band.RED


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _half_up(number: Decimal, digits: int) -> float:
    return float(number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
