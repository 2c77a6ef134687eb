"""How each indicator comes about: which sum, made into what, from how many on, and why there may be no value."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from tanggap.city.packs.pillars import Better, Fact, Indicator
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.oversight.pillars.rules import MONTHS, Sum, Value, months_told


class Unit(StrEnum):
    """In what a value is told."""

    PERCENT = "percent"
    DAYS = "days"
    HOURS = "hours"
    STARS = "stars"
    PER_1000 = "per_1000"
    PER_100_000 = "per_100_000"
    PER_1000_PERMITS = "per_1000_permits"
    PER_100_KM = "per_100_km"
    PER_KM2 = "per_km2"


class Way(StrEnum):
    """How a value is made of a sum."""

    SHARE = "share"
    MEDIAN = "median"
    MEAN = "mean"
    RATE = "rate"


class Measure(Struct, frozen=True, kw_only=True):
    """One way to a value: which sum, made into what. A rate is per so much (``per``) of a fact.

    ``fewest`` is from how many on it is told; ``over_a_year`` says that a month of it would mean something else.
    ``narrow`` is of some kinds of reports alone, which the indicator names.
    """

    sum: str
    way: Way
    unit: Unit
    fact: Fact | None = None
    per: float = 1
    fewest: int = FEWEST_SHOWN
    over_a_year: bool = False
    narrow: bool = False

    def better(self, indicator: Indicator) -> Better:
        """Which way of it is the good one: a median is a time people wait."""
        return Better.DOWN if self.way is Way.MEDIAN else indicator.better


class Lack(StrEnum):
    """Why there is no value."""

    FACT = "fact"
    KINDS = "kinds"
    FEW = "few"
    UNHELD = "unheld"
    UNCOUNTED = "uncounted"


def _share(name: str, *, fewest: int = FEWEST_SHOWN, narrow: bool = False) -> Measure:
    return Measure(sum=name, way=Way.SHARE, unit=Unit.PERCENT, fewest=fewest, narrow=narrow)


def _median(unit: Unit, *, narrow: bool = False) -> Measure:
    return Measure(sum=unit.value, way=Way.MEDIAN, unit=unit, narrow=narrow)


def _narrow_rate(unit: Unit, fact: Fact, *, per: float = 1, over_a_year: bool = False) -> Measure:
    return Measure(
        sum="reports", way=Way.RATE, unit=unit, fact=fact, per=per, over_a_year=over_a_year, narrow=True
    )


MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "gov-1": (_share("on_time"),),
    "gov-2": (_share("responded"),),
    "gov-3": (_median(Unit.DAYS),),
    "gov-4": (Measure(sum="stars", way=Way.MEAN, unit=Unit.STARS),),
    "gov-5": (_share("units_in_red", fewest=1),),
    "gov-7": (Measure(sum="reports", way=Way.RATE, unit=Unit.PER_1000, fact=Fact.POPULATION, per=1000),),
    "peo-1": (
        Measure(
            sum="reporters",
            way=Way.RATE,
            unit=Unit.PER_100_000,
            fact=Fact.POPULATION,
            per=100_000,
            over_a_year=True,
        ),
    ),
    "peo-2": (_share("on_time", narrow=True),),
    "liv-7": (_median(Unit.DAYS, narrow=True),),
    "mob-1": (
        _narrow_rate(Unit.PER_100_KM, Fact.ROAD_KM, per=100),
        _median(Unit.DAYS, narrow=True),
    ),
    "eco-3": (_narrow_rate(Unit.PER_1000_PERMITS, Fact.PERMITS, per=1000, over_a_year=True),),
    "env-1": (_share("in_48_hours", narrow=True),),
    "env-2": (_median(Unit.HOURS, narrow=True),),
    "bra-1": (_narrow_rate(Unit.PER_KM2, Fact.AREA_KM2),),
}
"""What the house can reckon, by indicator; the first that has a value is told, the others beside it."""


def reckoned(measure: Measure, sums: Mapping[str, Sum], fact: float | None) -> Value | Lack:
    """The value of a measure, or why it has none. A fact is the city's own number, where the measure needs one."""
    found = sums.get(measure.sum)
    if measure.fact is not None and fact is None:
        return Lack.FACT
    if (
        found is None
        or found.n < measure.fewest
        or (measure.way is Way.RATE and found.amount < measure.fewest)
    ):
        return Lack.FEW
    if measure.sum == "reporters" and _mostly_unheld(sums):
        return Lack.UNHELD
    return Value(value=_made(measure, found, fact), n=found.n)


def comparable(measure: Measure, *stretches: Mapping[str, Sum]) -> bool:
    """Whether years may be set beside each other: a rate of half a year is not that of a whole one."""
    return measure.way is not Way.RATE or all(months_told(each) == MONTHS for each in stretches)


def _made(measure: Measure, found: Sum, fact: float | None) -> float:
    match measure.way:
        case Way.SHARE:
            return 100 * found.amount / found.n
        case Way.MEDIAN:
            return found.amount
        case Way.MEAN:
            return found.amount / found.n
        case Way.RATE:
            return found.amount * measure.per / (fact or 1)


def _mostly_unheld(sums: Mapping[str, Sum]) -> bool:
    """Whether fewer than half of the reports came by a browser or an account that can be told from others."""
    reports = sums.get("reports")
    return reports is None or 2 * sums["reporters"].n < reports.n
