"""What the citizen's door asks for itself: the home page's figures, and who tried keys."""

from datetime import datetime, timedelta

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db


class HomeFigures(Struct, frozen=True, kw_only=True):
    """Listed reports that came in since a moment; None where fewer than five were finished."""

    open: int
    closed: int
    on_time_percent: float | None
    median: timedelta | None


async def figures(db: Db, city: CityId, *, since: datetime) -> HomeFigures:
    """How a city answers, over the newest 5,000 listed reports at most, so that home stays quick everywhere."""
    found = await db.one(
        HomeFigures,
        """
        with recent as (
            select open, received_at, resolved_at, closed_at, due_at
              from report
             where city_id = %(city)s
               and listed
               and received_at >= %(since)s
             order by received_at desc, id desc
             limit 5000
        ), done as (
            select resolved_at <= due_at as on_time, closed_at - received_at as took
              from recent
             where resolved_at is not null
               and closed_at is not null
        )
        select (select count(*) from recent where open) as open,
               (select count(*) from done) as closed,
               (select (100.0 * count(*) filter (where on_time) / count(*))::float8
                  from done having count(*) >= 5) as on_time_percent,
               (select percentile_cont(0.5) within group (order by took)
                  from done having count(*) >= 5) as median
        """,
        city=city,
        since=since,
    )
    return found or HomeFigures(open=0, closed=0, on_time_percent=None, median=None)


async def tries(db: Db, origin: str, *, since: datetime) -> int:
    """How often a wrong key came from here since then."""
    found = await db.one(
        int,
        "select count(*) from sign_in_try where origin = %(origin)s and tried_at > %(since)s",
        origin=origin,
        since=since,
    )
    return found or 0


async def keep_try(db: Db, name: str, origin: str, *, at: datetime) -> None:
    """Remember that a wrong key came for this number from here; both are digests."""
    await db.run(
        "insert into sign_in_try (name, origin, tried_at) values (%(name)s, %(origin)s, %(at)s)",
        name=name,
        origin=origin,
        at=at,
    )
