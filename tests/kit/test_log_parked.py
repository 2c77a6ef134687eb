"""What a listener cannot take is set aside with its thing, and given again; everybody else's goes on."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

from psycopg.errors import QueryCanceled

from tanggap.city.desk import Desk
from tanggap.kit.db import Database
from tanggap.kit.log import Heard, Listener
from tests.conftest import BEKASI
from tests.kit.ears import Ears, Log


async def test_what_a_listener_cannot_take_is_set_aside_and_everybody_elses_goes_on(log: Log) -> None:
    bad, *good = sorted(uuid4() for _ in range(5))
    ears = Ears()
    ears.refused = {bad}

    await log.happen(bad, *good)
    await log.reactor(ears, page=100).catch_up()
    await log.happen(bad, *good, nth=2)
    ears.refused = set()
    await log.reactor(ears, page=100).catch_up()

    assert await ears.heard(log.bench) == [(thing, nth) for thing in good for nth in (1, 2)]


async def test_a_parked_thing_is_given_again_from_the_event_that_failed(log: Log) -> None:
    bad = uuid4()
    ears = Ears()
    reactor = log.reactor(ears)
    await log.happen(bad)
    await reactor.catch_up()
    ears.refused = {bad}
    await log.happen(bad, nth=2)
    await log.happen(bad, nth=3)
    await reactor.catch_up()

    ears.refused = set()
    await reactor.retry(ears.name, BEKASI, bad)
    await log.happen(bad, nth=4)
    await reactor.catch_up()

    assert await ears.heard(log.bench) == [(bad, nth) for nth in (1, 2, 3, 4)]


async def test_what_happens_to_a_parked_thing_while_it_is_given_again_is_not_lost(log: Log) -> None:
    bad = uuid4()
    ears = Ears()
    ears.refused = {bad}
    await log.happen(bad)
    await log.reactor(ears).catch_up()
    ears.refused = set()
    given, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(desk: Desk, events: Sequence[Heard]) -> None:
        await ears.on_events(desk, events)
        given.set()
        await go_on.wait()

    slow = Ears()
    slow.listener = Listener(name=ears.name, kinds=None, on_events=slowly)
    again = asyncio.create_task(log.reactor(slow).retry(ears.name, BEKASI, bad))
    await given.wait()
    await log.happen(bad, nth=2)
    hearing = asyncio.create_task(log.reactor(ears).catch_up())
    while not hearing.done() and not await somebody_waits(log.bench.app):  # noqa: ASYNC110 (nobody tells)
        await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(again, hearing)

    assert await ears.heard(log.bench) == [(bad, 1), (bad, 2)]


async def somebody_waits(database: Database) -> bool:
    async with database.transaction() as db:
        return bool(await db.one(bool, "select exists (select from pg_locks where not granted)"))


async def test_a_listener_that_takes_too_long_over_a_thing_is_not_asked_for_ever(log: Log) -> None:
    slow, quick = sorted(uuid4() for _ in range(2))
    ears = Ears()

    async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
        if any(heard.thing == slow for heard in events):
            raise QueryCanceled("canceling statement due to statement timeout")
        await ears.on_events(desk, events)

    slowed = Ears()
    slowed.listener = Listener(name=ears.name, kinds=None, on_events=on_events)
    await log.happen(slow, quick)

    await log.reactor(slowed, page=100).catch_up()

    assert await ears.heard(log.bench) == [(quick, 1)]
