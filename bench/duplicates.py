"""`python -m bench.duplicates`: how long finding what may be the same takes among very many reports."""

import argparse
import asyncio
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, LiteralString, TypeVar

import numpy as np
from rich.console import Console

from bench.country import NOW, Country, Spot, country
from tanggap.city.terms import AreaCode, CityId, GroupSlug
from tanggap.journey.support import store
from tanggap.kit.db import Database, Db

T = TypeVar("T")
RADII = {100: 7, 250: 1}
"""Metres and days, as cities/_default/kinds.toml has them."""


def main() -> None:
    """Fill, ask, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.duplicates", description=__doc__)
    reading.add_argument(
        "--reports", type=int, default=100_000, help="how many reports there are (10000000: 10 minutes, 6 GB)"
    )
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    reading.add_argument("--asked", type=int, default=2000, help="how many points are asked about")
    given = reading.parse_args()
    console = Console(width=110)
    began = time.perf_counter()
    with country(given.reports, cities=given.cities, asked=given.asked) as place:
        console.print(f"{given.reports:,} reports in {time.perf_counter() - began:.0f} s")
        asyncio.run(_measure(place, console))


async def _measure(place: Country, console: Console) -> None:
    async with Database(place.cluster.address("tanggap_app"), most=1) as database:
        for radius_m, days in RADII.items():
            await _ask(database, place.spots, radius_m, days, found=[])  # warm, as a running city is
            found: list[int] = []
            took = await _ask(database, place.spots, radius_m, days, found=found)
            server, used = await _explained(database, place.spots, radius_m, days)
            console.print(
                f"{radius_m} m, {days} d: in the database {_said(server)}; asked and read {_said(took)}; "
                f"found {np.mean(found):.1f} on average, {max(found)} at most; {', '.join(sorted(used))}; "
                f"load {os.getloadavg()[0]:.1f}"
            )
        await _ask_areas(database, place.spots, console)


async def _ask(
    database: Database, spots: Sequence[Spot], radius_m: int, days: int, *, found: list[int]
) -> list[float]:
    took: list[float] = []
    for spot in spots:
        async with database.transaction(spot.city) as db:
            began = time.perf_counter()
            near = await _near(db, spot, radius_m, days)
            took.append(1000 * (time.perf_counter() - began))
        found.append(len(near))
    return took


async def _near(db: Db, spot: Spot, radius_m: int, days: int) -> list[store.Near]:
    return await store.near(
        db,
        CityId(spot.city),
        GroupSlug(spot.group),
        lon=spot.lon,
        lat=spot.lat,
        radius_m=radius_m,
        since=NOW - timedelta(days=days),
        insiders=False,
    )


async def _ask_areas(database: Database, spots: Sequence[Spot], console: Console) -> None:
    took: list[float] = []
    for nth, spot in enumerate(spots):
        async with database.transaction(spot.city) as db:
            began = time.perf_counter()
            await store.in_area(
                db,
                CityId(spot.city),
                GroupSlug(spot.group),
                area=AreaCode(f"{spot.city}.{nth % 12}"),
                since=NOW - timedelta(days=7),
                insiders=False,
                placed=False,
            )
            took.append(1000 * (time.perf_counter() - began))
    console.print(f"by area instead: asked and read {_said(took)}")


def _said(took: Any) -> str:
    return f"p50 {np.percentile(took, 50):.2f} p99 {np.percentile(took, 99):.2f} ms"


async def _explained(
    database: Database, spots: Sequence[Spot], radius_m: int, days: int
) -> tuple[list[float], set[str]]:
    """What the server itself says each took (ms, planning and running), and the indexes it used."""
    took: list[float] = []
    used: set[str] = set()
    for spot in spots:
        async with database.transaction(spot.city) as db:
            explaining = Explaining(db.connection)
            await _near(explaining, spot, radius_m, days)
        took.append(explaining.plan["Planning Time"] + explaining.plan["Execution Time"])
        used |= set(_indexes(explaining.plan["Plan"]))
    return took, used


class Explaining(Db):
    """A desk's database that says how it would answer instead of answering."""

    plan: Mapping[str, Any]

    async def all(self, kind: type[T], query: LiteralString, **values: Any) -> list[T]:
        """No rows; the plan is kept."""
        [[self.plan]] = await super().all(list, "explain (analyze, format json) " + query, **values)
        return []


def _indexes(node: Mapping[str, Any]) -> Iterator[str]:
    if "Index Name" in node or "Relation Name" in node:
        yield node.get("Index Name", f"{node['Node Type']} of {node.get('Relation Name')}")
    for each in node.get("Plans", ()):
        yield from _indexes(each)


main()
