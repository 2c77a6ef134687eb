"""The register: every inquiry of a year without anybody's data, and what they come to."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.journey.information.inquiry import Answer, Outcome, Status
from tanggap.kit.db import Db


class Line(Struct, frozen=True, kw_only=True):
    """One inquiry as the register tells it; ``summary`` is what the officer wrote for the public."""

    number: int
    status: Status
    received_at: datetime
    extended_at: datetime | None
    summary: str | None
    answer: Answer | None
    answered_at: datetime | None
    days_taken: int | None
    objected_at: datetime | None
    outcome: Outcome | None
    decided_at: datetime | None


class Tally(Struct, frozen=True, kw_only=True):
    """What a time's inquiries come to; ``days`` is the average until an answer, None where there is none."""

    received: int = 0
    waiting: int = 0
    granted: int = 0
    part: int = 0
    refused: int = 0
    not_held: int = 0
    public: int = 0
    withdrawn: int = 0
    objected: int = 0
    days: float | None = None


async def lines(
    db: Db,
    city: CityId,
    *,
    first: datetime | None = None,
    until: datetime | None = None,
    skip: int = 0,
    limit: int,
) -> list[Line]:
    """What came in from one moment to another, or ever, the newest first."""
    return await db.all(
        Line,
        """
        select i.number, i.status, i.received_at, i.extended_at, w.summary, i.answer, i.answered_at,
               i.days_taken, i.objected_at, i.outcome, i.decided_at
          from inquiry i
          left join inquiry_words w on w.city_id = i.city_id and w.inquiry = i.id
         where i.city_id = %(city)s
           and (%(first)s::timestamptz is null or i.received_at >= %(first)s::timestamptz)
           and (%(until)s::timestamptz is null or i.received_at < %(until)s::timestamptz)
         order by i.received_at desc, i.id desc
        offset %(skip)s
         limit %(limit)s
        """,
        city=city,
        first=first,
        until=until,
        skip=skip,
        limit=limit,
    )


async def tally(db: Db, city: CityId, *, first: datetime, until: datetime) -> Tally:
    """What they come to."""
    found = await db.one(
        Tally,
        """
        select count(*) as received,
               count(*) filter (where answer is null and status in ('open', 'objected')) as waiting,
               count(*) filter (where answer = 'granted') as granted,
               count(*) filter (where answer = 'part') as part,
               count(*) filter (where answer = 'refused') as refused,
               count(*) filter (where answer = 'not_held') as not_held,
               count(*) filter (where answer = 'public') as public,
               count(*) filter (where status = 'withdrawn' and answer is null) as withdrawn,
               count(*) filter (where objected_at is not null) as objected,
               avg(days_taken)::float8 as days
          from inquiry
         where city_id = %(city)s
           and received_at >= %(first)s
           and received_at < %(until)s
        """,
        city=city,
        first=first,
        until=until,
    )
    return found or Tally()


async def earliest(db: Db, city: CityId) -> datetime | None:
    """When the first one came in; None where none has."""
    return await db.one(
        datetime,
        "select received_at from inquiry where city_id = %(city)s order by received_at, id limit 1",
        city=city,
    )
