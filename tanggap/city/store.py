"""Where the ground is remembered: the cities, the parts of their packs, their areas."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from tanggap.city.areas.area import Area
from tanggap.city.packs.pack import CityState
from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db, column


class KnownCity(Struct, frozen=True, kw_only=True):
    """A city this installation knows, joined or only listened to."""

    id: CityId
    slug: str
    code: str
    area_code: AreaCode
    name: str
    state: CityState
    timezone: str
    lon: float
    lat: float
    area_km2: float
    hosts: tuple[str, ...] = ()
    west: float | None = None
    south: float | None = None
    east: float | None = None
    north: float | None = None

    @property
    def training(self) -> bool:
        """Whether it is the copy of a city in which people practise: nobody else sees it, and it counts nowhere."""
        return self.state is CityState.TRAINING


class Version(Struct, frozen=True, kw_only=True):
    """How often a city's ground has changed."""

    id: CityId
    version: int


class Part(Struct, frozen=True, kw_only=True):
    """One document of a city's pack."""

    part: str
    body: Any


async def known_cities(db: Db) -> list[KnownCity]:
    """Every city this installation knows, by id."""
    return await db.all(
        KnownCity,
        """
        select id, slug, code, area_code, name, state, timezone, lon, lat, area_km2, hosts,
               west, south, east, north
          from city
         order by id
         limit 100000
        """,
    )


async def versions(db: Db) -> list[Version]:
    """The version of every city's ground."""
    return await db.all(Version, "select id, version from city order by id limit 100000")


async def version(db: Db, city: CityId) -> int | None:
    """The version of one city's ground, or None when the city is not known."""
    return await db.one(int, "select version from city where id = %(city)s", city=city)


async def parts(db: Db, city: CityId) -> list[Part]:
    """The documents of a city's pack; none for a city that is only listened to."""
    return await db.all(
        Part,
        """
        select part, body
          from city_part
         where city_id = %(city)s
         order by part
         limit 100
        """,
        city=city,
    )


async def areas(db: Db, city: CityId) -> list[Area]:
    """A city's areas with their shapes."""
    return await db.all(
        Area,
        """
        select code, parent, level, name, shape, approximate
          from area
         where city = %(city)s
           and retired_at is null
         order by code
         limit 100000
        """,
        city=city,
    )


async def area(db: Db, city: CityId, code: AreaCode) -> Area | None:
    """One area of a city, with its shape."""
    return await db.one(
        Area,
        """
        select code, parent, level, name, shape, approximate
          from area
         where city = %(city)s
           and code = %(code)s
           and retired_at is null
        """,
        city=city,
        code=code,
    )


async def rename_area(db: Db, city: CityId, code: AreaCode, name: str) -> None:
    """Let an area have this name."""
    await db.run(
        "update area set name = %(name)s where city = %(city)s and code = %(code)s",
        city=city,
        code=code,
        name=name,
    )


async def save_city(db: Db, city: KnownCity) -> None:
    """Remember a city, new or changed, by its code of the Interior Ministry."""
    await db.run(
        """
        insert into city (id, slug, code, area_code, name, state, timezone, lon, lat, area_km2, hosts, joined_at)
        values (%(id)s, %(slug)s, %(code)s, %(area_code)s, %(name)s, %(state)s, %(timezone)s, %(lon)s, %(lat)s,
                %(area_km2)s, %(hosts)s, case when %(state)s = 'joined' then now() end)
            on conflict (id) do update
           set slug = excluded.slug, code = excluded.code, name = excluded.name, state = excluded.state,
               timezone = excluded.timezone, lon = excluded.lon, lat = excluded.lat, hosts = excluded.hosts,
               joined_at = coalesce(city.joined_at, excluded.joined_at), version = city.version + 1
        """,
        id=city.id,
        slug=city.slug,
        code=city.code,
        area_code=city.area_code,
        name=city.name,
        state=city.state,
        timezone=city.timezone,
        lon=city.lon,
        lat=city.lat,
        area_km2=city.area_km2,
        hosts=list(city.hosts),
    )


async def listen_to(db: Db, cities: list[KnownCity]) -> int:
    """Remember cities not known yet; how many were new."""
    return await db.run(
        """
        insert into city (id, slug, code, area_code, name, state, timezone, lon, lat, area_km2)
        select *
          from unnest(%(ids)s::bigint[], %(slugs)s::text[], %(codes)s::text[], %(area_codes)s::text[],
                      %(names)s::text[], %(states)s::text[], %(zones)s::text[], %(lons)s::float8[],
                      %(lats)s::float8[], %(sizes)s::float8[])
            on conflict do nothing
        """,
        ids=column(c.id for c in cities),
        slugs=column(c.slug for c in cities),
        codes=column(c.code for c in cities),
        area_codes=column(c.area_code for c in cities),
        names=column(c.name for c in cities),
        states=column(c.state for c in cities),
        zones=column(c.timezone for c in cities),
        lons=column(c.lon for c in cities),
        lats=column(c.lat for c in cities),
        sizes=column(c.area_km2 for c in cities),
    )


async def hold(db: Db, city: CityId) -> None:
    """Let nobody else change a city's ground until this transaction ends."""
    await db.run("select id from city where id = %(city)s for update", city=city)


async def changed(db: Db, city: CityId) -> None:
    """Let every process load a city's ground anew."""
    await db.run("update city set version = version + 1 where id = %(city)s", city=city)


async def rename(db: Db, city: CityId, name: str) -> None:
    """Let a city have this name: among the cities, and as the area it is."""
    await db.run("update city set name = %(name)s where id = %(city)s", city=city, name=name)
    await db.run(
        "update area set name = %(name)s where city = %(city)s and level = 'city'", city=city, name=name
    )


async def save_part(db: Db, city: CityId, part: str, body: str) -> None:
    """Replace one document of a city's pack; ``body`` is JSON."""
    await db.run(
        """
        insert into city_part (city_id, part, body)
        values (%(city)s, %(part)s, %(body)s)
            on conflict (city_id, part) do update set body = excluded.body
        """,
        city=city,
        part=part,
        body=body,
    )


async def forget_parts(db: Db, city: CityId, *, besides: Iterable[str]) -> None:
    """Forget the documents a pack no longer has, for there the default holds again."""
    await db.run(
        """
        delete from city_part
         where city_id = %(city)s
           and part <> all(%(parts)s::text[])
        """,
        city=city,
        parts=column(besides),
    )


async def save_areas(
    db: Db, city: CityId, areas: list[Area], *, box: tuple[float, float, float, float] | None
) -> None:
    """Replace a city's areas; those no longer named are retired, for reports point at them.

    ``box`` is west, south, east, north in degrees, or None when no area has a shape.
    """
    await db.run(
        """
        update area
           set retired_at = now()
         where city = %(city)s
           and retired_at is null
           and code <> all(%(codes)s::text[])
        """,
        city=city,
        codes=column(a.code for a in areas),
    )
    await db.run(
        """
        insert into area (city, code, parent, level, name, shape, approximate)
        select %(city)s, *
          from unnest(%(codes)s::text[], %(parents)s::text[], %(levels)s::text[], %(names)s::text[],
                      %(shapes)s::bytea[], %(approximate)s::boolean[])
            on conflict (city, code) do update
           set parent = excluded.parent, level = excluded.level, name = excluded.name,
               shape = excluded.shape, approximate = excluded.approximate, retired_at = null
        """,
        city=city,
        codes=column(a.code for a in areas),
        parents=column(a.parent for a in areas),
        levels=column(a.level for a in areas),
        names=column(a.name for a in areas),
        shapes=column(a.shape for a in areas),
        approximate=column(a.approximate for a in areas),
    )
    west, south, east, north = box or (None, None, None, None)
    await db.run(
        """
        update city
           set west = %(west)s, south = %(south)s, east = %(east)s, north = %(north)s, version = version + 1
         where id = %(city)s
        """,
        city=city,
        west=west,
        south=south,
        east=east,
        north=north,
    )
