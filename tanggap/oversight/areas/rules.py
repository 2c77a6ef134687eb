"""What may be told of an area from what was counted of it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from msgspec import Struct

from tanggap.city.terms import KindSlug

FIGURES_OF = timedelta(days=90)
RATES_FROM = 5
"""A rate of fewer reports says more about one of them than about the area."""
KINDS_SHOWN = 5


class Counted(Struct, frozen=True, kw_only=True):
    """The reports of one kind that the public may read: how many, and how they stand."""

    kind: KindSlug | None
    reports: int
    open: int
    late: int
    closed: int
    on_time: int


class Figures(Struct, frozen=True, kw_only=True):
    """An area's reports of a period; ``on_time_percent`` of the ``closed`` ones, None when they are fewer than five."""

    asked: int
    open: int
    late: int
    closed: int
    on_time_percent: float | None


class Common(Struct, frozen=True, kw_only=True):
    """A kind and its share: ``percent`` of all, ``width`` in percent of the largest."""

    kind: KindSlug
    count: int
    percent: float
    width: float


def figures(counted: Iterable[Counted]) -> Figures:
    """Everything that was counted, together."""
    rows = list(counted)
    closed = sum(row.closed for row in rows)
    on_time = sum(row.on_time for row in rows)
    return Figures(
        asked=sum(row.reports for row in rows),
        open=sum(row.open for row in rows),
        late=sum(row.late for row in rows),
        closed=closed,
        on_time_percent=100 * on_time / closed if closed >= RATES_FROM else None,
    )


def most_common(counted: Sequence[Counted]) -> tuple[Common, ...]:
    """The kinds reported most, the largest first; none where fewer than five reports came at all."""
    whole = sum(row.reports for row in counted)
    if whole < RATES_FROM:
        return ()
    named = [(row.kind, row.reports) for row in counted if row.kind is not None and row.reports]
    ordered = sorted(named, key=lambda each: (-each[1], each[0]))[:KINDS_SHOWN]
    return tuple(
        Common(kind=kind, count=count, percent=100 * count / whole, width=100 * count / ordered[0][1])
        for kind, count in ordered
    )
