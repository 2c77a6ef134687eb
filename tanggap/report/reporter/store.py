"""Which reports a browser holds as their reporter."""

from datetime import datetime
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.kit.db import Db
from tanggap.report.report import ReportId


async def hold(db: Db, city: CityId, session: bytes, report: ReportId, *, at: datetime) -> None:
    """Let a browser hold a report from now on."""
    await db.run(
        """
        insert into session_report (city_id, session, report, since)
        values (%(city)s, %(session)s, %(report)s, %(at)s)
            on conflict do nothing
        """,
        city=city,
        session=session,
        report=report,
        at=at,
    )


async def holds(db: Db, city: CityId, session: bytes | None, report: ReportId) -> bool:
    """Whether a browser holds this report."""
    found = await db.one(
        bool,
        """
        select true
          from session_report
         where city_id = %(city)s
           and session = %(session)s
           and report = %(report)s
        """,
        city=city,
        session=session,
        report=report,
    )
    return found is not None


async def held(db: Db, city: CityId, session: bytes | None, *, limit: int = 20) -> list[ReportId]:
    """The reports a browser holds that are still open, newest first."""
    found = await db.all(
        UUID,
        """
        select r.id
          from session_report s
          join report r on r.city_id = s.city_id and r.id = s.report
         where s.city_id = %(city)s
           and s.session = %(session)s
           and r.open
         order by r.received_at desc, r.id desc
         limit %(limit)s
        """,
        city=city,
        session=session,
        limit=limit,
    )
    return [ReportId(each) for each in found]
