"""A formal request for information: its test, its answer, its objection; whatever is done with it, in whatever order."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.journey.information import events, rules
from tanggap.journey.information.inquiry import (
    Answer,
    Delivery,
    Exemption,
    Inquiry,
    Outcome,
    RequesterKind,
    Status,
)
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tests.journey.inquiring import (
    DAY,
    OFFICER,
    RECEIVED,
    SUPERIOR,
    answered,
    extended,
    inquiry,
    objected,
    weighed,
)


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
