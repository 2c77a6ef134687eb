"""The queue is walked from its front to its end and back, in either order, by everybody within their own areas."""

from datetime import timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AreaCode
from tanggap.journey.work.triage import actions as triage
from tanggap.journey.work.triage.queue import By, neighbours, next_of, triage_page
from tanggap.kit.clock import SetClock
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.report import ReportId
from tests.bekasi import COORDINATOR
from tests.conftest import BEKASI
from tests.journey.office import JAKASAMPURNA, do, sent


async def number_of(office: Workbench, report: ReportId) -> str:
    """A report's number as people see it."""
    async with office.entrance.open_desk(BEKASI) as desk:
        return numbers.show(desk.ground.known.code, (await reports.get(desk.db, desk.city, report)).number)


async def waiting(office: Workbench, clock: SetClock) -> list[str]:
    """Five reports, the longest waiting first: of no kind, urgent, of no kind, urgent, asked about."""
    found: list[ReportId] = []
    for nth in range(5):
        report = await sent(office, kind=None)
        if nth in (1, 3):
            await do(
                office, COORDINATOR, lambda d, r=report: triage.verify(d, r, kind="flood", area=JAKASAMPURNA)
            )
        if nth == 4:
            await do(office, COORDINATOR, lambda d, r=report: triage.ask(d, r, text="Di mana?"))
        found.append(report)
        clock.move(timedelta(minutes=1))
    return [await number_of(office, each) for each in found]


async def walk(office: Workbench, actor: Actor, by: By, *, back: bool) -> list[str]:
    """The numbers one comes by, from one end of the queue to the other."""
    async with office.entrance.open_desk(BEKASI, actor=actor) as desk:
        rows = (await triage_page(desk, by=by)).rows
        at, found = (rows[-1] if back else rows[0]).number, list[str]()
        while True:
            found.append(at)
            report = await reports.find(desk.db, desk.city, numbers.read(at).digits)
            href = (await neighbours(desk, report, by))[0 if back else 1]
            if href is None:
                return found
            at = href.removeprefix("/triage/").partition("?")[0]


@pytest.mark.parametrize(("by", "order"), [(By.URGENCY, (1, 3, 0, 2, 4)), (By.AGE, (0, 1, 2, 3, 4))])
async def test_the_queue_is_walked_in_its_order_and_back(
    office: Workbench, clock: SetClock, by: By, order: tuple[int, ...]
) -> None:
    sent_ones = await waiting(office, clock)
    expected = [sent_ones[nth] for nth in order]
    of_the_kecamatan = Actor(
        person=COORDINATOR.person, duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.02")),)
    )
    of_another = Actor(
        person=COORDINATOR.person, duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.01")),)
    )

    for actor in (COORDINATOR, of_the_kecamatan):
        assert await walk(office, actor, by, back=False) == expected
        assert await walk(office, actor, by, back=True) == expected[::-1]

    async with office.entrance.open_desk(BEKASI, actor=of_another) as desk:
        empty = await triage_page(desk, by=by)
    assert (empty.rows, empty.count) == ((), 0)


async def test_a_page_goes_on_behind_and_before_the_report_it_names(
    office: Workbench, clock: SetClock
) -> None:
    first, second, third, *_ = await waiting(office, clock)

    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        behind = await triage_page(desk, by=By.AGE, after=numbers.read(second).digits)
        before = await triage_page(desk, by=By.AGE, before=numbers.read(second).digits)

    assert behind.rows[0].number == third
    assert behind.previous == f"/triage?by=age&before={third}"
    assert [row.number for row in before.rows] == [first]
    assert before.next == f"/triage?by=age&after={first}"
    assert before.count == 5


async def test_behind_the_last_one_the_queue_begins_again_until_it_is_empty(
    office: Workbench, clock: SetClock
) -> None:
    first, *_, asked = await waiting(office, clock)

    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        last = await reports.find(desk.db, desk.city, numbers.read(asked).digits)
        assert await next_of(desk, last, By.AGE) == f"/triage/{first}?by=age"

    only = await sent(office)
    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        sent_on = await reports.get(desk.db, desk.city, only)
        assert await next_of(desk, sent_on, By.AGE) is None, "it stands in no queue"
