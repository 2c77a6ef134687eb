"""What waits for a coordinator."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.report.report import ReportId


class InQueue(Struct, frozen=True, kw_only=True):
    """A report that waits to be sent on."""

    report: ReportId
    number: int


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
    raised: Sequence[KindSlug],
    above: int,
    skip: int = 0,
    limit: int = 50,
) -> list[InQueue]:
    """What waits for the coordinator: what is urgent first, then the longest waiting. Without ``areas`` everywhere.

    Urgent is what is of an ``urgent`` kind, or of a ``raised`` one with more than so many supporters.
    """
    return await db.all(
        InQueue,
        """
        select id as report, number
        """
        + _IN_QUEUE
        + """
         order by status = 'needs_info',
                  coalesce(kind = any(%(urgent)s::text[])
                           or (supporters > %(above)s and (kind is null or kind = any(%(raised)s::text[]))), false) desc,
                  received_at, id
        offset %(skip)s
         limit %(limit)s
        """,
        city=city,
        areas=areas,
        urgent=column(urgent),
        raised=column(raised),
        above=above,
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
