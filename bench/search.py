"""Search: a city's words kept and looked for, against a page of the feed that asks for none."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from statistics import median, quantiles
from time import perf_counter

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from bench.town import FIRST, Town, looked_at, town
from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.journey.feed import asked as asking
from tanggap.journey.feed.asked import Address
from tanggap.journey.feed.reading import read
from tanggap.journey.search import actions
from tanggap.kit.db import Database, column
from tanggap.kit.ids import new_id

ASKED = 100
COMMON = (
    "jalan", "rusak", "lubang", "dalam", "lampu", "mati", "sampah", "menumpuk", "banjir",
    "genangan", "macet", "pohon", "tumbang", "depan", "pasar",
)  # fmt: skip
WAYS: Sequence[tuple[str, dict[str, str]]] = (
    ("the feed", {}),
    ("one common word", {"q": "lubang"}),
    ("two common words", {"q": "lampu mati"}),
    ("two, most supported", {"q": "lampu mati", "order": "supported"}),
    ("three, one of them rare", {"q": "lampu mati KATA"}),
    ("a mistyped word", {"q": "lampu KATAX"}),
    ("no word anybody wrote", {"q": "zzyzx"}),
)


class Waited(Struct, frozen=True, kw_only=True):
    """How long one way of asking took, in milliseconds."""

    way: str
    p50: float
    p99: float


def measure(*, reports: int) -> None:
    """Measure and print one table: how long a page takes, and how many times a page of the plain feed."""
    console = Console(width=100)
    with console.status(f"{reports} reports"), town(1) as place:
        kept_s, bytes_each, waited = asyncio.run(_measured(place, reports))
    table = Table(title=f"Search, {reports:,} reports of one city")
    for head in ("asked for", "p50 ms", "p99 ms", "ratio"):
        table.add_column(head, justify="left" if head == "asked for" else "right")
    for each in waited:
        table.add_row(each.way, f"{each.p50:.1f}", f"{each.p99:.1f}", f"{each.p50 / waited[0].p50:.1f}")
    console.print(table)
    console.print(
        f"Kept anew: {reports / kept_s:,.0f} reports a second, {bytes_each:,.0f} bytes each with their indexes."
    )


async def _measured(place: Town, reports: int) -> tuple[float, float, list[Waited]]:
    chance = random.Random(1)
    # A few words make most of what people write, as in any language; most words are rare.
    rare = ["".join(chance.choices("abdegiklmnoprstu", k=chance.randint(5, 9))) for _ in range(5000)]
    async with Workbench(place.settings) as bench, Database(place.settings.database_url, most=1) as database:
        areas = [area.code for area in (await bench.cities.ground(FIRST)).areas.all() if area.parent]
        for at in range(0, reports, 5000):
            async with database.transaction(FIRST) as db:
                many = min(5000, reports - at)
                await db.run(
                    FILL,
                    city=FIRST,
                    ids=column(new_id() for _ in range(many)),
                    numbers=column(range(at, at + many)),
                    areas=column(chance.choice(areas) for _ in range(many)),
                    texts=column(_text(chance, rare) for _ in range(many)),
                    supporters=column(int(chance.paretovariate(1)) % 500 for _ in range(many)),
                )
        looked_at(place)
        began = perf_counter()
        await actions.rebuild(bench.entrance.open_desk, FIRST)
        kept_s = perf_counter() - began
        looked_at(place)
        async with bench.entrance.open_desk(FIRST) as desk:
            size = await desk.db.one(int, SIZE) or 0
            waited = [await _ask(desk, way, asked, rare, chance) for way, asked in WAYS]
    return kept_s, size / reports, waited


def _text(chance: random.Random, rare: Sequence[str]) -> str:
    return " ".join(
        [*chance.choices(COMMON, k=6), *(rare[int(len(rare) * chance.random() ** 3)] for _ in range(6))]
    )


async def _ask(
    desk: Desk, way: str, asked: dict[str, str], rare: Sequence[str], chance: random.Random
) -> Waited:
    def address() -> Address:
        word = chance.choice(rare)
        said = {
            name: value.replace("KATAX", word[:-1]).replace("KATA", word) for name, value in asked.items()
        }
        return asking.address(desk.ground, **said)

    took = [await _timed(lambda: read(desk, address(), limit=20)) for _ in range(ASKED)]
    return Waited(way=way, p50=median(took), p99=quantiles(took, n=100)[98])


async def _timed(ask: Callable[[], Awaitable[object]]) -> float:
    began = perf_counter()
    await ask()
    return (perf_counter() - began) * 1000


FILL = """
with given as (
    select *
      from unnest(%(ids)s::uuid[], %(numbers)s::bigint[], %(areas)s::text[], %(texts)s::text[], %(supporters)s::int[])
        as k (id, number, area, text, supporters)
), told as (
    insert into report_words (city_id, report, revision, text, at)
    select %(city)s, id, 1, text, now() from given
)
insert into report (city_id, id, number, nth, type, status, kind, kind_group, agency, area, channel, visibility,
                    sensitivity, listed, open, received_at, changed_at, words, supporters)
select %(city)s, id, number, 1, 'complaint', 'disposed', 'road-damage', 'roads', 'dbmsda', area, 'web', 'public',
       'S0', true, true, timestamptz '2024-01-01' + number * interval '10 seconds', now(), 1, supporters
  from given
"""
SIZE = """
select sum(pg_total_relation_size(name::regclass))::bigint
  from unnest(array['search_report', 'search_term', 'search_word', 'search_gram']) as name
"""
