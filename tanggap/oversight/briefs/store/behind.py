"""The reports behind a line: exactly those it counts, those that press most first."""

from collections.abc import Mapping
from typing import LiteralString
from uuid import UUID

from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug
from tanggap.kit.db import Db
from tanggap.oversight.briefs.rules.lines import Sort
from tanggap.oversight.briefs.store.causes import ALARMS, FILED, LATE, UNGUARDED, WAITING, Stretch
from tanggap.report.report import ReportId

_RECEIVED: LiteralString = (
    """
          from report r
         where r.city_id = %(city)s
           and r.received_at >= %(since)s
           and r.received_at < %(until)s
           and r.kind = %(of_kind)s::text
           and (%(area)s::text is null or r.area = %(area)s::text or starts_with(r.area, %(area)s::text || '.'))
         """
    + UNGUARDED
    + """
         order by r.received_at desc, r.id desc
    """
)
_QUERIES: Mapping[Sort, LiteralString] = {
    Sort.EMERGENCY: ALARMS + " and r.kind = %(of_kind)s::text order by r.received_at, r.id",
    Sort.LATE: LATE
    + """
           and coalesce(part.agency, r.agency) is not distinct from %(agency)s::text
         group by r.id
         order by min(s.at), r.id
    """,
    Sort.SILENT: WAITING + " and t.agency = %(agency)s::text group by r.id order by min(t.opened_at), r.id",
    Sort.UNTRUE: FILED
    + """
           and f.agency = %(agency)s::text
           and f.false_at is not null
         group by r.id
         order by max(f.false_at) desc, r.id
    """,
    Sort.CLUSTER: _RECEIVED,
    Sort.RISING: _RECEIVED,
}


async def behind(
    db: Db,
    city: CityId,
    sort: Sort,
    *,
    kind: KindSlug | None,
    agency: AgencySlug | None,
    area: AreaCode | None,
    during: Stretch,
    skip: int,
    limit: int,
) -> list[ReportId]:
    """The reports of a line of this sort: of a kind or a unit (None: nobody), in an area, and as they stood ``during`` its time.

    That time ends now where the line is of what stands now, and begins where the line begins to look.
    """
    since, until = during
    found = await db.all(
        UUID,
        "select r.id" + _QUERIES[sort] + " offset %(skip)s limit %(limit)s",
        city=city,
        of_kind=kind,
        agency=agency,
        area=area,
        since=since,
        until=until,
        now=until,
        skip=skip,
        limit=limit,
    )
    return [ReportId(each) for each in found]
