"""`python -m bench.duplicates`: how long finding what may be the same takes among very many reports."""

import argparse
import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

import numpy as np
from rich.console import Console

from bench.country import NOW, Country, Spot, area_of, country
from bench.explaining import explained, said
from tanggap.city.terms import AreaCode, CityId, GroupSlug
from tanggap.journey.support import store
from tanggap.kit.db import Database, Db

T = TypeVar("T")
Ask = Callable[[Db, Spot], Awaitable[list[store.Near]]]


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
        for title, ask in WAYS.items():
            await _asked(database, place.spots, ask)  # warm, as a running city is
            took, found = await _asked(database, place.spots, ask)
            server, used = await explained(database, place.spots, ask)
            console.print(
                f"{title}: in the database {said(server)}; asked and read {said(took)}; "
                f"found {np.mean(found):.1f} on average, {max(found)} at most; {', '.join(sorted(used))}; "
                f"load {os.getloadavg()[0]:.1f}"
            )


async def _asked(database: Database, spots: Sequence[Spot], ask: Ask) -> tuple[list[float], list[int]]:
    """How long each took to ask and read (ms), and how many were found."""
    took: list[float] = []
    found: list[int] = []
    for spot in spots:
        async with database.transaction(spot.city) as db:
            began = time.perf_counter()
            near = await ask(db, spot)
            took.append(1000 * (time.perf_counter() - began))
        found.append(len(near))
    return took, found


def _around(radius_m: int, days: int) -> Ask:
    async def ask(db: Db, spot: Spot) -> list[store.Near]:
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

    return ask


async def _in_area(db: Db, spot: Spot) -> list[store.Near]:
    return await store.in_area(
        db,
        CityId(spot.city),
        GroupSlug(spot.group),
        area=AreaCode(area_of(spot.city, spot.lon, spot.lat)),
        since=NOW - timedelta(days=7),
        insiders=False,
        placed=False,
    )


# Metres and days as cities/_default/kinds.toml has them.
WAYS: Mapping[str, Ask] = {
    "100 m, 7 d": _around(100, 7),
    "250 m, 1 d": _around(250, 1),
    "the area, 7 d": _in_area,
}


main()
