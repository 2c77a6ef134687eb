"""Where the desk's figures, and the reports behind them, come from: one index, and never more than so many rows of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import LiteralString
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.oversight.operations_centre.desk.rules import Finished, Only, Sum
from tanggap.report.report import Channel, ReportId, Status

MOST_READ = 25_000
"""Of the reports of a period the newest so many are looked through: what that costs is the same in any city."""
MOST_COUNTED = 1000
# Before and behind everything that ever comes in: with an end always named, a plan for any end reads by index.
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (1, 9999))


class Urgent(Struct, frozen=True, kw_only=True):
    """What has an urgency: ``plain`` kinds ('' of none yet) with up to so many supporters, ``raised`` ones with more."""

    plain: Sequence[str]
    raised: Sequence[str]
    above: int


class Chosen(Struct, frozen=True, kw_only=True):
    """Which reports: received from a moment until before another, and what they must be; None leaves nothing out.

    ``areas`` are all the codes meant, ``cells`` the first and the last they lie in. ``guarded`` reports only for who
    may know of each.
    """

    since: datetime
    until: datetime
    guarded: bool
    areas: Sequence[AreaCode] | None = None
    kinds: Sequence[KindSlug] | None = None
    agency: AgencySlug | None = None
    channel: Channel | None = None
    status: Status | None = None
    urgent: Urgent | None = None
    cells: tuple[int, int] | None = None


class Found(Struct, frozen=True, kw_only=True):
    """A report behind a figure, and what orders it there: when it came in, or when it was due."""

    report: ReportId
    at: datetime


class Mark(Struct, frozen=True, kw_only=True):
    """Behind which report a page of a list begins."""

    report: UUID
    at: datetime


# Read by index alone; what it does not hold is not asked for here.
_NEWEST: LiteralString = """
          from (select id, kind, agency, area, channel, status, open, received_at, due_at, resolved_at, stars,
                       supporters, visibility, sensitivity
                  from report
                 where city_id = %(city)s
                   and received_at >= %(since)s
                   and received_at < %(until)s
                 order by received_at desc, id desc
                 limit %(most)s) as r
"""
_OVERDUE: LiteralString = """
          from (select id, kind, agency, area, channel, status, open, received_at, due_at, resolved_at, stars,
                       supporters, visibility, sensitivity
                  from report
                 where city_id = %(city)s
                   and open
                   and due_at < %(now)s
                   and received_at >= %(since)s
                   and received_at < %(until)s) as r
"""
# A list alone may be of one place: no figure is.
_THERE: LiteralString = """
          from (select id, kind, agency, area, channel, status, open, received_at, due_at, resolved_at, stars,
                       supporters, visibility, sensitivity
                  from report
                 where city_id = %(city)s
                   and square between %(first)s::bigint >> 24 and %(last)s::bigint >> 24
                   and cell between %(first)s and %(last)s
                   and received_at >= %(since)s
                   and received_at < %(until)s
                 order by received_at desc, id desc
                 limit %(most)s) as r
"""
_AS_ASKED: LiteralString = """
         where (%(guarded)s or (visibility <> 'confidential' and sensitivity <> 'S3'))
           and (%(areas)s::text[] is null or area = any(%(areas)s::text[]))
           and (%(kinds)s::text[] is null or kind = any(%(kinds)s::text[]))
           and (%(agency)s::text is null or agency = %(agency)s::text)
           and (%(channel)s::text is null or channel = %(channel)s::text)
           and (%(status)s::text is null or status = %(status)s::text)
           and (%(plain)s::text[] is null
                or (supporters <= %(above)s and coalesce(kind, '') = any(%(plain)s::text[]))
                or (supporters > %(above)s and coalesce(kind, '') = any(%(raised)s::text[])))
"""
# The reporter's answer, and the verifier, are nobody's lateness.
_LATE: LiteralString = "open and due_at < %(now)s and status not in ('needs_info', 'resolved')"
_ONLY: dict[Only | None, LiteralString] = {
    None: "",
    Only.OPEN: " and open",
    Only.DONE: " and status = 'closed'",
    Only.LATE: " and " + _LATE,
    Only.RATED: " and stars is not null",
}


async def sums(db: Db, city: CityId, chosen: Chosen, *, now: datetime, stretch: timedelta) -> list[Sum]:
    """What there is of the chosen reports, in every way at once; time in stretches from the first moment on.

    Of the newest `MOST_READ` of the period.
    """
    return await db.all(
        Sum,
        """
        select case grouping(kind, agency, area, channel, status, bar)
                    when 31 then 'kind' when 47 then 'agency' when 55 then 'area' when 59 then 'channel'
                    when 61 then 'status' when 62 then 'time' else 'all'
               end as by,
               coalesce(kind, agency, area, channel, status, bar::text, '') as key,
               count(*) as received,
               count(*) filter (where open) as open,
               count(*) filter (where status = 'closed') as done,
               count(*) filter (where late) as late,
               count(stars) as rated,
               coalesce(sum(stars), 0) as stars
          from (select kind, agency, area, channel, status, open, stars,
                       floor(extract(epoch from received_at - %(since)s::timestamptz) / %(stretch)s::float8)::int as bar,
                       """
        + _LATE
        + " as late "
        + _NEWEST
        + _AS_ASKED
        + """) as chosen
         group by grouping sets ((), (kind), (agency), (area), (channel), (status), (bar))
         limit 20000
        """,
        city=city,
        now=now,
        stretch=stretch.total_seconds(),
        most=MOST_READ,
        **_values(chosen),
    )


async def finished(db: Db, city: CityId, chosen: Chosen) -> Finished:
    """How long the finished ones among the chosen took."""
    found = await db.one(
        Finished,
        """
        select percentile_cont(0.5) within group (order by extract(epoch from resolved_at - received_at)) as median_s,
               count(*) as count
        """
        + _NEWEST
        + _AS_ASKED
        + " and status = 'closed' and resolved_at is not null",
        city=city,
        most=MOST_READ,
        **_values(chosen),
    )
    return found or Finished(median_s=None, count=0)


async def is_more(db: Db, city: CityId, since: datetime, until: datetime) -> bool:
    """Whether more came in during the period than is looked through."""
    return bool(
        await db.one(
            bool,
            """
            select count(*) > 0
              from (select id
                      from report
                     where city_id = %(city)s
                       and received_at >= %(since)s
                       and received_at < %(until)s
                     order by received_at desc, id desc
                    offset %(most)s
                     limit 1) as beyond
            """,
            city=city,
            since=since,
            until=until,
            most=MOST_READ,
        )
    )


async def behind(
    db: Db, city: CityId, chosen: Chosen, only: Only | None, *, now: datetime, mark: Mark | None, limit: int
) -> list[Found]:
    """The reports behind a figure, from a mark on: the newest first; of the late ones those that are so the longest."""
    if only is Only.LATE:
        query: LiteralString = (
            "select id as report, due_at as at "
            + _source(chosen, only)
            + _AS_ASKED
            + _ONLY[only]
            + """
           and (due_at, id) > (%(at)s::timestamptz, %(behind)s::uuid)
         order by due_at, id
         limit %(limit)s
            """
        )
        start = Mark(report=UUID(int=0), at=FIRST)
    else:
        query = (
            "select id as report, received_at as at "
            + _source(chosen, only)
            + _AS_ASKED
            + _ONLY[only]
            + """
           and (received_at, id) < (%(at)s::timestamptz, %(behind)s::uuid)
         order by received_at desc, id desc
         limit %(limit)s
            """
        )
        start = Mark(report=UUID(int=(1 << 128) - 1), at=LAST)
    mark = mark or start
    return await db.all(
        Found,
        query,
        city=city,
        now=now,
        most=MOST_READ,
        at=mark.at,
        behind=mark.report,
        limit=limit,
        **_values(chosen),
    )


async def count(db: Db, city: CityId, chosen: Chosen, only: Only | None, *, now: datetime) -> int:
    """How many there are behind a figure; more than `MOST_COUNTED` for any more."""
    found = await db.one(
        int,
        "select count(*) from (select "
        + _source(chosen, only)
        + _AS_ASKED
        + _ONLY[only]
        + " limit %(few)s) as few",
        city=city,
        now=now,
        most=MOST_READ,
        few=MOST_COUNTED + 1,
        **_values(chosen),
    )
    return found or 0


def _source(chosen: Chosen, only: Only | None) -> LiteralString:
    if chosen.cells is not None:
        return _THERE
    return _OVERDUE if only is Only.LATE else _NEWEST


def _values(chosen: Chosen) -> dict[str, object]:
    urgent = chosen.urgent
    return {
        "since": chosen.since,
        "until": chosen.until,
        "guarded": chosen.guarded,
        "areas": None if chosen.areas is None else column(chosen.areas),
        "kinds": None if chosen.kinds is None else column(chosen.kinds),
        "agency": chosen.agency,
        "channel": chosen.channel,
        "status": chosen.status,
        "plain": None if urgent is None else column(urgent.plain),
        "raised": None if urgent is None else column(urgent.raised),
        "above": 0 if urgent is None else urgent.above,
        "first": chosen.cells[0] if chosen.cells is not None else None,
        "last": chosen.cells[1] if chosen.cells is not None else None,
    }
