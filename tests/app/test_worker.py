"""The worker and the web process as they run: they leave when asked, end of a mistake, and outlive their database."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tanggap.app import worker
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tanggap.kit.db import Database
from tanggap.kit.postgres.cluster import Cluster
from tests.conftest import Addresses, running
from tests.visitor import Visitor

pytestmark = pytest.mark.story

WORK = """
import asyncio, os
from tanggap.app import worker
from tanggap.app.settings import read_settings
asyncio.run(worker.work(read_settings(os.environ)))
"""
SERVE = """
import os, sys
from tanggap.app.settings import read_settings
from tanggap.app.site import build
from tanggap.kit.serving import serve
site = build(read_settings(os.environ))
sys.exit(0 if serve(site, host="127.0.0.1", port=int(sys.argv[1]), on_stop=site.stop) else 1)
"""


@asynccontextmanager
async def process(
    settings: Settings, code: str, *arguments: str
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """A process of the installation, gone at the end whatever happens."""
    told = {
        "TANGGAP_FOLDER": str(settings.folder),
        "TANGGAP_DATABASE_URL": settings.database_url,
        "TANGGAP_DATABASE_READER_URL": settings.database_reader_url,
    }
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, *arguments, env={**os.environ, **told}, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


async def until_told(database: Database, *, notices: int) -> None:
    """Wait until the worker has written so many notices."""
    found = -1
    while found != notices:
        async with database.transaction(3275) as db:
            found = await db.one(int, "select count(*) from notice")
        await asyncio.sleep(0)


async def test_what_happened_is_told_by_a_worker_that_then_leaves_when_asked(
    visitor: Visitor, bench: Workbench, settings: Settings
) -> None:
    await visitor.report()

    async with process(settings, WORK) as working:
        await until_told(bench.app, notices=2)
        working.send_signal(signal.SIGTERM)

        assert await asyncio.wait_for(working.wait(), 10) == 0


async def test_a_worker_outlives_its_connections(
    visitor: Visitor, bench: Workbench, cluster: Cluster, addresses: Addresses
) -> None:
    async with Database(addresses.app, most=1, name="watcher") as watcher:
        working = asyncio.create_task(worker.run(bench))
        await visitor.report()
        await until_told(watcher, notices=2)

        with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(
                """
                select pg_terminate_backend(pid)
                  from pg_stat_activity
                 where datname = %s
                   and application_name <> 'watcher'
                """,
                (conninfo_to_dict(addresses.app)["dbname"],),
            )
        await sent_in_the_end(visitor)
        await until_told(watcher, notices=4)

        assert not working.done()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def sent_in_the_end(visitor: Visitor) -> None:
    """One report, sent again under its key while the site finds out that its connections are gone."""
    body = {"kind": "road-damage", "text": "Jalan berlubang.", "lon": 106.9756, "lat": -6.2383}
    headers, status = {"Idempotency-Key": str(uuid4())}, 0
    while status != 201:
        answer = await visitor.client.post("/api/v1/reports", json=body, headers=headers)
        status = answer.status_code
        assert status in (201, 503), answer.text


async def test_a_web_process_asked_to_leave_ends_its_streams_first(settings: Settings) -> None:
    port = free_port()

    async with process(settings, SERVE, str(port)) as web:
        reader, writer = await listening(port)
        writer.write(b"GET /kota-bekasi/events HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = await reader.readuntil(b"retry: 3000")
        web.send_signal(signal.SIGTERM)
        rest = await asyncio.wait_for(reader.read(), 5)
        code = await asyncio.wait_for(web.wait(), 5)
        writer.close()

    assert answer.startswith(b"HTTP/1.1 200")
    assert rest.endswith(b"0\r\n\r\n")
    assert code == 0


async def test_a_web_process_in_which_something_dies_ends_so_that_another_takes_its_place(
    settings: Settings,
) -> None:
    port = free_port()

    async with process(settings, SERVE, str(port)) as web:
        _, writer = await listening(port)
        with psycopg.connect(settings.database_owner_url, autocommit=True) as owner:
            # Who follows the cities meets a mistake, not a database that is away.
            owner.execute("alter table city rename to town")
        code = await web.wait()
        writer.close()

    assert code == 1


async def test_a_report_being_written_is_seen_through_while_its_site_ends_of_a_mistake(
    settings: Settings, clock: SetClock
) -> None:
    async def report_meanwhile() -> None:
        async with running(settings, clock) as visitor, held(settings) as holding:
            sent = asyncio.create_task(visitor.report())
            await until_somebody_waits(holding)
            with psycopg.connect(settings.database_owner_url, autocommit=True) as owner:
                # Who follows the log for the live streams meets a mistake.
                owner.execute("revoke select on tick from tanggap_reader")
            while (await visitor.client.get("/health/ready")).text != "closing\n":
                pass
            await visitor.report(status=503)
            await holding.commit()
            receipts.append(await sent)

    receipts: list[dict[str, Any]] = []
    with pytest.raises(ExceptionGroup) as ended:
        await report_meanwhile()

    assert [receipt["status"] for receipt in receipts] == ["disposed"]
    assert ended.group_contains(psycopg.errors.InsufficientPrivilege)


@asynccontextmanager
async def held(settings: Settings) -> AsyncGenerator[psycopg.AsyncConnection[Any]]:
    """Nothing can be written about a report until this is committed."""
    async with await psycopg.AsyncConnection.connect(settings.database_owner_url) as holding:
        await holding.execute("lock table report in exclusive mode")
        yield holding


async def until_somebody_waits(connection: psycopg.AsyncConnection[Any]) -> None:
    """Wait until something in this database waits for a lock."""
    waiting = 0
    while not waiting:
        found = await connection.execute(
            """
            select count(*)
              from pg_locks
              join pg_database on pg_database.oid = pg_locks.database
             where datname = current_database()
               and not granted
            """
        )
        ((waiting,),) = await found.fetchall()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


async def listening(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection, once somebody listens."""
    while True:
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except ConnectionError:
            await asyncio.sleep(0)
