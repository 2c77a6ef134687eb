"""Whatever happens to reports, in whatever order it is heard, counted anew or heard twice: the sums are theirs."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.oversight.counts.anew.actions import rebuild
from tests.conftest import BEKASI
from tests.oversight.counting import everything, hear_all, rows
from tests.oversight.direct import direct
from tests.oversight.lives import Town, town

DEEDS = ("report", "live", "merge", "hide", "correct", "erase", "hear", "hear again", "count anew")
SEEDS = st.integers(0, 2**16)


@pytest.fixture
async def lives(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock) as opened:
        yield opened


async def forget_what_was_heard(bench: Workbench) -> None:
    async with bench.app.transaction() as db:
        await db.run("delete from listener_cursor")


async def do(deed: str, lives: Town) -> None:
    """One thing people do, or one the machine does after them."""
    if len(lives.reports) < 4:
        await lives.report(4)
    match deed:
        case "report":
            await lives.report(lives.chance.randint(1, 5))
        case "live":
            await lives.live(lives.chance.randint(1, 8))
        case "merge":
            await lives.merge()
        case "hide":
            await lives.hide()
        case "correct":
            await lives.correct()
        case "erase":
            await lives.erase()
        case "hear":
            await hear_all(lives.bench)
        case "hear again":
            await forget_what_was_heard(lives.bench)
            await hear_all(lives.bench)
        case _:
            await rebuild(busy(lives), BEKASI, piece=lives.chance.randint(15, 60))


def busy(lives: Town) -> OpenCity:
    """Desks before each of which something may happen: a rebuild opens one for each of its steps."""
    things: list[Callable[[], Awaitable[object]]] = [
        lambda: do("report", lives), lambda: do("live", lives), lambda: do("correct", lives),
        lambda: hear_all(lives.bench),
    ]  # fmt: skip

    @asynccontextmanager
    async def open_desk(city: CityId) -> AsyncGenerator[Desk]:
        if lives.chance.random() < 0.3:
            await lives.chance.choice(things)()
        async with lives.bench.entrance.open_desk(city) as desk:
            yield desk

    return open_desk


@settings(max_examples=14, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=3, max_size=7), seed=SEEDS)
@example(deeds=[*DEEDS, "live", "count anew", "live", "hear"], seed=5)
@example(deeds=["live", "count anew", "hear", "count anew", "hear again", "correct"], seed=8)
async def test_the_sums_are_those_of_the_reports(
    bench: Workbench, lives: Town, deeds: list[str], seed: int
) -> None:
    lives.chance = Random(seed)
    for deed in deeds:
        await do(deed, lives)
    await hear_all(bench)

    assert await everything(bench) == await direct(bench)


async def test_what_happens_at_any_step_of_a_rebuild_is_counted_once(bench: Workbench, lives: Town) -> None:
    await lives.report(30)
    await hear_all(bench)
    await lives.live(40)
    opened: list[str] = []

    @asynccontextmanager
    async def open_desk(city: CityId) -> AsyncGenerator[Desk]:
        await lives.live(2)
        await lives.correct()
        # Heard in the generation that is read yet: nobody will count it in the fresh one but the rebuild.
        await hear_all(bench)
        opened.append("a desk")
        async with bench.entrance.open_desk(city) as desk:
            yield desk

    rebuilt = await rebuild(open_desk, BEKASI, piece=7)

    assert rebuilt.reports == 30
    assert rebuilt.again > 0
    assert len(opened) > 20
    assert await everything(bench) == await direct(bench)
    assert await rows(bench, "select distinct generation from counted") == [(2,)]
