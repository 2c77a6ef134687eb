"""Where walls are kept, and by what each is known."""

from datetime import datetime
from uuid import UUID

from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.operations_centre.walls.wall import Wall, WallId

WALLS_MOST = 200


async def add(db: Db, city: CityId, wall: Wall) -> None:
    """Keep a wall that was made just now; no screen shows it yet."""
    await db.run(
        """
        insert into wall (city_id, id, name, scenes, area, made_at)
        values (%(city)s, %(wall)s, %(name)s, %(scenes)s::text[], %(area)s, %(at)s)
        """,
        city=city,
        wall=wall.id,
        name=wall.name,
        scenes=column(wall.scenes),
        area=wall.area,
        at=wall.made_at,
    )


async def change(
    db: Db, city: CityId, wall: WallId, *, name: str, scenes: tuple[str, ...], area: AreaCode | None
) -> bool:
    """Let a wall show something else; False for one that is not there any more."""
    rows = await db.run(
        """
        update wall
           set name = %(name)s, scenes = %(scenes)s::text[], area = %(area)s
         where city_id = %(city)s
           and id = %(wall)s
           and revoked_at is null
        """,
        city=city,
        wall=wall,
        name=name,
        scenes=column(scenes),
        area=area,
    )
    return rows > 0


async def walls(db: Db, city: CityId, *, only: WallId | None = None) -> list[Wall]:
    """The walls of a city that stand, or one of them, by name."""
    return await db.all(
        Wall,
        """
        select id, name, scenes, area, made_at, link_until, opened_at
          from wall
         where city_id = %(city)s
           and revoked_at is null
           and (%(only)s::uuid is null or id = %(only)s)
         order by name, id
         limit %(most)s
        """,
        city=city,
        only=only,
        most=WALLS_MOST,
    )


async def link(db: Db, city: CityId, wall: WallId, digest: bytes, *, until: datetime) -> bool:
    """Give a wall a new link, known by its digest, in place of any earlier one; False for a wall that is not there."""
    rows = await db.run(
        """
        update wall
           set link = %(digest)s, link_until = %(until)s
         where city_id = %(city)s
           and id = %(wall)s
           and revoked_at is null
        """,
        city=city,
        wall=wall,
        digest=digest,
        until=until,
    )
    return rows > 0


async def linked(db: Db, city: CityId, digest: bytes, *, now: datetime) -> Wall | None:
    """The wall a link leads to, as long as it stands."""
    return await db.one(
        Wall,
        """
        select id, name, scenes, area, made_at, link_until, opened_at
          from wall
         where city_id = %(city)s
           and link = %(digest)s
           and link_until > %(now)s
        """,
        city=city,
        digest=digest,
        now=now,
    )


async def opened(db: Db, city: CityId, digest: bytes, cookie: bytes, *, at: datetime) -> WallId | None:
    """Let the screen that brought this link show its wall; the link stands no more. None when it did not stand."""
    found = await db.one(
        UUID,
        """
        update wall
           set link = null, link_until = null, cookie = %(cookie)s, opened_at = %(at)s
         where city_id = %(city)s
           and link = %(digest)s
           and link_until > %(at)s
        returning id
        """,
        city=city,
        digest=digest,
        cookie=cookie,
        at=at,
    )
    return WallId(found) if found is not None else None


async def shown(db: Db, city: CityId, wall: WallId, cookie: bytes) -> Wall | None:
    """The wall a screen shows, by what it shows of itself; None for one that may not, any more."""
    return await db.one(
        Wall,
        """
        select id, name, scenes, area, made_at, link_until, opened_at
          from wall
         where city_id = %(city)s
           and id = %(wall)s
           and cookie = %(cookie)s
        """,
        city=city,
        wall=wall,
        cookie=cookie,
    )


async def revoke(db: Db, city: CityId, wall: WallId, *, at: datetime) -> bool:
    """Let no screen show a wall any more; False when it was not there."""
    rows = await db.run(
        """
        update wall
           set revoked_at = %(at)s, link = null, link_until = null, cookie = null, opened_at = null
         where city_id = %(city)s
           and id = %(wall)s
           and revoked_at is null
        """,
        city=city,
        wall=wall,
        at=at,
    )
    return rows > 0
