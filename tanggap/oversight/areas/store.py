"""What is counted of an area: its listed reports, so that nothing shows that nobody may know."""

from datetime import datetime

from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db
from tanggap.oversight.areas.rules import Counted


async def counted(db: Db, city: CityId, area: AreaCode, *, since: datetime, now: datetime) -> list[Counted]:
    """An area's listed reports since a moment by kind, the newest 5,000 at most; what lies in it counts too.

    What is resolved waits for its verifier, and a question to the reporter stops the public clock.
    """
    return await db.all(
        Counted,
        """
        with recent as (
            select kind, open, status, due_at, resolved_at
              from report
             where city_id = %(city)s
               and listed
               and received_at >= %(since)s
               and (area = %(area)s or starts_with(area, %(area)s || '.'))
             order by received_at desc, id desc
             limit 5000
        )
        select kind,
               count(*) as reports,
               count(*) filter (where open) as open,
               count(*) filter (where open
                                  and due_at < %(now)s
                                  and status not in ('resolved', 'needs_info')) as late,
               count(*) filter (where status = 'closed') as closed,
               count(*) filter (where status = 'closed' and resolved_at <= due_at) as on_time
          from recent
         group by kind
         order by reports desc, kind
         limit 1000
        """,
        city=city,
        area=area,
        since=since,
        now=now,
    )
