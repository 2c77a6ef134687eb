"""Where flags of remarks are remembered."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.report.remarks.remark import RemarkId
from tanggap.report.report import FlagReason


class OwnFlag(Struct, frozen=True, kw_only=True):
    """A remark somebody flagged, as they are told of it."""

    alias: str
    reason: FlagReason
    at: datetime


async def flag(
    db: Db, city: CityId, remark: RemarkId, seat: bytes, reason: FlagReason, *, at: datetime
) -> bool:
    """Remember that a remark was flagged from this seat; False when it was before."""
    return bool(
        await db.run(
            """
            insert into remark_flag (city_id, remark, seat, reason, at)
            values (%(city)s, %(remark)s, %(seat)s, %(reason)s, %(at)s)
                on conflict do nothing
            """,
            city=city,
            remark=remark,
            seat=seat,
            reason=reason,
            at=at,
        )
    )


async def flags(db: Db, city: CityId, remark: RemarkId) -> int:
    """How many flagged a remark since somebody last decided about it."""
    count = await db.one(
        int,
        """
        select count(*)
          from remark_flag f
          join remark r on r.city_id = f.city_id and r.id = f.remark
         where f.city_id = %(city)s
           and f.remark = %(remark)s
           and (r.decided_at is null or f.at > r.decided_at)
        """,
        city=city,
        remark=remark,
    )
    return count or 0


async def of_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> list[OwnFlag]:
    """What was flagged from these seats, the oldest first."""
    return await db.all(
        OwnFlag,
        """
        select r.alias, f.reason, f.at
          from remark_flag f
          join remark r on r.city_id = f.city_id and r.id = f.remark
         where f.city_id = %(city)s
           and f.seat = any(%(seats)s::bytea[])
         order by f.at, f.remark
         limit 10000
        """,
        city=city,
        seats=column(seats),
    )


async def forget(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Keep that somebody flagged it, and nothing of who it was."""
    await db.run(
        """
        update remark_flag
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
            delete from remark_flag
             where city_id = %(city)s
               and seat = %(browser)s
            returning remark, reason, at
        )
        insert into remark_flag (city_id, remark, seat, reason, at)
        select %(city)s, remark, %(seat)s, reason, at
          from gone
            on conflict do nothing
        """,
        city=city,
        browser=browser,
        seat=seat,
    )
