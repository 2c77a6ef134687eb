"""The sweep on a real database: late, twice at once, killed in the middle, it does each thing once."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.journey.deadlines import actions, store
from tanggap.journey.deadlines.listener import LISTENER
from tanggap.journey.deadlines.rules import KINDS
from tanggap.journey.work import actions as work
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Heard, history
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.events import EVENTS, Rejected, Reminded, Resolved
from tanggap.report.report import Chase, HoldReason, RejectReason, Report, ReportId, Status
from tests.bekasi import CLEANSING, COORDINATOR, ROADS_OFFICER
from tests.conftest import BEKASI
from tests.journey.office import do, sent, told


async def log_of(office: Workbench, report: ReportId) -> list[Heard]:
    async with office.entrance.open_desk(BEKASI) as desk:
        return await history(desk.db, desk.city, report)


async def sweep(office: Workbench, *reports: ReportId) -> int:
    """What the worker does with what happened to these reports until now."""
    events = [each for report in reports for each in await log_of(office, report)]
    async with office.entrance.open_desk(BEKASI) as desk:
        await LISTENER.on_events(desk, [each for each in events if each.kind in KINDS])
    return await actions.sweep(office.entrance.open_desk, BEKASI)


async def reminded(office: Workbench, report: ReportId) -> list[Reminded]:
    read = [EVENTS.read(each) for each in await log_of(office, report)]
    return [each for each in read if isinstance(each, Reminded)]


async def steps(office: Workbench, report: ReportId) -> set[str]:
    async with office.entrance.open_desk(BEKASI) as desk:
        return {each.step for each in await store.steps(desk.db, desk.city, report)}


async def test_after_a_month_of_downtime_a_report_is_told_of_once_and_then_no_more(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    await sweep(office, report)
    clock.move(timedelta(days=60))

    assert await actions.sweep(office.entrance.open_desk, BEKASI) == 1
    clock.move(timedelta(days=60))
    assert await actions.sweep(office.entrance.open_desk, BEKASI) == 0

    assert [each.chase for each in await reminded(office, report)] == [Chase.EXECUTIVE]
    assert {"reminder_50", "breach", "agency_head", "silence"} < await steps(office, report)
    kept, by_log = await told(office, report)
    assert kept == by_log


async def test_two_workers_at_once_and_one_that_died_do_each_thing_once(
    office: Workbench, clock: SetClock
) -> None:
    first, second = await sent(office), await sent(office)
    await sweep(office, first, second)
    clock.move(timedelta(days=60))

    async def dies() -> None:
        async with office.entrance.open_desk(BEKASI) as desk:
            assert await actions.look(desk, first)
            raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await dies()
    assert await reminded(office, first) == []

    looked = await asyncio.gather(*(actions.sweep(office.entrance.open_desk, BEKASI) for _ in range(2)))

    assert sum(looked) == 2
    assert [len(await reminded(office, each)) for each in (first, second)] == [1, 1]


async def test_the_clock_closes_rejects_and_resumes_what_waits_for_nobody(
    office: Workbench, clock: SetClock
) -> None:
    asked, resolved, held = [await sent(office, kind="road-damage") for _ in range(3)]
    await do(office, COORDINATOR, lambda d: triage.ask(d, asked, text="Di sebelah mana?"))
    for report in (resolved, held):
        await do(office, ROADS_OFFICER, lambda d, report=report: work.accept(d, report))

    async def resolve(desk: Desk) -> Report:
        found = await reports.open_for_change(desk.db, desk.city, resolved)
        assert found.lead is not None
        filed = Resolved(
            was=found.status,
            now=Status.RESOLVED,
            task=found.lead.id,
            agency=found.lead.agency,
            photo=None,
            distance_m=None,
            taken_at=None,
        )
        return await parties.record(desk, found, filed)

    await do(
        office,
        ROADS_OFFICER,
        lambda d: work.hold(
            d, held, reason=HoldReason.WEATHER, review_on=date(2026, 7, 10), text="Hujan terus."
        ),
    )
    await do(office, ROADS_OFFICER, resolve)
    await sweep(office, asked, resolved, held)
    clock.move(timedelta(days=8, hours=16))  # 10 July, 01.00 WIB
    await sweep(office, asked, resolved, held)
    states = [(await told(office, each))[0].status for each in (asked, resolved, held)]
    assert states == [Status.NEEDS_INFO, Status.RESOLVED, Status.IN_PROGRESS]
    clock.move(timedelta(days=10))
    await sweep(office, asked, resolved, held)

    states = [(await told(office, each))[0].status for each in (asked, resolved)]
    assert states == [Status.REJECTED, Status.CLOSED]
    reasons = [EVENTS.read(each) for each in await log_of(office, asked)]
    assert [each.reason for each in reasons if isinstance(each, Rejected)] == [RejectReason.INCOMPLETE]
    assert Chase.REVIEW in {each.chase for each in await reminded(office, held)}
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await store.waiting(desk.db, desk.city, now=clock.now(), limit=9) == []


async def test_an_offer_nobody_answers_is_said_to_whom_it_was_made(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    await do(
        office,
        ROADS_OFFICER,
        lambda d: work.offer(d, report, target=AgencySlug(CLEANSING), reason="Ini sampah."),
    )
    await sweep(office, report)
    clock.move(timedelta(days=2))
    await actions.sweep(office.entrance.open_desk, BEKASI)

    assert [(each.chase, each.agency) for each in await reminded(office, report)] == [
        (Chase.OFFER, CLEANSING)
    ]


async def test_one_report_that_cannot_be_looked_at_keeps_no_other_from_its_turn(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    await sweep(office, report)
    async with office.entrance.open_desk(BEKASI) as desk:
        await desk.db.run(
            "insert into deadline (city_id, report, look_at) values (%(city)s, %(report)s, %(at)s)",
            city=BEKASI,
            report=UUID(int=1),
            at=desk.now() - timedelta(days=1),
        )
    clock.move(timedelta(days=60))

    assert await actions.sweep(office.entrance.open_desk, BEKASI) == 1
    assert len(await reminded(office, report)) == 1
    assert await actions.sweep(office.entrance.open_desk, BEKASI) == 0
