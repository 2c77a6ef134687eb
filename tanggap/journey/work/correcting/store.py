"""Where a report was said to be, one after another."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db
from tanggap.report.report import PlaceSource, ReportId

SHOWN = 20


class PlaceBefore(Struct, frozen=True, kw_only=True):
    """One of the places a report was told at; no point once it was emptied, or where nobody gave one."""

    revision: int
    lon: float | None
    lat: float | None
    source: PlaceSource
    area: AreaCode | None
    at: datetime


async def places(db: Db, city: CityId, report: ReportId) -> list[PlaceBefore]:
    """Every place a report was told at, the newest first."""
    return await db.all(
        PlaceBefore,
        """
        select revision, lon, lat, source, area, at
          from report_place
         where city_id = %(city)s
           and report = %(report)s
         order by revision desc
         limit %(most)s
        """,
        city=city,
        report=report,
        most=SHOWN,
    )
