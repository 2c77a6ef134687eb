"""What can be done to the ground: a city joins, cities are listened to, official shapes are put in."""

# Shapely leaves its keyword arguments untyped.
# pyright: reportUnknownMemberType=false

import csv
from collections.abc import Iterable
from datetime import date
from math import pi
from pathlib import Path

import msgspec
import shapely
from msgspec.structs import replace

from tanggap.city import store
from tanggap.city.areas.area import Area
from tanggap.city.areas.shapes import Match, match, with_shapes
from tanggap.city.documents import documents
from tanggap.city.national_days import national_days_off
from tanggap.city.packs.pack import City, CityState, Pack
from tanggap.city.packs.times import Holidays
from tanggap.city.store import KnownCity
from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db

FIRST_YEAR = 2015
YEARS_AHEAD = 2


TRAINING = 1_000_000_000
"""What the identity of a city's copy for training is above its own."""
TRAINING_CODE, TRAINING_SLUG = "LAT", "latihan-"


def city_id(area_code: str) -> CityId:
    """A city's identity: its code of the Interior Ministry as a number, the same in every installation."""
    return CityId(int(area_code.replace(".", "")))


def identity_of(city: City) -> CityId:
    """Under which identity a city is kept: a copy for training is another city than the one it copies."""
    true = city_id(city.area_code)
    return CityId(true + TRAINING) if city.state is CityState.TRAINING else true


def for_training(pack: Pack) -> Pack:
    """The copy of a city's pack in which its people practise: told apart by its name, its address and its numbers."""
    city = replace(
        pack.city,
        slug=f"{TRAINING_SLUG}{pack.city.slug}",
        code=f"{TRAINING_CODE}{pack.city.code}",
        name=f"Latihan {pack.city.name}",
        state=CityState.TRAINING,
        hosts=(),
    )
    return replace(pack, city=city)


async def join(db: Db, pack: Pack, taxonomy: Pack, *, today: date) -> CityId:
    """Put a pack into the database, new or changed. ``db`` is set to the city's id."""
    city = pack.city
    identity = identity_of(city)
    await store.save_city(
        db,
        KnownCity(
            id=identity,
            slug=city.slug,
            code=city.code,
            area_code=city.area_code,
            name=city.name,
            state=city.state,
            timezone=city.timezone,
            lon=city.centre.lon,
            lat=city.centre.lat,
            area_km2=_size_km2(pack.areas),
            hosts=city.hosts,
        ),
    )
    days = days_off(pack.holidays, range(FIRST_YEAR, today.year + YEARS_AHEAD + 1))
    parts = documents(pack, taxonomy) | {"days_off": msgspec.json.encode(days).decode()}
    for part, body in parts.items():
        await store.save_part(db, identity, part, body)
    await store.forget_parts(db, identity, besides=parts)
    await put_areas(db, identity, pack.areas)
    return identity


def days_off(holidays: Holidays, years: Iterable[int]) -> dict[date, str]:
    """The national list with the city's own changes."""
    days = national_days_off(years)
    days |= {each.day: each.name for each in holidays.add}
    for each in holidays.remove:
        days.pop(each.day, None)
    return dict(sorted(days.items()))


async def put_areas(db: Db, city: CityId, areas: Iterable[Area]) -> None:
    """Replace a city's areas."""
    areas = list(areas)
    shapes = [shapely.from_wkb(area.shape) for area in areas if area.shape is not None]
    box = shapely.total_bounds(shapes) if shapes else None
    await store.save_areas(
        db,
        city,
        areas,
        box=(float(box[0]), float(box[1]), float(box[2]), float(box[3])) if box is not None else None,
    )


async def put_shapes(db: Db, city: CityId, official: list[Area]) -> Match:
    """Give a city's areas their official shapes, by code, as `with_shapes` does."""
    present = await store.areas(db, city)
    await put_areas(db, city, with_shapes(present, official))
    return match(official, present)


async def listen(db: Db, file: Path) -> int:
    """Know every city of a list (`cities/_indonesia/cities.csv`); how many were new."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return await store.listen_to(
        db,
        [
            KnownCity(
                id=city_id(row["area_code"]),
                slug=row["slug"],
                code=row["code"],
                area_code=AreaCode(row["area_code"]),
                name=row["name"],
                state=CityState.LISTENING,
                timezone=row["timezone"],
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                area_km2=float(row["area_km2"]),
            )
            for row in rows
        ],
    )


def _size_km2(areas: Iterable[Area]) -> float:
    """The size of a city's shapes; where it has none, that of a small city, to be looked for near its centre."""
    degrees = sum(
        float(shapely.area(shapely.from_wkb(area.shape)))
        for area in areas
        if area.shape is not None and area.level == "kelurahan"
    )
    metres_a_degree = 6_371_008.8 * pi / 180
    return degrees * (metres_a_degree / 1000) ** 2 or 100.0
