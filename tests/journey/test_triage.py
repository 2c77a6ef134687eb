"""A coordinator settles what no rule could: kind and place, which unit, which reports are one."""

import asyncio
from datetime import datetime, timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.report import following
from tanggap.report import store as reports
from tanggap.report.report import (
    RejectReason,
    Report,
)
from tests import bekasi
from tests.bekasi import (
    CLEANSING,
    COORDINATOR,
    ROADS_OFFICER,
)
from tests.conftest import BEKASI
from tests.journey.office import JAKASAMPURNA, do, sent, told


async def test_a_refused_action_leaves_no_trace(office: Workbench) -> None:
    report = await sent(office, kind=None)
    before, _ = await told(office, report)

    with pytest.raises(Refused, match="alasannya"):
        await do(
            office,
            COORDINATOR,
            lambda d: triage.dispose(d, report, kind="road-damage", area=JAKASAMPURNA, agency=CLEANSING),
        )

    assert (await told(office, report))[0] == before


async def test_the_limit_is_counted_again_from_when_the_report_came_in(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office, kind=None)
    clock.move(timedelta(days=2))

    await do(
        office,
        COORDINATOR,
        lambda d: triage.verify(d, report, kind="road-damage", area=JAKASAMPURNA),
    )

    kept, _ = await told(office, report)
    same = (await told(office, await sent(office)))[0]
    assert kept.due_at is not None
    assert same.due_at is not None
    assert kept.due_at < same.due_at
    assert kept.due_at == due_by_the_city(kept)


def due_by_the_city(report: Report) -> datetime:
    """When a report of this kind is due, by the city's clocks."""
    ground = bekasi.ground()
    assert report.kind is not None
    return ground.due_at(report.received_at, report.type, ground.kinds[report.kind])


async def test_two_reports_never_come_to_follow_each_other(office: Workbench) -> None:
    one, two, three = [await sent(office) for _ in range(3)]
    numbers = {each: (await told(office, each))[0].number for each in (one, two, three)}
    await do(office, COORDINATOR, lambda d: triage.merge(d, one, primary=numbers[two]))
    await do(office, COORDINATOR, lambda d: triage.merge(d, two, primary=numbers[three]))

    with pytest.raises(Invalid):
        await do(office, COORDINATOR, lambda d: triage.merge(d, three, primary=numbers[one]))

    async with office.entrance.open_desk(BEKASI) as desk:
        root = await following.root(desk.db, await reports.get(desk.db, desk.city, one))
    assert root.id == three


async def test_of_two_reports_merged_into_each_other_at_once_one_is_refused(office: Workbench) -> None:
    one, two = await sent(office), await sent(office)
    numbers = {each: (await told(office, each))[0].number for each in (one, two)}

    outcomes = await asyncio.gather(
        do(office, COORDINATOR, lambda d: triage.merge(d, one, primary=numbers[two])),
        do(office, COORDINATOR, lambda d: triage.merge(d, two, primary=numbers[one])),
        return_exceptions=True,
    )

    assert sum(isinstance(each, Report) for each in outcomes) == 1
    assert sum(isinstance(each, Refused) for each in outcomes) == 1


async def test_an_officer_may_not_send_a_report_on_as_a_coordinator_does(office: Workbench) -> None:
    report = await sent(office, kind=None)

    with pytest.raises(Missing):
        await do(office, ROADS_OFFICER, lambda d: triage.ask(d, report, text="Di mana?"))
    held = await sent(office)
    with pytest.raises(Forbidden):
        await do(
            office,
            ROADS_OFFICER,
            lambda d: triage.reject(d, held, reason=RejectReason.SPAM, text="Bukan."),
        )
