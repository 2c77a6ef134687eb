"""What is read for the datasets: listed reports page by page, and the counts of one month at a time."""

from datetime import datetime
from typing import LiteralString

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db
from tanggap.oversight.open_data.rules import Listed, Part
from tanggap.oversight.operations_centre.wanted import Wanted

MOST_COUNTED = 100_000


class Mark(Struct, frozen=True, kw_only=True):
    """The last tick there was: until the next, nothing has changed."""

    nth: int
    at: datetime


async def last_tick(db: Db, *, epoch: int) -> Mark | None:
    """The newest tick of this epoch; None before the first."""
    return await db.one(
        Mark,
        "select nth, at from tick where epoch = %(epoch)s order by nth desc limit 1",
        epoch=epoch,
    )


class Between(Struct, frozen=True, kw_only=True):
    """From a moment on, and before another; None for no end."""

    since: datetime | None = None
    until: datetime | None = None


_LISTED: LiteralString = """
        select r.id, r.number, r.status, r.kind, r.kind_group, r.agency, r.area, r.visibility, r.sensitivity,
               r.lon, r.lat, r.received_at, r.due_at, r.resolved_at, r.closed_at, r.reopened, r.supporters, w.text
          from report r
          left join report_words w
            on %(text)s::boolean
           and w.city_id = %(city)s
           and w.report = r.id
           and w.revision = r.words
         where r.city_id = %(city)s
           and r.listed
           and r.status <> 'withdrawn'
           and (%(since)s::timestamptz is null or r.received_at >= %(since)s::timestamptz)
           and (%(until)s::timestamptz is null or r.received_at < %(until)s::timestamptz)
           and (%(of_kind)s::text is null or r.kind = %(of_kind)s)
           and (%(agency)s::text is null or r.agency = %(agency)s)
           and (%(area)s::text is null or r.area = %(area)s or starts_with(r.area, %(area)s || '.'))
           and (%(status)s::text is null or r.status = %(status)s)
"""


async def listed(
    db: Db,
    city: CityId,
    wanted: Wanted,
    between: Between,
    *,
    limit: int,
    behind: Listed | None = None,
    skip: int = 0,
    oldest_first: bool = False,
    text: bool,
) -> list[Listed]:
    """The listed reports that are wanted, the newest first; those behind one, or after so many. No withdrawn ones."""
    if oldest_first:
        return await _oldest(db, city, wanted, between, limit=limit, skip=skip, text=text)
    return await db.all(
        Listed,
        _LISTED
        + """
           and (%(behind)s::uuid is null or (r.received_at, r.id) < (%(at)s::timestamptz, %(behind)s::uuid))
         order by r.received_at desc, r.id desc
         limit %(limit)s
        offset %(skip)s
        """,
        city=city,
        text=text,
        behind=behind.id if behind is not None else None,
        at=behind.received_at if behind is not None else None,
        limit=limit,
        skip=skip,
        **_filter(wanted, between),
    )


async def _oldest(
    db: Db, city: CityId, wanted: Wanted, between: Between, *, limit: int, skip: int, text: bool
) -> list[Listed]:
    return await db.all(
        Listed,
        _LISTED
        + """
         order by r.received_at, r.id
         limit %(limit)s
        offset %(skip)s
        """,
        city=city,
        text=text,
        limit=limit,
        skip=skip,
        **_filter(wanted, between),
    )


async def count(db: Db, city: CityId, wanted: Wanted, between: Between) -> int:
    """How many listed reports are wanted; one more than MOST_COUNTED for any more."""
    found = await db.one(
        int,
        """
        select count(*)
          from (select
                  from report
                 where city_id = %(city)s
                   and listed
                   and status <> 'withdrawn'
                   and (%(since)s::timestamptz is null or received_at >= %(since)s::timestamptz)
                   and (%(until)s::timestamptz is null or received_at < %(until)s::timestamptz)
                   and (%(of_kind)s::text is null or kind = %(of_kind)s)
                   and (%(agency)s::text is null or agency = %(agency)s)
                   and (%(area)s::text is null or area = %(area)s or starts_with(area, %(area)s || '.'))
                   and (%(status)s::text is null or status = %(status)s)
                 limit %(most)s) as seen
        """,
        city=city,
        most=MOST_COUNTED + 1,
        **_filter(wanted, between),
    )
    return found or 0


class Ends(Struct, frozen=True, kw_only=True):
    """When the first and the last report came in; None where there is none."""

    first: datetime | None
    last: datetime | None


async def ends(db: Db, city: CityId) -> Ends:
    """Over which time reports lie, listed or not. By index, however many there are."""
    found = await db.one(
        Ends,
        """
        select least((select min(received_at) from report where city_id = %(city)s and listed),
                     (select min(received_at) from report where city_id = %(city)s and not listed)) as first,
               greatest((select max(received_at) from report where city_id = %(city)s and listed),
                        (select max(received_at) from report where city_id = %(city)s and not listed)) as last
        """,
        city=city,
    )
    return found or Ends(first=None, last=None)


async def parts(db: Db, city: CityId, between: Between, *, now: datetime) -> list[Part]:
    """What came in within a time, by agency, area and kind; listed and not listed apart. No withdrawn ones.

    What is resolved waits for its verifier, and a question to the reporter stops the public clock.
    """
    return await db.all(
        Part,
        """
        with within as (
            select agency, area, kind, status, open, due_at, resolved_at, true as listed
              from report
             where city_id = %(city)s
               and listed
               and received_at >= %(since)s
               and received_at < %(until)s
             union all
            select agency, area, kind, status, open, due_at, resolved_at, false
              from report
             where city_id = %(city)s
               and not listed
               and received_at >= %(since)s
               and received_at < %(until)s
        )
        select coalesce(agency, '') as agency, coalesce(area, '') as area, coalesce(kind, '') as kind, listed,
               count(*) as reports,
               count(*) filter (where status = 'closed') as closed,
               count(*) filter (where status = 'closed' and resolved_at <= due_at) as on_time,
               count(*) filter (where open and due_at < %(now)s and status not in ('resolved', 'needs_info')) as overdue
          from within
         where status <> 'withdrawn'
         group by 1, 2, 3, 4
         order by 1, 2, 3, 4
         limit 1000000
        """,
        city=city,
        since=between.since,
        until=between.until,
        now=now,
    )


def _filter(wanted: Wanted, between: Between) -> dict[str, object]:
    return {
        "since": between.since,
        "until": between.until,
        "of_kind": wanted.kind,
        "agency": wanted.agency,
        "area": wanted.area,
        "status": wanted.status,
    }
