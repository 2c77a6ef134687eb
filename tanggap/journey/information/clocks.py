"""The clocks of an inquiry: until when it is answered, may be objected to, is decided about, may be taken further.

Each is counted anew from the city's calendar and from the limits in force when it began, so that a day off that is
added moves what is still open. Source: UU 14/2008, articles 22, 36 and 37; DOMAIN 15.2.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.hours import working_days_between
from tanggap.city.packs.dated import in_force
from tanggap.city.packs.times import DatedLimit, Limit
from tanggap.journey.information.inquiry import Inquiry, Status


class Times(Struct, frozen=True, kw_only=True):
    """The moments that count, in UTC; None for what has not begun.

    ``extended_by`` is until when an extension would give, or has given.
    """

    answer_by: datetime
    extended_by: datetime
    object_by: datetime | None
    decide_by: datetime | None
    dispute_by: datetime | None


def answer_by(ground: Ground, received_at: datetime) -> datetime:
    """Until when what comes in at this moment is answered, if nothing is extended."""
    return _due(ground, ground.limits.inquiry_answer, received_at)


def decide_by(ground: Ground, objected_at: datetime) -> datetime:
    """Until when an objection that comes in at this moment is decided about."""
    return _due(ground, ground.limits.inquiry_decide, objected_at)


def times(ground: Ground, inquiry: Inquiry, *, now: datetime) -> Times:
    """An inquiry's moments as the city's calendar stands."""
    limits = ground.limits
    first = answer_by(ground, inquiry.received_at)
    extended = ground.due(first, _limit(ground, limits.inquiry_extend, inquiry.received_at))
    until = extended if inquiry.extended_at is not None else first
    # What can be objected to: an answer, or that there was none in time.
    ground_since = inquiry.answered_at or (until if now > until else None)
    decided_by = decide_by(ground, inquiry.objected_at) if inquiry.objected_at is not None else None
    undecided = decided_by if decided_by is not None and now > decided_by else None
    return Times(
        answer_by=until,
        extended_by=extended,
        object_by=_after(ground, limits.inquiry_object, ground_since),
        decide_by=decided_by,
        dispute_by=_after(ground, limits.inquiry_dispute, inquiry.decided_at or undecided),
    )


def due_at(inquiry: Inquiry, moments: Times) -> datetime | None:
    """Until when the city owes something; None where it owes nothing."""
    if inquiry.status is Status.OPEN:
        return moments.answer_by
    return moments.decide_by if inquiry.status is Status.OBJECTED else None


def days_taken(ground: Ground, inquiry: Inquiry, *, at: datetime) -> int:
    """How many working days came after the day it was received, up to this moment's."""
    day_of = ground.calendar.day_of
    return working_days_between(day_of(inquiry.received_at), day_of(at), ground.calendar)


def over_since(inquiry: Inquiry, moments: Times) -> datetime | None:
    """Since when, or from when on, nothing more can follow; None while the city owes something."""
    if inquiry.status.waits:
        return None
    if inquiry.status is Status.WITHDRAWN:
        return inquiry.withdrawn_at
    return moments.dispute_by or moments.object_by


def working_days(ground: Ground, history: Sequence[DatedLimit], on: datetime) -> int:
    """A limit as it stands on a day, as people say it: how many working days."""
    return int(_limit(ground, history, on).amount)


def _after(ground: Ground, history: Sequence[DatedLimit], start: datetime | None) -> datetime | None:
    return _due(ground, history, start) if start is not None else None


def _due(ground: Ground, history: Sequence[DatedLimit], start: datetime) -> datetime:
    return ground.due(start, _limit(ground, history, start))


def _limit(ground: Ground, history: Sequence[DatedLimit], start: datetime) -> Limit:
    return in_force(history, ground.calendar.day_of(start)).limit
