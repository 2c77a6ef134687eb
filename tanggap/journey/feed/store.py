"""Which reports the feed shows: only listed ones, page by page."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, GroupSlug
from tanggap.kit.db import Db, column
from tanggap.report.report import ReportId, Status


class Filter(Struct, frozen=True, kw_only=True):
    """What a reader wants to see; None for everything."""

    group: GroupSlug | None = None
    area: AreaCode | None = None
    statuses: Sequence[Status] | None = None


async def newest(
    db: Db, city: CityId, wanted: Filter, *, limit: int, before: int | None = None
) -> list[ReportId]:
    """The newest listed reports, or those that came before the one with this number."""
    found = await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and listed
           and (%(before)s::bigint is null or (received_at, id) < (
                select received_at, id from report where city_id = %(city)s and number = %(before)s))
           and (%(group)s::text is null or kind_group = %(group)s)
           and (%(area)s::text is null or area = %(area)s)
           and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
         order by received_at desc, id desc
         limit %(limit)s
        """,
        city=city,
        before=before,
        limit=limit,
        **_values(wanted),
    )
    return [ReportId(each) for each in found]


async def since(db: Db, city: CityId, wanted: Filter, *, after: int, limit: int) -> list[ReportId]:
    """The listed reports that came next after the one with this number, the newest first."""
    found = await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and listed
           and (received_at, id) > (
                select received_at, id from report where city_id = %(city)s and number = %(after)s)
           and (%(group)s::text is null or kind_group = %(group)s)
           and (%(area)s::text is null or area = %(area)s)
           and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
         order by received_at, id
         limit %(limit)s
        """,
        city=city,
        after=after,
        limit=limit,
        **_values(wanted),
    )
    return [ReportId(each) for each in reversed(found)]


def _values(wanted: Filter) -> dict[str, object]:
    return {
        "group": wanted.group,
        "area": wanted.area,
        "statuses": column(wanted.statuses) if wanted.statuses is not None else None,
    }
