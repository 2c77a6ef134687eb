"""Which reports wait for a person to look before the public sees all of them."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.report.report import HideReason, ReportId


class Waiting(Struct, frozen=True, kw_only=True):
    """A report somebody must look at: why the public does not see it, and whether pictures of it are unsettled."""

    report: ReportId
    hidden: HideReason | None
    photos: bool


_WAITING = """
          from (select report, bool_or(photos) as photos
                  from (select id as report, false as photos
                          from report
                         where city_id = %(city)s
                           and hidden in ('words', 'flags', 'flood')
                         union all
                        select p.report, true
                          from photo p
                          join report b on b.city_id = p.city_id and b.id = p.report
                         where p.city_id = %(city)s
                           and p.role <> 'answer'
                           and (p.screening = 'failed' or (p.screening = 'found' and b.sensitivity = 'S1'))
                       ) each
                 group by report
               ) w
          join report r on r.city_id = %(city)s and r.id = w.report
         where (%(areas)s::text[] is null
                or exists (select 1
                             from unnest(%(areas)s::text[]) as a (code)
                            where r.area = a.code
                               or starts_with(r.area, a.code || '.')))
"""


async def waiting(
    db: Db, city: CityId, *, areas: Sequence[AreaCode] | None, skip: int = 0, limit: int = 50
) -> list[Waiting]:
    """What waits to be looked at, the longest first. Without ``areas`` everywhere."""
    return await db.all(
        Waiting,
        """
        select r.id as report, r.hidden, w.photos
        """
        + _WAITING
        + """
         order by r.received_at, r.id
        offset %(skip)s
         limit %(limit)s
        """,
        city=city,
        areas=column(areas) if areas is not None else None,
        skip=skip,
        limit=limit,
    )


async def waiting_count(db: Db, city: CityId, *, areas: Sequence[AreaCode] | None) -> int:
    """How many reports `waiting` would list without a limit."""
    count = await db.one(
        int,
        """
        select count(*)
        """
        + _WAITING,
        city=city,
        areas=column(areas) if areas is not None else None,
    )
    return count or 0
