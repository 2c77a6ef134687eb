"""`python -m bench.lists`: how long an officer's bench and a coordinator's queue take among very many reports."""

import argparse
import asyncio
import time
from datetime import timedelta

from rich.console import Console

from bench.country import NOW, Spot, area_of, country
from bench.explaining import Ask, answered
from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug
from tanggap.journey.work import store as work
from tanggap.journey.work.store import Seat
from tanggap.journey.work.triage import store as triage
from tanggap.journey.work.triage.store import Scope, Stage
from tanggap.kit.db import Db

PAGE = 51


def main() -> None:
    """Fill, ask, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    reading.add_argument("--reports", type=int, default=100_000, help="how many there are (10000000: 6 GB)")
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    reading.add_argument("--asked", type=int, default=500, help="how often each list is asked for")
    given = reading.parse_args()
    console = Console(width=140)
    began = time.perf_counter()
    with country(given.reports, cities=given.cities, asked=given.asked) as place:
        console.print(f"{given.reports:,} reports in {time.perf_counter() - began:.0f} s")
        console.print(asyncio.run(answered(place, LISTS)))


def _areas(spot: Spot, *, everywhere: bool) -> list[AreaCode] | None:
    return None if everywhere else [AreaCode(area_of(spot.city, spot.lon, spot.lat))]


def _seat(spot: Spot, *, everywhere: bool) -> Seat:
    areas = _areas(spot, everywhere=everywhere)
    return Seat(agency=AgencySlug(spot.agency), areas=areas, person=None, liaison=True)


def _bench(*, everywhere: bool) -> Ask:
    async def ask(db: Db, spot: Spot) -> object:
        return await work.bench(db, CityId(spot.city), _seat(spot, everywhere=everywhere), limit=PAGE)

    return ask


def _load(*, everywhere: bool) -> Ask:
    async def ask(db: Db, spot: Spot) -> object:
        seat = _seat(spot, everywhere=everywhere)
        return await work.load(db, CityId(spot.city), seat, now=NOW, tomorrow=NOW + timedelta(hours=15))

    return ask


async def _offered(db: Db, spot: Spot) -> object:
    return await work.offered(db, CityId(spot.city), _seat(spot, everywhere=True))


def _queue(stage: Stage, *, everywhere: bool = True) -> Ask:
    async def ask(db: Db, spot: Spot) -> object:
        scope = Scope(
            areas=_areas(spot, everywhere=everywhere),
            urgent=[KindSlug("water"), KindSlug("utilities")],
            raised=[],
            above=10,
        )
        return await triage.queue(db, CityId(spot.city), scope, stage, limit=PAGE)

    return ask


def _queue_count(*, everywhere: bool) -> Ask:
    async def ask(db: Db, spot: Spot) -> object:
        return await triage.queue_count(db, CityId(spot.city), areas=_areas(spot, everywhere=everywhere))

    return ask


LISTS: dict[str, Ask] = {
    "a unit's bench": _bench(everywhere=True),
    "an officer's, of one area": _bench(everywhere=False),
    "how much is on it": _load(everywhere=True),
    "how much of one area": _load(everywhere=False),
    "what others offer it": _offered,
    "the coordinator's queue, by age": _queue(Stage.ALL),
    "what is urgent in it": _queue(Stage.URGENT),
    "what is not": _queue(Stage.OTHERS),
    "of one area, by age": _queue(Stage.ALL, everywhere=False),
    "of one area, urgent": _queue(Stage.URGENT, everywhere=False),
    "of one area, the others": _queue(Stage.OTHERS, everywhere=False),
    "how much waits in it": _queue_count(everywhere=True),
    "how much in one area": _queue_count(everywhere=False),
}

main()
