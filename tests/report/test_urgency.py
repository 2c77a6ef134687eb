"""What many people say the same of is looked at sooner."""

import pytest
from msgspec import Struct

from tanggap.city.packs.pack import Urgency
from tanggap.city.terms import KindSlug
from tanggap.report.urgency import URGENT, kinds_of, kinds_raised, urgency_of
from tests import bekasi


class Weighed(Struct, frozen=True, kw_only=True):
    """What decides how urgent a report is."""

    kind: KindSlug | None
    supporters: int


def of(urgency: Urgency) -> KindSlug:
    return kinds_of(bekasi.ground(), urgency)[0]


@pytest.mark.parametrize(
    ("urgency", "supporters", "expected"),
    [
        (Urgency.LOW, 11, Urgency.NORMAL),
        (Urgency.NORMAL, 10, Urgency.NORMAL),
        (Urgency.NORMAL, 11, Urgency.HIGH),
        (Urgency.HIGH, 11, Urgency.CRITICAL),
        (Urgency.CRITICAL, 1000, Urgency.CRITICAL),
    ],
)
def test_more_than_ten_supporters_raise_it_by_one_step(
    urgency: Urgency, supporters: int, expected: Urgency
) -> None:
    assert urgency_of(bekasi.ground(), Weighed(kind=of(urgency), supporters=supporters)) is expected


def test_what_has_no_kind_yet_is_normal_and_can_be_raised() -> None:
    assert urgency_of(bekasi.ground(), Weighed(kind=None, supporters=0)) is Urgency.NORMAL
    assert urgency_of(bekasi.ground(), Weighed(kind=None, supporters=11)) is Urgency.HIGH


def test_the_kinds_that_support_makes_urgent_are_those_the_rule_raises() -> None:
    ground = bekasi.ground()

    raised = {
        slug
        for slug in ground.kinds
        if urgency_of(ground, Weighed(kind=slug, supporters=11)) in URGENT
        and urgency_of(ground, Weighed(kind=slug, supporters=0)) not in URGENT
    }

    assert raised == set(kinds_raised(ground))
