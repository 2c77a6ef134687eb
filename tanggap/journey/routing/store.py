"""How often each rule decided: a row for each report it sent on, as long as that is counted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId, RuleName
from tanggap.kit.db import Db, column


class Decided(Struct, frozen=True, kw_only=True):
    """A report that a rule sent on, by the event that says so."""

    report: UUID
    nth: int
    rule: RuleName
    at: datetime


class Often(Struct, frozen=True, kw_only=True):
    """How many reports a rule sent on."""

    rule: RuleName
    count: int


async def keep(db: Db, city: CityId, decided: Sequence[Decided]) -> None:
    """Remember what rules decided; what is remembered already stays as it is."""
    await db.run(
        """
        insert into routing_decided (city_id, report, nth, rule, at)
        select %(city)s, *
          from unnest(%(reports)s::uuid[], %(nths)s::int[], %(rules)s::text[], %(ats)s::timestamptz[])
            on conflict do nothing
        """,
        city=city,
        reports=column(each.report for each in decided),
        nths=column(each.nth for each in decided),
        rules=column(each.rule for each in decided),
        ats=column(each.at for each in decided),
    )


async def often(db: Db, city: CityId, *, since: datetime) -> list[Often]:
    """How many reports each rule sent on since then, by rule."""
    return await db.all(
        Often,
        """
        select rule, count(*) as count
          from routing_decided
         where city_id = %(city)s
           and at >= %(since)s
         group by rule
         order by rule
         limit 10000
        """,
        city=city,
        since=since,
    )


async def forget(db: Db, city: CityId, *, before: datetime) -> int:
    """Forget what was decided before then; how many rows."""
    return await db.run(
        """
        delete from routing_decided
         where city_id = %(city)s
           and at < %(before)s
        """,
        city=city,
        before=before,
    )
