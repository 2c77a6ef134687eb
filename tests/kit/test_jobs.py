"""Slow work: done once it is committed, begun again when a worker died over it, given up in sight."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from procrastinate.schema import SchemaManager

from tanggap.app.tools import Workbench
from tanggap.kit.jobs import ATTEMPTS_MOST, Job, Jobs
from tests.conftest import Addresses

MIGRATION = Path(__file__).parents[2] / "migrations" / "0006_jobs.sql"


class Errand:
    """A kind of job that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: asyncio.Queue[int] = asyncio.Queue()
        self.job = Job(name="errand", work=self.work)

    async def work(self, nth: int) -> None:
        """Remember."""
        self.asked.put_nowait(nth)


@asynccontextmanager
async def at_work(jobs: Jobs) -> AsyncGenerator[None]:
    async with jobs:
        working = asyncio.create_task(jobs.run())
        try:
            yield
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


def dead_worker(addresses: Addresses, *, attempts: int) -> None:
    """Leave the one job there is as a worker leaves it that was killed a minute ago."""
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        connection.execute(
            """
            with dead as (
                insert into procrastinate_workers (last_heartbeat) values (now() - interval '1 minute') returning id
            )
            update procrastinate_jobs
               set status = 'doing', attempts = %s, worker_id = (select id from dead)
            """,
            (attempts,),
        )


def status(addresses: Addresses) -> list[str]:
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        return [
            row[0] for row in connection.execute("select status::text from procrastinate_jobs order by id")
        ]


async def test_a_job_is_done_once_its_transaction_has_committed(
    bench: Workbench, addresses: Addresses
) -> None:
    errand = Errand()
    jobs = Jobs(addresses.app, [errand.job])

    async with at_work(jobs):
        async with bench.app.transaction() as db:
            await jobs.defer(db, "errand", nth=7)
        assert await errand.asked.get() == 7


async def test_a_job_whose_transaction_was_given_up_was_never_asked_for(
    bench: Workbench, addresses: Addresses
) -> None:
    jobs = Jobs(addresses.app, [Errand().job])

    async def defer_and_fail() -> None:
        async with bench.app.transaction() as db:
            await jobs.defer(db, "errand", nth=7)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await defer_and_fail()

    assert status(addresses) == []


async def test_what_a_dead_worker_left_is_begun_again(bench: Workbench, addresses: Addresses) -> None:
    errand = Errand()
    jobs = Jobs(addresses.app, [errand.job])
    async with bench.app.transaction() as db:
        await jobs.defer(db, "errand", nth=7)
    dead_worker(addresses, attempts=1)

    async with jobs:
        revived = await jobs.revive()
    async with at_work(jobs):
        assert (revived, await errand.asked.get()) == (1, 7)


async def test_a_job_that_killed_five_workers_is_failed_in_sight(
    bench: Workbench, addresses: Addresses
) -> None:
    errand = Errand()
    jobs = Jobs(addresses.app, [errand.job])
    async with bench.app.transaction() as db:
        await jobs.defer(db, "errand", nth=7)
    dead_worker(addresses, attempts=ATTEMPTS_MOST)

    async with jobs:
        assert await jobs.revive() == 0

    assert status(addresses) == ["failed"]
    assert errand.asked.empty()


def test_the_tables_are_those_of_the_library_in_use() -> None:
    assert SchemaManager.get_schema().strip() in MIGRATION.read_text("utf-8")
