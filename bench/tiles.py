"""`python -m bench.tiles`: how long a tile of a city's map takes to make, and to be given again."""

import argparse
import asyncio
import os
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any, cast

import httpx
from rich.console import Console
from rich.table import Table

from bench.country import NOW, Country, Spot, country
from bench.explaining import said
from bench.installed import rebuilt, settings_of
from tanggap.app.site import build
from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.kit.db import analyze
from tanggap.kit.geo import CELL_ZOOM, block_of, cell, unwoven
from tanggap.oversight.operations_centre.tiles import actions
from tanggap.oversight.operations_centre.tiles.asked import limits_of
from tanggap.oversight.operations_centre.tiles.rules import EVERYBODY, EVERYTHING, Asked, Limits, Square
from tanggap.report.report import Status

ZOOMS = (6, 10, 14, 15)
STAFF = limits_of(Actor(duties=(Duty(role=Role.COORDINATOR),)))
MADE: Mapping[str, tuple[Asked, Limits]] = {
    "made for everybody": (EVERYTHING, EVERYBODY),
    "made for a coordinator": (EVERYTHING, STAFF),
    "made for one, of one status": (Asked(statuses=(Status.DISPOSED,)), STAFF),
}


def main() -> None:
    """Fill, count, ask, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.tiles", description=__doc__)
    reading.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000], help="sizes")
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    reading.add_argument("--asked", type=int, default=200, help="how many tiles of each zoom are asked for")
    given = reading.parse_args()
    console = Console(width=140)
    for reports in given.reports:
        with country(reports, cities=given.cities, asked=given.asked) as place:
            console.print(asyncio.run(_measured(place, reports)))


async def _measured(place: Country, reports: int) -> Table:
    site = build(settings_of(place.cluster), clock=SetClock(NOW))
    transport = httpx.ASGITransport(cast("Any", site))
    async with (
        site.open(),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8311") as client,
    ):
        counted = await rebuilt(site.bench)
        await analyze(place.cluster.address("tanggap_owner"))
        rows = {
            name: [said(await _made(site.bench, place.spots, z, asked, limits)) for z in ZOOMS]
            for name, (asked, limits) in MADE.items()
        }
        rows["given again, over HTTP"] = [
            said(await _given(site.bench, client, place.spots, z)) for z in ZOOMS
        ]
    title = f"{reports:,} reports, {counted.said}; load {os.getloadavg()[0]:.1f}"
    table = Table("a tile", *(f"zoom {z}" for z in ZOOMS), title=title)
    for name, cells in rows.items():
        table.add_row(name, *cells)
    return table


async def _made(bench: Workbench, spots: Sequence[Spot], z: int, asked: Asked, limits: Limits) -> list[float]:
    """What each tile took in ms, with a desk opened for it, none of them kept from before."""
    took: list[float] = []
    for spot in spots:
        began = perf_counter()
        async with bench.entrance.open_desk(CityId(spot.city)) as desk:
            await actions.tile(desk, asked, limits, _square(spot, z))
        took.append(1000 * (perf_counter() - began))
    return took


async def _given(bench: Workbench, client: httpx.AsyncClient, spots: Sequence[Spot], z: int) -> list[float]:
    """What one tile took in ms each time it was asked for again, through the whole house but the network.

    Raises RuntimeError where there is none.
    """
    ground = await bench.cities.ground(CityId(spots[0].city))
    path = "/{}/map/tiles/{}/{}/{}".format(ground.known.slug, *_square(spots[0], z))
    took: list[float] = []
    for _ in spots:
        began = perf_counter()
        answer = await client.get(path)
        took.append(1000 * (perf_counter() - began))
        if not answer.is_success or not answer.content:
            raise RuntimeError(f"no tile at {path}: {answer.status_code}")
    return took[1:]  # the first was made


def _square(spot: Spot, z: int) -> Square:
    """The tile somebody looks at there."""
    return Square(z, *unwoven(block_of(cell(spot.lon, spot.lat), CELL_ZOOM - z)))


if __name__ == "__main__":
    main()
