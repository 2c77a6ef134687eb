"""What waits for a coordinator, read by index: however many reports a city has, a page of them costs the same."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import LiteralString
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, KindSlug
from tanggap.journey.work.store import MOST_COUNTED
from tanggap.kit.db import Db, column
from tanggap.report.report import ReportId

# Before and behind everything that ever comes in: with an end always named, a plan for any end reads by index.
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (1, 9999))


class Stage(StrEnum):
    """A stretch of the queue, itself in order of age."""

    URGENT = "urgent"
    OTHERS = "others"
    ALL = "all"
    ASKED = "asked"


class InQueue(Struct, frozen=True, kw_only=True):
    """A report that waits to be sent on."""

    report: ReportId
    number: int
    received_at: datetime


class Mark(Struct, frozen=True, kw_only=True):
    """Where a page of the queue begins: behind this report, or before it where one pages back."""

    report: ReportId
    received_at: datetime
    back: bool = False


class Scope(Struct, frozen=True, kw_only=True):
    """Whose queue it is, and what is urgent there: a kind, or a raised one with more than so many supporters.

    ``areas`` are the codes of every area this coordinator has; None for everywhere.
    """

    areas: Sequence[AreaCode] | None
    urgent: Sequence[KindSlug]
    raised: Sequence[KindSlug]
    above: int


_FOUND: LiteralString = """
        select report, number, received_at
"""
_COLUMNS: LiteralString = """
                select id as report, number, received_at
                  from report
                 where city_id = %(city)s
                   and open
"""
# The words of the partial indexes, so that they are found to fit.
_WAITS: LiteralString = """
                   and status in ('received', 'verified', 'reopened', 'coordinating')
"""
_ASKED: LiteralString = """
                   and status = 'needs_info'
"""
_BACKED: LiteralString = """
                   and supporters > 0
                   and supporters > %(above)s
                   and (kind is null or kind = any(%(raised)s::text[]))
"""
_NOT_URGENT: LiteralString = """
                   and (kind is null or kind <> all(%(urgent)s::text[]))
                   and not (supporters > %(above)s and (kind is null or kind = any(%(raised)s::text[])))
"""
_AHEAD: LiteralString = """
                   and (received_at, id) > (%(at)s::timestamptz, %(behind)s::uuid)
                 order by received_at, id
                 limit %(limit)s
"""
_BACK: LiteralString = """
                   and (received_at, id) < (%(at)s::timestamptz, %(behind)s::uuid)
                 order by received_at desc, id desc
                 limit %(limit)s
"""
_EACH_AREA: LiteralString = """
               unnest(%(areas)s::text[]) as a (code)
         cross join lateral (
"""
_COUNT: LiteralString = """
        select count(*)
          from (
"""
_ONE: LiteralString = """
                select
                  from report
                 where city_id = %(city)s
                   and open
"""
_FEW: LiteralString = """
                 limit %(most)s
"""
_OF_KINDS: LiteralString = """
          from (select f.report, f.number, f.received_at
                  from unnest(%(urgent)s::text[]) as k (slug)
                 cross join lateral (
"""
_OF_KINDS_IN_AREAS: LiteralString = """
          from (select f.report, f.number, f.received_at
                  from (select slug, code
                          from unnest(%(urgent)s::text[]) as of_kind (slug)
                         cross join unnest(%(areas)s::text[]) as of_area (code)) as k
                 cross join lateral (
"""
_STAGES: dict[Stage, LiteralString] = {
    Stage.OTHERS: _WAITS + _NOT_URGENT,
    Stage.ALL: _WAITS,
    Stage.ASKED: _ASKED,
}


def _statement(stage: Stage, *, everywhere: bool, back: bool) -> LiteralString:
    """The statement of a stage; of several stretches of an index each gives a page, and the first of all are taken."""
    turn = _BACK if back else _AHEAD
    if stage is Stage.URGENT:
        found = _FOUND + _urgent(turn, everywhere=everywhere) + " as each "
    elif not everywhere:
        of_area = _COLUMNS + " and area = a.code " + _STAGES[stage] + turn
        found = _FOUND + " from " + _EACH_AREA + of_area + ") as each "
    else:
        found = _FOUND + " from (" + _COLUMNS + _STAGES[stage] + turn + ") as each "
    last: LiteralString = (
        " order by received_at desc, report desc limit %(limit)s"
        if back
        else " order by received_at, report limit %(limit)s"
    )
    return found + last


def _urgent(turn: LiteralString, *, everywhere: bool) -> LiteralString:
    """What is urgent by its kind, kind by kind and area by area, and what is by how many say it."""
    if everywhere:
        of_kind = _OF_KINDS + _COLUMNS + " and kind = k.slug " + _WAITS + turn
        backed = _COLUMNS + _WAITS + _BACKED + turn
    else:
        of_kind = _OF_KINDS_IN_AREAS + _COLUMNS + " and kind = k.slug and area = k.code " + _WAITS + turn
        backed = _COLUMNS + _WAITS + _BACKED + " and area = any(%(areas)s::text[]) " + turn
    return of_kind + ") as f union all (" + backed + "))"


async def queue(
    db: Db, city: CityId, scope: Scope, stage: Stage, *, mark: Mark | None = None, limit: int
) -> list[InQueue]:
    """One stretch of the queue, the longest waiting first, from a mark on; before one that leads back."""
    back = mark is not None and mark.back
    found = await db.all(
        InQueue,
        _statement(stage, everywhere=scope.areas is None, back=back),
        city=city,
        areas=column(scope.areas or ()),
        urgent=column(scope.urgent),
        raised=column(scope.raised),
        above=scope.above,
        at=mark.received_at if mark is not None else FIRST,
        behind=mark.report if mark is not None else UUID(int=0),
        limit=limit,
    )
    return found[::-1] if back else found


async def queue_count(db: Db, city: CityId, *, areas: Sequence[AreaCode] | None) -> int:
    """How many reports wait; more than MOST_COUNTED for any more."""
    found = 0
    for stage in (Stage.ALL, Stage.ASKED):
        counted = await db.one(
            int,
            _counting(stage, everywhere=areas is None),
            city=city,
            areas=column(areas or ()),
            most=MOST_COUNTED + 1,
        )
        found += counted or 0
    return found


def _counting(stage: Stage, *, everywhere: bool) -> LiteralString:
    if everywhere:
        return _COUNT + _ONE + _STAGES[stage] + _FEW + ") as few "
    of_area = _ONE + " and area = a.code " + _STAGES[stage] + _FEW
    return _COUNT + "select from " + _EACH_AREA + of_area + ") as each " + _FEW + ") as few "


class Standing(Struct, frozen=True, kw_only=True):
    """What says where in the queue a report stands, or stood."""

    id: UUID
    received_at: datetime
    status: str
    kind: KindSlug | None
    supporters: int


async def standing(db: Db, city: CityId, number: int) -> Standing | None:
    """What says where the report with this number stands in the queue; None when there is none."""
    return await db.one(
        Standing,
        """
        select id, received_at, status, kind, supporters
          from report
         where city_id = %(city)s
           and number = %(number)s
        """,
        city=city,
        number=number,
    )
