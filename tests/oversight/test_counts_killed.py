"""Whoever counts may be killed at any moment: nothing is lost, nothing counted twice."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from random import Random

import msgspec
import pytest
from psycopg import OperationalError

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Refused
from tanggap.kit.log import Heard
from tanggap.oversight.counts import actions
from tanggap.oversight.counts.anew import actions as anew
from tanggap.oversight.counts.listener import LISTENER
from tests.conftest import BEKASI, Addresses
from tests.oversight.counting import everything, hear_all, reactor, rebuild, rows, tick
from tests.oversight.direct import direct
from tests.oversight.dying import killed_hearing
from tests.oversight.lives import town


class Killed(OperationalError):
    """Who counts anew is gone, or its connection."""


async def test_thirty_kills_of_the_reactor_lose_nothing_and_count_nothing_twice(
    bench: Workbench, addresses: Addresses, clock: SetClock
) -> None:
    chance, kills = Random(30), 0
    async with town(bench, clock) as lives:
        while kills < 30:
            await lives.report(3)
            await lives.live(12)
            await tick(bench)
            while kills < 30 and await asyncio.to_thread(
                killed_hearing, addresses, epoch=bench.tools.epoch, statement=chance.randint(1, 16)
            ):
                kills += 1
    async with bench.app.transaction() as db:
        # The database may not know yet that the last one is dead, and would pass over the cursor it held.
        await db.run("select listener from listener_cursor for update")
    await hear_all(bench)

    assert await everything(bench) == await direct(bench)


async def test_a_rebuild_killed_at_any_step_leaves_what_is_read_and_begins_anew(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(20)
        await hear_all(bench)
        await lives.live(30)
        await hear_all(bench)
    before, steps = await everything(bench), 0
    while (ended := await killed_counting_anew(bench, at=steps)) is None:
        steps += 1
        # Killed after it had turned it leaves old rows, but what is read is whole either way.
        assert await everything(bench) == before
    await rebuild(bench)

    assert ended == 20
    assert steps > 15
    assert await everything(bench) == before == await direct(bench)
    for table in ("counted", "counts_day", "counts_by", "counts_hour", "counts_cell"):
        assert len(await rows(bench, f"select distinct generation from {table}")) == 1


async def killed_counting_anew(bench: Workbench, *, at: int) -> int | None:
    """Count anew and die before this transaction is committed; how many reports when it ended before."""
    left = iter(range(at))

    @asynccontextmanager
    async def open_desk(city: CityId) -> AsyncGenerator[Desk]:
        async with bench.entrance.open_desk(city) as desk:
            yield desk
            if next(left, None) is None:
                raise Killed

    try:
        return (await anew.rebuild(open_desk, BEKASI, piece=15)).reports
    except Killed:
        return None


async def test_of_two_who_count_anew_the_first_gives_up(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(10)
    opened: list[str] = []

    @asynccontextmanager
    async def open_desk(city: CityId) -> AsyncGenerator[Desk]:
        opened.append("a desk")
        if len(opened) == 8:
            await rebuild(bench)
        async with bench.entrance.open_desk(city) as desk:
            yield desk

    with pytest.raises(Refused, match="perintah lain"):
        await anew.rebuild(open_desk, BEKASI, piece=4)

    assert await everything(bench) == await direct(bench)


async def test_a_reactor_cancelled_in_the_middle_of_its_work_leaves_nothing_half_counted(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(10)
        await tick(bench)
        begun = asyncio.Event()

        async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
            await actions.follow(desk, events)
            begun.set()
            await asyncio.Event().wait()

        working = asyncio.create_task(
            reactor(bench, msgspec.structs.replace(LISTENER, on_events=on_events)).catch_up()
        )
        await begun.wait()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    half = await rows(bench, "select report from counted")

    await hear_all(bench)

    assert half == []
    assert len(await rows(bench, "select report from counted")) == len(lives.reports)
