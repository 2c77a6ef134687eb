"""What may be the same: open reports of a group, near or in the same area, and what is known of them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, GroupSlug
from tanggap.kit.db import Db, column
from tanggap.kit.geo import cells_around
from tanggap.report.report import ReportId


class Near(Struct, frozen=True, kw_only=True):
    """An open report that may be near enough; degrees."""

    id: ReportId
    lon: float | None
    lat: float | None
    received_at: datetime


class Evidence(Struct, frozen=True, kw_only=True):
    """What a report was told in: words, landmark, likenesses of its pictures."""

    report: ReportId
    text: str | None
    landmark: str | None
    photos: tuple[int, ...]


async def near(
    db: Db,
    city: CityId,
    group: GroupSlug,
    *,
    lon: float,
    lat: float,
    radius_m: float,
    since: datetime,
    insiders: bool,
    limit: int = 200,
) -> list[Near]:
    """Open reports of a group around a point, received since, the newest; a little farther than the radius too.

    Never a confidential or sealed one; without ``insiders`` none that strangers may not know of to the point.
    """
    ranges = cells_around(lon, lat, radius_m)
    return await db.all(
        Near,
        # Behind "offset 0" each range is a scan of its own; without, the planner may read them all as one.
        """
        select r.id, r.lon, r.lat, r.received_at
          from unnest(%(first)s::bigint[], %(last)s::bigint[]) as k (first, last)
         cross join lateral (
                select id, lon, lat, received_at
                  from report
                 where city_id = %(city)s
                   and kind_group = %(kind_group)s
                   and open
                   and cell between k.first and k.last
                   and received_at >= %(since)s
                   and visibility <> 'confidential'
                   and sensitivity <> 'S3'
                   and (%(insiders)s or (listed and sensitivity = 'S0'))
                offset 0) as r
         order by r.received_at desc, r.id
         limit %(limit)s
        """,
        city=city,
        kind_group=group,
        first=column(first for first, _ in ranges),
        last=column(last for _, last in ranges),
        since=since,
        insiders=insiders,
        limit=limit,
    )


async def in_area(
    db: Db,
    city: CityId,
    group: GroupSlug,
    *,
    area: AreaCode,
    since: datetime,
    insiders: bool,
    placed: bool,
    limit: int = 40,
) -> list[Near]:
    """The same for an area instead of a radius; with ``placed`` only those that tell no point themselves."""
    return await db.all(
        Near,
        """
        select id, lon, lat, received_at
          from report
         where city_id = %(city)s
           and kind_group = %(kind_group)s
           and open
           and area = %(area)s
           and (cell is null or not %(placed)s)
           and received_at >= %(since)s
           and visibility <> 'confidential'
           and sensitivity <> 'S3'
           and (%(insiders)s or (listed and sensitivity = 'S0'))
         order by received_at desc, id
         limit %(limit)s
        """,
        city=city,
        kind_group=group,
        area=area,
        since=since,
        insiders=insiders,
        placed=placed,
        limit=limit,
    )


async def evidence(db: Db, city: CityId, wanted: Sequence[ReportId]) -> dict[ReportId, Evidence]:
    """What these reports were told in; pictures that show the problem itself only."""
    found = await db.all(
        Evidence,
        """
        select r.id as report, w.text, w.landmark,
               coalesce((select array_agg(p.likeness order by p.place, p.id)
                           from photo p
                          where p.city_id = r.city_id
                            and p.report = r.id
                            and p.role = 'before'
                            and p.likeness is not null), '{}') as photos
          from report r
          left join report_words w on w.city_id = r.city_id and w.report = r.id and w.revision = r.words
         where r.city_id = %(city)s
           and r.id = any(%(wanted)s::uuid[])
         order by r.id
         limit 1000
        """,
        city=city,
        wanted=column(wanted),
    )
    return {each.report: each for each in found}
