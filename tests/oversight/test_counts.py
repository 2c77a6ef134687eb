"""Counts follow the log, and are the same as counting everything anew."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tanggap.oversight.counts import actions, store
from tanggap.oversight.counts.listener import LISTENER
from tanggap.oversight.counts.tally import ALWAYS, By
from tests.conftest import BEKASI
from tests.oversight.counting import everything, hear_all, reactor, rebuild, rows, tick
from tests.oversight.lives import town

SAMPLE = [(40, seed) for seed in (1, 2, 3)]


@pytest.mark.parametrize(("steps", "seed"), SAMPLE)
async def test_following_the_log_gives_what_counting_anew_gives(
    bench: Workbench, clock: SetClock, steps: int, seed: int
) -> None:
    async with town(bench, clock, seed=seed) as lives:
        for _ in range(3):
            await lives.report(12)
            await lives.live(steps)
            await hear_all(bench)
    followed = await everything(bench)

    await rebuild(bench)

    assert followed["counted"]
    assert await everything(bench) == followed


async def test_the_counts_are_those_of_the_reports_themselves(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(20)
        await lives.live(80)
    await hear_all(bench)

    async with bench.entrance.open_desk(BEKASI) as desk:
        told = await store.told(desk.db, desk.city, ALWAYS, *By)
    reports = await rows(
        bench,
        """
        select coalesce(kind, ''), coalesce(agency, ''), coalesce(area, ''), status, open,
               (received_at + interval '7 hours')::date::text, status = 'closed', stars
          from report
        """,
    )

    columns = {By.KIND: 0, By.AGENCY: 1, By.AREA: 2, By.OUTCOME: 3, By.DAY: 5}
    for by, column in columns.items():
        assert {each.key: each.reports for each in told if each.by is by} == Counter(
            r[column] for r in reports
        )
    everyone = next(each for each in told if each.by is By.ALL)
    assert everyone.reports == len(reports)
    assert everyone.open == sum(r[4] for r in reports)
    assert everyone.finished == sum(r[6] for r in reports)
    assert everyone.stars == sum(r[7] or 0 for r in reports)


async def test_every_level_of_the_grid_holds_every_report_the_public_may_find(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(25)
        await lives.live(60)
    await hear_all(bench)

    levels = await rows(
        bench, "select level, sum(reports)::int from counts_cell group by level order by level"
    )
    listed = await rows(bench, "select count(*)::int from report where listed and cell is not null")

    assert 0 < listed[0][0] < 25
    assert levels == [(level, listed[0][0]) for level in range(6, 17)]


async def test_hearing_everything_twice_changes_nothing(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(15)
        await lives.live(40)
    await hear_all(bench)
    once = await everything(bench)
    async with bench.app.transaction() as db:
        await db.run("delete from listener_cursor")

    await hear_all(bench)

    assert await everything(bench) == once


async def test_no_empty_sum_stays_behind(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(5)
        for _ in range(6):
            await lives.live(5)
            await hear_all(bench)

    assert await rows(bench, "select day from counts_day where reports = 0") == []


async def test_what_happens_during_a_rebuild_is_counted_once(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(10)
        await hear_all(bench)
        async with bench.entrance.open_desk(BEKASI) as desk:
            await store.hold(desk.db, desk.city)
            await lives.report(10)
            await lives.live(20)
            await tick(bench)
            tail = asyncio.create_task(reactor(bench).catch_up())
            await actions.rebuild(desk)
        await tail
    followed = await everything(bench)

    await rebuild(bench)

    assert await everything(bench) == followed


async def test_only_one_generation_is_kept(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(5)
    await hear_all(bench)

    await rebuild(bench)
    await rebuild(bench)

    assert await rows(bench, "select distinct generation from counts_day") == [(3,)]
    assert await rows(bench, "select distinct generation from counts_cell") == [(3,)]
    assert await rows(bench, "select distinct generation from counted") == [(3,)]


async def age(bench: Workbench) -> Any:
    async with bench.entrance.open_desk(BEKASI) as desk:
        return await store.as_of(
            desk.db, desk.city, listener=LISTENER.name, epoch=bench.tools.epoch, now=desk.now()
        )


async def test_counts_are_as_old_as_the_last_tick_while_something_is_unheard(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(2)
        never = await age(bench)
        await hear_all(bench)
        heard = await age(bench)
        await lives.report(1)
        behind = await age(bench)
    ticks = await rows(bench, "select max(at) from tick")

    assert never is None
    assert heard == clock.now()
    assert behind == ticks[0][0]


async def test_history_ends_where_the_present_begins(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(3, quiet=True, received_at=clock.now().replace(year=2015, month=11, day=11))
        await lives.report(3, quiet=True, received_at=clock.now().replace(year=2016, month=3, day=3))
        await lives.report(3, quiet=True)
    await hear_all(bench)

    async with bench.entrance.open_desk(BEKASI) as desk:
        found = await store.history(desk.db, desk.city, before=clock.now().date())

    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == ("2015-11-11", "2016-03-03")
