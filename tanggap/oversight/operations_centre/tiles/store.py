"""What a tile is drawn from: sums by square, reports counted by square, single reports. Never more than may be looked at."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import CityId, KindSlug
from tanggap.kit.db import Db, column
from tanggap.oversight.operations_centre.tiles.rules import (
    MOST_LATE,
    MOST_NEAR,
    MOST_POINTS,
    MOST_SCANNED,
    Asked,
    Counted,
    Limits,
    Source,
)
from tanggap.report.report import Status, Visibility

MOST_SQUARES = 4096


class Spot(Struct, frozen=True, kw_only=True):
    """A report as a map tells of it, and what decides where it may be shown."""

    id: UUID
    number: int
    kind: KindSlug | None
    status: Status
    visibility: Visibility
    sensitivity: Sensitivity
    late: bool
    lon: float
    lat: float


# What a reader may see, of what they asked for.
_SHOWN: LiteralString = """(not %(listed)s::bool or listed)
               and (%(areas)s::text[] is null
                    or exists (select from unnest(%(areas)s::text[]) as a
                                where area = a or starts_with(area, a || '.')))
               and (%(guarded_areas)s::text[] is null
                    or (visibility <> 'confidential' and sensitivity <> 'S3')
                    or exists (select from unnest(%(guarded_areas)s::text[]) as a
                                where area = a or starts_with(area, a || '.')))
               and (%(kinds)s::text[] is null or kind = any(%(kinds)s::text[]))
               and (%(agency)s::text is null or agency = %(agency)s)
               and (%(area)s::text is null or area = %(area)s or starts_with(area, %(area)s || '.'))
               and (%(channel)s::text is null or channel = %(channel)s)
               and (%(statuses)s::text[] is null or status = any(%(statuses)s::text[]))
               and (not %(open)s::bool or open)
               and (not %(late)s::bool
                    or (open and due_at < %(now)s and status not in ('resolved', 'needs_info')))
               and (%(since)s::timestamptz is null or received_at >= %(since)s::timestamptz)
               and (%(before)s::timestamptz is null or received_at < %(before)s::timestamptz)
               and (%(plain)s::text[] is null
                    or (supporters <= %(backed)s and coalesce(kind, '') = any(%(plain)s::text[]))
                    or (supporters > %(backed)s and coalesce(kind, '') = any(%(raised)s::text[])))"""


async def summed(db: Db, city: CityId, asked: Asked, *, level: int, first: int, last: int) -> list[Counted]:
    """What anybody may find in these squares of a level, from the sums that follow the log."""
    return await db.all(
        Counted,
        """
        select c.cell, sum(c.reports) as reports, sum(c.open) as open
          from counts_cell c
          join counts_generation g on g.city_id = c.city_id and g.generation = c.generation
         where c.city_id = %(city)s
           and c.level = %(level)s
           and c.cell between %(first)s and %(last)s
           and (%(kinds)s::text[] is null or c.kind = any(%(kinds)s::text[]))
         group by c.cell
        having sum(c.reports) > 0
         order by c.cell
         limit %(most)s
        """,
        city=city,
        level=level,
        first=first,
        last=last,
        kinds=_column(asked.kinds),
        most=MOST_SQUARES,
    )


async def late(
    db: Db, city: CityId, asked: Asked, *, shift: int, first: int, last: int, now: datetime
) -> list[Counted]:
    """The listed reports past their limit in these cells, by square; ``shift`` tells how large a square is."""
    return await db.all(
        Counted,
        """
        with past as (
            select cell, kind
              from report
             where city_id = %(city)s
               and open
               and listed
               and due_at < %(now)s
               and status not in ('resolved', 'needs_info')
             limit %(late)s
        )
        select cell >> %(shift)s::int as cell, 0 as reports, 0 as open, count(*) as late
          from past
         where cell between %(first)s and %(last)s
           and (%(kinds)s::text[] is null or kind = any(%(kinds)s::text[]))
         group by 1
         order by 1
         limit %(most)s
        """,
        city=city,
        first=first,
        last=last,
        shift=shift,
        kinds=_column(asked.kinds),
        now=now,
        late=MOST_LATE,
        most=MOST_SQUARES,
    )


async def crowded(db: Db, city: CityId, *, first: int, last: int) -> bool:
    """Whether more reports lie in these cells than may be looked at."""
    found = await db.one(
        int,
        """
        select count(*)
          from (select
                  from report
                 where city_id = %(city)s
                   and square between %(first)s::bigint >> 24 and %(last)s::bigint >> 24
                 limit %(most)s + 1) as few
        """,
        city=city,
        first=first,
        last=last,
        most=MOST_NEAR,
    )
    return (found or 0) > MOST_NEAR


async def counted(
    db: Db,
    city: CityId,
    asked: Asked,
    limits: Limits,
    *,
    by: Source,
    shift: int,
    first: int,
    last: int,
    now: datetime,
) -> list[Counted]:
    """The reports in these cells by square, counted one by one: those the index over cells finds, or of the newest.

    For the public, one that is not shown at its place counts somewhere in its square of zoom 14, as
    `points.public_cell` says it; no smaller square tells where it is.
    """
    return await db.all(
        Counted,
        """
        with there as (
            (select id, kind, agency, area, channel, status, visibility, sensitivity, listed, open, cell,
                    received_at, due_at, supporters
               from report
              where city_id = %(city)s
                and %(by)s = 'range'
                and square between %(first)s::bigint >> 24 and %(last)s::bigint >> 24
              limit %(near)s)
              union all
            (select id, kind, agency, area, channel, status, visibility, sensitivity, listed, open, cell,
                    received_at, due_at, supporters
               from report
              where city_id = %(city)s
                and %(by)s = 'newest'
                and (not %(listed)s::bool or listed)
                and received_at >= coalesce(%(since)s::timestamptz, '-infinity')
                and received_at < coalesce(%(before)s::timestamptz, 'infinity')
              order by received_at desc, id desc
              limit %(scanned)s)
        ), chosen as (
            select case when not %(listed)s::bool or (visibility = 'public' and sensitivity = 'S0') then cell
                        else cell >> 24 << 24 | ('x' || right(id::text, 6))::bit(24)::bigint
                    end as cell,
                   open,
                   open and due_at < %(now)s and status not in ('resolved', 'needs_info') as late
              from there
             where cell between %(first)s and %(last)s
               and """
        + _SHOWN
        + """
        )
        select cell >> %(shift)s::int as cell, count(*) as reports,
               count(*) filter (where open) as open, count(*) filter (where late) as late
          from chosen
         group by 1
         order by 1
         limit %(most)s
        """,
        city=city,
        by=by,
        first=first,
        last=last,
        shift=shift,
        now=now,
        near=MOST_NEAR,
        scanned=MOST_SCANNED,
        most=MOST_SQUARES,
        **_values(asked, limits),
    )


async def spots(
    db: Db, city: CityId, asked: Asked, limits: Limits, *, first: int, last: int, now: datetime
) -> list[Spot]:
    """The newest reports in these cells of one square of zoom 14, one by one; ``late`` are open past their limit."""
    return await db.all(
        Spot,
        """
        with there as (
            select id, number, kind, agency, area, channel, status, visibility, sensitivity, listed, open,
                   lon, lat, received_at, due_at, supporters
              from report
             where city_id = %(city)s
               and square = %(first)s::bigint >> 24
               and cell between %(first)s and %(last)s
             order by received_at desc, id desc
             limit %(near)s
        )
        select id, number, kind, status, visibility, sensitivity, lon, lat,
               coalesce(open and due_at < %(now)s and status not in ('resolved', 'needs_info'), false) as late
          from there
         where """
        + _SHOWN
        + """
         order by received_at desc, id desc
         limit %(most)s
        """,
        city=city,
        first=first,
        last=last,
        now=now,
        near=MOST_NEAR,
        most=MOST_POINTS,
        **_values(asked, limits),
    )


def _values(asked: Asked, limits: Limits) -> dict[str, object]:
    return {
        "listed": limits.listed,
        "areas": _column(limits.areas),
        "guarded_areas": _column(limits.guarded_areas),
        "kinds": _column(asked.kinds),
        "agency": asked.agency,
        "area": asked.area,
        "channel": asked.channel,
        "statuses": _column(asked.statuses),
        "open": asked.open,
        "late": asked.late,
        "since": asked.since,
        "before": asked.before,
        "plain": _column(asked.plain),
        "raised": column(asked.raised),
        "backed": asked.backed,
    }


def _column(values: Sequence[str] | None) -> str | None:
    return None if values is None else column(values)
