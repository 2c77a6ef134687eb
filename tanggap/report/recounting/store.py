"""What open reports were promised, and by which calendar a city's were counted last."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.log import Heard
from tanggap.report.recounting.rules import Promise
from tanggap.report.report import ReportId

AT_ONCE = 1_000
QUESTIONS_MOST = 100_000


class Counted(Struct, frozen=True, kw_only=True):
    """By which calendar the open reports of a city were last counted, and whether once more since."""

    digest: bytes
    version: int
    at: datetime
    settled: bool


async def promises(db: Db, city: CityId, *, after: ReportId | None, limit: int = AT_ONCE) -> list[Promise]:
    """What the open reports of a city were promised, by id: so many of those after one, or from the first on."""
    return await db.all(
        Promise,
        """
        select id, type, kind, held_to, received_at, due_at, respond_by
          from report
         where city_id = %(city)s
           and open
           and (%(after)s::uuid is null or id > %(after)s::uuid)
         order by id
         limit %(limit)s
        """,
        city=city,
        after=after,
        limit=limit,
    )


async def questions(db: Db, city: CityId, reports: Iterable[ReportId]) -> list[Heard]:
    """When the clocks of these reports stopped and went on, by report and in order."""
    return await db.all(
        Heard,
        """
        select e.city_id, e.thing, e.nth, e.kind, e.v, e.body, e.actor, e.happened_at, e.written_at, e.epoch
          from event e
         where e.city_id = %(city)s
           and e.thing = any(%(reports)s::uuid[])
           and e.kind in ('Asked', 'Answered')
         order by e.thing, e.nth
         limit %(most)s
        """,
        city=city,
        reports=column(reports),
        most=QUESTIONS_MOST,
    )


async def counted(db: Db, city: CityId) -> Counted | None:
    """How a city's open reports were last counted; None before the first time."""
    return await db.one(
        Counted,
        "select digest, version, at, settled from calendar_counted where city_id = %(city)s",
        city=city,
    )


async def put_counted(db: Db, city: CityId, counted: Counted) -> None:
    """Remember by which calendar they are counted now, unless a newer one is known already."""
    await db.run(
        """
        insert into calendar_counted (city_id, digest, version, at, settled)
        values (%(city)s, %(digest)s, %(version)s, %(at)s, %(settled)s)
            on conflict (city_id) do update
           set digest = excluded.digest, version = excluded.version, at = excluded.at, settled = excluded.settled
         where calendar_counted.version <= excluded.version
        """,
        city=city,
        **msgspec.structs.asdict(counted),
    )
