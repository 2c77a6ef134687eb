"""What other units are asked for is theirs alone, and the whole waits for what it needs."""

from datetime import timedelta

import pytest

from tanggap.city.rights import Actor
from tanggap.journey.work.partners import rules as partners
from tanggap.kit.errors import Refused
from tanggap.report.clocks import charged, charged_beside
from tanggap.report.parties import Handling, parties
from tanggap.report.report import (
    Status,
)
from tanggap.report.transitions import Party
from tests import bekasi
from tests.bekasi import CLEANSING, ROADS
from tests.report.world import DONE, walked

HELPED = (
    *DONE[:3],
    ("ask for help", bekasi.ROADS_OFFICER),
    ("help", bekasi.CLEANSING_OFFICER),
)


def test_work_is_finished_only_when_every_part_it_waits_for_is() -> None:
    with pytest.raises(Refused, match="belum selesai"):
        walked(*HELPED, ("resolve", bekasi.ROADS_OFFICER))

    world = walked(*HELPED, ("help", bekasi.CLEANSING_OFFICER), ("resolve", bekasi.ROADS_OFFICER))
    assert world.reports[1].status is Status.RESOLVED


def test_what_may_be_left_out_stops_when_the_lead_has_finished() -> None:
    world = walked(*DONE[:3], ("ask for more help", bekasi.ROADS_OFFICER), ("resolve", bekasi.ROADS_OFFICER))

    assert [task.outcome for task in world.reports[1].tasks] == ["resolved", "stopped"]


def test_time_of_a_part_stands_beside_the_time_of_who_holds_the_report() -> None:
    report = walked(*HELPED, ("help", bekasi.CLEANSING_OFFICER)).reports[1]

    assert charged_beside(report, report.changed_at) == {CLEANSING: timedelta(minutes=14)}
    assert charged(report, report.changed_at)[ROADS] == timedelta(minutes=28)


def test_who_did_a_part_may_not_verify_the_whole() -> None:
    report = walked(*HELPED, ("help", bekasi.CLEANSING_OFFICER), ("resolve", bekasi.ROADS_OFFICER)).reports[1]
    helper = Actor(person=bekasi.CLEANSING_OFFICER.person, duties=bekasi.VERIFIER.duties)

    assert Party.VERIFIER not in parties(bekasi.ground(), helper, report)


def test_work_opened_again_reaches_the_units_again_that_had_a_part() -> None:
    finished = (*HELPED, ("help", bekasi.CLEANSING_OFFICER), ("resolve", bekasi.ROADS_OFFICER))
    world = walked(*finished, ("give back", bekasi.VERIFIER))
    asked = partners.again(world.reports[1], at=world.at, new_task=world.new_task)

    assert [(each.agency, each.mandatory) for each in asked] == [(CLEANSING, True)]
    assert asked[0].again == world.reports[1].tasks[1].id
    assert asked[0].due_at == world.at + (timedelta(days=2) - timedelta(minutes=7))


def test_a_part_is_nobodys_business_but_its_own_units() -> None:
    report = walked(*HELPED).reports[1]
    part = report.helpers[0]

    for actor in (bekasi.ROADS_OFFICER, bekasi.COORDINATOR):
        handling = Handling(report=report, by=parties(bekasi.ground(), actor, report))
        with pytest.raises(Refused, match="petugas lain"):
            partners.give(handling, part.id, own=frozenset({ROADS}), text="x")
    stranger = Handling(report=report, by=parties(bekasi.ground(), bekasi.CLEANSING_OFFICER, report))
    with pytest.raises(Refused, match="petugas lain"):
        partners.withdraw(stranger, part.id, text="x")
