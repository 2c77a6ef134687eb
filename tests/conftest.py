"""What most tests stand on: one PostgreSQL a run, a clean database a test, Kota Bekasi on it."""

import asyncio
import gc
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import httpx
import psycopg
import pytest
from hypothesis import settings as hypothesis
from msgspec import Struct
from playwright.sync_api import Browser, expect
from psycopg import sql

from tanggap.app import house
from tanggap.app.commands.city import put_city
from tanggap.app.settings import Settings
from tanggap.app.site import build
from tanggap.app.tools import Workbench
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.kit.db import Database, Db
from tanggap.kit.egress import Fetch, fetch
from tanggap.kit.migrate import migrate, steps
from tanggap.kit.postgres.cluster import Cluster
from tests.chromium import browser
from tests.places import open_folder
from tests.visitor import ORIGIN, Visitor

# No timed assertions: a busy machine is not a failing rule.
hypothesis.register_profile("house", deadline=None)
hypothesis.load_profile("house")
PATIENCE_MS = 40_000
"""How long a page of the browser may take to show what it should: nor is a busy machine a failing page.

A phone whose first two tries meet a busy house tries for the third time after fifteen seconds.
"""

BEKASI = CityId(3275)
NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
"""Wednesday, 1 July 2026, 09.00 WIB: the clock of every test that does not set its own."""


def pytest_collection_finish() -> None:
    """Let what stands until the end out of every look for rubbish: it took a fifth of the stories' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


class Addresses(Struct, frozen=True, kw_only=True):
    """One database under its three roles."""

    owner: str
    app: str
    reader: str


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this run's own; its data need not survive the power going out."""
    with open_folder() as folder, Cluster(folder, durable=False, tell=lambda _: None) as running:
        yield running


@pytest.fixture(scope="session")
def ground(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with every migration and Kota Bekasi, to be cloned and never written to."""
    name = "ground"
    addresses = _made(cluster, name)
    migrate(
        addresses.owner,
        steps({"house": house.shipped("migrations")}),
        app=addresses.app,
        reader=addresses.reader,
    )
    put_city(
        settings_of(addresses, tmp_path_factory.mktemp("ground")), house.shipped("cities") / "kota-bekasi"
    )
    return name


def _made(cluster: Cluster, name: str, template: str = "template1") -> Addresses:
    with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database {} owner tanggap_owner template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return Addresses(
        owner=cluster.address("tanggap_owner", name),
        app=cluster.address("tanggap_app", name),
        reader=cluster.address("tanggap_reader", name),
    )


@pytest.fixture(scope="session")
def chromium(ground: str) -> Iterator[Browser]:
    """One Chromium for the whole run; each test opens contexts of its own.

    It keeps a loop running in this thread, so what needs one of its own (the ground) comes before it.
    """
    expect.set_options(timeout=PATIENCE_MS)
    with browser() as opened:
        yield opened


@contextmanager
def clean_database(cluster: Cluster, ground: str) -> Generator[Addresses]:
    """A clean database with Kota Bekasi on it, thrown away afterwards."""
    name = f"t{uuid.uuid4().hex[:12]}"
    yield _made(cluster, name, ground)
    with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def addresses(cluster: Cluster, ground: str) -> Iterator[Addresses]:
    """The clean database of one test."""
    with clean_database(cluster, ground) as made:
        yield made


@pytest.fixture
async def db(addresses: Addresses) -> AsyncIterator[Db]:
    """An open transaction as the application, in Kota Bekasi."""
    async with Database(addresses.app, most=2) as database, database.transaction(BEKASI) as opened:
        yield opened


def settings_of(addresses: Addresses, folder: Path) -> Settings:
    """An installation on a database, its files in a folder; its people come in by their passwords, as in the demo."""
    return Settings(
        folder=folder,
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        database_reader_url=addresses.reader,
        url=ORIGIN,
        second_factor="offered",
    )


@pytest.fixture
def settings(addresses: Addresses, tmp_path: Path) -> Settings:
    """An installation of its own."""
    return settings_of(addresses, tmp_path / "data")


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at NOW until the test moves it."""
    return SetClock(NOW)


@pytest.fixture
async def bench(settings: Settings, clock: SetClock) -> AsyncIterator[Workbench]:
    """The tools of one process, opened: for stores, actions and listeners."""
    async with Workbench(settings, clock=clock) as opened:
        yield opened


@asynccontextmanager
async def running(settings: Settings, clock: SetClock, fetch: Fetch = fetch) -> AsyncGenerator[Visitor]:
    """The whole site without a socket, and a browser-like visitor at its front door."""
    site = build(settings, clock=clock, fetch=fetch)
    opened, done = asyncio.Event(), asyncio.Event()

    async def keep_open() -> None:
        # In a task of its own: a fixture is set up in one and torn down in another.
        async with site.open():
            opened.set()
            await done.wait()

    keeping = asyncio.create_task(keep_open())
    opening = asyncio.create_task(opened.wait())
    await asyncio.wait({keeping, opening}, return_when=asyncio.FIRST_COMPLETED)
    if keeping.done():
        keeping.result()
    try:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(cast("Any", site)), base_url=ORIGIN
        ) as client:
            yield Visitor(client)
    finally:
        done.set()
        await keeping


@pytest.fixture
async def visitor(settings: Settings, clock: SetClock) -> AsyncIterator[Visitor]:
    """Somebody at the front door, with a browser of their own."""
    async with running(settings, clock) as somebody:
        yield somebody
