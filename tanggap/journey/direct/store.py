"""Which reports residents sent to the mayor's room."""

from datetime import datetime
from uuid import UUID

from tanggap.city.terms import CityId, ResidentId
from tanggap.kit.db import Db
from tanggap.report.report import ReportId


async def told_since(db: Db, city: CityId, resident: ResidentId, *, since: datetime) -> int:
    """How many of a resident's reports since then went to the mayor's room."""
    found = await db.one(
        int,
        """
        select count(*)
          from resident_report h
          join report r on r.city_id = h.city_id and r.id = h.report
         where h.city_id = %(city)s
           and h.resident = %(resident)s
           and r.direct
           and r.received_at >= %(since)s
        """,
        city=city,
        resident=resident,
        since=since,
    )
    return found or 0


async def newest(db: Db, city: CityId, *, limit: int) -> list[ReportId]:
    """What came to the mayor's room last; their ids grow with time. Guarded ones are read by nobody there."""
    found = await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and direct
           and visibility <> 'confidential'
           and sensitivity <> 'S3'
         order by id desc
         limit %(limit)s
        """,
        city=city,
        limit=limit,
    )
    return [ReportId(each) for each in found]
