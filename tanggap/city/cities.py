"""Every city of the installation in memory: found by name, host or point, renewed every second."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import product
from math import cos, floor, pi, radians, sqrt

import msgspec
import shapely

from tanggap.city import store
from tanggap.city.areas.area import Area
from tanggap.city.areas.index import METRES_A_DEGREE, SLIVER_M, AreaIndex
from tanggap.city.documents import pack_of
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import CityState, Pack
from tanggap.city.store import KnownCity
from tanggap.city.terms import CityId
from tanggap.kit.db import AWAY, Database
from tanggap.kit.errors import Missing
from tanggap.kit.geo import distance_m
from tanggap.kit.words import say

REFRESH_S = 1.0
SQUARE_DEG = 0.25

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

# A city without shapes is taken for a disc; real ones are longer than broad, so the disc is drawn wider.
DISC_STRETCH = 1.5


class Cities:
    """What each process knows of the ground. Parts are swapped whole; areas load on first use."""

    def __init__(self, database: Database, taxonomy: Pack) -> None:
        self._database = database
        self.taxonomy = taxonomy
        self._known: dict[CityId, KnownCity] = {}
        self._versions: dict[CityId, int] = {}
        self._grounds: dict[CityId, Ground] = {}
        self._loading: dict[CityId, asyncio.Lock] = {}
        self._default: KnownCity | None = None
        self._slugs: dict[str | None, KnownCity] = {}
        self._codes: dict[str | None, KnownCity] = {}
        self._hosts: dict[str | None, KnownCity] = {}
        self._finder = _Finder(())

    async def run(self) -> None:
        """Follow the cities' versions until cancelled; while the database is away, what is known stands."""
        while True:
            await asyncio.sleep(REFRESH_S)
            with suppress(*AWAY):
                await self.refresh()

    async def refresh(self) -> None:
        """Ask which cities have changed, and take what has."""
        async with self._database.transaction() as db:
            versions = {each.id: each.version for each in await store.versions(db)}
            if versions == self._versions:
                return
            known = {city.id: city for city in await store.known_cities(db)}
        changed = {city for city, version in versions.items() if self._versions.get(city) != version}
        true = [city for city in known.values() if not city.training]
        self._known, self._versions, self._finder = known, versions, _Finder(true)
        joined = [city for city in true if city.state is CityState.JOINED]
        self._default = next(iter(joined or true), None)
        self._slugs = {city.slug: city for city in known.values()}
        self._codes = {city.code: city for city in known.values()}
        self._hosts = {host: city for city in known.values() for host in city.hosts}
        for city in changed & self._grounds.keys():
            self._grounds[city] = await self._load(known[city])

    def all(self) -> Iterable[KnownCity]:
        """Every known city, by id."""
        return self._known.values()

    def find(
        self, *, slug: str | None = None, code: str | None = None, host: str | None = None
    ) -> KnownCity | None:
        """The city of this slug, this short code or this host name."""
        return self._slugs.get(slug) or self._codes.get(code) or self._hosts.get(host)

    def first(self) -> KnownCity | None:
        """The city an address without one means, if there is any yet."""
        return self._default

    def default(self) -> KnownCity:
        """The city an address without one means: the first that has joined."""
        if self._default is None:
            raise Missing(say("Belum ada kota di sini. Jalankan `tanggap city load`."))
        return self._default

    def named(self, slug: str | None) -> KnownCity:
        """The city of this slug, the one an address without one means when none is said. Raises Missing."""
        found = self._slugs.get(slug) if slug else self.default()
        if found is None:
            raise Missing(
                say("Kota {slug} tidak dikenal di sini. Lihat `tanggap city list`.", slug=slug or "")
            )
        return found

    def at_hand(self, city: CityId) -> Ground | None:
        """A city's snapshot, if it has been asked for before."""
        return self._grounds.get(city)

    async def ground(self, city: CityId) -> Ground:
        """A city's snapshot, loaded when it is asked for first. Raises Missing."""
        found = self._grounds.get(city)
        if found is None:
            async with self._loading.setdefault(city, asyncio.Lock()):
                if city not in self._known:
                    raise Missing(say("Kota ini tidak dikenal di sini."))
                found = self._grounds.get(city) or await self._load(self._known[city])
                self._grounds[city] = found
        return found

    async def at(self, lon: float, lat: float, *, door: CityId | None = None) -> KnownCity | None:
        """The city a point lies in: by its shapes, else the likeliest city that has none; None far from all.

        A point on the border of two is the first one's, by id. What comes in by the ``door`` of a training city is
        that city's, wherever the point lies; else no point is.
        """
        standing = self._known.get(door) if door is not None else None
        if standing is not None and standing.training:
            return standing
        boxes = self._finder.boxes(lon, lat)
        # Every city's land before anyone's slivers: a neighbour's edge reaches across the border.
        for reach_m in (0.0, SLIVER_M):
            for city in boxes:
                if (await self.ground(city)).areas.at(lon, lat, reach_m=reach_m) is not None:
                    return self._known[city]
        nearest = self._finder.disc(lon, lat)
        return self._known[nearest] if nearest is not None else None

    async def _load(self, known: KnownCity) -> Ground:
        async with self._database.transaction(known.id) as db:
            version = await store.version(db, known.id) or 0
            parts = {each.part: each.body for each in await store.parts(db, known.id)}
            areas = await store.areas(db, known.id)
        return await asyncio.to_thread(_ground, known, self.taxonomy, parts, areas, version)


def _ground(
    known: KnownCity, taxonomy: Pack, parts: Mapping[str, object], areas: list[Area], version: int
) -> Ground:
    pack = pack_of(known, taxonomy, parts)
    days_off = msgspec.convert(parts.get("days_off", {}), dict[date, str])
    return Ground(known, pack, AreaIndex(areas), days_off=days_off, version=version)


class _Finder:
    """Which cities a point may lie in: boxes of those with shapes, discs of those without."""

    def __init__(self, cities: Iterable[KnownCity]) -> None:
        self._discs: list[KnownCity] = []
        # A plain grid of squares answers in a microsecond; a tree of shapes takes ten.
        self._squares: dict[tuple[int, int], list[tuple[Box, CityId]]] = {}
        for city in cities:
            box = _box(city)
            if box is None:
                self._discs.append(city)
                continue
            for square in _squares(box):
                self._squares.setdefault(square, []).append((box, city.id))
        self._centres = shapely.STRtree([shapely.Point(c.lon, c.lat) for c in self._discs])
        self._farthest_m = max(map(_reach_m, self._discs), default=0.0)

    def boxes(self, lon: float, lat: float) -> list[CityId]:
        """The cities whose shapes may hold a point or end just short of it, by id."""
        square = floor(lon / SQUARE_DEG), floor(lat / SQUARE_DEG)
        return [
            city
            for (west, south, east, north), city in self._squares.get(square, ())
            if west <= lon <= east and south <= lat <= north
        ]

    def disc(self, lon: float, lat: float) -> CityId | None:
        """Of the cities whose disc holds a point, the one with the nearest centre.

        Measured against the true shapes of all 514 (three points in each): 77 percent right, 5 without one.
        """
        reached = [
            (away_m, city.id)
            for city in (self._discs[n] for n in _around(self._centres, lon, lat, self._farthest_m))
            if (away_m := distance_m(lon, lat, city.lon, city.lat)) <= _reach_m(city)
        ]
        return min(reached)[1] if reached else None


def _box(city: KnownCity) -> Box | None:
    """The box around a city's shapes and their slivers."""
    west, south, east, north = city.west, city.south, city.east, city.north
    if west is None or south is None or east is None or north is None:
        return None
    up = SLIVER_M / METRES_A_DEGREE
    along = up / cos(radians(south))
    return west - along, south - up, east + along, north + up


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    west, south, east, north = (floor(side / SQUARE_DEG) for side in box)
    return product(range(west, east + 1), range(south, north + 1))


def _reach_m(city: KnownCity) -> float:
    """How far from its centre a city without shapes is looked for, in metres."""
    return DISC_STRETCH * sqrt(city.area_km2 / pi) * 1000


def _around(tree: shapely.STRtree, lon: float, lat: float, reach_m: float) -> list[int]:
    """The positions of what lies within reach of a point, in order; a few too many, as degrees are not metres."""
    degrees = reach_m / METRES_A_DEGREE / cos(radians(lat))
    return sorted(tree.query(shapely.Point(lon, lat), predicate="dwithin", distance=degrees).tolist())
