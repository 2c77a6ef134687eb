"""Which reports the feed shows: only listed ones, page by page, in each order."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, CityId
from tanggap.journey.search.wanted import Filter, Position
from tanggap.kit.db import Db, column
from tanggap.report.report import ReportId

MOST_COUNTED = 1000


async def position(db: Db, city: CityId, number: int) -> Position | None:
    """Where the listed report with this number stands; None when there is none."""
    return await db.one(
        Position,
        """
        select id, received_at, supporters, area
          from report
         where city_id = %(city)s
           and number = %(number)s
           and listed
        """,
        city=city,
        number=number,
    )


async def newest(
    db: Db, city: CityId, wanted: Filter, *, limit: int, behind: Position | None = None
) -> list[ReportId]:
    """The newest listed reports, or those that came before a position."""
    found = await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and listed
           and (%(behind)s::uuid is null or (received_at, id) < (%(at)s::timestamptz, %(behind)s::uuid))
           and (%(group)s::text is null or kind_group = %(group)s)
           and (%(of_kind)s::text is null or kind = %(of_kind)s)
           and (%(area)s::text is null or area = %(area)s)
           and (%(agency)s::text is null or agency = %(agency)s)
           and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
         order by received_at desc, id desc
         limit %(limit)s
        """,
        city=city,
        limit=limit,
        **_place(behind),
        **wanted.values(),
    )
    return [ReportId(each) for each in found]


async def since(db: Db, city: CityId, wanted: Filter, *, ahead: Position, limit: int) -> list[ReportId]:
    """The listed reports that came next after a position, the newest first."""
    found = await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and listed
           and (received_at, id) > (%(at)s::timestamptz, %(behind)s::uuid)
           and (%(group)s::text is null or kind_group = %(group)s)
           and (%(of_kind)s::text is null or kind = %(of_kind)s)
           and (%(area)s::text is null or area = %(area)s)
           and (%(agency)s::text is null or agency = %(agency)s)
           and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
         order by received_at, id
         limit %(limit)s
        """,
        city=city,
        limit=limit,
        at=ahead.received_at,
        behind=ahead.id,
        **wanted.values(),
    )
    return [ReportId(each) for each in reversed(found)]


async def most_supported(
    db: Db, city: CityId, wanted: Filter, *, limit: int, behind: Position | None
) -> list[ReportId]:
    """The listed reports most people stand behind, of equals the newest; or those behind a position."""
    found = await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and listed
           and (%(behind)s::uuid is null
                or (supporters, received_at, id) < (%(supporters)s::int, %(at)s::timestamptz, %(behind)s::uuid))
           and (%(group)s::text is null or kind_group = %(group)s)
           and (%(of_kind)s::text is null or kind = %(of_kind)s)
           and (%(area)s::text is null or area = %(area)s)
           and (%(agency)s::text is null or agency = %(agency)s)
           and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
         order by supporters desc, received_at desc, id desc
         limit %(limit)s
        """,
        city=city,
        limit=limit,
        supporters=behind.supporters if behind is not None else None,
        **_place(behind),
        **wanted.values(),
    )
    return [ReportId(each) for each in found]


async def nearest(
    db: Db,
    city: CityId,
    wanted: Filter,
    areas: Sequence[AreaCode],
    *,
    limit: int,
    behind: Position | None,
) -> list[ReportId]:
    """The newest listed reports of these areas, area after area; or those behind a position in the first of them.

    Without those whose place is blurred: how far they are is nobody's to know.
    """
    found = await db.all(
        UUID,
        """
        select r.id
          from unnest(%(areas)s::text[]) with ordinality as a (code, nth)
         cross join lateral (
                select id, received_at
                  from report
                 where city_id = %(city)s
                   and area = a.code
                   and listed
                   and sensitivity = %(exact)s
                   and (a.nth > 1 or %(behind)s::uuid is null
                        or (received_at, id) < (%(at)s::timestamptz, %(behind)s::uuid))
                   and (%(group)s::text is null or kind_group = %(group)s)
                   and (%(of_kind)s::text is null or kind = %(of_kind)s)
                   and (%(area)s::text is null or area = %(area)s)
                   and (%(agency)s::text is null or agency = %(agency)s)
                   and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
                 order by received_at desc, id desc
                 limit %(limit)s) as r
         order by a.nth, r.received_at desc, r.id desc
         limit %(limit)s
        """,
        city=city,
        areas=column(areas),
        exact=Sensitivity.PUBLIC,
        limit=limit,
        **_place(behind),
        **wanted.values(),
    )
    return [ReportId(each) for each in found]


async def count(db: Db, city: CityId, wanted: Filter) -> int:
    """How many listed reports there are of what is wanted; one more than MOST_COUNTED for any more."""
    found = await db.one(
        int,
        """
        select count(*)
          from (select
                  from report
                 where city_id = %(city)s
                   and listed
                   and (%(group)s::text is null or kind_group = %(group)s)
                   and (%(of_kind)s::text is null or kind = %(of_kind)s)
                   and (%(area)s::text is null or area = %(area)s)
                   and (%(agency)s::text is null or agency = %(agency)s)
                   and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
                 limit %(most)s) as few
        """,
        city=city,
        most=MOST_COUNTED + 1,
        **wanted.values(),
    )
    return found or 0


def _place(behind: Position | None) -> dict[str, object]:
    return {
        "at": behind.received_at if behind is not None else None,
        "behind": behind.id if behind is not None else None,
    }
