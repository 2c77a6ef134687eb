"""What came in and what ended on a day, and what was open when it began."""

from collections.abc import Sequence
from datetime import datetime

from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.operations_centre.desk.days.rules import Moved


async def moved(
    db: Db,
    city: CityId,
    *,
    since: datetime,
    until: datetime,
    areas: Sequence[AreaCode] | None,
    guarded: bool,
) -> list[Moved]:
    """The reports of a day, by area and hour. One that was opened again counts as never ended."""
    return await db.all(
        Moved,
        """
        select area, came, ended, count(*) as count
          from (select area,
                       case when received_at < %(since)s then -1
                            else floor(extract(epoch from received_at - %(since)s::timestamptz) / 3600)::int
                       end as came,
                       case when closed_at < %(until)s
                            then floor(extract(epoch from closed_at - %(since)s::timestamptz) / 3600)::int
                       end as ended
                  from (select area, received_at, null::timestamptz as closed_at, visibility, sensitivity
                          from report
                         where city_id = %(city)s
                           and open
                         union all
                        select area, received_at, closed_at, visibility, sensitivity
                          from report
                         where city_id = %(city)s
                           and closed_at is not null
                           and closed_at >= %(since)s
                           and not open) as standing
                 where received_at < %(until)s
                   and (%(areas)s::text[] is null or area = any(%(areas)s::text[]))
                   and (%(guarded)s or (visibility <> 'confidential' and sensitivity <> 'S3'))) as told
         group by area, came, ended
         order by area, came, ended
         limit 100000
        """,
        city=city,
        since=since,
        until=until,
        areas=None if areas is None else column(areas),
        guarded=guarded,
    )
