"""The keys reports were sent under, read and emptied for their reporters."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column


class SentUnder(Struct, frozen=True, kw_only=True):
    """The key a report was sent under."""

    report: UUID
    key: str
    taken_at: datetime


async def of_reports(db: Db, city: CityId, reports: Sequence[UUID]) -> list[SentUnder]:
    """The keys of these reports."""
    return await db.all(
        SentUnder,
        """
        select report, key, taken_at
          from intake_key
         where city = %(city)s
           and report = any(%(reports)s::uuid[])
         order by taken_at, key
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )


async def empty(db: Db, city: CityId, reports: Sequence[UUID]) -> None:
    """Keep of these reports' keys that they were used, and nothing of what was sent under them."""
    await db.run(
        """
        update intake_key
           set answer = null, digest = ''
         where city = %(city)s
           and report = any(%(reports)s::uuid[])
        """,
        city=city,
        reports=column(reports),
    )
