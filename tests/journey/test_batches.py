"""One decision about many reports: each is its own event, what could not be is told, and all go back in one step."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.desk import OpenDesk
from tanggap.city.rights import Actor
from tanggap.journey.work import actions as work
from tanggap.journey.work.batches import actions as batches
from tanggap.journey.work.batches.actions import Decision, Undoing
from tanggap.journey.work.batches.rules import BatchAct
from tanggap.journey.work.batches.views import BatchPage, batch_page
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.log import history
from tanggap.report import number as numbers
from tanggap.report.report import HideReason, RejectReason, ReportId, Status
from tests.bekasi import COORDINATOR, ROADS, ROADS_OFFICER
from tests.conftest import BEKASI
from tests.journey.office import JAKASAMPURNA, do, sent, told


def desks(office: Workbench, actor: Actor = COORDINATOR) -> OpenDesk:
    """Desks at which a coordinator sits, one after another."""
    return partial(office.entrance.open_desk, BEKASI, actor=actor)


async def shown(office: Workbench, *which: ReportId) -> list[str]:
    """Their numbers as people see them."""
    return [numbers.show("BKS", (await told(office, each))[0].number) for each in which]


async def decided(office: Workbench, decision: Decision, *which: ReportId) -> BatchPage:
    """What became of a decision about these reports."""
    batch = await batches.decide(desks(office), decision, await shown(office, *which))
    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        return await batch_page(desk, batch)


async def undone(office: Workbench, page: BatchPage) -> Undoing:
    """What came of taking it back."""
    batch = UUID(page.href.rpartition("/")[2])
    return await batches.undo(desks(office), batch, reason="Dibatalkan bersama.")


REFUSE = Decision(act=BatchAct.REFUSE, reason="Bukan laporan.", refusal=RejectReason.SPAM)
HIDE = Decision(act=BatchAct.HIDE, reason="Ada ancaman.", hiding=HideReason.SAFETY)


async def test_each_is_refused_by_an_event_of_its_own_and_what_could_not_be_is_told(
    office: Workbench,
) -> None:
    waiting, held, begun = await sent(office, kind=None), await sent(office), await sent(office)
    await do(office, ROADS_OFFICER, lambda d: work.accept(d, begun))

    page = await decided(office, REFUSE, waiting, held, begun)

    assert page.said.values["n"] == 1
    assert [line.number for line in page.done] == await shown(office, waiting, held)
    assert [line.number for line in page.refused] == await shown(office, begun)
    assert page.refused[0].refused is not None
    for each in (waiting, held):
        kept, by_its_log = await told(office, each)
        assert kept == by_its_log
        assert kept.status is Status.REJECTED
    assert (await told(office, begun))[0].status is Status.IN_PROGRESS


async def test_taken_back_each_stands_where_it_stood_and_is_held_by_whom_it_was(office: Workbench) -> None:
    waiting, held = await sent(office, kind=None), await sent(office)
    page = await decided(office, REFUSE, waiting, held)

    assert await undone(office, page) == Undoing(back=2, left=0)

    first, second = (await told(office, waiting))[0], (await told(office, held))[0]
    assert (first.status, first.agency, first.closed_at) == (Status.RECEIVED, None, None)
    assert (second.status, second.agency) == (Status.DISPOSED, ROADS)
    assert second.lead is not None
    for each in (waiting, held):
        kept, by_its_log = await told(office, each)
        assert kept == by_its_log
    with pytest.raises(Refused, match="sudah dibatalkan"):
        await undone(office, page)


async def test_what_somebody_has_gone_on_with_stays(office: Workbench) -> None:
    words = "Jalan berlubang besar di depan pasar."
    first, second = [await sent(office, kind=None, text=words) for _ in range(2)]
    decision = Decision(act=BatchAct.SEND_ON, reason="Jalan rusak.", agency=ROADS)
    page = await decided(office, decision, first, second)
    await do(office, ROADS_OFFICER, lambda d: work.accept(d, second))

    assert await undone(office, page) == Undoing(back=1, left=1)

    assert (await told(office, first))[0].status is Status.VERIFIED
    assert (await told(office, first))[0].agency is None
    assert (await told(office, second))[0].status is Status.IN_PROGRESS


async def test_merged_and_hidden_ones_come_back_too(office: Workbench) -> None:
    leading, one, two = [await sent(office) for _ in range(3)]
    primary = (await told(office, leading))[0].number
    merged = await decided(
        office, Decision(act=BatchAct.MERGE, reason="Lubang yang sama.", primary=primary), one, two, leading
    )
    hidden = await decided(office, HIDE, leading)

    assert (len(merged.done), len(merged.refused)) == (2, 1), "none follows itself"
    assert (await told(office, leading))[0].supporters == 2
    assert (await told(office, leading))[0].hidden is HideReason.SAFETY
    assert await undone(office, hidden) == Undoing(back=1, left=0)
    assert await undone(office, merged) == Undoing(back=2, left=0)
    assert (await told(office, leading))[0].supporters == 0
    assert (await told(office, leading))[0].hidden is None
    assert (await told(office, one))[0].status is Status.DISPOSED


async def test_it_is_taken_back_within_half_an_hour_or_one_by_one(office: Workbench, clock: SetClock) -> None:
    page = await decided(office, HIDE, await sent(office))
    clock.move(timedelta(minutes=31))

    with pytest.raises(Refused, match="30 menit"):
        await undone(office, page)


async def test_without_a_reason_or_a_report_nothing_is_done(office: Workbench) -> None:
    report = await sent(office)
    [number] = await shown(office, report)

    for decision, written, field in (
        (Decision(act=BatchAct.HIDE, hiding=HideReason.SAFETY), [number], "reason"),
        (Decision(act=BatchAct.REFUSE, reason="Bukan."), [number], "refusal"),
        (HIDE, [], "report"),
        (HIDE, [f"{n}" for n in range(51)], "report"),
    ):
        with pytest.raises(Invalid) as refused:
            await batches.decide(desks(office), decision, written)
        assert refused.value.field == field

    assert (await told(office, report))[0].hidden is None


async def test_a_coordinators_other_steps_do_not_undo(office: Workbench) -> None:
    report = await sent(office)

    with pytest.raises(Refused):
        await do(
            office, COORDINATOR, lambda d: triage.verify(d, report, kind="road-damage", area=JAKASAMPURNA)
        )
    async with office.entrance.open_desk(BEKASI) as desk:
        assert "Undone" not in {heard.kind for heard in await history(desk.db, desk.city, report)}
