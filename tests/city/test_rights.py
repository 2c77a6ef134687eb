"""One rule says who may do what; what it does not say is not allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from tanggap.city.rights import MAY, SYSTEM, VISITOR, Act, Actor, Duty, Role, can, require, within
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.kit.errors import Forbidden
from tanggap.kit.ids import new_id

ROADS, WASTE = AgencySlug("dbmsda"), AgencySlug("dlh")
BEKASI_BARAT, JAKASAMPURNA = AreaCode("32.75.01"), AreaCode("32.75.01.1001")
OTHER_KECAMATAN = AreaCode("32.75.02")


class Thing(Struct, frozen=True, kw_only=True):
    """Something an agency holds, somewhere."""

    agency: AgencySlug | None = ROADS
    area: AreaCode | None = JAKASAMPURNA


def somebody(*duties: Duty) -> Actor:
    """A person of staff with these duties."""
    return Actor(person=PersonId(new_id()), name="Petugas", duties=duties)


def test_every_act_but_the_open_ones_names_its_roles() -> None:
    assert set(Act) - {Act.ANYONE, Act.RESIDENT, Act.SIGNED_IN, Act.OWN_KEYS} == MAY.keys()


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.ANYONE])
def test_a_visitor_may_do_nothing_that_is_not_open_to_anyone(act: Act) -> None:
    assert not can(VISITOR, act)
    assert not can(somebody(), act)


@pytest.mark.parametrize("act", list(Act))
def test_the_house_itself_may_do_everything(act: Act) -> None:
    assert can(SYSTEM, act, Thing())


@given(
    duties=st.lists(st.builds(Duty, role=st.sampled_from(Role), agency=st.sampled_from([None, ROADS, WASTE])))
)
def test_nobody_works_on_what_another_agency_holds(duties: list[Duty]) -> None:
    person = somebody(*(duty for duty in duties if duty.agency != ROADS))

    assert not can(person, Act.WORK, Thing(agency=ROADS))


def test_nobody_without_an_agency_works_on_what_no_agency_holds_yet() -> None:
    assert not can(somebody(Duty(role=Role.LIAISON, agency=ROADS)), Act.WORK, Thing(agency=None))


@pytest.mark.parametrize(
    ("area", "allowed"), [(None, True), (BEKASI_BARAT, True), (JAKASAMPURNA, True), (OTHER_KECAMATAN, False)]
)
def test_a_duty_over_an_area_ends_at_its_border(area: AreaCode | None, *, allowed: bool) -> None:
    person = somebody(Duty(role=Role.FIELD_OFFICER, agency=ROADS, area=area))

    assert can(person, Act.WORK, Thing()) is allowed


def test_a_thing_without_a_place_lies_in_nobodys_area() -> None:
    person = somebody(Duty(role=Role.COORDINATOR, area=BEKASI_BARAT))

    assert not can(person, Act.TRIAGE, Thing(area=None))


def test_rights_are_not_put_together_from_two_duties() -> None:
    person = somebody(
        Duty(role=Role.FIELD_OFFICER, agency=ROADS, area=OTHER_KECAMATAN),
        Duty(role=Role.FIELD_OFFICER, agency=WASTE, area=BEKASI_BARAT),
    )

    assert not can(person, Act.WORK, Thing())


def test_an_area_is_not_within_one_whose_code_only_begins_alike() -> None:
    assert within(JAKASAMPURNA, BEKASI_BARAT)
    assert not within(AreaCode("32.75.011"), BEKASI_BARAT)
    assert not within(BEKASI_BARAT, JAKASAMPURNA)


def test_who_may_not_is_told_so() -> None:
    with pytest.raises(Forbidden, match="berwenang"):
        require(somebody(Duty(role=Role.EXECUTIVE)), Act.TRIAGE)
