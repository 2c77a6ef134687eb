"""From which seats reports and words were flagged."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import FlagReason


class Flags(Struct, frozen=True, kw_only=True):
    """How many people flagged a thing for one reason."""

    reason: FlagReason
    count: int


class OwnFlag(Struct, frozen=True, kw_only=True):
    """What somebody flagged, as they are told of it: a report's number, or whose words."""

    number: int | None
    alias: str | None
    reason: FlagReason
    at: datetime


async def flag(db: Db, city: CityId, thing: UUID, seat: bytes, reason: FlagReason, *, at: datetime) -> bool:
    """Remember that a thing was flagged from this seat; False when it was before."""
    return bool(
        await db.run(
            """
            insert into flag (city_id, thing, seat, reason, at)
            values (%(city)s, %(thing)s, %(seat)s, %(reason)s, %(at)s)
                on conflict do nothing
            """,
            city=city,
            thing=thing,
            seat=seat,
            reason=reason,
            at=at,
        )
    )


async def flags(db: Db, city: CityId, thing: UUID, *, since: datetime | None = None) -> list[Flags]:
    """How many flagged a thing, and why, the most first; all of them, or those since somebody looked."""
    return await db.all(
        Flags,
        """
        select reason, count(*) as count
          from flag
         where city_id = %(city)s
           and thing = %(thing)s
           and (%(since)s::timestamptz is null or at > %(since)s)
         group by reason
         order by count desc, reason
         limit 10
        """,
        city=city,
        thing=thing,
        since=since,
    )


async def of_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> list[OwnFlag]:
    """What was flagged from these seats, the oldest first."""
    return await db.all(
        OwnFlag,
        """
        select r.number, w.alias, f.reason, f.at
          from flag f
          left join report r on r.city_id = f.city_id and r.id = f.thing
          left join remark w on w.city_id = f.city_id and w.id = f.thing
         where f.city_id = %(city)s
           and f.seat = any(%(seats)s::bytea[])
         order by f.at, f.thing
         limit 10000
        """,
        city=city,
        seats=column(seats),
    )


async def forget(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Keep that somebody flagged it, and nothing of who it was."""
    await db.run(
        """
        update flag
           set seat = decode(replace(gen_random_uuid()::text, '-', ''), 'hex')
         where city_id = %(city)s
           and seat = any(%(seats)s::bytea[])
        """,
        city=city,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser flagged was flagged from this seat; one person is counted once."""
    await db.run(
        """
        with gone as (
            delete from flag
             where city_id = %(city)s
               and seat = %(browser)s
            returning thing, reason, at
        )
        insert into flag (city_id, thing, seat, reason, at)
        select %(city)s, thing, %(seat)s, reason, at
          from gone
            on conflict do nothing
        """,
        city=city,
        browser=browser,
        seat=seat,
    )
