"""What retired agencies still hold."""

from collections.abc import Iterable
from uuid import UUID

from tanggap.city.terms import AgencySlug, CityId
from tanggap.journey.admin.retiring.rules import MOVING
from tanggap.kit.db import Db, column


async def held(db: Db, city: CityId, agencies: Iterable[AgencySlug], *, limit: int) -> list[UUID]:
    """Open reports that one of these agencies holds, is asked to take or has a part of, so many at most."""
    return await db.all(
        UUID,
        """
        select id
          from report
         where city_id = %(city)s
           and open
           and agency = any(%(agencies)s::text[])
           and status = any(%(moving)s::text[])
         union
        select id
          from report
         where city_id = %(city)s
           and open
           and status = 'coordinating'
           and offered_to = any(%(agencies)s::text[])
         union
        select report
          from task
         where city_id = %(city)s
           and agency = any(%(agencies)s::text[])
           and role = 'support'
           and ended_at is null
         order by id
         limit %(limit)s
        """,
        city=city,
        agencies=column(agencies),
        moving=column(each.value for each in MOVING),
        limit=limit,
    )


async def how_many(db: Db, city: CityId, agency: AgencySlug) -> int:
    """How many open reports would move if this agency were retired."""
    return (
        await db.one(
            int,
            """
            select count(*) filter (where status = any(%(moving)s::text[]))
              from report
             where city_id = %(city)s
               and open
               and agency = %(agency)s
            """,
            city=city,
            agency=agency,
            moving=column(each.value for each in MOVING),
        )
        or 0
    )
