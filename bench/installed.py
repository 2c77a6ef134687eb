"""A country of reports as an installation of the house: its tools opened, its counts made by a rebuild."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from msgspec import Struct

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.terms import CityId
from tanggap.kit.postgres.cluster import Cluster
from tanggap.oversight.counts.anew.actions import rebuild

AT_A_TIME = 2
"""Cities counted beside one another."""


class Rebuilt(Struct, frozen=True, kw_only=True):
    """How many reports were counted, and how long that took."""

    reports: int
    took_s: float

    @property
    def said(self) -> str:
        """In words."""
        if not self.reports:
            return "counted before"
        return f"counted in {self.took_s:.0f} s, {self.reports / self.took_s:,.0f} a second"


def settings_of(cluster: Cluster) -> Settings:
    """An installation on this database, its files beside it."""
    return Settings(
        folder=cluster.home.parent,
        database_url=cluster.address("tanggap_app"),
        database_owner_url=cluster.address("tanggap_owner"),
        database_reader_url=cluster.address("tanggap_reader"),
    )


@asynccontextmanager
async def installed(cluster: Cluster) -> AsyncGenerator[Workbench]:
    """The tools of one process."""
    async with Workbench(settings_of(cluster)) as bench:
        yield bench


async def rebuilt(bench: Workbench) -> Rebuilt:
    """Count every city anew, where nobody did; in a country that was kept it is done."""
    if await _counted(bench):
        return Rebuilt(reports=0, took_s=0)
    began = time.perf_counter()
    turns = asyncio.Semaphore(AT_A_TIME)

    async def one(city: CityId) -> int:
        async with turns:
            return (await rebuild(bench.entrance.open_desk, city)).reports

    counts = await asyncio.gather(*(one(city.id) for city in bench.cities.all()))
    return Rebuilt(reports=sum(counts), took_s=time.perf_counter() - began)


async def _counted(bench: Workbench) -> bool:
    *_, last = bench.cities.all()
    async with bench.entrance.open_desk(last.id) as desk:
        query = "select rebuilt_at is not null from counts_generation where city_id = %(city)s"
        return bool(await desk.db.one(bool, query, city=desk.city))
