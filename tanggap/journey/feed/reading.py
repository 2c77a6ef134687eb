"""Reading the feed: one page of it, in whatever order and for whatever words were asked."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import AreaCode
from tanggap.journey.feed import near, store
from tanggap.journey.feed.asked import Address
from tanggap.journey.search.asking import actions as search
from tanggap.journey.search.asking.actions import Question
from tanggap.journey.search.wanted import Order, Position
from tanggap.report.report import ReportId


class Sheet(Struct, frozen=True, kw_only=True):
    """One page of the feed. ``total`` is counted on the first only, and to a limit: ``more_than`` says it was reached.

    ``newer``: there are reports before these; ``older``: behind them.
    """

    reports: Sequence[ReportId]
    newer: bool = False
    older: bool = False
    total: int | None = None
    more_than: bool = False
    question: Question | None = None


async def read(
    desk: Desk, asked: Address, *, limit: int, before: int | None = None, after: int | None = None
) -> Sheet:
    """The page of the feed ``before`` or ``after`` the report with this number; the first without one.

    Only the newest first can be read backwards (``after``); elsewhere it is the first page again.
    """
    question = await search.understand(desk, asked.q) if asked.q else None
    at = before if before is not None else after
    place = await store.position(desk.db, desk.city, at) if at is not None else None
    if question is not None:
        return await _answers(
            desk, asked, question, behind=place if before is not None else None, limit=limit
        )
    if place is not None and before is None and asked.order is Order.NEWEST:
        return await _newer(desk, asked, place, limit=limit)
    return await _listed(desk, asked, behind=place if before is not None else None, limit=limit)


async def _newer(desk: Desk, asked: Address, place: Position, *, limit: int) -> Sheet:
    found = await store.since(desk.db, desk.city, asked.filter(desk.ground), ahead=place, limit=limit + 1)
    return Sheet(reports=found[-limit:], newer=len(found) > limit, older=True)


async def _listed(desk: Desk, asked: Address, *, behind: Position | None, limit: int) -> Sheet:
    wanted = asked.filter(desk.ground)
    if asked.order is Order.SUPPORTED:
        found = await store.most_supported(desk.db, desk.city, wanted, behind=behind, limit=limit + 1)
    elif asked.order is Order.NEAREST:
        areas = _areas(desk, asked)
        if behind is not None and behind.area in areas:
            areas = areas[areas.index(behind.area) :]
        found = await store.nearest(desk.db, desk.city, wanted, areas, behind=behind, limit=limit + 1)
    else:
        found = await store.newest(desk.db, desk.city, wanted, behind=behind, limit=limit + 1)
    # All that is in the city is not counted: it is the overview that tells how much that is.
    total = await store.count(desk.db, desk.city, wanted) if asked.filtered and behind is None else None
    return Sheet(
        reports=found[:limit],
        newer=behind is not None,
        older=len(found) > limit,
        total=min(total, store.MOST_COUNTED) if total is not None else None,
        more_than=total is not None and total > store.MOST_COUNTED,
    )


async def _answers(
    desk: Desk, asked: Address, question: Question, *, behind: Position | None, limit: int
) -> Sheet:
    if not question.words:
        return Sheet(reports=(), total=0, question=question)
    found = await search.answers(
        desk,
        question,
        asked.filter(desk.ground),
        asked.order,
        areas=_areas(desk, asked),
        behind=behind,
        limit=limit + 1,
    )
    total = found[0].total if found else 0
    more_than = bool(found) and (total > store.MOST_COUNTED or not found[0].all_seen)
    return Sheet(
        reports=[ReportId(each.id) for each in found[:limit]],
        newer=behind is not None,
        older=len(found) > limit,
        total=_told(total, more_than=more_than) if behind is None else None,
        more_than=more_than,
        question=question,
    )


def _told(total: int, *, more_than: bool) -> int:
    """A count as it is told: of one that is only the least, whole hundreds."""
    total = min(total, store.MOST_COUNTED)
    return total // 100 * 100 or total if more_than else total


def _areas(desk: Desk, asked: Address) -> Sequence[AreaCode]:
    nearest = asked.order is Order.NEAREST and asked.near is not None
    return near.areas_from(desk.ground, asked.near) if nearest and asked.near is not None else ()
