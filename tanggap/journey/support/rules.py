"""Which open reports may be about the same thing, how likely each is, and who may support one. Values only.

People decide; the score only orders, and leaves out what is hardly alike (DOMAIN 5.5).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil

from msgspec import Struct

from tanggap.kit.errors import Refused
from tanggap.kit.geo import distance_m
from tanggap.kit.words import say
from tanggap.report.events import Supported, Unsupported
from tanggap.report.report import Report, ReportId

SHOWN_MOST = 3
TOLD_EVERY_M = 25
"""To strangers a distance is told in steps of so many metres, so that no point can be reckoned from it."""

# What each kind of evidence weighs, where it is there; chosen on half of the judged pairs (docs/decisions/0024).
_PLACE, _TIME, _TEXT = 0.35, 0.05, 0.5
_LIKENESS_BITS = 64
_ALIKE_BITS_MOST = 12
_PHOTO_LIFT = 0.25
_COMMON = 0.3
_NUMBER = 1.5
# What stands in every address.
_OF_ADDRESSES = frozenset(
    ("jalan", "jl", "gang", "gg", "rt", "rw", "no", "nomor", "blok", "kel", "lurah", "kec", "camat", "kota")
)


class Telling(Struct, frozen=True, kw_only=True):
    """What is known of one report: where (degrees), when, in which words, with which likenesses of photos.

    ``words`` are the stems of all that was written, ``landmark`` those of what stands near it alone.
    """

    lon: float | None
    lat: float | None
    at: datetime
    words: frozenset[str] = frozenset()
    landmark: frozenset[str] = frozenset()
    photos: tuple[int, ...] = ()


class Candidate(Struct, frozen=True, kw_only=True):
    """An open report of the same group, near and recent enough, and what is known of it."""

    report: ReportId
    telling: Telling


class Alike(Struct, frozen=True, kw_only=True):
    """A report that may be about the same thing: ``score`` 0 to 1; metres away where both points are known."""

    report: ReportId
    score: float
    distance_m: float | None


def distance(one: Telling, other: Telling) -> float | None:
    """Metres between two tellings; None where one of them has no point."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    return distance_m(one.lon, one.lat, other.lon, other.lat)


def rank(
    new: Telling,
    candidates: Iterable[Candidate],
    *,
    radius_m: float,
    span: timedelta,
    common: Collection[str],
    least: float,
) -> Sequence[Alike]:
    """The reports most likely about the same thing, the likeliest first, three at most.

    ``common`` are the stems of the kind itself, which all of them share. Where one of two has no point, and both
    have words to compare, they must come to ``least`` (0 to 1): an area is much larger than a radius.
    """
    found: list[Alike] = []
    for each in candidates:
        metres = distance(new, each.telling)
        if (metres is not None and metres > radius_m) or abs(new.at - each.telling.at) > span:
            continue
        score = likely(new, each.telling, radius_m=radius_m, span=span, common=common)
        if metres is not None or score >= least or not (new.words and each.telling.words):
            found.append(Alike(report=each.report, score=score, distance_m=metres))
    return sorted(found, key=lambda alike: (-alike.score, alike.report))[:SHOWN_MOST]


def likely(
    one: Telling, other: Telling, *, radius_m: float, span: timedelta, common: Collection[str]
) -> float:
    """How likely two tellings are about the same thing, 0 to 1, by what is known of both."""
    metres = distance(one, other)
    known = [(_TIME, 1 - abs(one.at - other.at) / span)]
    if metres is not None:
        known.append((_PLACE, 1 - metres / radius_m))
    elif one.landmark and other.landmark:
        known.append((_PLACE, similarity(one.landmark, other.landmark, common=_OF_ADDRESSES)))
    if one.words and other.words:
        known.append((_TEXT, similarity(one.words, other.words, common=common)))
    score = sum(weight * max(0.0, value) for weight, value in known) / sum(weight for weight, _ in known)
    return min(1.0, score + (_PHOTO_LIFT if look_alike(one.photos, other.photos) else 0))


def similarity(one: frozenset[str], other: frozenset[str], *, common: Collection[str]) -> float:
    """The share of words two texts have in common, 0 to 1: the mean of both texts' shares.

    Words of the kind itself and of addresses weigh little, since many reports have them; numbers more than words,
    since they tell one house or gang from the next.
    """

    def weight(words: Iterable[str]) -> float:
        return sum(
            _COMMON if word in common or word in _OF_ADDRESSES else _NUMBER if word.isdigit() else 1.0
            for word in words
        )

    shared = weight(one & other)
    return (shared / weight(one) + shared / weight(other)) / 2 if one and other else 0.0


def look_alike(some: Collection[int], others: Collection[int]) -> bool:
    """Whether a picture of these looks like one of those: few of the 64 bits differ."""
    return any(
        ((one ^ other) & ((1 << _LIKENESS_BITS) - 1)).bit_count() <= _ALIKE_BITS_MOST
        for one in some
        for other in others
    )


def told_m(metres: float) -> int:
    """A distance as strangers may know it: rounded up to whole steps."""
    return max(1, ceil(metres / TOLD_EVERY_M)) * TOLD_EVERY_M


def supported(report: Report, *, own: bool) -> Supported:
    """One more says the same. Raises Refused for one's own report, one that has ended, and one that is not public."""
    if own:
        raise Refused(say("Ini laporan Anda sendiri."))
    if not (report.status.open and report.listed):
        raise Refused(say("Laporan ini sudah berakhir dan tidak bisa didukung lagi."))
    return more(report, people=1)


def more(report: Report, *, people: int, merged: ReportId | None = None) -> Supported:
    """So many more people say the same as a report."""
    return Supported(people=people, supporters=report.supporters + people, merged=merged)


def fewer(report: Report, *, people: int, merged: ReportId | None = None) -> Unsupported:
    """So many people fewer say the same as a report."""
    return Unsupported(people=people, supporters=max(0, report.supporters - people), merged=merged)


def people_of(report: Report) -> int:
    """How many people report this: its reporter, and all who say the same."""
    return 1 + report.supporters
