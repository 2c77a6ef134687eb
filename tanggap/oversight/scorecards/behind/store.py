"""Which stints, and which filings, a figure was counted from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, LiteralString

from msgspec import Struct

from tanggap.city.offers import Month
from tanggap.city.terms import AgencySlug, AreaCode, CityId
from tanggap.kit.db import Db, column
from tanggap.oversight.scorecards.behind.rules import Of, Whose
from tanggap.oversight.scorecards.measuring.store import HISTORY_WAITS


class Behind(Struct, frozen=True, kw_only=True):
    """A report behind a figure. ``good``: counted for the unit, None where nothing is judged; ``listed``: the public may find it."""

    number: int
    listed: bool
    kind: str | None
    area: AreaCode | None
    finished_at: datetime | None
    due_at: datetime | None
    agency: AgencySlug
    began_at: datetime
    ended_at: datetime | None
    good: bool | None
    stars: int | None


class Totals(Struct, frozen=True, kw_only=True):
    """What all the reports behind a figure add up to; ``stars`` over all of them, ``unlisted`` the public may not find."""

    reports: int
    good: int
    stars: int
    unlisted: int


_MINE: LiteralString = """
with mine as not materialized (
    select task, report, agency, began_at, ended_at, due_at, respond_by, answered_at, finished_at, on_time, reopened_at,
           stars, rated_at, quiet
      from stint
     where city_id = %(city)s
       and (%(agencies)s::text[] is null or agency = any(%(agencies)s::text[]))
       and (%(areas)s::text[] is null or area = any(%(areas)s::text[]))
       and (%(of_kind)s::text is null or kind = %(of_kind)s)
), """

_HELD: LiteralString = """
held as not materialized (
    select report, task, agency, began_at, ended_at, due_at, respond_by, answered_at, finished_at
      from mine
     where ended_at is null and began_at < %(at)s and (not quiet or began_at > %(recent)s)
     union all
    select report, task, agency, began_at, ended_at, due_at, respond_by, answered_at, finished_at
      from mine
     where ended_at >= %(at)s and began_at < %(at)s and (not quiet or began_at > %(recent)s)
), """
"""Who still held something at the month's end; each half has its index."""

_FIGURES: Mapping[Of, LiteralString] = {
    Of.ON_TIME: _MINE
    + _HELD
    + """
figure as (
    select report, task, agency, began_at, ended_at, due_at, finished_at, null::smallint as stars, on_time as good
      from mine
     where finished_at >= %(began)s and finished_at < %(at)s
     union all
    select report, task, agency, began_at, ended_at, due_at, finished_at, null, false
      from held
     where due_at < %(at)s
)
""",
    Of.FIRST_ANSWER: _MINE
    + """
figure as (
    select report, task, agency, began_at, ended_at, due_at, finished_at, null::smallint as stars,
           coalesce(answered_at <= respond_by, false) as good
      from mine
     where began_at >= %(began)s and began_at < %(at)s
       and respond_by is not null
       and (answered_at is not null or coalesce(ended_at, %(at)s) > respond_by)
)
""",
    Of.RATING: _MINE
    + """
figure as (
    select report, task, agency, began_at, ended_at, due_at, finished_at, stars, null::boolean as good
      from mine
     where rated_at >= %(began)s and rated_at < %(at)s
)
""",
    Of.STAYED_CLOSED: _MINE
    + """
figure as (
    select report, task, agency, began_at, ended_at, due_at, finished_at, null::smallint as stars,
           reopened_at is null or date_trunc('month', reopened_at, %(zone)s) <> date_trunc('month', finished_at, %(zone)s)
           as good
      from mine
     where finished_at >= %(began)s and finished_at < %(at)s
     union all
    select report, task, agency, began_at, ended_at, due_at, finished_at, null, false
      from mine
     where reopened_at >= %(began)s and reopened_at < %(at)s
       and date_trunc('month', reopened_at, %(zone)s) <> date_trunc('month', finished_at, %(zone)s)
)
""",
    Of.NEGLECTED: _MINE
    + _HELD
    + """
figure as (
    select report, task, agency, began_at, ended_at, due_at, finished_at, null::smallint as stars,
           coalesce((answered_at >= %(at)s or answered_at is null)
                    and %(at)s - began_at > 2 * (respond_by - began_at), false) is false as good
      from held
)
""",
    Of.BACKLOG: _MINE
    + _HELD
    + """
figure as (
    select report, task, agency, began_at, ended_at, due_at, finished_at, null::smallint as stars, null::boolean as good
      from held
)
""",
    Of.UNTRUE: """
with mine as not materialized (
    select f.report, f.nth, f.agency, f.filed_at, f.false_at
      from filing f
      join report r on r.city_id = f.city_id and r.id = f.report
     where f.city_id = %(city)s
       and (%(agencies)s::text[] is null or f.agency = any(%(agencies)s::text[]))
       and (%(areas)s::text[] is null or r.area = any(%(areas)s::text[]))
       and (%(of_kind)s::text is null or r.kind = %(of_kind)s)
), figure as (
    select report, null::uuid as task, agency, filed_at as began_at, null::timestamptz as ended_at,
           null::timestamptz as due_at, filed_at as finished_at, null::smallint as stars, true as good
      from mine
     where filed_at >= %(began)s and filed_at < %(at)s
       and (false_at is null or date_trunc('month', false_at, %(zone)s) <> date_trunc('month', filed_at, %(zone)s))
     union all
    select report, null, agency, filed_at, null, null, filed_at, null, false
      from mine
     where false_at >= %(began)s and false_at < %(at)s
)
""",
}
"""What each figure of some months was counted from, as it is counted in `measuring` and by the room that files work.

Over more than a month too, whatever counted in two of them is there twice: finished in one, opened again in another.
"""


async def behind(
    db: Db,
    city: CityId,
    whose: Whose,
    of: Of,
    month: Month,
    *,
    zone: str,
    everything: bool,
    limit: int,
    page: int = 1,
) -> list[Behind]:
    """The reports behind a figure of a city's month or more, those that counted against the unit first; the listed ones, or all.

    Of what is not judged those with the fewest stars, and those held longest, come first.
    """
    return await db.all(
        Behind,
        _FIGURES[of]
        + """
        select r.number, r.listed, r.kind, r.area, f.finished_at, f.due_at, f.agency, f.began_at, f.ended_at, f.good,
               f.stars
          from figure f
          join report r on r.city_id = %(city)s and r.id = f.report
         where %(everything)s or r.listed
         order by f.good, f.stars, case when f.good is null then f.began_at end, f.began_at desc, r.number, f.task
         limit %(limit)s
        offset %(offset)s
        """,
        **_asked(city, whose, month, zone),
        everything=everything,
        limit=limit,
        offset=limit * (page - 1),
    )


async def totals(db: Db, city: CityId, whose: Whose, of: Of, month: Month, *, zone: str) -> Totals:
    """What the reports behind a figure of a month add up to."""
    found = await db.one(
        Totals,
        _FIGURES[of]
        + """
        select count(*) as reports, count(*) filter (where f.good) as good, coalesce(sum(f.stars), 0) as stars,
               count(*) filter (where not r.listed) as unlisted
          from figure f
          join report r on r.city_id = %(city)s and r.id = f.report
        """,
        **_asked(city, whose, month, zone),
    )
    return found or Totals(reports=0, good=0, stars=0, unlisted=0)


def _asked(city: CityId, whose: Whose, month: Month, zone: str) -> dict[str, Any]:
    return {
        "city": city,
        "agencies": column(whose.agencies) if whose.agencies is not None else None,
        "areas": column(whose.areas) if whose.areas is not None else None,
        "of_kind": whose.kind,
        "began": month.began_at,
        "at": month.at,
        "zone": zone,
        "recent": month.at - HISTORY_WAITS,
    }
