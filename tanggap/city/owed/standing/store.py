"""What of what is owed waits to be delivered, and what was given up."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db


class GivenUp(Struct, frozen=True, kw_only=True):
    """A message nobody could deliver."""

    id: UUID
    channel: str
    failure: str
    tries: int
    given_up_at: datetime


async def given_up(db: Db, city: CityId, *, limit: int = 50) -> Sequence[GivenUp]:
    """What could not be delivered, the newest first."""
    return await db.all(
        GivenUp,
        """
        select id, channel, failure, tries, given_up_at
          from owed
         where city_id = %(city)s
           and given_up_at is not null
         order by given_up_at desc, id
         limit %(limit)s
        """,
        city=city,
        limit=limit,
    )


async def pending(reader: Db) -> int:
    """How many messages wait to be delivered, in all cities."""
    return (
        await reader.one(
            int,
            "select count(*) from owed where delivered_at is null and given_up_at is null and envelope is null",
        )
        or 0
    )
