"""Only a coordinator, or the liaison of the unit that holds it, stops a report's clock; anyone working may ask."""

from itertools import product

import pytest
from msgspec.structs import replace

from tanggap.city.rights import Actor
from tanggap.city.terms import PersonId
from tanggap.journey.work import rules as work
from tanggap.journey.work.triage import rules as triage
from tanggap.kit.errors import Forbidden, Refused
from tanggap.kit.ids import new_id
from tanggap.report import timeline
from tanggap.report.parties import Handling, parties
from tanggap.report.report import Report, ReportId, Status, Task, TaskId, TaskRole
from tests import bekasi
from tests.bekasi import CITY, COORDINATOR, NOW, ROADS, ROADS_LIAISON, ROADS_OFFICER, STAFF

MAY_STOP_IT = {Status.RECEIVED, Status.VERIFIED, Status.DISPOSED}
WORKING = {COORDINATOR.person, ROADS_LIAISON.person, ROADS_OFFICER.person}


def held(status: Status) -> Report:
    """A report of Dinas Bina Marga that stands so."""
    born = timeline.born(CITY, ReportId(new_id()), bekasi.received(1), NOW)
    task = Task(id=TaskId(new_id()), role=TaskRole.LEAD, agency=ROADS, opened_at=NOW)
    return replace(born, status=status, agency=ROADS, tasks=(task,))


def may(actor: Actor, report: Report, *, stopping: bool) -> bool:
    """Whether somebody may ask the reporter of this, the clock standing still meanwhile or not."""
    handling = Handling(report=report, by=parties(bekasi.ground(), actor, report))
    try:
        (triage.ask if stopping else work.question)(handling, text="Di sebelah mana?")
    except (Forbidden, Refused):
        return False
    return True


@pytest.mark.parametrize("status", list(Status))
def test_only_a_coordinator_or_the_holders_liaison_stops_the_clock(status: Status) -> None:
    stop = {actor.person for actor in STAFF if may(actor, held(status), stopping=True)}

    assert stop == ({COORDINATOR.person, ROADS_LIAISON.person} if status in MAY_STOP_IT else set[PersonId]())


def test_anyone_working_on_it_asks_while_the_clock_goes_on_and_nobody_else_does() -> None:
    for status, actor in product((Status.DISPOSED, Status.IN_PROGRESS, Status.ON_HOLD), STAFF):
        works = actor.person in WORKING or ROADS in actor.agencies(*(duty.role for duty in actor.duties))

        assert may(actor, held(status), stopping=False) == works
