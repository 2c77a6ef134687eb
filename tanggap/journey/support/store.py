"""What may be the same: open reports of a group, near or in the same area, and what is known of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, GroupSlug
from tanggap.kit.db import Db, column
from tanggap.kit.geo import cells_around
from tanggap.report.report import ReportId

RANGES_MOST = 9
"""What `cells_around` gives at most."""


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


_FOUND = """
        select id, lon, lat, received_at
          from (
"""
_RANGE: LiteralString = """
        select id, lon, lat, received_at
          from report
         where city_id = %(city)s
           and kind_group = %(kind_group)s
           and open
           and cell between %(first_0)s and %(last_0)s
           and received_at >= %(since)s
           and visibility <> 'confidential'
           and sensitivity <> 'S3'
           and (%(insiders)s or (listed and sensitivity = 'S0'))
"""
# One plain range scan each: joined to a list of ranges instead, the planner reads them all as one.
_RANGES: Sequence[LiteralString] = [
    _RANGE.replace("_0)s", nth)
    for nth in ("_1)s", "_2)s", "_3)s", "_4)s", "_5)s", "_6)s", "_7)s", "_8)s", "_9)s")
]
_UNPLACED = """
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
"""
_NEWEST = """
               ) found
         order by received_at desc, id
         limit %(limit)s
"""


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
    values = {
        name: value
        for nth, (first, last) in enumerate(ranges, start=1)
        for name, value in ((f"first_{nth}", first), (f"last_{nth}", last))
    }
    return await db.all(
        Near,
        _FOUND + " union all ".join(_RANGES[: len(ranges)]) + _NEWEST,
        city=city,
        kind_group=group,
        since=since,
        insiders=insiders,
        limit=limit,
        **values,
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
    limit: int = 200,
) -> list[Near]:
    """The same for an area instead of a radius; with ``placed`` only those that tell no point themselves."""
    return await db.all(
        Near,
        _FOUND + _UNPLACED + _NEWEST,
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
