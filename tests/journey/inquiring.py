"""An inquiry on its way, as the rules make one, and the city whose days it is counted by."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import uuid4

from tanggap.city.ground import Ground
from tanggap.city.national_days import national_days_off
from tanggap.city.terms import PersonId
from tanggap.journey.information import clocks, events, rules
from tanggap.journey.information.inquiry import (
    Answer,
    Exemption,
    Inquiry,
    InquiryId,
    ObjectionGround,
    WeighingId,
)
from tests import bekasi

OFFICER, SUPERIOR = PersonId(uuid4()), PersonId(uuid4())
RECEIVED = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
"""Wednesday, 1 July 2026, 09.00 WIB."""
DAY = timedelta(days=1)


@cache
def ground() -> Ground:
    """Kota Bekasi with the days off of these years."""
    return bekasi.ground().with_days_off(national_days_off([2026, 2027]))


def inquiry(received_at: datetime = RECEIVED) -> Inquiry:
    event = events.InquiryReceived(number=1, answer_by=received_at)
    return events.begun(InquiryId(uuid4()), event, at=received_at)


def extended(found: Inquiry, *, at: datetime) -> Inquiry:
    event = rules.extend(found, clocks.times(ground(), found, now=at), reason="Arsip.", now=at)
    return events.after(found, event, at=at, by=OFFICER)


def weighed(found: Inquiry, *, at: datetime = RECEIVED) -> Inquiry:
    event = events.InquiryTested(weighing=WeighingId(uuid4()), grounds=(Exemption.H,), until=None)
    return events.after(found, event, at=at, by=OFFICER)


def answered(found: Inquiry, given: Answer = Answer.GRANTED, *, at: datetime = RECEIVED) -> Inquiry:
    days = clocks.days_taken(ground(), found, at=at)
    event, _ = rules.answer(
        found, given, text="Ini.", link="https://kota.example/a", elsewhere="Provinsi", days=days
    )
    return events.after(found, event, at=at, by=OFFICER)


def objected(found: Inquiry, *, at: datetime) -> Inquiry:
    event = rules.object_to(
        found,
        clocks.times(ground(), found, now=at),
        ground=ObjectionGround.C,
        text="Tidak ada kabar.",
        decide_by=clocks.decide_by(ground(), at),
        now=at,
    )
    return events.after(found, event, at=at, by=None)


def day(moment: datetime | None) -> date | None:
    return ground().calendar.day_of(moment) if moment is not None else None
