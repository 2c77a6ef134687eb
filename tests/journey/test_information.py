"""A formal request for information: its clocks, its test, its objection; whatever is done with it, in whatever order."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.national_days import national_days_off
from tanggap.city.terms import PersonId
from tanggap.journey.information import clocks, events, rules
from tanggap.journey.information.inquiry import (
    Answer,
    Delivery,
    Exemption,
    Inquiry,
    InquiryId,
    ObjectionGround,
    Outcome,
    RequesterKind,
    Status,
    WeighingId,
)
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tests import bekasi

OFFICER, SUPERIOR = PersonId(uuid4()), PersonId(uuid4())
RECEIVED = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
"""Wednesday, 1 July 2026, 09.00 WIB."""
DAY, MOMENT = timedelta(days=1), timedelta(seconds=1)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone


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


@pytest.mark.parametrize("given_answer", list(Answer))
def test_nothing_is_kept_back_before_it_was_weighed(given_answer: Answer) -> None:
    if given_answer.withholds:
        with pytest.raises(Invalid, match="uji konsekuensi"):
            answered(inquiry(), given_answer)

    assert answered(weighed(inquiry()), given_answer).answer is given_answer


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"part": None}, "part"),
        ({"grounds": ()}, "grounds"),
        ({"harm": None}, "harm"),
        ({"interest": None}, "interest"),
        ({"grounds": (Exemption.J,)}, "law"),
        ({"grounds": (Exemption.H, Exemption.A)}, "until"),
        ({"until": date(2026, 7, 1)}, "until"),
        ({"harm": "x" * 4001}, "harm"),
    ],
)
def test_a_test_says_which_part_why_what_harm_against_which_interest_and_until_when(
    changed: dict[str, Any], field: str
) -> None:
    whole: dict[str, Any] = {
        "part": "Rekening",
        "grounds": (Exemption.H,),
        "law": None,
        "harm": "Disalahgunakan.",
        "interest": "Nilainya tetap terbuka.",
        "until": None,
        "today": date(2026, 7, 1),
    }

    assert rules.weigh(inquiry(), **whole).grounds == (Exemption.H,)
    with pytest.raises(Invalid) as refused:
        rules.weigh(inquiry(), **(whole | changed))

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("given_answer", "link", "elsewhere", "field"),
    [
        (None, None, None, "answer"),
        (Answer.PUBLIC, None, None, "link"),
        (Answer.NOT_HELD, None, None, "elsewhere"),
        (Answer.GRANTED, "http://kota.example/a", None, "link"),
        (Answer.GRANTED, "javascript:alert(1)", None, "link"),
        (Answer.GRANTED, "https://orang@kota.example", None, "link"),
        (Answer.GRANTED, "https://[kota", None, "link"),
        (Answer.GRANTED, "https://kota.example/a b", None, "link"),
    ],
)
def test_an_answer_holds_what_its_kind_needs(
    given_answer: Answer | None, link: str | None, elsewhere: str | None, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        rules.answer(inquiry(), given_answer, text="Ini.", link=link, elsewhere=elsewhere, days=1)

    assert refused.value.field == field


@given(st.lists(st.sampled_from(["extend", "weigh", "answer", "object", "decide", "withdraw"]), max_size=8))
def test_in_whatever_order_things_are_tried_nobody_who_handled_it_decides(tried: list[str]) -> None:
    found, at = inquiry(), RECEIVED
    for each in tried:
        at += 20 * DAY if each == "object" else DAY
        try:
            found = step(found, each, at=at)
        except (Refused, Forbidden):
            continue

    assert (found.outcome is None) == (found.decided_at is None)
    assert found.answer is None or not found.answer.withholds or found.tests > 0
    if found.status is Status.DECIDED:
        assert found.ground is not None


def step(found: Inquiry, name: str, *, at: datetime) -> Inquiry:
    match name:
        case "extend":
            return extended(found, at=at)
        case "weigh":
            rules.weigh(
                found,
                part="Rekening",
                grounds=(Exemption.H,),
                law=None,
                harm="Ya.",
                interest="Ya.",
                until=None,
                today=at.date(),
            )
            return weighed(found, at=at)
        case "answer":
            return answered(found, Answer.PART, at=at)
        case "object":
            return objected(found, at=at)
        case "withdraw":
            if not found.status.waits:
                raise Refused(rules.NO_OBJECTION)
            return events.after(found, events.InquiryWithdrawn(), at=at, by=None)
        case _:
            by = OFFICER if at.day % 2 else SUPERIOR
            event, _ = rules.decide(found, Outcome.UPHELD, text="Tetap.", link=None, person=by)
            assert by not in found.handlers
            return events.after(found, event, at=at, by=by)


def test_who_handled_it_may_not_decide_and_somebody_else_may() -> None:
    found = objected(answered(inquiry()), at=RECEIVED + DAY)

    with pytest.raises(Forbidden, match="orang lain"):
        rules.decide(found, Outcome.UPHELD, text="Tetap.", link=None, person=OFFICER)
    event, said = rules.decide(found, Outcome.GRANTED, text="Buka.", link=None, person=SUPERIOR)

    assert (event.outcome, said.text) == (Outcome.GRANTED, "Buka.")


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


@pytest.mark.parametrize(
    ("written", "shown"),
    [("9901014508900001", "9901**********01"), ("12345678", "********"), ("AHU-0012345", "AHU-*****45")],
)
def test_an_identity_number_is_shown_by_its_ends(written: str, shown: str) -> None:
    assert rules.covered(written) == shown


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"question": None}, "question"),
        ({"purpose": None}, "purpose"),
        ({"kind": None}, "kind"),
        ({"name": None}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"identity": "x" * 41}, "identity"),
        ({"delivery": None}, "delivery"),
        ({"contact": None}, "contact"),
        ({"contact": "0812"}, "contact"),
    ],
)
def test_a_form_is_told_which_field_is_missing(changed: dict[str, Any], field: str) -> None:
    whole = rules.Asked(
        kind=RequesterKind.PERSON,
        name="Pemohon",
        identity=None,
        contact="warga@contoh.example",
        question="Salinan kontrak.",
        purpose="Penelitian.",
        delivery=Delivery.MAIL,
    )

    assert rules.ask(whole, language="id", mail=True).email == "warga@contoh.example"
    with pytest.raises(Invalid) as refused:
        rules.ask(replace(whole, **changed), language="id", mail=True)

    assert refused.value.field == field
