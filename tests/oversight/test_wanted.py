"""What a screen of the operations centre is about stands in its address, and nowhere else."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.packs.pack import Urgency
from tanggap.city.terms import GroupSlug
from tanggap.kit.errors import Invalid
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk.asked import asked as asked_of_the_desk
from tanggap.oversight.operations_centre.wanted import Wanted, wanted
from tanggap.report.report import Channel, Status
from tests.bekasi import ground

TODAY = date(2026, 3, 4)
CITY = ground()

asked_for = st.builds(
    Wanted,
    period=st.none() | st.just(Period(first=date(2026, 1, 1), last=date(2026, 2, 28))),
    kind=st.none() | st.sampled_from(sorted(CITY.kinds)),
    group=st.none() | st.sampled_from(sorted(map(GroupSlug, CITY.groups))),
    agency=st.none() | st.sampled_from(sorted(CITY.agencies)),
    area=st.none() | st.sampled_from(sorted(area.code for area in CITY.areas.all())),
    channel=st.none() | st.sampled_from(Channel),
    status=st.none() | st.sampled_from(Status),
    urgency=st.none() | st.sampled_from(Urgency),
)


@given(asked=asked_for)
def test_an_address_gives_back_what_was_put_into_it(*, asked: Wanted) -> None:
    assert wanted(dict(parse_qsl(asked.query)), CITY, today=TODAY) == asked


def test_empty_fields_of_a_form_ask_for_nothing() -> None:
    empty: dict[str, str] = dict.fromkeys(
        ("from", "to", "kind", "group", "agency", "area", "channel", "status", "urgency"), " "
    )
    assert wanted(empty, CITY, today=TODAY) == Wanted()
    assert Wanted().kinds(CITY) is None


def test_the_last_days_are_the_same_ones_on_the_desk_its_map_and_its_lists() -> None:
    thirty = {"days": "30"}
    since_february = Period(first=date(2026, 2, 3), last=TODAY)
    assert wanted(thirty, CITY, today=TODAY).period == since_february
    assert asked_of_the_desk(thirty, CITY, today=TODAY).period == since_february

    january = {"from": "2026-01-01", "to": "2026-01-31"}
    assert wanted(thirty | january, CITY, today=TODAY) == wanted(january, CITY, today=TODAY)
    with pytest.raises(Invalid) as said:
        wanted({"days": "soon"}, CITY, today=TODAY)
    assert said.value.field == "days"


@pytest.mark.parametrize("field", ["kind", "group", "agency", "area", "channel", "status", "urgency", "from"])
def test_what_the_city_does_not_know_is_said_by_its_field(field: str) -> None:
    with pytest.raises(Invalid) as said:
        wanted({field: "<script>"}, CITY, today=TODAY)
    assert said.value.field == field


def test_a_group_takes_in_its_kinds_and_a_kind_of_another_group_none() -> None:
    roads = Wanted(group=GroupSlug("roads")).kinds(CITY)
    assert roads
    assert all(CITY.kinds[slug].group == "roads" for slug in roads)
    assert Wanted(group=GroupSlug("waste"), kind=roads[0]).kinds(CITY) == ()
