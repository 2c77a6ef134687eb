"""Which kinds rise: more of them in a week than both the weeks before and the same season of earlier years explain.

Sources: A. Noufaily and others, An improved algorithm for outbreak detection in multiple surveillance systems,
Statistics in Medicine 32 (2013): the same season of earlier years, three weeks to each side, and the negative binomial
distribution; L. Hutwagner and others, The bioterrorism preparedness and response Early Aberration Reporting System (EARS),
Journal of Urban Health 80 (2003): the weeks just before, with a gap. Every week has each day of the week once.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tanggap.oversight.briefs.rules.chances import negative_binomial_tail
from tanggap.oversight.counts.tally import Period

WEEK = 7
GAP_WEEKS, BEFORE_WEEKS = 1, 8
YEARS, BESIDE_WEEKS = 3, 3
YEAR_WEEKS = 52
FEWEST_WEEKS = 4
"""With fewer weeks to compare with, nothing is said."""
FEWEST = 8
LEAST_TIMES = 1.5
"""What rises by less, or is this rare, needs no decision, however unlikely it is."""
FALSE_ALARM = 0.01
"""How likely any alarm at all is in a week in which nothing rises, over all kinds together."""


class Weeks(Struct, frozen=True, kw_only=True):
    """The weeks that are looked at: ``now`` is judged; ``before`` and ``season`` are what it is compared with."""

    now: Period
    before: tuple[Period, ...]
    season: tuple[Period, ...]

    @property
    def all(self) -> tuple[Period, ...]:
        """Every week, the one that is judged first."""
        return (self.now, *self.before, *self.season)


class Counted(Struct, frozen=True, kw_only=True):
    """How many reports of a kind came in the judged week, the weeks before and the same season of earlier years."""

    now: int
    before: tuple[int, ...]
    season: tuple[int, ...]


class Rise(Struct, frozen=True, kw_only=True):
    """A kind that rises: how many came, how many were to be expected, and how likely that is by chance (0 to 1)."""

    kind: str
    count: int
    expected: float
    chance: float


def weeks(today: date) -> Weeks:
    """The weeks to count: the seven whole days before today, and those they are compared with."""
    now = Period(first=today - timedelta(days=WEEK), last=today - timedelta(days=1))
    return Weeks(
        now=now,
        before=tuple(_back(now, GAP_WEEKS + nth) for nth in range(1, BEFORE_WEEKS + 1)),
        season=tuple(
            _back(now, YEAR_WEEKS * year + beside)
            for year in range(1, YEARS + 1)
            for beside in range(-BESIDE_WEEKS, BESIDE_WEEKS + 1)
        ),
    )


def rising(counted: Mapping[str, Counted]) -> list[Rise]:
    """The kinds that rise, the least likely first. Weeks in which nobody counted anything are left out by the caller."""
    known = {kind: each for kind, each in counted.items() if len(each.before) >= FEWEST_WEEKS}
    spread = _spread([each.before for each in known.values()])
    found = [
        Rise(
            kind=kind,
            count=each.now,
            expected=_expected(each),
            chance=max(_chance(each.now, base, spread) for base in _bases(each)),
        )
        for kind, each in known.items()
        if each.now >= FEWEST and each.now >= LEAST_TIMES * _expected(each)
    ]
    # Many kinds are looked at, and one of them always seems to stand out (Bonferroni).
    rare = (each for each in found if each.chance * len(known) <= FALSE_ALARM)
    return sorted(rare, key=lambda each: (each.chance, each.kind))


def _expected(counted: Counted) -> float:
    return max(_mean(base) for base in _bases(counted))


def _back(week: Period, count: int) -> Period:
    length = timedelta(weeks=count)
    return Period(first=week.first - length, last=week.last - length)


def _bases(counted: Counted) -> list[tuple[int, ...]]:
    """What a week is compared with: it must stand out from each."""
    return [base for base in (counted.before, counted.season) if len(base) >= FEWEST_WEEKS]


def _chance(count: int, base: Sequence[int], spread: float) -> float:
    """How likely a week like this is after those: the next of its kind, whose mean is known only from them."""
    mean = (sum(base) + 0.5) / len(base)
    wide = max(spread, _spread([base]))
    return negative_binomial_tail(count, mean=mean, variance=mean * wide * (1 + 1 / len(base)))


def _spread(bases: Sequence[Sequence[int]]) -> float:
    """How many times wider counts scatter than by chance alone (Poisson); never less than once."""
    scattered = [(len(base) - 1, _excess(base)) for base in bases if len(base) > 1 and _mean(base) >= 1]
    free = sum(count for count, _ in scattered)
    return max(1.0, sum(excess for _, excess in scattered) / free) if free else 1.0


def _excess(base: Sequence[int]) -> float:
    mean = _mean(base)
    return sum((each - mean) ** 2 for each in base) / mean


def _mean(base: Sequence[int]) -> float:
    return sum(base) / len(base)
