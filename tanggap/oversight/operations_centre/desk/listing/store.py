"""The reports behind a figure, as lines of a table."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.report.report import Channel, ReportId, Status


class Row(Struct, frozen=True, kw_only=True):
    """A report as a line of a table to take along: codes, moments and numbers."""

    number: int
    received_at: datetime
    kind: KindSlug | None
    agency: AgencySlug | None
    area: AreaCode | None
    channel: Channel
    status: Status
    due_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    stars: int | None
    supporters: int


async def rows(db: Db, city: CityId, reports: Sequence[ReportId]) -> list[Row]:
    """These reports as lines to take along, in this order."""
    return await db.all(
        Row,
        """
        select r.number, r.received_at, r.kind, r.agency, r.area, r.channel, r.status, r.due_at, r.resolved_at,
               r.closed_at, r.stars, r.supporters
          from unnest(%(reports)s::uuid[]) with ordinality as wanted (id, nth)
          join report r on r.city_id = %(city)s and r.id = wanted.id
         order by wanted.nth
         limit 10000
        """,
        city=city,
        reports=column(reports),
    )
