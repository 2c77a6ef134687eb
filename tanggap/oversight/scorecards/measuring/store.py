"""What stints hold of a month, by unit, area and kind: what happened in it, and what waits at its end."""

from datetime import timedelta

from msgspec import Struct

from tanggap.city.offers import Month
from tanggap.city.terms import CityId
from tanggap.kit.db import Db

HISTORY_WAITS = timedelta(days=365)
"""Imported history nobody ever closed elsewhere waits for nobody here after that."""


class Happened(Struct, frozen=True, kw_only=True):
    """What happened in a month: see the view stint_fact."""

    agency: str
    area: str
    kind: str
    asked: int
    answered: int
    finished: int
    on_time: int
    tested: int
    reopened: int
    stars: int
    rated: int


class Waiting(Struct, frozen=True, kw_only=True):
    """What a unit held at a month's end.

    ``overdue`` are past the unit's own time; ``unanswered`` came in this month and passed the time for a first answer
    without one; ``neglected`` waited for one more than twice that time.
    """

    agency: str
    area: str
    kind: str
    held: int
    overdue: int
    unanswered: int
    neglected: int


async def happened(db: Db, city: CityId, month: Month) -> list[Happened]:
    """What happened in a month."""
    return await db.all(
        Happened,
        """
        select agency, area, kind, asked, answered, finished, on_time, tested, reopened, stars, rated
          from stint_month
         where city_id = %(city)s
           and month = %(month)s
         order by agency, area, kind
         limit 1000000
        """,
        city=city,
        month=month.first,
    )


async def waiting(db: Db, city: CityId, month: Month) -> list[Waiting]:
    """What units held at the end of a month. A question to the reporter ends the hold, so that it is in none."""
    return await db.all(
        Waiting,
        """
        select s.agency, s.area, s.kind,
               count(*) as held,
               count(*) filter (where s.due_at < %(at)s) as overdue,
               count(*) filter (where (s.answered_at is null or s.answered_at >= %(at)s)
                                  and s.respond_by < %(at)s
                                  and (s.began_at at time zone c.timezone)::date >= %(first)s) as unanswered,
               count(*) filter (where (s.answered_at is null or s.answered_at >= %(at)s)
                                  and %(at)s - s.began_at > 2 * (s.respond_by - s.began_at)) as neglected
          from stint s
          join city c on c.id = s.city_id
         where s.city_id = %(city)s
           and s.began_at < %(at)s
           and (s.ended_at is null or s.ended_at >= %(at)s)
           and (not s.quiet or s.began_at > %(recent)s)
         group by s.agency, s.area, s.kind
         order by s.agency, s.area, s.kind
         limit 1000000
        """,
        city=city,
        at=month.at,
        first=month.first,
        recent=month.at - HISTORY_WAITS,
    )
