"""An installation to measure on: embedded, durable, with as many joined cities as are asked for."""

import asyncio
import contextlib
import shutil
import tempfile
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psycopg
import shapely
from msgspec import Struct
from shapely import affinity

from tanggap.app import house
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import actions, store
from tanggap.city.documents import documents
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import Pack
from tanggap.city.store import KnownCity
from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.migrate import migrate, steps
from tanggap.kit.postgres.cluster import Cluster

FIRST = CityId(3275)
APART_DEG = 0.35
IN_A_ROW = 40
"""Each further city is the first one again, so many degrees further east, and in the next row further north."""


class Town(Struct, frozen=True, kw_only=True):
    """A running database with cities, and the points their people report from."""

    settings: Settings
    cluster: Cluster
    points: tuple[tuple[float, float], ...]


@contextmanager
def town(cities: int) -> Generator[Town]:
    """Start a database of its own with so many joined cities, and throw it away at the end."""
    folder = Path(tempfile.gettempdir()) / f"tanggap-bench-{uuid.uuid4().hex[:12]}"
    cluster = Cluster(folder / "database", tell=lambda _: None)
    try:
        with cluster:
            settings = Settings(
                folder=folder,
                database_url=cluster.address("tanggap_app"),
                database_owner_url=cluster.address("tanggap_owner"),
                database_reader_url=cluster.address("tanggap_reader"),
            )
            migrate(
                settings.database_owner_url,
                steps({"house": house.shipped("migrations")}),
                app=settings.database_url,
                reader=settings.database_reader_url,
            )
            pack = load_pack(house.shipped("cities") / "kota-bekasi")
            asyncio.run(_settle(settings, pack, cities))
            yield Town(settings=settings, cluster=cluster, points=_points(pack, cities))
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(cluster.home)
        shutil.rmtree(folder, ignore_errors=True)


async def _settle(settings: Settings, pack: Pack, cities: int) -> None:
    async with Workbench(settings) as bench:
        for nth in range(cities):
            city, moved = _moved(bench, pack, nth)
            async with bench.app.transaction(city.id) as db:
                await store.save_city(db, city)
                for part, body in documents(moved, bench.taxonomy).items():
                    await store.save_part(db, city.id, part, body)
                await actions.put_areas(db, city.id, moved.areas)


def _moved(bench: Workbench, pack: Pack, nth: int) -> tuple[KnownCity, Pack]:
    """The pack as another city elsewhere."""
    east, north = _away(nth)
    letters = "".join(chr(ord("A") + nth // 26**place % 26) for place in (2, 1, 0))
    known = KnownCity(
        id=CityId(FIRST + nth),
        slug=f"kota-{letters.lower()}",
        code=f"Q{letters}",
        area_code=AreaCode(f"{FIRST + nth}"),
        name=f"Kota {letters}",
        state=pack.city.state,
        timezone=pack.city.timezone,
        lon=pack.city.centre.lon + east,
        lat=pack.city.centre.lat + north,
        area_km2=200.0,
    )
    areas = tuple(
        msgspec.structs.replace(
            area,
            shape=shapely.to_wkb(affinity.translate(shapely.from_wkb(area.shape), east, north))
            if area.shape is not None
            else None,
        )
        for area in pack.areas
    )
    city = msgspec.structs.replace(
        pack.city, slug=known.slug, code=known.code, area_code=known.area_code, name=known.name
    )
    return known, msgspec.structs.replace(pack, city=city, areas=areas)


def _points(pack: Pack, cities: int) -> tuple[tuple[float, float], ...]:
    """A point well inside every kelurahan of every city, city after city."""
    inside = [
        shapely.point_on_surface(shapely.from_wkb(area.shape))
        for area in pack.areas
        if area.shape is not None and area.level == "kelurahan"
    ]
    moves = [_away(nth) for nth in range(cities)]
    return tuple((point.x + east, point.y + north) for point in inside for east, north in moves)


def _away(nth: int) -> tuple[float, float]:
    """How far east and north of the first city this one lies, in degrees."""
    return nth % IN_A_ROW * APART_DEG, nth // IN_A_ROW * APART_DEG


def emptied(town: Town) -> None:
    """Forget every report, as if the town were new."""
    with psycopg.connect(town.cluster.address("postgres"), autocommit=True) as connection:
        connection.execute(
            "truncate report, report_words, report_place, report_note, task, event, intake_key, tick, "
            "listener_cursor, counted, counts_day, counts_by, counts_hour, counts_cell, notice, owed"
        )
        connection.execute(
            "insert into tick (epoch, nth, snapshot) select max(epoch), 0, pg_current_snapshot() from log_epoch"
        )


def looked_at(town: Town) -> None:
    """Let the planner see what is in the tables, and write out what waits, as it is where nobody hurries."""
    with psycopg.connect(town.cluster.address("postgres"), autocommit=True) as connection:
        connection.execute("analyze")
        connection.execute("checkpoint")
