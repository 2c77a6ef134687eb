"""How well a unit answered, as one score that anyone can work out again. Pure.

What is counted comes from measures; weights, bands and what fails a month are the city's settings.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from msgspec import Struct

from tanggap.city.offers import Measure
from tanggap.city.packs.grading import RANKED_BY, Grading, Override

ON_TIME = RANKED_BY
"""The measure whose uncertainty decides on ranks."""
Z = 1.96
"""How many standard errors the interval is wide on either side: nineteen times in twenty the truth lies in it."""


class Count(Struct, frozen=True, kw_only=True):
    """A measure's numerator and denominator: what happened over a time, and how it stood at its end."""

    part: int = 0
    whole: int = 0
    waiting_part: int = 0
    waiting: int = 0

    @property
    def parts(self) -> int:
        """The numerator."""
        return self.part + self.waiting_part

    @property
    def wholes(self) -> int:
        """The denominator."""
        return self.whole + self.waiting

    @property
    def share(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.parts / self.wholes if self.wholes else None

    def beside(self, other: "Count") -> "Count":
        """This and what was counted of others over the same time."""
        return Count(
            part=self.part + other.part,
            whole=self.whole + other.whole,
            waiting_part=self.waiting_part + other.waiting_part,
            waiting=self.waiting + other.waiting,
        )

    def followed_by(self, later: "Count") -> "Count":
        """This and the months after it: what happened adds up, how it stands is as it stands at the end."""
        return Count(
            part=self.part + later.part,
            whole=self.whole + later.whole,
            waiting_part=later.waiting_part,
            waiting=later.waiting,
        )


Counts = Mapping[str, Count]
"""By the name of the measure."""
NOTHING = Count()


class Band(StrEnum):
    """The colour of a score; red is a failing mark (rapor merah)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Score(Struct, frozen=True, kw_only=True):
    """A score (0 to 100, two decimals) and what it is at the least, by which units are ranked; the measures that failed it."""

    points: float
    at_least: float
    band: Band
    red: tuple[str, ...] = ()


def finished(counts: Counts) -> int:
    """How many items a unit finished: those of which it is known whether they were on time."""
    return counts.get(ON_TIME, NOTHING).whole


def score(counts: Counts, *, city: Counts, grading: Grading, measures: Sequence[Measure]) -> Score | None:
    """The score of a unit, or None when it finished too little to be judged.

    Each part is a share between 0 and 1 with a weight. A part with too little behind it is the city's where its
    measure says so, else it is left out, and the others weigh more in proportion.
    """
    if finished(counts) < grading.fewest:
        return None
    shares = {
        each.name: share
        for each in measures
        if each.name in grading.weights and (share := _share(each, counts, city, grading.fewest)) is not None
    }
    points = _points(shares, grading.weights)
    on_time = counts[ON_TIME]
    least = {ON_TIME: interval(on_time.parts, on_time.wholes)[0]} if ON_TIME in shares else {}
    at_least = _points(shares | least, grading.weights)
    why = red(counts, grading)
    return Score(points=points, at_least=at_least, band=Band.RED if why else band(points, grading), red=why)


def red(counts: Counts, grading: Grading) -> tuple[str, ...]:
    """The measures that make a month red whatever its points."""
    return tuple(each.measure for each in grading.overrides if fails(each, counts.get(each.measure, NOTHING)))


def band(points: float, grading: Grading) -> Band:
    """The colour so many points have by themselves."""
    if points >= grading.green_from:
        return Band.GREEN
    return Band.YELLOW if points >= grading.yellow_from else Band.RED


def fails(override: Override, count: Count) -> bool:
    """Whether this makes a month red whatever its points."""
    if override.below_percent is not None:
        return count.share is not None and count.parts < override.below_percent / 100 * count.wholes
    return count.parts >= override.at_least and (
        override.above_percent is None or count.parts > override.above_percent / 100 * count.wholes
    )


def interval(part: int, whole: int) -> tuple[float, float]:
    """Between which shares (0 to 1) the truth lies, as far as so few items can tell; all of them for none.

    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927).
    """
    if not whole:
        return 0.0, 1.0
    share, z2 = part / whole, Z * Z
    middle = share + z2 / (2 * whole)
    reach = Z * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    low, high = (middle - reach) / (1 + z2 / whole), (middle + reach) / (1 + z2 / whole)
    return max(low, 0.0), min(high, 1.0)


def ranks(scores: Mapping[str, Score | None]) -> dict[str, int]:
    """The rank of each unit that has a score: the one that is surest to be good first; equals share a rank."""
    least = {key: each.at_least for key, each in scores.items() if each is not None}
    order = sorted(least.values(), reverse=True)
    return {key: order.index(value) + 1 for key, value in least.items()}


class Alike(Struct, frozen=True, kw_only=True):
    """The share on time (percent) a unit would have if its work were mixed as the city's.

    Over ``finished`` items of kinds it finished enough of; ``covered_percent`` of the city's work is of these kinds.
    """

    percent: float
    finished: int
    covered_percent: float


def like_for_like(own: Mapping[str, Count], city: Mapping[str, Count], *, fewest: int) -> Alike | None:
    """A unit's share on time by kind, weighed by the city's mix of kinds (direct standardisation).

    Kinds of which the unit finished fewer than ``fewest`` are left out. None when none is left.
    """
    known = {
        kind: count for kind, count in own.items() if count.whole >= fewest and city.get(kind, NOTHING).whole
    }
    weight = sum(city[kind].whole for kind in known)
    if not weight:
        return None
    share = sum(city[kind].whole * count.part / count.whole for kind, count in known.items()) / weight
    everything = sum(count.whole for count in city.values())
    return Alike(
        percent=half_up(100 * share, 1),
        finished=sum(count.whole for count in known.values()),
        covered_percent=half_up(100 * weight / everything, 1),
    )


def together(all_of: Iterable[Counts]) -> dict[str, Count]:
    """The counts of several over the same time, as one."""
    found: dict[str, Count] = {}
    for counts in all_of:
        for name, count in counts.items():
            found[name] = found.get(name, NOTHING).beside(count)
    return found


def one_after_another(months: Iterable[Counts]) -> dict[str, Count]:
    """The counts of months, the oldest first, as one time."""
    found: dict[str, Count] = {}
    for counts in months:
        names = found.keys() | counts.keys()
        found = {name: found.get(name, NOTHING).followed_by(counts.get(name, NOTHING)) for name in names}
    return found


def share_percent(part: int, whole: int, *, digits: int = 2) -> float | None:
    """A share in percent (0 to 100), half rounded up; None when there is nothing to share."""
    return None if whole == 0 else _rounded(Decimal(100 * part) / whole, digits)


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The value that `percent` of the values do not exceed, by nearest rank; None of no values."""
    if not values:
        return None
    rank = -(-percent * len(values) // 100)  # rounded up, without a float in between
    return sorted(values)[max(rank, 1) - 1]


def half_up(number: float, digits: int) -> float:
    """A number with so many decimals, half rounded up."""
    # The first rounding takes away what binary fractions added: 84.99499999999999 is 84.995.
    return _rounded(Decimal(str(round(number, 9))), digits)


def _share(measure: Measure, counts: Counts, city: Counts, fewest: int) -> float | None:
    """The share a measure adds to a score, turned so that more is better; None where too little is behind it."""
    for of in (counts, city) if measure.or_city else (counts,):
        count = of.get(measure.name, NOTHING)
        if count.wholes >= fewest * measure.steps:
            share = count.parts / count.wholes
            return share if measure.good == "high" else 1 - share
    return None


def _points(shares: Mapping[str, float], weights: Mapping[str, float]) -> float:
    earned = sum(weights[name] * share for name, share in shares.items())
    weight = sum(weights[name] for name in shares)
    return half_up(100 * earned / weight, 2) if weight else 0.0


def _rounded(number: Decimal, digits: int) -> float:
    return float(number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
