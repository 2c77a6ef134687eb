"""The desk's figures and the lists behind them are of the same reports, whoever looks and whatever is asked for."""

from collections.abc import AsyncGenerator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Urgency
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug, PersonId
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Refused
from tanggap.kit.ids import new_id
from tanggap.oversight.operations_centre.desk import rules, store
from tanggap.oversight.operations_centre.desk.days import store as days
from tanggap.oversight.operations_centre.desk.days.rules import frames
from tanggap.oversight.operations_centre.desk.handover import actions as handover
from tanggap.oversight.operations_centre.desk.handover.chore import forget
from tanggap.oversight.operations_centre.desk.rules import By, Only
from tanggap.oversight.operations_centre.desk.scope import chosen
from tanggap.oversight.operations_centre.desk.store import Chosen, Mark
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report.report import Channel, ReportId, Status
from tests.conftest import BEKASI, NOW
from tests.oversight.lives import Town, town

EXECUTIVE = Actor(person=PersonId(new_id()), duties=(Duty(role=Role.EXECUTIVE),))
COORDINATOR = Actor(person=PersonId(new_id()), duties=(Duty(role=Role.COORDINATOR),))
OF_THE_WEST = Actor(
    person=PersonId(new_id()), duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.02")),)
)
ASKED: Mapping[str, Mapping[str, Any]] = {
    "everything": {},
    "a kind": {"kind": KindSlug("road-damage")},
    "a group": {"group": GroupSlug("waste")},
    "a unit": {"agency": AgencySlug("dbmsda")},
    "a kecamatan": {"area": AreaCode("32.75.02")},
    "another": {"area": AreaCode("32.75.01")},
    "a way in": {"channel": Channel.WEB},
    "a status": {"status": Status.DISPOSED},
    "what is urgent": {"urgency": Urgency.HIGH},
}


async def listed(desk: Desk, these: Chosen, only: Only | None, *, at_once: int = 7) -> list[ReportId]:
    """Every report behind a figure, page by page."""
    found: list[ReportId] = []
    mark: Mark | None = None
    while page := await store.behind(desk.db, BEKASI, these, only, now=desk.now(), mark=mark, limit=at_once):
        found += [each.report for each in page]
        mark = Mark(report=page[-1].report, at=page[-1].at)
    return found


@pytest.mark.parametrize("actor", [EXECUTIVE, COORDINATOR, OF_THE_WEST], ids=["mayor", "coordinator", "west"])
async def test_every_figure_is_of_as_many_reports_as_are_listed_behind_it(
    lived: Town, bench: Workbench, actor: Actor
) -> None:
    async with bench.entrance.open_desk(BEKASI, actor=actor) as desk:
        for asked in ASKED.values():
            these = chosen(desk, Wanted(**asked))
            found = await store.sums(desk.db, BEKASI, these, now=desk.now(), stretch=timedelta(days=7000))
            whole = rules.whole(found)
            for only in (None, *Only):
                behind = await listed(desk, these, only)
                assert len(behind) == len(set(behind)) == whole.of(only), (asked, only)
                assert await store.count(desk.db, BEKASI, these, only, now=desk.now()) == whole.of(only)
            for by in By:
                assert sum(each.received for each in rules.of(found, by)) == whole.received, (asked, by)


async def test_each_line_of_a_table_leads_to_as_many_as_it_says(lived: Town, bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        found = await store.sums(
            desk.db, BEKASI, chosen(desk, Wanted()), now=desk.now(), stretch=timedelta(days=7000)
        )
        lines = [each for each in found if each.key and each.by not in (By.ALL, By.TIME)]
        assert {each.by for each in lines} == {By.KIND, By.AGENCY, By.AREA, By.CHANNEL, By.STATUS}
        for line in lines:
            narrowed: dict[str, Any] = {line.by.value: line.key}
            for only in (None, Only.LATE):
                assert len(await listed(desk, chosen(desk, Wanted(**narrowed)), only)) == line.of(only), line


async def test_the_mayor_is_shown_nothing_that_is_guarded(lived: Town, bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        known = set(await listed(desk, chosen(desk, Wanted()), None))
        open_ = set(await listed(desk, replace(chosen(desk, Wanted()), guarded=False), None))
    async with bench.entrance.open_desk(BEKASI, actor=EXECUTIVE) as desk:
        assert set(await listed(desk, chosen(desk, Wanted()), None)) == open_ < known


async def test_a_day_is_played_as_the_reports_stand_at_its_end(lived: Town, bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        open_now = rules.whole(
            await store.sums(
                desk.db, BEKASI, chosen(desk, Wanted()), now=desk.now(), stretch=timedelta(days=7000)
            )
        ).open
        since = NOW.replace(hour=17) - timedelta(days=1)
        moved = await days.moved(
            desk.db, BEKASI, since=since, until=since + timedelta(days=1), areas=None, guarded=True
        )
        last = desk.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=12)
        at_last = await days.moved(
            desk.db, BEKASI, since=last, until=last + timedelta(days=1), areas=None, guarded=True
        )

    played = frames(moved)
    assert sum(each.came for each in played) == len(lived.reports)
    assert frames(at_last)[-1].open == open_now


async def test_a_note_is_taken_over_once_and_gone_after_ninety_days(
    bench: Workbench, clock: SetClock
) -> None:
    mate = Actor(person=PersonId(new_id()), duties=COORDINATOR.duties)
    async with bench.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        note = await handover.write(desk, "Pompa mati.", pinned=False)
        kept = await handover.write(desk, "Kunci di laci.", pinned=True)
    async with bench.entrance.open_desk(BEKASI, actor=mate) as desk:
        await handover.take(desk, note.id)
        with pytest.raises(Refused):
            await handover.take(desk, note.id)
        assert [each.id for each in await handover.standing(desk)] == [kept.id, note.id]

    clock.move(timedelta(days=3))
    async with bench.entrance.open_desk(BEKASI, actor=mate) as desk:
        assert [each.id for each in await handover.standing(desk)] == [kept.id], (
            "what was taken over is put away"
        )

    clock.move(timedelta(days=88))
    await forget(bench.entrance.open_desk, BEKASI)
    async with bench.entrance.open_desk(BEKASI, actor=mate) as desk:
        assert not await handover.standing(desk)
        with pytest.raises(Refused):
            await handover.pin(desk, kept.id, pinned=True)


@pytest.fixture
async def lived(bench: Workbench, clock: SetClock) -> AsyncGenerator[Town]:
    """A town of some weeks in which much happened to some reports."""
    async with town(bench, clock, seed=5) as made:
        await made.report(40)
        await made.live(60)
        yield made
