"""Who flagged what, and which reports wait for a person to look before the public sees all of them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import FlagReason, HideReason, Report, ReportId


class Flags(Struct, frozen=True, kw_only=True):
    """How many people flagged a report for one reason."""

    reason: FlagReason
    count: int


class OwnFlag(Struct, frozen=True, kw_only=True):
    """A report somebody flagged, as they are told of it."""

    number: int
    reason: FlagReason
    at: datetime


class Waiting(Struct, frozen=True, kw_only=True):
    """A report somebody must look at: why the public does not see it, and whether pictures of it are unsettled."""

    report: ReportId
    hidden: HideReason | None
    photos: bool


async def flagged(db: Db, report: Report, seat: bytes) -> bool:
    """Whether a report was flagged from this seat."""
    found = await db.one(
        bool,
        """
        select true
          from report_flag
         where city_id = %(city)s
           and report = %(report)s
           and seat = %(seat)s
        """,
        city=report.city_id,
        report=report.id,
        seat=seat,
    )
    return found is not None


async def flag(db: Db, report: Report, seat: bytes, reason: FlagReason, *, at: datetime) -> None:
    """Remember that a report was flagged from this seat."""
    await db.run(
        """
        insert into report_flag (city_id, report, seat, reason, at)
        values (%(city)s, %(report)s, %(seat)s, %(reason)s, %(at)s)
        """,
        city=report.city_id,
        report=report.id,
        seat=seat,
        reason=reason,
        at=at,
    )


async def flags(db: Db, report: Report, *, since: datetime | None = None) -> list[Flags]:
    """How many flagged a report, and why, the most first; all of them, or those since somebody looked."""
    return await db.all(
        Flags,
        """
        select reason, count(*) as count
          from report_flag
         where city_id = %(city)s
           and report = %(report)s
           and (%(since)s::timestamptz is null or at > %(since)s)
         group by reason
         order by count desc, reason
         limit 10
        """,
        city=report.city_id,
        report=report.id,
        since=since,
    )


async def of_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> list[OwnFlag]:
    """What was flagged from these seats, the oldest first."""
    return await db.all(
        OwnFlag,
        """
        select r.number, f.reason, f.at
          from report_flag f
          join report r on r.city_id = f.city_id and r.id = f.report
         where f.city_id = %(city)s
           and f.seat = any(%(seats)s::bytea[])
         order by f.at, r.number
         limit 10000
        """,
        city=city,
        seats=column(seats),
    )


async def forget(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Keep that somebody flagged it, and nothing of who it was."""
    await db.run(
        """
        update report_flag
           set seat = decode(replace(gen_random_uuid()::text, '-', ''), 'hex')
         where city_id = %(city)s
           and seat = any(%(seats)s::bytea[])
        """,
        city=city,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser flagged was flagged from this seat, unless it was from there too: one person is counted once."""
    await db.run(
        """
        delete from report_flag f
         where city_id = %(city)s
           and seat = %(browser)s
           and exists (select from report_flag o
                        where o.city_id = %(city)s
                          and o.report = f.report
                          and o.seat = %(seat)s)
        """,
        city=city,
        browser=browser,
        seat=seat,
    )
    await db.run(
        """
        update report_flag
           set seat = %(seat)s
         where city_id = %(city)s
           and seat = %(browser)s
        """,
        city=city,
        browser=browser,
        seat=seat,
    )


_WAITING = """
          from (select report, bool_or(photos) as photos
                  from (select id as report, false as photos
                          from report
                         where city_id = %(city)s
                           and hidden in ('words', 'flags', 'flood')
                         union all
                        select p.report, true
                          from photo p
                          join report b on b.city_id = p.city_id and b.id = p.report
                         where p.city_id = %(city)s
                           and p.role <> 'answer'
                           and (p.screening = 'failed' or (p.screening = 'found' and b.sensitivity = 'S1'))
                       ) each
                 group by report
               ) w
          join report r on r.city_id = %(city)s and r.id = w.report
         where (%(areas)s::text[] is null
                or exists (select 1
                             from unnest(%(areas)s::text[]) as a (code)
                            where r.area = a.code
                               or starts_with(r.area, a.code || '.')))
"""


async def waiting(
    db: Db, city: CityId, *, areas: Sequence[AreaCode] | None, skip: int = 0, limit: int = 50
) -> list[Waiting]:
    """What waits to be looked at, the longest first. Without ``areas`` everywhere."""
    return await db.all(
        Waiting,
        """
        select r.id as report, r.hidden, w.photos
        """
        + _WAITING
        + """
         order by r.received_at, r.id
        offset %(skip)s
         limit %(limit)s
        """,
        city=city,
        areas=column(areas) if areas is not None else None,
        skip=skip,
        limit=limit,
    )


async def waiting_count(db: Db, city: CityId, *, areas: Sequence[AreaCode] | None) -> int:
    """How many reports `waiting` would list without a limit."""
    count = await db.one(
        int,
        """
        select count(*)
        """
        + _WAITING,
        city=city,
        areas=column(areas) if areas is not None else None,
    )
    return count or 0
