"""How indicators come about: over which months, from which sums, and which way they went."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from tanggap.city.packs.pillars import Aim, Better, CityFact, Fact, Indicator
from tanggap.city.terms import KindSlug
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.oversight.counts.tally import Period

MONTHS = 12
OF_KIND = "kind:"
"""How the part of a sum begins that is of one kind; no slug has a colon."""


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


class Scope(Struct, frozen=True, kw_only=True):
    """That reports of a kind are counted for an indicator of their own kinds."""

    part: str
    kind: KindSlug


class Sum(Struct, frozen=True, kw_only=True):
    """What was counted: so many of ``n``, or a median over ``n`` (days or hours), or the sum of ``n`` stars.

    ``part`` is the indicator whose kinds it is of, or one kind (`OF_KIND`); empty for all reports.
    """

    span: Span
    first: date
    measure: str
    part: str
    amount: float
    n: int


class Value(Struct, frozen=True, kw_only=True):
    """A value over ``n``."""

    value: float
    n: int


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


def scopes(indicators: Iterable[Indicator], kinds: Mapping[KindSlug, str]) -> Iterator[Scope]:
    """Which kinds count for which indicator, of all ``kinds`` with their groups."""
    for each in indicators:
        for kind, group in kinds.items():
            if kind in each.kinds or group in each.groups:
                yield Scope(part=each.slug, kind=kind)


def part_of(indicator: Indicator) -> str:
    """Of which sums an indicator is made: those of the kinds it names, or of all."""
    return indicator.slug if indicator.kinds or indicator.groups else ""


def by_time(sums: Iterable[Sum]) -> dict[tuple[Span, date, str], dict[str, Sum]]:
    """The sums of each stretch of time and part by measure."""
    found: dict[tuple[Span, date, str], dict[str, Sum]] = {}
    for each in sums:
        found.setdefault((each.span, each.first, each.part), {})[each.measure] = each
    return found


def months_told(sums: Mapping[str, Sum]) -> int:
    """In how many months of a stretch of time the city had a report at all."""
    found = sums.get("months")
    return int(found.amount) if found is not None else 0


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
