"""Bench and queue list the right few reports, the most urgent first."""

from datetime import timedelta

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.support import actions as support
from tanggap.journey.work import actions, store
from tanggap.journey.work.bench import bench_page, seat_of
from tanggap.journey.work.triage import store as triage_store
from tanggap.journey.work.triage.queue import triage_page
from tanggap.journey.work.triage.store import Scope, Stage
from tanggap.kit.clock import SetClock
from tanggap.report.report import (
    DeclineReason,
)
from tests.bekasi import (
    CLEANSING,
    CLEANSING_LIAISON,
    COORDINATOR,
    ROADS,
    ROADS_OFFICER,
)
from tests.conftest import BEKASI
from tests.journey.office import do, sent


async def test_the_bench_shows_the_late_first_and_only_what_the_unit_holds(
    office: Workbench, clock: SetClock
) -> None:
    late = await sent(office)
    clock.move(timedelta(days=20))
    fresh = await sent(office)
    await sent(office, kind="garbage-pile")

    async with office.entrance.open_desk(BEKASI, actor=ROADS_OFFICER) as desk:
        page = await bench_page(desk)
        held = await store.bench(desk.db, desk.city, seat_of(desk))

    assert [each.report for each in held] == [late, fresh]
    assert [section.tone for section in page.sections] == ["late", "waiting"]
    assert (page.late, page.open) == (1, 2)


async def test_an_officer_of_one_kecamatan_sees_its_work_only(office: Workbench) -> None:
    await sent(office)
    elsewhere = Actor(
        person=ROADS_OFFICER.person,
        duties=(Duty(role=Role.FIELD_OFFICER, agency=ROADS, area=AreaCode("32.75.01")),),
    )

    async with office.entrance.open_desk(BEKASI, actor=elsewhere) as desk:
        page = await bench_page(desk)

    assert page.open == 0
    assert not page.sections


async def test_the_queue_shows_urgent_kinds_first_then_the_longest_waiting(
    office: Workbench, clock: SetClock
) -> None:
    first = await sent(office, kind=None)
    clock.move(timedelta(hours=1))
    waiting = await sent(office, kind=None)
    clock.move(timedelta(hours=1))
    urgent = await sent(office)
    await do(office, ROADS_OFFICER, lambda d: actions.offer(d, urgent, target=CLEANSING, reason="Sampah."))
    await do(
        office,
        CLEANSING_LIAISON,
        lambda d: actions.decline(d, urgent, reason=DeclineReason.WRONG_AGENCY, text=None),
    )

    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        scope = Scope(areas=None, urgent=[KindSlug("road-damage")], raised=[], above=10)
        queue = [
            each.report
            for stage in (Stage.URGENT, Stage.OTHERS)
            for each in await triage_store.queue(desk.db, desk.city, scope, stage, limit=50)
        ]

    assert queue == [urgent, first, waiting]


async def test_what_many_people_say_the_same_of_goes_before_what_waits_longer(
    office: Workbench, clock: SetClock
) -> None:
    first = await sent(office, kind=None)
    clock.move(timedelta(hours=1))
    crowded = await sent(office, kind=None)
    for nth in range(11):
        somebody = Actor(session=f"{nth}".encode())
        await do(office, somebody, lambda d: support.support(d, crowded))

    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        page = await triage_page(desk)

    assert [row.supporters for row in page.rows] == [11, 0]
    assert [row.urgent is not None for row in page.rows] == [True, False]
    assert first != crowded
