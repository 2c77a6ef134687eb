"""What was reported lately, for the kinds offered first."""

from collections.abc import Sequence
from datetime import datetime

from tanggap.city.terms import AreaCode, CityId
from tanggap.journey.classification.rules import Lately
from tanggap.kit.db import Db, column


async def lately(
    db: Db, city: CityId, *, area: AreaCode | None, hours: Sequence[int], zone: str, since: datetime
) -> list[Lately]:
    """How often each kind came in since then, over the newest 2,000 listed reports: here, and in these local hours."""
    return await db.all(
        Lately,
        """
        with recent as (
            select kind, area, extract(hour from received_at at time zone %(zone)s)::int as hour
              from report
             where city_id = %(city)s
               and listed
               and kind is not null
               and received_at >= %(since)s
             order by received_at desc, id desc
             limit 2000
        )
        select kind,
               count(*) filter (where area = %(area)s::text) as here,
               count(*) filter (where hour = any(%(hours)s::int[])) as at_this_hour
          from recent
         group by kind
         order by kind
         limit 500
        """,
        city=city,
        area=area,
        hours=column(hours),
        zone=zone,
        since=since,
    )
