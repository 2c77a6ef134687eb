"""Which report a supporting task is of."""

from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.kit.db import Db
from tanggap.report.report import ReportId


async def report_of(db: Db, city: CityId, task: UUID) -> ReportId | None:
    """The report a supporting task is of."""
    found = await db.one(
        UUID,
        """
        select report
          from task
         where city_id = %(city)s
           and id = %(task)s
           and role = 'support'
        """,
        city=city,
        task=task,
    )
    return ReportId(found) if found is not None else None
