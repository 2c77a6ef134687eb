"""The database comes back, and whoever waited for it goes on."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tanggap.kit.db import AWAY, Database
from tanggap.kit.postgres import Cluster


@pytest.fixture
def server(place: Path) -> Iterator[Cluster]:
    """A server of this test's own, to be stopped and started at will."""
    with Cluster(place, durable=False, tell=lambda _: None) as running:
        yield running


async def ask(database: Database) -> int | None:
    """Any question."""
    async with database.transaction() as db:
        return await db.one(int, "select 1")


async def attempts_failed(database: Database, number: int) -> None:
    """Wait until the pool has tried so often to connect, in vain."""
    while database.figures().get("connections_errors", 0) < number:  # noqa: ASYNC110 (the pool tells nobody)
        await asyncio.sleep(0)


async def test_who_asks_while_the_server_is_away_is_answered_once_it_is_back(server: Cluster) -> None:
    async with Database(server.address("tanggap_app"), most=1) as database:
        await ask(database)
        server.stop()
        with pytest.raises(AWAY):
            await ask(database)  # by the connection from before, in whose place the pool tries to put another
        await attempts_failed(database, 1)

        waiting = asyncio.create_task(ask(database))
        await attempts_failed(database, 2)
        server.start()

        assert await waiting == 1


@pytest.mark.parametrize("turns", range(6))
async def test_who_is_told_to_end_while_a_connection_becomes_free_ends(server: Cluster, turns: int) -> None:
    async with Database(server.address("tanggap_app"), most=1) as database:

        async def work_on() -> None:
            async with database.connection():
                await asyncio.Event().wait()

        async with database.connection():
            working = asyncio.create_task(work_on())
            while not database.figures()["requests_waiting"]:  # noqa: ASYNC110 (the pool tells nobody)
                await asyncio.sleep(0)
        for _ in range(turns):
            await asyncio.sleep(0)
        working.cancel()
        await asyncio.wait([working], timeout=10)

        assert working.cancelled()
        await ask(database)
