"""Whoever counts may be killed at any moment: nothing is lost, nothing counted twice."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import msgspec
from psycopg import OperationalError

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Heard, Listener
from tanggap.oversight.counts import actions
from tanggap.oversight.counts.listener import LISTENER
from tests.oversight.counting import everything, hear_all, reactor, rebuild, rows, tick
from tests.oversight.lives import town


class Killed(OperationalError):
    """The reactor's process is gone, or its connection."""


def killed_at_random(bench: Workbench, chance: Random) -> Any:
    """Desks that are lost before, in the middle of or after the work, before anything is committed."""

    @asynccontextmanager
    async def open_desk(city: int) -> AsyncGenerator[Desk, None]:
        async with bench.entrance.open_desk(CityId(city)) as desk:
            yield desk
            # The work is done and the cursor moved; neither is committed.
            if chance.random() < 0.5:
                raise Killed

    return open_desk


def killed_at_work(chance: Random) -> Listener:
    """A listener that is killed between its work and its cursor, or before its work, now and then."""

    async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
        if chance.random() < 0.25:
            raise Killed
        await actions.follow(desk, events)
        if chance.random() < 0.4:
            raise Killed

    return msgspec.structs.replace(LISTENER, on_events=on_events)


async def test_thirty_kills_of_the_reactor_lose_nothing_and_count_nothing_twice(
    bench: Workbench, clock: SetClock
) -> None:
    chance, kills = Random(30), 0
    async with town(bench, clock) as lives:
        while kills < 30:
            await lives.report(4)
            await lives.live(10)
            await tick(bench)
            dying = reactor(bench, killed_at_work(chance), open_desk=killed_at_random(bench, chance))
            try:
                await dying.catch_up()
            except Killed:
                kills += 1
    await hear_all(bench)
    followed = await everything(bench)

    await rebuild(bench)

    assert await everything(bench) == followed
    assert len(followed["counted"]) == len(await rows(bench, "select id from report"))


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
