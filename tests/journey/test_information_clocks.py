"""How long a formal request for information may take, and when its requester may object."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.journey.information import clocks, events
from tanggap.journey.information.inquiry import (
    ObjectionGround,
    Outcome,
    Status,
)
from tanggap.kit.errors import Refused
from tests.journey.inquiring import (
    DAY,
    RECEIVED,
    SUPERIOR,
    answered,
    day,
    extended,
    ground,
    inquiry,
    objected,
)

MOMENT = timedelta(seconds=1)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone


def test_the_answer_is_due_after_ten_working_days_and_seven_more_once_it_was_extended() -> None:
    """TV-SLA-15, by the product's own rule and limits."""
    found = inquiry()
    later = extended(found, at=RECEIVED + 9 * DAY)

    assert clocks.times(ground(), found, now=RECEIVED).answer_by == datetime(
        2026, 7, 15, 16, 59, 59, tzinfo=UTC
    )
    assert clocks.times(ground(), later, now=RECEIVED).answer_by == datetime(
        2026, 7, 24, 16, 59, 59, tzinfo=UTC
    )


@settings(max_examples=40)
@given(moments, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_an_extension_never_shortens_and_is_had_once(received_at: datetime, passed: timedelta) -> None:
    found, at = inquiry(received_at), received_at + passed
    before = clocks.times(ground(), found, now=at)
    later = extended(found, at=at)
    after = clocks.times(ground(), later, now=at)

    assert received_at < before.answer_by < after.answer_by == before.extended_by
    with pytest.raises(Refused, match="satu kali"):
        extended(later, at=at)


@settings(max_examples=40)
@given(moments)
def test_an_extension_is_too_late_from_the_moment_the_first_term_is_over(received_at: datetime) -> None:
    found = inquiry(received_at)
    last = clocks.times(ground(), found, now=received_at).answer_by

    assert extended(found, at=last).extended_at == last
    with pytest.raises(Refused, match="sudah lewat"):
        extended(found, at=last + MOMENT)


@settings(max_examples=40)
@given(received_at=moments, waited=st.integers(0, 30), longer=st.booleans())
def test_an_answer_can_be_objected_to_for_thirty_working_days_and_not_a_moment_longer(
    *, received_at: datetime, waited: int, longer: bool
) -> None:
    found = extended(inquiry(received_at), at=received_at) if longer else inquiry(received_at)
    at = received_at + waited * DAY
    given_answer = answered(found, at=at)
    last = clocks.times(ground(), given_answer, now=at).object_by

    assert last is not None
    calendar = ground().calendar
    assert clocks.days_taken(ground(), replace(found, received_at=at), at=last) == 30
    assert calendar.works_on(calendar.day_of(last))
    assert objected(given_answer, at=last).status is Status.OBJECTED
    with pytest.raises(Refused, match="sudah lewat"):
        objected(given_answer, at=last + MOMENT)


@settings(max_examples=40)
@given(moments)
def test_silence_can_be_objected_to_only_once_the_answer_is_late(received_at: datetime) -> None:
    found = inquiry(received_at)
    due = clocks.times(ground(), found, now=received_at).answer_by
    end = clocks.times(ground(), found, now=due + MOMENT).object_by

    assert end is not None
    with pytest.raises(Refused, match="setelah batas waktu"):
        objected(found, at=due)
    assert objected(found, at=due + MOMENT).status is Status.OBJECTED
    assert objected(found, at=end).ground is ObjectionGround.C
    with pytest.raises(Refused, match="sudah lewat"):
        objected(found, at=end + MOMENT)


def test_a_day_off_that_is_added_moves_what_is_still_open() -> None:
    found = inquiry()
    closed = ground().with_days_off({**ground().days_off, date(2026, 7, 15): "Libur kota"})

    assert day(clocks.times(ground(), found, now=RECEIVED).answer_by) == date(2026, 7, 15)
    assert day(clocks.times(closed, found, now=RECEIVED).answer_by) == date(2026, 7, 16)


def test_after_the_decision_or_its_silence_the_way_leads_to_the_commission_for_fourteen_working_days() -> (
    None
):
    found = objected(answered(inquiry()), at=RECEIVED)
    late = clocks.decide_by(ground(), RECEIVED) + MOMENT
    decided = events.after(
        found, events.ObjectionDecided(outcome=Outcome.UPHELD), at=RECEIVED + 5 * DAY, by=SUPERIOR
    )

    assert clocks.times(ground(), found, now=RECEIVED).dispute_by is None
    assert day(clocks.times(ground(), found, now=RECEIVED).decide_by) == date(2026, 8, 12)
    assert day(clocks.times(ground(), found, now=late).dispute_by) == date(2026, 9, 3)
    assert day(clocks.times(ground(), decided, now=late).dispute_by) == date(2026, 7, 24)
