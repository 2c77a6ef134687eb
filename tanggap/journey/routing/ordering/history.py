"""Rules run against history: which reports would have gone elsewhere, and whether that would have been right. Values only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.routing.conditions import Case, Given, owner_of
from tanggap.journey.routing.route import Rule, route
from tanggap.report.report import Channel, Visibility

MOVES_MOST = 30


class Past(Struct, frozen=True, kw_only=True):
    """A report of old: what was known when it was sent on, the unit it went to ``first`` and the one that has it now."""

    kind: KindSlug
    area: AreaCode | None
    at: datetime
    lon: float | None
    lat: float | None
    channel: Channel
    visibility: Visibility
    text: str
    given: Given
    first: AgencySlug | None
    last: AgencySlug | None


class Move(Struct, frozen=True, kw_only=True):
    """So many reports that would have gone from one unit to another; None where nobody would have been named.

    ``handed`` of them were later handed on by the unit they went to, and ``right`` are now with the one that would
    have been named.
    """

    was: AgencySlug | None
    now: AgencySlug | None
    count: int
    handed: int
    right: int


class Difference(Struct, frozen=True, kw_only=True):
    """What other rules would have done to the ``of`` newest reports; the most frequent moves first."""

    of: int
    count: int = 0
    handed: int = 0
    right: int = 0
    moves: tuple[Move, ...] = ()


def difference(now: Ground, then: Ground, rules: Mapping[str, Rule], past: Iterable[Past]) -> Difference:
    """What would have gone elsewhere by the rules of ``then``, against those of ``now``.

    Both are asked of the same reports, so that what people decided by hand is not counted as a difference.
    """
    of = 0
    counts: Counter[tuple[AgencySlug | None, AgencySlug | None]] = Counter()
    handed, right = counts.copy(), counts.copy()
    for each in past:
        kind = now.kinds.get(each.kind)
        if kind is None:
            continue
        of += 1
        case = _case(each, now)
        was, would = (_agency(ground, rules, case) for ground in (now, then))
        if was == would:
            continue
        move = (was, would)
        counts[move] += 1
        handed[move] += each.last != each.first
        right[move] += each.last != each.first and each.last == would
    return Difference(
        of=of,
        count=counts.total(),
        handed=handed.total(),
        right=right.total(),
        moves=tuple(
            Move(was=move[0], now=move[1], count=count, handed=handed[move], right=right[move])
            for move, count in counts.most_common(MOVES_MOST)
        ),
    )


def _case(past: Past, ground: Ground) -> Case:
    kind = ground.kinds[past.kind]
    return Case(
        kind=kind,
        area=past.area,
        at=past.at,
        lon=past.lon,
        lat=past.lat,
        owner=owner_of(ground, kind, past.given),
        channel=past.channel,
        visibility=past.visibility,
        text=past.text,
    )


def _agency(ground: Ground, rules: Mapping[str, Rule], case: Case) -> AgencySlug | None:
    found = route(ground, rules, case)
    return found.agency if found is not None else None
