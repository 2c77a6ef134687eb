"""A country of reports to search in: cities of very different size, streets where the same is reported again and again."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import msgspec
import numpy as np
import psycopg
from msgspec import Struct
from psycopg import sql

from tanggap.app import house
from tanggap.city.packs.pack import Agency
from tanggap.city.terms import AgencySlug
from tanggap.kit.geo import CELL_ZOOM
from tanggap.kit.migrate import migrate, steps
from tanggap.kit.postgres.cluster import Cluster

KEPT_AT = "TANGGAP_BENCH"
"""The variable that names a folder in which countries stay once they are filled."""
SPOTS = 1000
"""How many places are known to ask about, in each city as many as it is large; the order is anybody's."""
NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
GROUPS = ("roads", "waste", "water", "utilities", "traffic", "order", "greenery", "facilities")
REPEATED = 0.2
"""The share of reports that lie within some metres of an earlier one."""
ACROSS_DEG = 0.03
"""The spread of a city's reports around its centre: most within 7 km."""
DAYS = 365
OPEN_DAYS = 30
OPEN_RECENT, OPEN_OLD = 0.6, 0.05
STATUSES = {
    "received": 0.10,
    "needs_info": 0.05,
    "verified": 0.03,
    "coordinating": 0.04,
    "disposed": 0.30,
    "in_progress": 0.40,
    "on_hold": 0.05,
    "resolved": 0.03,
}
"""How open reports stand, in shares; all but the first three are held by an agency."""
AGENCIES = 40
"""Of a city; the largest holds almost a quarter of what is open."""
LIMIT = timedelta(days=7)
ANSWER_LIMIT = timedelta(days=1)
TOOK_H, ANSWERED_H = 100.0, 12.0
"""The mean hours until what is closed was resolved, and until it was first answered."""
RATED, REOPENED = 0.3, 0.05
"""The shares of what is closed that its reporter gave stars, and that was opened again before."""
_STANDING = {-1: "closed"} | dict(enumerate(STATUSES))
_UNHELD = 3
_NONE = r"\N"
HOURS: list[str] = [(NOW - timedelta(hours=hours)).isoformat() for hours in range(DAYS * 24)]
ANSWER_BY = [(NOW - timedelta(hours=hours) + ANSWER_LIMIT).isoformat() for hours in range(DAYS * 24)]
DUE = [(NOW - timedelta(hours=hours) + LIMIT).isoformat() for hours in range(DAYS * 24)]
_BATCH = 50_000
_REPORTS = sql.SQL(
    "copy report (city_id, id, number, nth, type, status, kind, kind_group, agency, offered_to, area, channel,"
    " visibility, sensitivity, listed, open, lon, lat, cell, received_at, due_at, respond_by, responded_at, resolved_at,"
    " closed_at, stars, reopened, changed_at) from stdin"
)
_TASKS = sql.SQL("copy task (city_id, id, report, role, agency, opened_at) from stdin")


class Spot(Struct, frozen=True, kw_only=True):
    """Where somebody reports something next, and the agency that is at work there."""

    city: int
    group: str
    agency: str
    lon: float
    lat: float


class Country(Struct, frozen=True, kw_only=True):
    """A running database full of reports, and where to ask."""

    cluster: Cluster
    spots: tuple[Spot, ...]


@contextmanager
def country(reports: int, *, cities: int, asked: int) -> Generator[Country]:
    """Start a database of its own with so many reports, and throw it away at the end.

    Where ``TANGGAP_BENCH`` names a folder it stays there, and who asks for as many again finds it filled.
    """
    kept = os.environ.get(KEPT_AT)
    name = f"{cities}-cities-{reports}-reports" if kept else f"tanggap-bench-{uuid.uuid4().hex[:12]}"
    folder = Path(kept or tempfile.gettempdir()) / name
    spots = folder / "spots.json"
    if not spots.exists():
        _forget(folder)  # somebody began to fill it
    cluster = Cluster(folder / "database", durable=False, tell=lambda _: None)
    try:
        with cluster:
            migrate(
                cluster.address("tanggap_owner"),
                steps({"house": house.shipped("migrations")}),
                app=cluster.address("tanggap_app"),
                reader=cluster.address("tanggap_reader"),
            )
            if not spots.exists():
                spots.write_bytes(msgspec.json.encode(_filled(cluster, reports, cities)))
            yield Country(
                cluster=cluster, spots=msgspec.json.decode(spots.read_bytes(), type=tuple[Spot, ...])[:asked]
            )
    finally:
        if not kept:
            _forget(folder)


def _forget(folder: Path) -> None:
    # The server may live where its own account can reach it.
    shutil.rmtree((folder / "database" / "server").resolve(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def _filled(cluster: Cluster, reports: int, cities: int) -> list[Spot]:
    chance = np.random.default_rng(1)
    share = 1 / np.arange(1, cities + 1)
    counts = np.maximum(1, (reports * share / share.sum()).astype(int))
    spots: list[Spot] = []
    # Rows are copied in, which no wall allows but to a superuser; nor is each asked for its city.
    with psycopg.connect(cluster.address("postgres"), autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("set maintenance_work_mem = '1GB'")
        _found(connection, cities)
        indexes = _dropped(connection)
        for nth, count in enumerate(counts.tolist()):
            spots += _city(connection, nth, count, chance, asked=max(1, round(SPOTS * count / reports)))
        for made in indexes:
            connection.execute(made)
        connection.execute("vacuum analyze report")
        connection.execute("vacuum analyze task")
    return [spots[each] for each in chance.permutation(len(spots)).tolist()]


def _found(connection: psycopg.Connection, cities: int) -> None:
    for nth in range(cities):
        letters = "".join(chr(ord("A") + nth // 26**place % 26) for place in (2, 1, 0))
        connection.execute(
            """
            insert into city (id, slug, code, area_code, name, state, timezone, lon, lat, area_km2)
            values (%s, %s, %s, %s, %s, 'joined', 'Asia/Jakarta', %s, %s, 200)
            """,
            [
                nth + 1,
                f"kota-{letters.lower()}",
                f"Q{letters}",
                str(nth + 1),
                f"Kota {letters}",
                *_centre(nth),
            ],
        )
    units = [
        Agency(slug=AgencySlug(f"unit-{nth}"), name=f"Dinas {nth}", short=f"D{nth}", types=())
        for nth in range(AGENCIES)
    ]
    connection.execute(
        "insert into city_part (city_id, part, body) select id, 'agencies', %s from city",
        [msgspec.json.encode(units).decode()],
    )


def _centre(nth: int) -> tuple[float, float]:
    return 95 + nth % 50 * 0.9, -10 + nth // 50 * 1.5


def _dropped(connection: psycopg.Connection) -> list[sql.SQL]:
    """Take the indexes of the reports away while they are loaded; what makes each again."""
    found = connection.execute(
        """
        select indexname, indexdef
          from pg_indexes
         where tablename = 'report'
           and indexname like 'report\\_%' escape '\\'
           and indexdef not like '%UNIQUE%'
        """
    ).fetchall()
    for name, _ in found:
        connection.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
    return [sql.SQL(made) for _, made in found]


def _city(
    connection: psycopg.Connection, nth: int, count: int, chance: np.random.Generator, *, asked: int
) -> list[Spot]:
    points = chance.normal(_centre(nth), ACROSS_DEG, (count, 2))
    repeated = np.flatnonzero(chance.random(count) < REPEATED)
    points[repeated] = points[chance.integers(0, count, len(repeated))]
    points[repeated] += chance.normal(0, 0.0002, (len(repeated), 2))
    # The oldest first: that is how they come, by id and in the table.
    age = np.sort(chance.random(count))[::-1] * DAYS
    is_open = chance.random(count) < np.where(age < OPEN_DAYS, OPEN_RECENT, OPEN_OLD)
    groups = chance.integers(0, len(GROUPS), count)
    statuses = np.where(is_open, chance.choice(len(STATUSES), count, p=list(STATUSES.values())), -1)
    weights = 1 / np.arange(1, AGENCIES + 1)
    agencies = chance.choice(AGENCIES, count, p=weights / weights.sum())
    cells = _cells(points[:, 0], points[:, 1])
    hours = (age * 24).astype(int)
    columns = [points, cells, hours, statuses, groups, agencies, np.arange(count)]
    columns += _answers(chance, hours)
    for copying, rows in ((_REPORTS, _rows), (_TASKS, _tasks)):
        with connection.cursor() as cursor, cursor.copy(copying) as copy:
            for start in range(0, count, _BATCH):
                copy.write("".join(rows(nth, [each[start : start + _BATCH].tolist() for each in columns])))
    return [
        Spot(
            city=nth + 1,
            group=GROUPS[groups[each]],
            agency=f"unit-{agencies[each]}",
            lon=float(points[each, 0]),
            lat=float(points[each, 1]),
        )
        for each in chance.integers(0, count, asked).tolist()
    ]


def _rows(nth: int, columns: Sequence[list[Any]]) -> Iterator[str]:
    rows = cast("Iterator[tuple[Any, ...]]", zip(*columns, strict=True))
    for (lon, lat), at_cell, hours, standing, group, agency, number, answered, done, stars, again in rows:
        status = _STANDING[standing]
        closed = standing < 0
        resolved = HOURS[int(done)] if closed else _NONE
        open_ = "f" if status == "closed" else "t"
        unit = f"unit-{agency}" if not 0 <= standing < _UNHELD else _NONE
        offered = f"unit-{(agency + 1) % AGENCIES}" if status == "coordinating" else _NONE
        yield (
            f"{nth + 1}\t{nth:08x}-0000-7000-8000-{number:012x}\t{number}\t1\tfield_issue\t{status}\t{GROUPS[group]}\t"
            f"{GROUPS[group]}\t{unit}\t{offered}\t{area_of(nth + 1, lon, lat)}\tweb\tpublic\tS0\tt\t{open_}\t{lon!r}\t"
            f"{lat!r}\t{at_cell}\t{HOURS[hours]}\t{DUE[hours]}\t{ANSWER_BY[hours]}\t"
            f"{HOURS[answered] if closed else _NONE}\t{resolved}\t{resolved}\t{stars if closed and stars else _NONE}\t"
            f"{again if closed else 0}\t{HOURS[hours]}\n"
        )


def _answers(chance: np.random.Generator, hours: Any) -> list[Any]:
    """How many hours ago each was first answered and resolved, its stars (0: none), how often it was opened again."""
    answered = np.maximum(0, hours - chance.exponential(ANSWERED_H, len(hours)).astype(int))
    done = np.maximum(0, answered - chance.exponential(TOOK_H, len(hours)).astype(int))
    stars = np.where(chance.random(len(hours)) < RATED, chance.integers(1, 6, len(hours)), 0)
    return [answered, done, stars, (chance.random(len(hours)) < REOPENED).astype(int)]


def _tasks(nth: int, columns: Sequence[list[Any]]) -> Iterator[str]:
    for _, _, hours, standing, _, agency, number, *_ in zip(*columns, strict=True):
        if standing >= _UNHELD:
            yield (
                f"{nth + 1}\t{nth:08x}-0000-7000-8001-{number:012x}\t{nth:08x}-0000-7000-8000-{number:012x}\tlead\t"
                f"unit-{agency}\t{HOURS[hours]}\n"
            )


def area_of(city: int, lon: float, lat: float) -> str:
    """One of twelve areas of a city, in stripes."""
    return f"{city}.{int((lon + lat) * 200) % 12}"


def _cells(lon: Any, lat: Any) -> Any:
    """`kit.geo.cell` for many points at once."""
    side = 1 << CELL_ZOOM
    column = ((lon + 180) / 360 * side).astype(np.uint64)
    row = ((1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2 * side).astype(np.uint64)
    return _spread(column) | _spread(row) << np.uint64(1)


def _spread(numbers: Any) -> Any:
    for shift, mask in (
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ):
        numbers = (numbers | numbers << np.uint64(shift)) & np.uint64(mask)
    return numbers
