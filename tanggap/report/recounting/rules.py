"""When what is open is due by another calendar, and how much that moves. Values only."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.hours import Calendar, Pause
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import KindSlug
from tanggap.report import clocks
from tanggap.report.events import Recounted
from tanggap.report.report import ReportId


class Promise(Struct, frozen=True, kw_only=True):
    """What an open report was promised, and what it is counted from."""

    id: ReportId
    type: ReportType
    kind: KindSlug | None
    received_at: datetime
    held_to: tuple[KindSlug, ...] = ()
    due_at: datetime | None
    respond_by: datetime | None


class Moved(Struct, frozen=True, kw_only=True):
    """How many open reports would be due later or earlier."""

    later: int = 0
    earlier: int = 0


def recounted(ground: Ground, promise: Promise, pauses: Sequence[Pause]) -> Recounted | None:
    """When a report is due by this calendar, under the limits it came in under; None where nothing moves.

    What was promised nothing stays so.
    """
    due_at = clocks.due_at(ground, promise, pauses)
    respond_by = promise.respond_by
    if respond_by is not None:
        respond_by = clocks.respond_by(ground, promise) or respond_by
    if (due_at, respond_by) == (promise.due_at, promise.respond_by):
        return None
    return Recounted(
        due_at=due_at,
        was_due_at=promise.due_at,
        respond_by=respond_by,
        was_respond_by=promise.respond_by,
    )


def moved(recounted: Iterable[Recounted]) -> Moved:
    """How many would be due later, and how many earlier."""
    later = earlier = 0
    for each in recounted:
        if each.due_at is not None and each.was_due_at is not None:
            later += each.due_at > each.was_due_at
            earlier += each.due_at < each.was_due_at
    return Moved(later=later, earlier=earlier)


def added(one: Moved, other: Moved) -> Moved:
    """What moves in one part of the reports and in another."""
    return Moved(later=one.later + other.later, earlier=one.earlier + other.earlier)


def digest(calendar: Calendar) -> bytes:
    """What tells one calendar from another: its zone, its days off and its hours, not what they are called."""
    told = (str(calendar.zone), sorted(calendar.days_off), calendar.hours)
    return hashlib.sha256(msgspec.json.encode(told)).digest()
