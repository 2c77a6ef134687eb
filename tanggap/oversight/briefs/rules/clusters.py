"""Where reports of a kind come together in place and time, more than its places and its days explain.

Source: M. Kulldorff and others, A space-time permutation scan statistic for disease outbreak detection, PLoS Medicine 2
(2005): if places and days had nothing to do with each other, how many of the last days' reports lie in a place follows
from how many lie there in all. Its chance is worked out exactly (hypergeometric) instead of by drawing lots; places are
kelurahan and kecamatan, which no map of chance has to draw.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from tanggap.oversight.briefs.rules.chances import hypergeometric_tail

DAYS = 28
LENGTHS = (1, 3, 7)
FEWEST = 5
LEAST_TIMES = 2.0
FALSE_ALARM = 0.01
"""How likely any cluster at all is where there is none, over all kinds, places and lengths together."""


class Found(Struct, frozen=True, kw_only=True):
    """How many reports of a kind came from a kelurahan on a day."""

    kind: str
    area: str
    day: date
    reports: int


class Cluster(Struct, frozen=True, kw_only=True):
    """Reports that came together: of which kind, where, since when, how many, how many to be expected, how likely."""

    kind: str
    area: str
    first: date
    count: int
    expected: float
    chance: float


class _Tried(Struct, frozen=True, kw_only=True):
    """A kind, a place and a length that are looked at: of ``whole`` reports ``marked`` lie there and ``drawn`` are of these days."""

    kind: str
    area: str
    first: date
    count: int
    whole: int
    marked: int
    drawn: int

    @property
    def expected(self) -> float:
        return self.marked * self.drawn / self.whole

    @property
    def many(self) -> bool:
        return self.count >= FEWEST and self.count >= LEAST_TIMES * self.expected


def clusters(found: Iterable[Found], *, today: date) -> list[Cluster]:
    """The least likely cluster of each kind that has one, the least likely first; ``found`` are the last `DAYS`."""
    kinds: dict[str, list[Found]] = {}
    for each in found:
        if each.kind and each.area and today - timedelta(days=DAYS) < each.day <= today:
            kinds.setdefault(each.kind, []).append(each)
    tried = [each for kind, counted in sorted(kinds.items()) for each in _tried(kind, counted, today)]
    best: dict[str, Cluster] = {}
    for each in sorted((_cluster(each) for each in tried if each.many), key=_order):
        # Many are tried, and one of them always seems to stand out (Bonferroni).
        if each.chance * len(tried) <= FALSE_ALARM:
            best.setdefault(each.kind, each)
    return sorted(best.values(), key=_order)


def _cluster(of: _Tried) -> Cluster:
    return Cluster(
        kind=of.kind,
        area=of.area,
        first=of.first,
        count=of.count,
        expected=of.expected,
        chance=hypergeometric_tail(of.count, whole=of.whole, marked=of.marked, drawn=of.drawn),
    )


def _order(cluster: Cluster) -> tuple[float, int, str, str]:
    """The least likely first; of equals the smaller place."""
    return (cluster.chance, -len(cluster.area), cluster.kind, cluster.area)


def _tried(kind: str, counted: list[Found], today: date) -> Iterator[_Tried]:
    """Every place in which a kind occurs, over every length."""
    whole, per_zone = 0, Counter[str]()
    for each in counted:
        whole += each.reports
        per_zone.update(dict.fromkeys(_zones(each.area), each.reports))
    for length in LENGTHS:
        first = today - timedelta(days=length - 1)
        lately = [each for each in counted if each.day >= first]
        drawn = sum(each.reports for each in lately)
        hits = Counter[str]()
        for each in lately:
            hits.update(dict.fromkeys(_zones(each.area), each.reports))
        for zone, marked in sorted(per_zone.items()):
            yield _Tried(
                kind=kind, area=zone, first=first, count=hits[zone], whole=whole, marked=marked, drawn=drawn
            )


def _zones(area: str) -> tuple[str, ...]:
    """A kelurahan and its kecamatan: codes of the Interior Ministry nest by their dots."""
    around = area.rpartition(".")[0]
    return (area, around) if around.count(".") >= 2 else (area,)
