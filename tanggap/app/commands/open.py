"""What a command works with: the installation it was typed in, opened for as long as it takes."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from tanggap.app import installation
from tanggap.app.settings import Settings, read_settings
from tanggap.app.tools import Workbench
from tanggap.city.desk import OpenCity
from tanggap.city.store import KnownCity
from tanggap.city.terms import CityId

T = TypeVar("T")


def with_bench(work: Callable[[Workbench], Awaitable[T]], **given: Any) -> T:
    """What ``work`` gives, done with everything open: `with_bench(lambda bench: add(bench, email))`.

    ``given`` are settings the command itself was told; the others come from the environment. The database
    is the one of the settings, else the installation's own: as it runs, or started for the while. Call it
    from the main thread, once. Raises Refused as `installation.reachable` does.
    """
    with installation.reachable(read_settings(os.environ, **given)) as settings:
        return asyncio.run(_opened(settings, work))


def done_for(
    do: Callable[[OpenCity, CityId], Awaitable[T]], *, city: str | None, folder: Path | None
) -> tuple[KnownCity, T, float]:
    """The city meant, what ``do`` gave there, and how many seconds that took; none said is the first that has joined.

    Raises Missing for a city not known.
    """

    async def work(bench: Workbench) -> tuple[KnownCity, T, float]:
        known, began = bench.cities.named(city), perf_counter()
        given = await do(bench.entrance.open_desk, known.id)
        return known, given, perf_counter() - began

    return with_bench(work, folder=folder)


async def _opened(settings: Settings, work: Callable[[Workbench], Awaitable[T]]) -> T:
    async with Workbench(settings) as bench:
        return await work(bench)
