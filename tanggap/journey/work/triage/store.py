"""What waits for a coordinator, and what may be the same report."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, GroupSlug, KindSlug
from tanggap.kit.db import Db, column
from tanggap.kit.geo import cells_around
from tanggap.report.report import ReportId


class InQueue(Struct, frozen=True, kw_only=True):
    """A report that waits to be sent on."""

    report: ReportId
    number: int


class Near(Struct, frozen=True, kw_only=True):
    """An open report near a point; degrees."""

    id: ReportId
    number: int
    lon: float
    lat: float


_IN_QUEUE = """
          from report
         where city_id = %(city)s
           and open
           and status in ('received', 'verified', 'reopened', 'coordinating', 'needs_info')
           and (%(areas)s::text[] is null
                or exists (select 1
                             from unnest(%(areas)s::text[]) as a (code)
                            where area = a.code
                               or starts_with(area, a.code || '.')))
"""


async def queue(
    db: Db,
    city: CityId,
    *,
    areas: Sequence[AreaCode] | None,
    urgent: Sequence[KindSlug],
    skip: int = 0,
    limit: int = 50,
) -> list[InQueue]:
    """What waits for the coordinator: urgent kinds first, then the longest waiting. Without ``areas`` everywhere."""
    return await db.all(
        InQueue,
        """
        select id as report, number
        """
        + _IN_QUEUE
        + """
         order by status = 'needs_info', coalesce(kind = any(%(urgent)s::text[]), false) desc, received_at, id
        offset %(skip)s
         limit %(limit)s
        """,
        city=city,
        areas=areas,
        urgent=column(urgent),
        skip=skip,
        limit=limit,
    )


async def queue_count(db: Db, city: CityId, *, areas: Sequence[AreaCode] | None) -> int:
    """How many reports `queue` would list without a limit."""
    count = await db.one(
        int,
        """
        select count(*)
        """
        + _IN_QUEUE,
        city=city,
        areas=areas,
    )
    return count or 0


async def near(
    db: Db,
    city: CityId,
    group: GroupSlug,
    *,
    lon: float,
    lat: float,
    radius_m: float,
    since: datetime,
    limit: int = 20,
) -> list[Near]:
    """Open reports of a group around a point, received since; a little farther than the radius too."""
    ranges = cells_around(lon, lat, radius_m)
    return await db.all(
        Near,
        """
        select r.id, r.number, r.lon, r.lat
          from unnest(%(firsts)s::bigint[], %(lasts)s::bigint[]) as c (first, last)
          cross join lateral (
                select id, number, lon, lat
                  from report
                 where city_id = %(city)s
                   and kind_group = %(kind_group)s
                   and open
                   and cell between c.first and c.last
                   and received_at >= %(since)s
                   and visibility <> 'confidential'
                   and sensitivity <> 'S3'
                 order by cell, id
                 limit %(limit)s
               ) r
         order by r.id
         limit 200
        """,
        city=city,
        kind_group=group,
        since=since,
        limit=limit,
        firsts=column(first for first, _ in ranges),
        lasts=column(last for _, last in ranges),
    )
