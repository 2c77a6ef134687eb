"""Which alerts a report finds: by area or by block, never by looking at all; and what each of them found."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AreaCode, CityId, KindSlug
from tanggap.journey.alerts.rules import BLOCK_SIZES, Following, Seen, What, chain
from tanggap.kit.db import Db, column
from tanggap.kit.geo import block_of
from tanggap.report.report import ReportId


class Match(Struct, frozen=True, kw_only=True):
    """An alert that a report found by its place."""

    report: ReportId
    alert: Following


class Hit(Struct, frozen=True, kw_only=True):
    """What an alert found."""

    alert: UUID
    report: ReportId
    what: What
    at: datetime


class Found(Struct, frozen=True, kw_only=True):
    """What an alert found, ready to be shown."""

    alert: UUID
    number: int
    kind: KindSlug | None
    area: AreaCode | None
    what: What
    at: datetime


class Said(Struct, frozen=True, kw_only=True):
    """What an office told the people of an area."""

    id: UUID
    area: AreaCode
    title: str


class _Row(Following, frozen=True, kw_only=True):
    report: ReportId


async def seen(db: Db, city: CityId, reports: Iterable[ReportId]) -> list[Seen]:
    """Those of these reports that anybody may find. Brought-in history is no news."""
    return await db.all(
        Seen,
        """
        select id, number, area, kind, kind_group, visibility, sensitivity, lon, lat, cell
          from report
         where city_id = %(city)s
           and id = any(%(reports)s::uuid[])
           and listed
           and not quiet
         order by id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )


async def matches(db: Db, city: CityId, reports: Sequence[Seen]) -> list[Match]:
    """The alerts whose area holds a report, or whose blocks do: each looked up by equality, once for all reports."""
    by_area = [(report.id, code) for report in reports for code in chain(report.area)]
    by_block = [
        (report.id, size, block_of(report.cell, size))
        for report in reports
        if report.cell is not None and report.exact
        for size in BLOCK_SIZES
    ]
    found = await db.all(
        _Row,
        """
        with found as (
            select p.report, a.id
              from unnest(%(area_reports)s::uuid[], %(areas)s::text[]) as p (report, area)
              join alert a on a.city_id = %(city)s and a.area = p.area and a.confirmed_at is not null
             union
            select p.report, b.alert
              from unnest(%(block_reports)s::uuid[], %(sizes)s::smallint[], %(blocks)s::bigint[])
                as p (report, size, block)
              join alert_block b on b.city_id = %(city)s and b.size = p.size and b.block = p.block)
        select f.report, a.id, a.lon, a.lat, a.radius_m, a.kind, a.kind_group, a.fresh, a.done, a.way, a.pace,
               a.seat, a.person, a.ear, a.lookup
          from found f
          join alert a on a.city_id = %(city)s and a.id = f.id
         where a.city_id = %(city)s
           and a.confirmed_at is not null
         order by f.report, a.id
         limit 100000
        """,
        city=city,
        area_reports=column(report for report, _ in by_area),
        areas=column(area for _, area in by_area),
        block_reports=column(report for report, _, _ in by_block),
        sizes=column(size for _, size, _ in by_block),
        blocks=column(block for _, _, block in by_block),
    )
    return [Match(report=each.report, alert=each) for each in found]


async def hit(db: Db, city: CityId, hits: Sequence[Hit]) -> set[tuple[UUID, ReportId, What]]:
    """Remember what alerts found, each once; which of it is new."""
    new = await db.all(
        Hit,
        """
        insert into alert_hit (city_id, alert, report, what, at)
        select %(city)s, *
          from unnest(%(alerts)s::uuid[], %(reports)s::uuid[], %(whats)s::text[], %(moments)s::timestamptz[])
            on conflict do nothing
        returning alert, report, what, at
        """,
        city=city,
        alerts=column(each.alert for each in hits),
        reports=column(each.report for each in hits),
        whats=column(each.what for each in hits),
        moments=column(each.at for each in hits),
    )
    return {(each.alert, each.report, each.what) for each in new}


async def announced(db: Db, city: CityId, announcements: Iterable[UUID]) -> list[Said]:
    """Those of these announcements that still stand."""
    return await db.all(
        Said,
        """
        select id, area, title
          from announcement
         where city_id = %(city)s
           and id = any(%(announcements)s::uuid[])
           and withdrawn_at is null
         order by id
         limit 100000
        """,
        city=city,
        announcements=column(announcements),
    )


async def listening(db: Db, city: CityId, areas: Iterable[AreaCode]) -> list[Following]:
    """The alerts of these areas that want to hear what offices say, those of the smallest areas first."""
    return await db.all(
        Following,
        """
        select id, lon, lat, radius_m, kind, kind_group, fresh, done, way, pace, seat, person, ear, lookup
          from alert
         where city_id = %(city)s
           and area = any(%(areas)s::text[])
           and announced
           and confirmed_at is not null
         order by area desc, id
         limit 100000
        """,
        city=city,
        areas=column(areas),
    )


async def found_by(db: Db, city: CityId, alerts: Iterable[UUID], *, now: datetime, limit: int) -> list[Found]:
    """What these alerts found of what anybody may still find, as far as it may be told by now; the newest first."""
    return await db.all(
        Found,
        """
        select h.alert, r.number, r.kind, r.area, h.what, h.at
          from unnest(%(alerts)s::uuid[]) as mine (alert)
          join lateral (select alert, report, what, at
                          from alert_hit
                         where city_id = %(city)s and alert = mine.alert and at <= %(now)s
                         order by at desc, report
                         limit %(limit)s) h on true
          join report r on r.city_id = %(city)s and r.id = h.report and r.listed
         order by h.at desc, r.number, h.what
         limit 1000
        """,
        city=city,
        alerts=column(alerts),
        now=now,
        limit=limit,
    )
