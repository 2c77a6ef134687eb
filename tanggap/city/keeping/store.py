"""Where it is remembered in which cities somebody left anything."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column


async def came(db: Db, city: CityId, seat: bytes, *, at: datetime) -> None:
    """Somebody did something in a city; remembered to the day."""
    await db.run(
        """
        insert into seat_city (seat, city, seen_at)
        values (%(seat)s, %(city)s, %(at)s)
            on conflict (seat, city) do update
           set seen_at = excluded.seen_at
         where seat_city.seen_at < excluded.seen_at - interval '1 day'
        """,
        seat=seat,
        city=city,
        at=at,
    )


async def cities(db: Db, seats: Sequence[bytes]) -> list[int]:
    """The cities in which anything was left from these seats."""
    return await db.all(
        int,
        """
        select distinct city
          from seat_city
         where seat = any(%(seats)s::bytea[])
         order by city
         limit 1000
        """,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, resident: UUID) -> None:
    """What a browser left in a city the resident left there."""
    await db.run(
        """
        with gone as (
            delete from seat_city
             where seat = %(browser)s
               and city = %(city)s
            returning seen_at
        )
        insert into seat_city (seat, city, seen_at)
        select %(resident)s, %(city)s, seen_at
          from gone
            on conflict do nothing
        """,
        city=city,
        browser=browser,
        resident=resident.bytes,
    )


async def forget(db: Db, seats: Sequence[bytes]) -> None:
    """Nobody came from these seats."""
    await db.run("delete from seat_city where seat = any(%(seats)s::bytea[])", seats=column(seats))
