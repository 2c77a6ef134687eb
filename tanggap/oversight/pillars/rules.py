"""How indicators come about: over which months, from which sums, and which way they went."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from tanggap.city.packs.pillars import Aim, Better, CityFact, Fact, Indicator
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.oversight.counts.tally import Period

MONTHS = 12


class Span(StrEnum):
    """Over how long something is counted."""

    YEAR = "year"
    MONTH = "month"


class Months(Struct, frozen=True, kw_only=True):
    """Full months of the city's calendar: the last twelve, the twelve before them, and each of the last."""

    year: Period
    before: Period
    each: tuple[Period, ...]

    @property
    def last(self) -> Period:
        """The last full month."""
        return self.each[-1]


class Sum(Struct, frozen=True, kw_only=True):
    """What was counted: so many of ``n``, or a median over ``n`` (days or hours), or the sum of ``n`` stars."""

    span: Span
    first: date
    measure: str
    part: str
    amount: float
    n: int


class Unit(StrEnum):
    """In what a value is told."""

    PERCENT = "percent"
    DAYS = "days"
    HOURS = "hours"
    STARS = "stars"
    PER_1000 = "per_1000"
    PER_100_000 = "per_100_000"
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
    """

    sum: str
    way: Way
    unit: Unit
    fact: Fact | None = None
    per: float = 1
    fewest: int = FEWEST_SHOWN
    over_a_year: bool = False

    def better(self, indicator: Indicator) -> Better:
        """Which way of it is the good one: a median is a time people wait."""
        return Better.DOWN if self.way is Way.MEDIAN else indicator.better


class Value(Struct, frozen=True, kw_only=True):
    """A value over ``n``."""

    value: float
    n: int


class Lack(StrEnum):
    """Why there is no value."""

    FACT = "fact"
    FEW = "few"
    UNHELD = "unheld"
    UNCOUNTED = "uncounted"


def _share(name: str, *, fewest: int = FEWEST_SHOWN) -> Measure:
    return Measure(sum=name, way=Way.SHARE, unit=Unit.PERCENT, fewest=fewest)


MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "gov-1": (_share("on_time"),),
    "gov-2": (_share("responded"),),
    "gov-3": (Measure(sum="days", way=Way.MEDIAN, unit=Unit.DAYS),),
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
    "peo-2": (_share("social_on_time"),),
    "liv-7": (Measure(sum="lights_days", way=Way.MEDIAN, unit=Unit.DAYS),),
    "mob-1": (
        Measure(sum="roads", way=Way.RATE, unit=Unit.PER_100_KM, fact=Fact.ROAD_KM, per=100),
        Measure(sum="roads_days", way=Way.MEDIAN, unit=Unit.DAYS),
    ),
    "env-1": (_share("waste_in_48_hours"),),
    "env-2": (Measure(sum="floods_hours", way=Way.MEDIAN, unit=Unit.HOURS),),
    "bra-1": (Measure(sum="adverts", way=Way.RATE, unit=Unit.PER_KM2, fact=Fact.AREA_KM2),),
}
"""What the house can reckon, by indicator; the first that has a value is told, the others beside it."""


def months(today: date) -> Months:
    """The full months before a day's own, in a calendar's order."""
    ends = today.replace(day=1)
    begins = [_months_before(ends, n) for n in range(2 * MONTHS, -1, -1)]
    each = [Period(first=first, last=then - timedelta(days=1)) for first, then in pairwise(begins)]
    return Months(
        year=Period(first=each[MONTHS].first, last=each[-1].last),
        before=Period(first=each[0].first, last=each[MONTHS - 1].last),
        each=tuple(each[MONTHS:]),
    )


def day_after(day: date) -> date:
    """The next day."""
    return day + timedelta(days=1)


def by_time(sums: Iterable[Sum]) -> dict[tuple[Span, date], dict[str, Sum]]:
    """The sums of each stretch of time by measure, those of all kinds."""
    found: dict[tuple[Span, date], dict[str, Sum]] = {}
    for each in sums:
        if not each.part:
            found.setdefault((each.span, each.first), {})[each.measure] = each
    return found


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


def months_told(sums: Mapping[str, Sum]) -> int:
    """In how many months of a stretch of time the city had a report at all."""
    found = sums.get("months")
    return int(found.amount) if found is not None else 0


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


def fact_of(facts: Sequence[CityFact], fact: Fact, year: int) -> CityFact | None:
    """A number of the city as of a year: the latest up to it, else the earliest there is."""
    known = sorted((each for each in facts if each.fact is fact), key=lambda each: each.year)
    upto = [each for each in known if each.year <= year]
    return upto[-1] if upto else next(iter(known), None)


def aim_of(aims: Sequence[Aim], indicator: str, day: date) -> Aim | None:
    """What the city wanted an indicator to be on a day; None where it has said nothing by then."""
    begun = [each for each in aims if each.indicator == indicator and each.valid_from <= day]
    return max(begun, key=lambda each: each.valid_from, default=None)


def reached(aim: float, value: float, better: Better) -> bool | None:
    """Whether an aim is met; None where neither way is the good one."""
    if better is Better.NEITHER:
        return None
    return value >= aim if better is Better.UP else value <= aim


def told(value: float) -> float:
    """A value as it is told: one digit, half rounded up."""
    # By way of str, so that 2.25 is the number people see and not the nearest binary one.
    return float(Decimal(str(round(value, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP))


class Trend(StrEnum):
    """Which way a value went."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    ROSE = "rose"
    FELL = "fell"


def trend(now: Value | None, before: Value | None, better: Better) -> Trend | None:
    """Which way a value went, as it is told (one digit); None where either is over fewer than five."""
    if now is None or before is None or min(now.n, before.n) < FEWEST_SHOWN:
        return None
    change = told(now.value) - told(before.value)
    if change == 0:
        return Trend.SAME
    if better is Better.NEITHER:
        return Trend.ROSE if change > 0 else Trend.FELL
    return Trend.BETTER if (change > 0) == (better is Better.UP) else Trend.WORSE


def line(values: Sequence[float | None], *, width: float, height: float) -> str:
    """The values as the path of an SVG line from left to right, nought at the bottom; a gap where there is none."""
    known = [each for each in values if each is not None]
    most = max(known, default=0) or 1
    step = width / max(1, len(values) - 1)
    steps: list[str] = []
    down = False
    for nth, value in enumerate(values):
        if value is None:
            down = False
            continue
        # A month between two gaps is still a dot: so short a line is round.
        steps.append(f"{'L' if down else 'M'}{nth * step:.1f} {height * (1 - value / most):.1f}")
        if not down:
            steps.append("h.1")
        down = True
    return "".join(steps)


def _months_before(first: date, n: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 - n, 12)
    return date(year, month + 1, 1)
