"""Who supports which report."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id
from tanggap.report.report import ReportId


class Supporter(Struct, frozen=True, kw_only=True):
    """One who supports a report, and since when."""

    id: UUID
    since: datetime


class Seated(Supporter, frozen=True, kw_only=True):
    """One who supports a report, and where they sit."""

    report: ReportId
    seat: bytes


class Supporting(Struct, frozen=True, kw_only=True):
    """A report somebody supports."""

    id: UUID
    report: ReportId
    number: int
    since: datetime


async def add(db: Db, city: CityId, report: ReportId, *, seat: bytes, at: datetime) -> UUID | None:
    """Let whoever sits there support a report. None when they do already."""
    return await db.one(
        UUID,
        """
        insert into supporter (city_id, id, report, session, since)
        values (%(city)s, %(id)s, %(report)s, %(seat)s, %(at)s)
            on conflict do nothing
        returning id
        """,
        city=city,
        id=new_id(),
        report=report,
        seat=seat,
        at=at,
    )


async def find(db: Db, city: CityId, report: ReportId, *, seat: bytes | None) -> Supporter | None:
    """Whoever sits there, as one who supports a report; None when they do not."""
    return await db.one(
        Supporter,
        """
        select id, since
          from supporter
         where city_id = %(city)s
           and report = %(report)s
           and session = %(seat)s
        """,
        city=city,
        report=report,
        seat=seat,
    )


async def remove(db: Db, city: CityId, supporter: UUID) -> None:
    """Forget that somebody supports a report."""
    await db.run(
        """
        delete from supporter
         where city_id = %(city)s
           and id = %(supporter)s
        """,
        city=city,
        supporter=supporter,
    )


async def of_reports(db: Db, city: CityId, reports: Iterable[ReportId]) -> dict[ReportId, list[Seated]]:
    """Those who support each of these reports, the first one first."""
    found = await db.all(
        Seated,
        """
        select id, report, session as seat, since
          from supporter
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
         order by report, since, id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
    return {report: list(theirs) for report, theirs in groupby(found, key=lambda each: each.report)}


async def of_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> list[Supporting]:
    """What is supported from these seats, the oldest first."""
    return await db.all(
        Supporting,
        """
        select s.id, s.report, r.number, s.since
          from supporter s
          join report r on r.city_id = s.city_id and r.id = s.report
         where s.city_id = %(city)s
           and s.session = any(%(seats)s::bytea[])
         order by s.since, s.id
         limit 100000
        """,
        city=city,
        seats=column(seats),
    )


async def forget(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Forget who they are; they stay counted, each under a seat nobody sits on."""
    await db.run(
        """
        update supporter
           set session = sha256(session || uuid_send(id))
         where city_id = %(city)s
           and session = any(%(seats)s::bytea[])
        """,
        city=city,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser supported is supported from this seat; where both did, it counts as before."""
    await db.run(
        """
        update supporter s
           set session = %(seat)s
         where city_id = %(city)s
           and session = %(browser)s
           and not exists (select from supporter o
                            where o.city_id = s.city_id
                              and o.report = s.report
                              and o.session = %(seat)s)
        """,
        city=city,
        browser=browser,
        seat=seat,
    )
