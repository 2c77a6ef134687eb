"""Who somebody is to one report, and who of staff may know of it."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.rights import SYSTEM, VISITOR, Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, PersonId
from tanggap.report import timeline
from tanggap.report.parties import may_know, parties, reach
from tanggap.report.report import Report, ReportId, Task, TaskId, TaskOutcome, TaskRole, Visibility
from tanggap.report.transitions import Party
from tests import bekasi
from tests.bekasi import (
    CITY,
    CLEANSING,
    CLEANSING_LIAISON,
    CLEANSING_OFFICER,
    COORDINATOR,
    EXECUTIVE,
    MARGAHAYU,
    NOW,
    ROADS,
    ROADS_LIAISON,
    ROADS_OFFICER,
    VERIFIER,
    WORKING_VERIFIER,
)

RECEIVED = timeline.born(CITY, ReportId(UUID(int=2)), bekasi.received(1), NOW)
TASK = Task(id=TaskId(UUID(int=1)), role=TaskRole.LEAD, agency=ROADS, opened_at=NOW)
HELD = replace(RECEIVED, agency=ROADS, tasks=(TASK,))
OFFERED = replace(HELD, offered_to=CLEANSING)
SECRET = replace(HELD, visibility=Visibility.CONFIDENTIAL)
SEALED = replace(HELD, sensitivity=Sensitivity.SEALED)
NOBODY: set[Party] = set()


def office_of(area: AreaCode) -> AgencySlug:
    """The kelurahan's own office."""
    return AgencySlug(bekasi.ground().offices[area].slug)


def kelurahan(area: AreaCode) -> Actor:
    """An officer of a kelurahan."""
    duty = Duty(role=Role.FIELD_OFFICER, agency=office_of(area))
    return Actor(person=PersonId(UUID(int=99)), duties=(duty,))


@pytest.mark.parametrize(
    ("actor", "report", "by"),
    [
        (VISITOR, HELD, NOBODY),
        (SYSTEM, HELD, {Party.SYSTEM}),
        (COORDINATOR, HELD, {Party.COORDINATOR}),
        (ROADS_OFFICER, HELD, {Party.ACTING_UNIT}),
        (ROADS_LIAISON, HELD, {Party.ACTING_UNIT, Party.LIAISON}),
        (CLEANSING_LIAISON, HELD, NOBODY),
        (CLEANSING_LIAISON, OFFERED, {Party.TARGET_UNIT}),
        (VERIFIER, HELD, {Party.VERIFIER}),
        (EXECUTIVE, HELD, NOBODY),
        (kelurahan(MARGAHAYU), RECEIVED, {Party.AREA_OFFICER}),
        (kelurahan(AreaCode("32.75.02.1005")), RECEIVED, NOBODY),
    ],
)
def test_somebody_is_to_a_report_what_their_duties_make_them(
    actor: Actor, report: Report, by: set[Party]
) -> None:
    assert parties(bekasi.ground(), actor, report) == by


def test_who_had_a_hand_in_the_work_or_serves_in_its_unit_is_not_its_verifier() -> None:
    assert HELD.lead is not None
    elsewhere = replace(HELD, agency=CLEANSING, tasks=())
    filed = replace(elsewhere, doer=WORKING_VERIFIER.person)
    taken_on = replace(elsewhere, tasks=(replace(HELD.lead, officer=WORKING_VERIFIER.person),))

    assert Party.VERIFIER in parties(bekasi.ground(), WORKING_VERIFIER, elsewhere)
    helped = replace(
        elsewhere, tasks=(replace(HELD.lead, role=TaskRole.SUPPORT, outcome=TaskOutcome.RESOLVED),)
    )
    passed_on = replace(elsewhere, tasks=(replace(HELD.lead, outcome=TaskOutcome.PASSED_ON),))

    assert Party.VERIFIER in parties(bekasi.ground(), WORKING_VERIFIER, passed_on)
    for report in (filed, taken_on, helped, HELD):
        assert Party.VERIFIER not in parties(bekasi.ground(), WORKING_VERIFIER, report)


def test_a_duty_reaches_as_far_as_its_area() -> None:
    east = Actor(duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.01")),))
    west = Actor(duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.02")),))

    assert parties(bekasi.ground(), east, HELD) == {Party.COORDINATOR}
    assert not parties(bekasi.ground(), west, HELD)
    assert not parties(bekasi.ground(), east, replace(HELD, area=None))
    assert reach(east, Role.COORDINATOR) == ["32.75.01"]
    assert reach(COORDINATOR, Role.COORDINATOR) is None


@pytest.mark.parametrize("report", [SECRET, SEALED], ids=["confidential", "sealed"])
def test_a_guarded_report_is_known_to_few(report: Report) -> None:
    everybody = (
        COORDINATOR,
        ROADS_LIAISON,
        ROADS_OFFICER,
        CLEANSING_LIAISON,
        VERIFIER,
        EXECUTIVE,
        kelurahan(MARGAHAYU),
        VISITOR,
    )
    taken_on = replace(report, tasks=(replace(TASK, officer=ROADS_OFFICER.person),))

    knowing = [actor for actor in everybody if may_know(bekasi.ground(), actor, report)]

    assert knowing == [COORDINATOR, ROADS_LIAISON]
    assert may_know(bekasi.ground(), ROADS_OFFICER, taken_on)


def test_a_unit_knows_of_what_it_ever_held_and_of_nothing_else() -> None:
    passed_on = replace(HELD, agency=CLEANSING)

    assert may_know(bekasi.ground(), ROADS_OFFICER, passed_on)
    assert not may_know(bekasi.ground(), CLEANSING_OFFICER, HELD)
    assert not may_know(bekasi.ground(), ROADS_LIAISON, replace(SECRET, agency=CLEANSING))


def test_heads_know_of_what_their_people_held_and_of_nothing_guarded() -> None:
    roads = Actor(duties=(Duty(role=Role.UNIT_HEAD, agency=ROADS),))
    office = bekasi.ground().offices[MARGAHAYU].slug
    [above] = bekasi.ground().offices_above(office)
    camat = Actor(duties=(Duty(role=Role.AGENCY_HEAD, agency=above),))
    internal = replace(HELD, sensitivity=Sensitivity.INTERNAL)
    at_the_office = replace(internal, tasks=(replace(TASK, agency=office),))

    assert may_know(bekasi.ground(), roads, internal)
    assert not may_know(bekasi.ground(), camat, internal)
    assert may_know(bekasi.ground(), camat, at_the_office)
    assert not [each for each in (SECRET, SEALED) if may_know(bekasi.ground(), roads, each)]
    assert not parties(bekasi.ground(), roads, HELD), "a head takes no step of the work"
