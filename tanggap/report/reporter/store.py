"""Which reports somebody holds as their reporter: the browser they sit at, or the resident who is signed in there."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from tanggap.city.rights import Actor
from tanggap.city.terms import CityId, ResidentId
from tanggap.kit.db import Db, column
from tanggap.report.report import ReportId


class Holder(Struct, frozen=True, kw_only=True):
    """Who holds reports: a resident, or else a browser."""

    session: bytes | None
    resident: ResidentId | None

    @property
    def name(self) -> bytes | None:
        """The name the installation finds their cities by."""
        return self.resident.bytes if self.resident is not None else self.session


def holder(actor: Actor) -> Holder:
    """As whom an actor holds reports. A browser in which a resident is signed in holds none of its own."""
    return Holder(session=None if actor.resident is not None else actor.session, resident=actor.resident)


async def hold(db: Db, city: CityId, actor: Actor, report: ReportId, *, at: datetime) -> None:
    """Let somebody hold a report from now on, and what was split off from it; a visitor without a browser cannot."""
    by = holder(actor)
    if by.name is None:
        return
    await db.run(
        """
        with reports as (
            select %(report)s::uuid as id
             union
            select report
              from report_split
             where city_id = %(city)s
               and source = %(report)s
        ), browsers as (
            insert into session_report (city_id, session, report, since)
            select %(city)s, %(session)s::bytea, id, %(at)s
              from reports
             where %(session)s::bytea is not null
                on conflict do nothing
        ), residents as (
            insert into resident_report (city_id, resident, report, since)
            select %(city)s, %(resident)s::uuid, id, %(at)s
              from reports
             where %(resident)s::uuid is not null
                on conflict do nothing
        )
        insert into reporter_city (holder, city) values (%(name)s, %(city)s)
            on conflict do nothing
        """,
        city=city,
        session=by.session,
        resident=by.resident,
        name=by.name,
        report=report,
        at=at,
    )


async def holds(db: Db, city: CityId, actor: Actor, report: ReportId) -> bool:
    """Whether somebody holds this report."""
    by = holder(actor)
    found = await db.one(
        bool,
        """
        select true
         where exists (select from session_report
                        where city_id = %(city)s and session = %(session)s::bytea and report = %(report)s)
            or exists (select from resident_report
                        where city_id = %(city)s and resident = %(resident)s::uuid and report = %(report)s)
        """,
        city=city,
        session=by.session,
        resident=by.resident,
        report=report,
    )
    return found is not None


async def held(
    db: Db, city: CityId, actor: Actor, *, closed: bool = False, limit: int = 20
) -> list[ReportId]:
    """The reports somebody holds that are still open, or with ``closed`` all of them; the newest first."""
    by = holder(actor)
    found = await db.all(
        UUID,
        """
        select r.id
          from report r
         where r.city_id = %(city)s
           and (r.open or %(closed)s)
           and r.id in (
               select report from session_report
                where city_id = %(city)s and session = %(session)s::bytea
                union all
               select report from resident_report
                where city_id = %(city)s and resident = %(resident)s::uuid)
         order by r.received_at desc, r.id desc
         limit %(limit)s
        """,
        city=city,
        session=by.session,
        resident=by.resident,
        closed=closed,
        limit=limit,
    )
    return [ReportId(each) for each in found]


async def cities(db: Db, holders: list[bytes]) -> list[CityId]:
    """The cities in which any of these holds reports."""
    found = await db.all(
        int,
        """
        select distinct city
          from reporter_city
         where holder = any(%(holders)s::bytea[])
         order by city
         limit 1000
        """,
        holders=column(holders),
    )
    return [CityId(each) for each in found]


async def join(db: Db, city: CityId, browser: bytes, resident: ResidentId) -> None:
    """Make what a browser held in a city the resident's; the browser itself holds it no longer."""
    await db.run(
        """
        with moved as (
            delete from session_report
             where city_id = %(city)s
               and session = %(browser)s
            returning report, since
        ), left_behind as (
            delete from reporter_city
             where holder = %(browser)s
               and city = %(city)s
        ), known as (
            insert into reporter_city (holder, city)
            select %(name)s, %(city)s
             where exists (select from moved)
                on conflict do nothing
        )
        insert into resident_report (city_id, resident, report, since)
        select %(city)s, %(resident)s, report, since
          from moved
            on conflict do nothing
        """,
        city=city,
        browser=browser,
        resident=resident,
        name=resident.bytes,
    )


async def all_of(db: Db, city: CityId, *, resident: UUID | None, browsers: tuple[bytes, ...]) -> list[UUID]:
    """Every report a resident or these browsers hold."""
    return await db.all(
        UUID,
        """
        select report from session_report
         where city_id = %(city)s and session = any(%(browsers)s::bytea[])
         union
        select report from resident_report
         where city_id = %(city)s and resident = %(resident)s::uuid
         order by report
         limit 100000
        """,
        city=city,
        resident=resident,
        browsers=column(browsers),
    )


async def let_go(
    db: Db, city: CityId, *, reports: tuple[UUID, ...], resident: UUID | None, browsers: tuple[bytes, ...]
) -> None:
    """Forget who holds these reports, and what this resident and these browsers hold here."""
    held = column(reports)
    seats = column(browsers)
    await db.run(
        """
        delete from session_report
         where city_id = %(city)s
           and (report = any(%(reports)s::uuid[]) or session = any(%(browsers)s::bytea[]))
        """,
        city=city,
        reports=held,
        browsers=seats,
    )
    await db.run(
        """
        delete from resident_report
         where city_id = %(city)s
           and (report = any(%(reports)s::uuid[]) or resident = %(resident)s::uuid)
        """,
        city=city,
        reports=held,
        resident=resident,
    )
    await db.run(
        "delete from reporter_city where city = %(city)s and holder = any(%(holders)s::bytea[])",
        city=city,
        holders=column([*browsers, *([resident.bytes] if resident is not None else [])]),
    )


class Held(Struct, frozen=True, kw_only=True):
    """A report, and the seat of somebody who holds it."""

    report: ReportId
    seat: bytes


async def holders(db: Db, city: CityId, reports: Iterable[ReportId]) -> dict[ReportId, tuple[bytes, ...]]:
    """The seats of those who hold each of these reports as their reporter, the first one first."""
    found = await db.all(
        Held,
        """
        select report, seat
          from (select report, session as seat, since
                  from session_report
                 where city_id = %(city)s and report = any(%(reports)s::uuid[])
                 union all
                select report, uuid_send(resident), since
                  from resident_report
                 where city_id = %(city)s and report = any(%(reports)s::uuid[])) held
         order by report, since, seat
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
    return {
        report: tuple(each.seat for each in theirs)
        for report, theirs in groupby(found, key=lambda each: each.report)
    }
