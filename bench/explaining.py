"""What the database itself says a question takes, and by which indexes it answers."""

import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, LiteralString, TypeVar

import numpy as np
from rich.table import Table

from bench.country import Country, Spot
from tanggap.kit.db import Database, Db

T = TypeVar("T")
Ask = Callable[[Db, Spot], Awaitable[object]]


class Explaining(Db):
    """A desk's database that says how it would answer instead of answering: no rows, and a plan for each statement."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.plans: list[Mapping[str, Any]] = []

    async def all(self, kind: type[T], query: LiteralString, **values: Any) -> list[T]:
        """No rows."""
        await self._explain(query, values)
        return []

    async def one(self, kind: type[T], query: LiteralString, **values: Any) -> T | None:
        """Nothing."""
        await self._explain(query, values)
        return None

    async def _explain(self, query: LiteralString, values: Mapping[str, Any]) -> None:
        rows: list[Any] = await super().all(
            list, "explain (analyze, timing off, format json) " + query, **values
        )
        self.plans += rows[0]


async def explained(database: Database, spots: Iterable[Spot], ask: Ask) -> tuple[list[float], set[str]]:
    """What the server says each took (ms, planning and running, all its statements), and the indexes it used."""
    took: list[float] = []
    used: set[str] = set()
    for spot in spots:
        async with database.transaction(spot.city) as db:
            explaining = Explaining(db.connection)
            await ask(explaining, spot)
        took.append(sum(each["Planning Time"] + each["Execution Time"] for each in explaining.plans))
        used |= {name for each in explaining.plans for name in _indexes(each["Plan"])}
    return took, used


async def answered(place: Country, asks: Mapping[str, Ask], *, among: str = "") -> Table:
    """Each of these questions, what it takes the server, and by which indexes it answers; ``among`` tells how many reports."""
    table = Table(
        "asked for", "in the database", "answered by", title=f"{among}load {os.getloadavg()[0]:.1f}"
    )
    async with Database(place.cluster.address("tanggap_app"), most=1) as database:
        for title, ask in asks.items():
            await explained(database, place.spots, ask)  # warm, as a running city is
            took, used = await explained(database, place.spots, ask)
            table.add_row(title, said(took), ", ".join(sorted(used)))
    return table


def said(took: Iterable[float]) -> str:
    """The middle and the slowest hundredth, in words."""
    times = list(took)
    return f"p50 {np.percentile(times, 50):.2f} p99 {np.percentile(times, 99):.2f} ms"


def _indexes(node: Mapping[str, Any]) -> Iterator[str]:
    if "Index Name" in node or "Relation Name" in node:
        yield node.get("Index Name", f"{node['Node Type']} of {node.get('Relation Name')}")
    for each in node.get("Plans", ()):
        yield from _indexes(each)
