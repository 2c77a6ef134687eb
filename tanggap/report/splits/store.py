"""Which report was split off from which, and who came with it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import PhotoId, ReportId


class Relative(Struct, frozen=True, kw_only=True):
    """A report that was split off from another, or from which another was."""

    number: int
    listed: bool


async def keep(db: Db, city: CityId, report: ReportId, *, source: ReportId, at: datetime) -> None:
    """Remember from which report this one was split off; whoever reported that one reported this one too."""
    await db.run(
        """
        insert into report_split (city_id, report, source, at)
        values (%(city)s, %(report)s, %(source)s, %(at)s)
        """,
        city=city,
        report=report,
        source=source,
        at=at,
    )
    await db.run(
        """
        with browsers as (
            insert into session_report (city_id, session, report, since)
            select city_id, session, %(report)s, since
              from session_report
             where city_id = %(city)s
               and report = %(source)s
        )
        insert into resident_report (city_id, resident, report, since)
        select city_id, resident, %(report)s, since
          from resident_report
         where city_id = %(city)s
           and report = %(source)s
        """,
        city=city,
        report=report,
        source=source,
    )


async def source_of(db: Db, city: CityId, report: ReportId) -> ReportId | None:
    """The report from which this one was split off; None for one that stands for itself."""
    found = await db.one(
        UUID,
        """
        select source
          from report_split
         where city_id = %(city)s
           and report = %(report)s
        """,
        city=city,
        report=report,
    )
    return ReportId(found) if found is not None else None


async def source_shown(db: Db, city: CityId, report: ReportId) -> Relative | None:
    """The report from which this one was split off, as it may be named to whoever reads."""
    return await db.one(
        Relative,
        """
        select r.number, r.listed
          from report_split s
          join report r on r.city_id = s.city_id and r.id = s.source
         where s.city_id = %(city)s
           and s.report = %(report)s
        """,
        city=city,
        report=report,
    )


async def parts_of(db: Db, city: CityId, report: ReportId) -> list[Relative]:
    """What was split off from a report and stands on its own, the oldest first."""
    return await db.all(
        Relative,
        """
        select r.number, r.listed
          from report_split s
          join report r on r.city_id = s.city_id and r.id = s.report
         where s.city_id = %(city)s
           and s.source = %(report)s
           and r.merged_into is null
         order by s.at, s.report
         limit 100
        """,
        city=city,
        report=report,
    )


async def newcomers(db: Db, city: CityId, report: ReportId, *, source: ReportId) -> int:
    """How many support a report who do not support the one it was split off from."""
    found = await db.one(
        int,
        """
        select count(*)
          from supporter s
         where s.city_id = %(city)s
           and s.report = %(report)s
           and not exists (select from supporter o
                            where o.city_id = %(city)s
                              and o.report = %(source)s
                              and o.session = s.session)
        """,
        city=city,
        report=report,
        source=source,
    )
    return found or 0


async def move_photos(
    db: Db, city: CityId, source: ReportId, report: ReportId, *, wanted: Iterable[PhotoId] | None = None
) -> None:
    """Put pictures of a complaint to the report they are of: those wanted, or all of them."""
    await db.run(
        """
        update photo
           set report = %(report)s
         where city_id = %(city)s
           and report = %(source)s
           and role = 'before'
           and (%(wanted)s::uuid[] is null or id = any(%(wanted)s::uuid[]))
        """,
        city=city,
        source=source,
        report=report,
        wanted=column(wanted) if wanted is not None else None,
    )


async def family(db: Db, city: CityId, reports: Iterable[UUID]) -> list[UUID]:
    """These reports, what was split off from them, and what they were split off from."""
    return await db.all(
        UUID,
        """
        with recursive kin (id) as (
            select id from unnest(%(reports)s::uuid[]) as given (id)
             union
            select case when s.source = kin.id then s.report else s.source end
              from kin
              join report_split s on s.city_id = %(city)s and kin.id in (s.source, s.report)
        )
        select id
          from kin
         order by id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
