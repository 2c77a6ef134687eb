"""What is listed for a wall, and what it may have to stop on: only of reports the public may follow to the minute."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.screens import Sight
from tanggap.city.terms import AreaCode, CityId, KindSlug
from tanggap.kit.db import Db
from tanggap.oversight.operations_centre.walls.figures.store.place import place, within
from tanggap.oversight.operations_centre.walls.rules import Breach, Recent
from tanggap.report.report import Status, Visibility

ROWS_MOST = 1000


class Line(Struct, frozen=True, kw_only=True):
    """One report as a wall tells it."""

    kind: KindSlug | None
    area: AreaCode | None
    status: Status
    received_at: datetime
    due_at: datetime | None


async def newest(db: Db, city: CityId, sight: Sight, *, limit: int) -> list[Line]:
    """The newest reports that may be told to the minute."""
    return await db.all(
        Line,
        """
        select kind, area, status, received_at, due_at
          from report
         where city_id = %(city)s
           and listed
           and visibility = %(public)s
           and sensitivity = %(exact)s"""
        + within(sight)
        + """
         order by received_at desc, id desc
         limit %(limit)s
        """,
        city=city,
        limit=limit,
        public=Visibility.PUBLIC,
        exact=Sensitivity.PUBLIC,
        **place(sight),
    )


async def latest(db: Db, city: CityId, sight: Sight, *, now: datetime, limit: int) -> list[Line]:
    """The reports longest past their limit, of those that may be told to the minute."""
    return await db.all(
        Line,
        """
        select kind, area, status, received_at, due_at
          from report
         where city_id = %(city)s
           and open
           and listed
           and due_at < %(now)s
           and status not in ('resolved', 'needs_info')
           and visibility = %(public)s
           and sensitivity = %(exact)s"""
        + within(sight)
        + """
         order by due_at, id
         limit %(limit)s
        """,
        city=city,
        now=now,
        limit=limit,
        public=Visibility.PUBLIC,
        exact=Sensitivity.PUBLIC,
        **place(sight),
    )


async def recent(db: Db, city: CityId, sight: Sight, *, since: datetime) -> list[Recent]:
    """How many reports of each kind came from each kelurahan since a moment; not history that was brought in."""
    return await db.all(
        Recent,
        """
        select kind, area, count(*) as count, max(received_at) as last_at
          from report
         where city_id = %(city)s
           and listed
           and not quiet
           and visibility = %(public)s
           and sensitivity = %(exact)s
           and received_at >= %(since)s
           and kind is not null
           and area is not null
           and (%(area)s::text is null or area = %(area)s or starts_with(area, %(area)s || '.'))
         group by kind, area
         order by count desc, kind, area
         limit %(most)s
        """,
        city=city,
        since=since,
        public=Visibility.PUBLIC,
        exact=Sensitivity.PUBLIC,
        most=ROWS_MOST,
        area=sight.area,
    )


async def breaches(db: Db, city: CityId, sight: Sight, *, since: datetime) -> list[Breach]:
    """The open reports that reached the executive since a moment."""
    return await db.all(
        Breach,
        """
        select r.kind, r.area, s.agency, s.at
          from deadline_step s
          join report r on r.city_id = s.city_id and r.id = s.report
         where s.city_id = %(city)s
           and s.step = 'executive'
           and s.at >= %(since)s
           and s.of = s.report
           and r.open
           and r.listed
           and r.visibility = %(public)s
           and r.sensitivity = %(exact)s
           and (%(area)s::text is null or r.area = %(area)s or starts_with(r.area, %(area)s || '.'))
         order by s.at desc, r.id
         limit %(most)s
        """,
        city=city,
        since=since,
        public=Visibility.PUBLIC,
        exact=Sensitivity.PUBLIC,
        most=ROWS_MOST,
        area=sight.area,
    )
