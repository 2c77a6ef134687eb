"""What can happen to an inquiry; its thing is the inquiry. The words stand in its rows."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec.structs import replace

from tanggap.city.terms import PersonId
from tanggap.journey.information.inquiry import (
    Answer,
    Exemption,
    Inquiry,
    InquiryId,
    ObjectionGround,
    Outcome,
    Status,
    WeighingId,
    with_handler,
)
from tanggap.kit.log import Happened, Heard, Vocabulary


class InquiryReceived(Happened, frozen=True, kw_only=True):
    """Somebody asked for information; ``answer_by`` as the calendar stood then."""

    number: int
    answer_by: datetime


class InquiryExtended(Happened, frozen=True, kw_only=True):
    """The officer takes the one further term there is."""

    answer_by: datetime
    was_answer_by: datetime


class InquiryTested(Happened, frozen=True, kw_only=True):
    """The officer weighed what follows from giving a part of it away."""

    weighing: WeighingId
    grounds: tuple[Exemption, ...]
    until: date | None


class InquiryAnswered(Happened, frozen=True, kw_only=True):
    """The officer answered, after so many working days."""

    answer: Answer
    days: int


class InquiryObjected(Happened, frozen=True, kw_only=True):
    """The requester objects."""

    ground: ObjectionGround
    decide_by: datetime


class ObjectionDecided(Happened, frozen=True, kw_only=True):
    """The superior decided about the objection."""

    outcome: Outcome


class InquirySummarised(Happened, frozen=True, kw_only=True):
    """The officer wrote, or took away, what the public register says was asked."""

    shown: bool


class InquiryWithdrawn(Happened, frozen=True, kw_only=True):
    """The requester needs it no longer."""


class InquiryEmptied(Happened, frozen=True, kw_only=True):
    """All the requester left was emptied: at their wish, or because its time was over."""

    by_requester: bool


EVENTS = Vocabulary(
    [
        InquiryReceived,
        InquiryExtended,
        InquiryTested,
        InquiryAnswered,
        InquiryObjected,
        ObjectionDecided,
        InquirySummarised,
        InquiryWithdrawn,
        InquiryEmptied,
    ]
)


def begun(inquiry: InquiryId, event: InquiryReceived, *, at: datetime) -> Inquiry:
    """An inquiry that just came in."""
    return Inquiry(id=inquiry, number=event.number, status=Status.OPEN, received_at=at, nth=1)


def after(inquiry: Inquiry, event: Happened, *, at: datetime, by: PersonId | None) -> Inquiry:
    """An inquiry once one more thing has happened to it."""
    same = replace(inquiry, nth=inquiry.nth + 1)
    helped = with_handler(inquiry.handlers, by)
    match event:
        case InquiryExtended():
            return replace(same, extended_at=at, handlers=helped)
        case InquiryTested():
            return replace(same, tests=inquiry.tests + 1, handlers=helped)
        case InquiryAnswered():
            return replace(
                same,
                status=Status.ANSWERED,
                answer=event.answer,
                answered_at=at,
                days_taken=event.days,
                handlers=helped,
            )
        case InquiryObjected():
            return replace(same, status=Status.OBJECTED, ground=event.ground, objected_at=at)
        case ObjectionDecided():
            return replace(same, status=Status.DECIDED, outcome=event.outcome, decided_at=at)
        case InquiryWithdrawn():
            return replace(same, status=Status.WITHDRAWN, withdrawn_at=at)
        case InquiryEmptied():
            return replace(same, emptied_at=at)
        case _:
            return same


def told(heard: Iterable[Heard]) -> Inquiry | None:
    """The inquiry its log tells of; None where there is nothing to tell."""
    inquiry: Inquiry | None = None
    for each in heard:
        event = EVENTS.read(each)
        if isinstance(event, InquiryReceived):
            inquiry = begun(InquiryId(each.thing), event, at=each.happened_at)
        elif event is not None and inquiry is not None:
            by = PersonId(each.actor) if each.actor is not None else None
            inquiry = after(inquiry, event, at=each.happened_at, by=by)
    return inquiry
