"""`python -m bench.tower`: what those who watch over it all wait for, among few reports and among very many.

Each size is an installation of its own: filled, counted by a rebuild, then asked through the house's own front door and
stores, one question at a time. To ask something more, write an `Ask` and name it in `QUESTIONS`.
"""

import argparse
import asyncio
import os
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import cycle
from typing import Any, cast

import httpx
import numpy as np
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from bench.country import NOW, Country, Spot, country
from bench.installed import rebuilt, settings_of
from bench.published import publish
from tanggap.app.site import build
from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.screens import Sight
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.kit.db import analyze
from tanggap.kit.serving import sweep_rarely
from tanggap.oversight.briefs.actions import decisions
from tanggap.oversight.counts import store
from tanggap.oversight.counts.tally import ALWAYS, By
from tanggap.oversight.operations_centre.walls.figures import looks


class Installation(Struct, frozen=True, kw_only=True):
    """A running house full of reports, and a browser at its door; ``next_spot`` is where to ask about next."""

    bench: Workbench
    browser: httpx.AsyncClient
    next_spot: Callable[[], Spot]

    async def see(self, path: str) -> None:
        """A page of the next spot's city. Raises RuntimeError for any answer but 200."""
        ground = await self.bench.cities.ground(CityId(self.next_spot().city))
        answer = await self.browser.get(f"/{ground.known.slug}{path}")
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.url} answered {answer.status_code}")


Ask = Callable[[Installation], Awaitable[None]]


async def _overview(place: Installation) -> None:
    await place.see("/overview")


async def _year(place: Installation) -> None:
    await place.see(f"/overview?from={NOW.date() - timedelta(days=365)}&to={NOW.date()}")


async def _agencies(place: Installation) -> None:
    await place.see("/open")


async def _unit(place: Installation) -> None:
    await place.see(f"/open/agencies/{place.next_spot().agency}")


async def _totals(place: Installation) -> None:
    async with place.bench.entrance.open_desk(CityId(place.next_spot().city)) as desk:
        await store.told(desk.db, desk.city, ALWAYS, By.ALL)


async def _hours(place: Installation) -> None:
    async with place.bench.entrance.open_desk(CityId(place.next_spot().city)) as desk:
        await store.hours(desk.db, desk.city, NOW - timedelta(days=1), NOW)


async def _wall(place: Installation) -> None:
    async with place.bench.entrance.open_desk(CityId(place.next_spot().city)) as desk:
        await looks.show_figures(desk, Sight())


async def _decisions(place: Installation) -> None:
    mayor = Actor(duties=(Duty(role=Role.EXECUTIVE),))
    async with place.bench.entrance.open_desk(CityId(place.next_spot().city), actor=mayor) as desk:
        await decisions(desk)


QUESTIONS: Mapping[str, Ask] = {
    "the overview page": _overview,
    "the overview of a year": _year,
    "the scorecards": _agencies,
    "one unit's scorecard": _unit,
    "all that ever came": _totals,
    "a day, hour by hour": _hours,
    "a wall's six figures": _wall,
    "what needs a decision": _decisions,
}


class Took(Struct, frozen=True, kw_only=True):
    """The middle and the slowest hundredth, in ms."""

    p50: float
    p99: float


def main() -> None:
    """Fill, count, ask, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.tower", description=__doc__)
    reading.add_argument(
        "--reports", type=int, nargs="+", default=[10_000, 10_000_000], help="sizes, the smallest first"
    )
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    reading.add_argument("--asked", type=int, default=200, help="how often each question is asked")
    given = reading.parse_args()
    console = Console(width=140)
    sizes: dict[int, dict[str, Took]] = {}
    for reports in given.reports:
        began = time.perf_counter()
        with country(reports, cities=given.cities, asked=given.asked) as place:
            publish(place)
            console.print(f"{reports:,} reports in {time.perf_counter() - began:.0f} s")
            sizes[reports] = asyncio.run(_measured(place, console, given.asked))
    console.print(_table(sizes))


async def _measured(place: Country, console: Console, asked: int) -> dict[str, Took]:
    async with _installation(place) as installation:
        console.print((await rebuilt(installation.bench)).said)
        await analyze(place.cluster.address("tanggap_owner"))
        return {question: await _took(installation, ask, asked) for question, ask in QUESTIONS.items()}


@asynccontextmanager
async def _installation(place: Country) -> AsyncGenerator[Installation]:
    site = build(settings_of(place.cluster), clock=SetClock(NOW))
    spots = cycle(place.spots)
    transport = httpx.ASGITransport(cast("Any", site))
    async with (
        site.open(),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8311") as browser,
    ):
        sweep_rarely()
        yield Installation(bench=site.bench, browser=browser, next_spot=lambda: next(spots))


async def _took(place: Installation, ask: Ask, asked: int) -> Took:
    """How long a question takes that was asked everywhere once before, as in a city that has been running for a while."""
    for _ in range(asked):
        await ask(place)
    took: list[float] = []
    for _ in range(asked):
        began = time.perf_counter()
        await ask(place)
        took.append((time.perf_counter() - began) * 1000)
    return Took(p50=float(np.percentile(took, 50)), p99=float(np.percentile(took, 99)))


def _table(sizes: Mapping[int, Mapping[str, Took]]) -> Table:
    """Each question with what it took at each size, and how much its p99 grew from the first to the last."""
    first, *_, last = sizes.values() if len(sizes) > 1 else [*sizes.values()] * 2
    heads = [f"{reports:,} {which}" for reports in sizes for which in ("p50", "p99 ms")]
    table = Table("question", *heads, "growth", title=f"load {os.getloadavg()[0]:.1f}")
    for question in QUESTIONS:
        cells = [f"{ms:.1f}" for took in sizes.values() for ms in (took[question].p50, took[question].p99)]
        table.add_row(question, *cells, f"{last[question].p99 / first[question].p99:.1f} x")
    return table


if __name__ == "__main__":
    main()
