"""How long the reports of a month took, and the months that are kept."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from tanggap.city.terms import CityId
from tanggap.kit.db import Db
from tanggap.oversight.briefs.months.facts import Facts
from tanggap.oversight.briefs.months.rules import Lasted
from tanggap.oversight.counts.rules import FEWEST_SHOWN


async def lasted(db: Db, city: CityId, *, since: datetime, until: datetime) -> list[Lasted]:
    """How long what came in then, is closed and may be found by anybody took: in all, by kind and by the agency that holds it; of five at least."""
    return await db.all(
        Lasted,
        """
        select case when grouping(kind) = 0 then 'kind' when grouping(agency) = 0 then 'agency' else 'all' end as by,
               coalesce(kind, agency, '') as key, count(*) as finished,
               percentile_disc(0.5) within group (order by extract(epoch from resolved_at - received_at))::float8 as median_s,
               percentile_disc(0.9) within group (order by extract(epoch from resolved_at - received_at))::float8 as p90_s
          from report
         where city_id = %(city)s
           and listed
           and received_at >= %(since)s
           and received_at < %(until)s
           and status = 'closed'
           and resolved_at is not null
           and kind is not null
           and agency is not null
         group by grouping sets ((), (kind), (agency))
        having count(*) >= %(fewest)s
         order by 1, 3 desc, 2
         limit 10000
        """,
        city=city,
        since=since,
        until=until,
        fewest=FEWEST_SHOWN,
    )


async def first_day(db: Db, city: CityId) -> date | None:
    """The first day of which anything is counted."""
    return await db.one(
        date,
        """
        select d.day
          from counts_day d
          join counts_generation g on g.city_id = d.city_id and g.generation = d.generation
         where d.city_id = %(city)s
         order by d.day
         limit 1
        """,
        city=city,
    )


async def kept(db: Db, city: CityId, first: date) -> Facts | None:
    """A month as it is kept."""
    found = await db.one(
        str,
        "select body::text from month_report where city_id = %(city)s and month = %(first)s",
        city=city,
        first=first,
    )
    return None if found is None else msgspec.json.decode(found, type=Facts)


async def all_kept(db: Db, city: CityId) -> Sequence[date]:
    """The months that are kept."""
    return await db.all(
        date,
        "select month from month_report where city_id = %(city)s order by month limit 10000",
        city=city,
    )


async def keep(db: Db, city: CityId, facts: Facts) -> None:
    """Keep a month; the first that was kept stands."""
    await db.run(
        """
        insert into month_report (city_id, month, body, made_at)
        values (%(city)s, %(month)s, %(body)s::jsonb, %(at)s)
            on conflict (city_id, month) do nothing
        """,
        city=city,
        month=facts.first,
        body=msgspec.json.encode(facts).decode(),
        at=facts.made_at,
    )
