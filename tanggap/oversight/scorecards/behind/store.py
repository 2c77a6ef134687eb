"""Which stints a figure was counted from."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, LiteralString

from msgspec import Struct

from tanggap.city.offers import Month
from tanggap.city.terms import AgencySlug, AreaCode, CityId
from tanggap.kit.db import Db, column


class Of(StrEnum):
    """The measures whose reports can be looked at, by their names."""

    ON_TIME = "on_time"
    FIRST_ANSWER = "first_answer"
    STAYED_CLOSED = "stayed_closed"
    NEGLECTED = "neglected"


class Whose(Struct, frozen=True, kw_only=True):
    """The stints of these agencies, in these areas, of this kind; None for all."""

    agencies: Sequence[str] | None = None
    areas: Sequence[str] | None = None
    kind: str | None = None


class Behind(Struct, frozen=True, kw_only=True):
    """A report behind a figure. ``good``: counted for the unit; ``listed``: the public may find it."""

    number: int
    listed: bool
    kind: str | None
    area: AreaCode | None
    finished_at: datetime | None
    due_at: datetime | None
    agency: AgencySlug
    began_at: datetime
    ended_at: datetime | None
    good: bool


_FIGURE: LiteralString = """
with mine as not materialized (
    select task, report, agency, area, kind, began_at, ended_at, due_at, respond_by, answered_at, finished_at, reopened_at
      from stint
     where city_id = %(city)s
       and (%(agencies)s::text[] is null or agency = any(%(agencies)s::text[]))
       and (%(areas)s::text[] is null or area = any(%(areas)s::text[]))
       and (%(of_kind)s::text is null or kind = %(of_kind)s)
), candidate as (
    select task, report
      from mine
     where %(of)s in ('on_time', 'stayed_closed') and finished_at >= %(began)s and finished_at < %(at)s
     union
    select task, report
      from mine
     where %(of)s = 'stayed_closed' and reopened_at >= %(began)s and reopened_at < %(at)s
     union
    select task, report
      from mine
     where %(of)s = 'first_answer' and began_at >= %(began)s and began_at < %(at)s
       and respond_by is not null and (answered_at is not null or coalesce(ended_at, %(at)s) > respond_by)
     union
    select task, report
      from mine
     where %(of)s in ('on_time', 'neglected') and ended_at is null and began_at < %(at)s
     union
    select task, report
      from mine
     where %(of)s in ('on_time', 'neglected') and ended_at >= %(at)s and began_at < %(at)s
), figure as (
    select s.task, s.began_at, r.number, r.listed, r.kind, r.area, s.finished_at, s.due_at, s.agency, s.ended_at,
           coalesce(case %(of)s
               when 'on_time' then s.on_time
               when 'first_answer' then s.answered_at <= s.respond_by
               when 'stayed_closed' then not (s.reopened_at >= %(began)s and s.reopened_at < %(at)s)
               else false
           end, %(of)s = 'stayed_closed') as good
      from candidate c
      join stint s on s.city_id = %(city)s and s.report = c.report and s.task = c.task
      join report r on r.city_id = s.city_id and r.id = s.report
     where case %(of)s
               when 'on_time' then
                   (s.finished_at >= %(began)s and s.finished_at < %(at)s) is true or s.due_at < %(at)s
               when 'neglected' then
                   (s.answered_at is null or s.answered_at >= %(at)s)
                   and %(at)s - s.began_at > 2 * (s.respond_by - s.began_at)
               else true
           end
)
"""
"""The stints a figure of a month was counted from. Each way into them has an index."""


async def behind(
    db: Db, city: CityId, whose: Whose, of: Of, month: Month, *, everything: bool, limit: int, page: int
) -> list[Behind]:
    """The reports behind a figure of a month, those that counted against the unit first; the listed ones, or all."""
    return await db.all(
        Behind,
        _FIGURE
        + """
        select number, listed, kind, area, finished_at, due_at, agency, began_at, ended_at, good
          from figure
         where %(everything)s or listed
         order by good, began_at desc, task
         limit %(limit)s
        offset %(offset)s
        """,
        **_asked(city, whose, of, month),
        everything=everything,
        limit=limit,
        offset=limit * (page - 1),
    )


async def hidden(db: Db, city: CityId, whose: Whose, of: Of, month: Month) -> int:
    """How many of the reports behind a figure the public may not find."""
    found = await db.one(
        int,
        _FIGURE + "select count(*) from figure where not listed",
        **_asked(city, whose, of, month),
    )
    return found or 0


def _asked(city: CityId, whose: Whose, of: Of, month: Month) -> dict[str, Any]:
    return {
        "city": city,
        "of": of.value,
        "agencies": column(whose.agencies) if whose.agencies is not None else None,
        "areas": column(whose.areas) if whose.areas is not None else None,
        "of_kind": whose.kind,
        "began": month.began_at,
        "at": month.at,
    }
