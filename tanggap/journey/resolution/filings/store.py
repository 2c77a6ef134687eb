"""Where filings of finished work are remembered, with what was found of each."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, CityId
from tanggap.kit.db import Db
from tanggap.report.photos.store import Photo
from tanggap.report.report import ReportId


class Filing(Struct, frozen=True, kw_only=True):
    """What is known of a filing: of the whole, or of a part of it."""

    nth: int
    points: int | None
    compared_at: datetime | None
    drawn: bool


class ToCompare(Struct, frozen=True, kw_only=True):
    """A proof that has not been compared with the photos of its complaint."""

    report: ReportId
    nth: int
    photo: UUID


class Untrue(Struct, frozen=True, kw_only=True):
    """A proof of a unit that was not true."""

    number: int
    reason: str
    at: datetime


class Record(Struct, frozen=True, kw_only=True):
    """How many times a unit filed work over some time, and how often its proof was not true."""

    agency: AgencySlug
    filed: int
    false: int


async def keep(
    db: Db, city: CityId, report: UUID, nth: int, *, agency: str, photo: UUID | None, at: datetime
) -> None:
    """Remember that work was filed. Imported and demo history proves nothing of anybody."""
    await db.run(
        """
        insert into filing (city_id, report, nth, agency, filed_at, photo)
        select r.city_id, r.id, %(nth)s, %(agency)s, %(at)s, %(photo)s::uuid
          from report r
         where r.city_id = %(city)s
           and r.id = %(report)s
           and not r.quiet
            on conflict do nothing
        """,
        city=city,
        report=report,
        nth=nth,
        agency=agency,
        photo=photo,
        at=at,
    )


async def draw(db: Db, city: CityId, report: UUID, nth: int, *, at: datetime) -> None:
    """The lot fell on what a report stood on when its ``nth`` event closed it; never on a guarded one."""
    await db.run(
        """
        update filing f
           set drawn_at = %(at)s
         where f.city_id = %(city)s
           and f.report = %(report)s
           and f.nth = (select max(nth) from filing
                         where city_id = %(city)s and report = %(report)s and nth < %(nth)s)
           and f.drawn_at is null
           and exists (select from report r
                        where r.city_id = f.city_id and r.id = f.report
                          and r.visibility <> 'confidential' and r.sensitivity <> 'S3')
        """,
        city=city,
        report=report,
        nth=nth,
        at=at,
    )


async def settle(db: Db, city: CityId, report: UUID, nth: int, *, at: datetime) -> None:
    """Nobody needs to look any more at what was drawn before a report's ``nth`` event."""
    await db.run(
        """
        update filing
           set settled_at = %(at)s
         where city_id = %(city)s
           and report = %(report)s
           and nth < %(nth)s
           and drawn_at is not null
           and settled_at is null
        """,
        city=city,
        report=report,
        nth=nth,
        at=at,
    )


async def find_false(
    db: Db, city: CityId, report: UUID, nth: int, *, reason: str, whose: AgencySlug | None, at: datetime
) -> None:
    """The proof a report stood on before its ``nth`` event was not true, or that of ``whose`` part; the first finding stands."""
    await db.run(
        """
        update filing
           set false_at = %(at)s, false_reason = %(reason)s
         where city_id = %(city)s
           and report = %(report)s
           and nth = (select max(nth) from filing
                       where city_id = %(city)s and report = %(report)s and nth < %(nth)s
                         and (%(whose)s::text is null or agency = %(whose)s::text))
           and false_at is null
        """,
        city=city,
        report=report,
        nth=nth,
        reason=reason,
        whose=whose,
        at=at,
    )


async def of_report(db: Db, city: CityId, report: ReportId) -> dict[int, Filing]:
    """The filings of a report by the places of their events, the latest last; none before their listener heard of them."""
    found = await db.all(
        Filing,
        """
        select nth, points, compared_at, drawn_at is not null and settled_at is null as drawn
          from filing
         where city_id = %(city)s
           and report = %(report)s
         order by nth
         limit 1000
        """,
        city=city,
        report=report,
    )
    return {each.nth: each for each in found}


async def to_compare(db: Db, city: CityId, *, limit: int) -> list[ToCompare]:
    """Proofs that have not been compared, the oldest first."""
    return await db.all(
        ToCompare,
        """
        select report, nth, photo
          from filing
         where city_id = %(city)s
           and photo is not null
           and compared_at is null
         order by filed_at, report, nth
         limit %(limit)s
        """,
        city=city,
        limit=limit,
    )


async def photos(db: Db, city: CityId, report: ReportId) -> list[Photo]:
    """The photos of a complaint and of its proofs."""
    return await db.all(
        Photo,
        """
        select id, role, width, height, colour, taken_at, sent_at, screening, covers, version
          from photo
         where city_id = %(city)s
           and report = %(report)s
           and role in ('before', 'after')
         order by place, sent_at, id
         limit 100
        """,
        city=city,
        report=report,
    )


async def compared(
    db: Db, city: CityId, report: ReportId, nth: int, *, points: int | None, at: datetime
) -> None:
    """Remember what a proof shares with its complaint; None where there was nothing to compare."""
    await db.run(
        """
        update filing
           set points = %(points)s, compared_at = %(at)s
         where city_id = %(city)s
           and report = %(report)s
           and nth = %(nth)s
        """,
        city=city,
        report=report,
        nth=nth,
        points=points,
        at=at,
    )


async def record(
    db: Db, city: CityId, *, first: date, last: date, zone: str, agency: AgencySlug | None = None
) -> list[Record]:
    """How often each unit, or one, filed work on these days of a zone, and how often its proof was not true."""
    return await db.all(
        Record,
        """
        select agency, count(*) as filed, count(false_at) as false
          from filing
         where city_id = %(city)s
           and filed_at >= %(first)s::date::timestamp at time zone %(zone)s
           and filed_at < (%(last)s::date + 1)::timestamp at time zone %(zone)s
           and (%(agency)s::text is null or agency = %(agency)s)
         group by agency
         order by agency
         limit 10000
        """,
        city=city,
        first=first,
        last=last,
        zone=zone,
        agency=agency,
    )


class Judged(Struct, frozen=True, kw_only=True):
    """Filings of a unit, in an area and of a kind ('' for none): how many, and how many of them false."""

    agency: str
    area: str
    kind: str
    filed: int
    false: int


async def judged(db: Db, city: CityId, *, first: date, last: date, zone: str) -> list[Judged]:
    """What was filed on these days of a zone, and what was found false on them of whatever was filed before."""
    return await db.all(
        Judged,
        """
        with days as (
            select %(first)s::date::timestamp at time zone %(zone)s as first,
                   (%(last)s::date + 1)::timestamp at time zone %(zone)s as end
        ), told as (
            select f.report, f.agency, false as false
              from filing f, days d
             where f.city_id = %(city)s and f.filed_at >= d.first and f.filed_at < d.end
               and (f.false_at is null or f.false_at < d.first or f.false_at >= d.end)
             union all
            select f.report, f.agency, true
              from filing f, days d
             where f.city_id = %(city)s and f.false_at >= d.first and f.false_at < d.end
        )
        select t.agency, coalesce(r.area, '') as area, coalesce(r.kind, '') as kind,
               count(*) as filed, count(*) filter (where t.false) as false
          from told t
          join report r on r.city_id = %(city)s and r.id = t.report
         group by 1, 2, 3
         order by 1, 2, 3
         limit 1000000
        """,
        city=city,
        first=first,
        last=last,
        zone=zone,
    )


async def false_ones(
    db: Db, city: CityId, agency: AgencySlug, *, since: datetime, limit: int = 5
) -> list[Untrue]:
    """A unit's proofs that were not true, the latest first."""
    return await db.all(
        Untrue,
        """
        select r.number, f.false_reason as reason, f.false_at as at
          from filing f
          join report r on r.city_id = f.city_id and r.id = f.report
         where f.city_id = %(city)s
           and f.agency = %(agency)s
           and f.filed_at >= %(since)s
           and f.false_at is not null
         order by f.false_at desc, r.number
         limit %(limit)s
        """,
        city=city,
        agency=agency,
        since=since,
        limit=limit,
    )
