"""A report finds the alerts it concerns, without asking all, and each is told once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.app.tools import Workbench
from tanggap.city.packs.pack import Sensitivity
from tanggap.journey.alerts import store
from tanggap.journey.alerts.finding import store as finding
from tanggap.journey.alerts.finding.store import Hit
from tanggap.journey.alerts.listener import LISTENER
from tanggap.journey.alerts.rules import Circle, What
from tanggap.kit.clock import SetClock
from tanggap.kit.db import analyze
from tanggap.kit.geo import blocks_around
from tanggap.kit.log import history
from tanggap.report.report import Visibility
from tests.conftest import BEKASI, NOW, Addresses
from tests.journey.following import JAKASAMPURNA, MARKET, ROAD, follow, matched, wish
from tests.visitor import Visitor


async def test_a_report_finds_the_areas_and_the_circles_around_it_and_no_others(bench: Workbench) -> None:
    circle = Circle(lon=MARKET[0], lat=MARKET[1] + 0.004, radius_m=500)
    around = {
        await follow(bench, wish(area=JAKASAMPURNA)),
        await follow(bench, wish(area="32.75.02")),
        await follow(bench, wish(circle=circle)),
    }
    await follow(bench, wish(area="32.75.03"))
    await follow(bench, wish(area=JAKASAMPURNA), confirmed=False)
    await follow(bench, wish(circle=Circle(lon=107.2, lat=-6.2383, radius_m=5000)))

    assert await matched(bench, ROAD) == around


async def test_what_is_not_public_to_the_point_finds_areas_only(bench: Workbench) -> None:
    area = await follow(bench, wish(area=JAKASAMPURNA))
    await follow(bench, wish(circle=Circle(lon=MARKET[0], lat=MARKET[1], radius_m=5000)))

    assert await matched(bench, msgspec.structs.replace(ROAD, sensitivity=Sensitivity.BLURRED)) == {area}
    assert await matched(bench, msgspec.structs.replace(ROAD, visibility=Visibility.ANONYMOUS)) == {area}


async def test_an_alert_that_ended_leaves_nothing_behind(bench: Workbench) -> None:
    alert = await follow(bench, wish(circle=Circle(lon=MARKET[0], lat=MARKET[1], radius_m=500)))
    async with bench.app.transaction(BEKASI) as db:
        await finding.hit(db, BEKASI, [Hit(alert=alert, report=ROAD.id, what=What.FRESH, at=NOW)])

        await store.end(db, BEKASI, [alert])

        left = [
            await db.one(int, "select count(*) from alert"),
            await db.one(int, "select count(*) from alert_block"),
            await db.one(int, "select count(*) from alert_hit"),
        ]
    assert left == [0, 0, 0]


MANY = 10_000


class Read(Struct, frozen=True, kw_only=True):
    """How much of a table was read: whole, and by its indexes."""

    table: str
    scans: int
    rows: int


async def test_among_ten_thousand_alerts_a_report_looks_at_those_around_it_only(
    bench: Workbench, addresses: Addresses
) -> None:
    around = {
        await follow(bench, wish(circle=Circle(lon=MARKET[0], lat=MARKET[1], radius_m=250))),
        await follow(bench, wish(area=JAKASAMPURNA)),
    }
    await _crowd(bench)
    await analyze(addresses.owner)

    async with bench.app.transaction(BEKASI) as db:
        found = await finding.matches(db, BEKASI, [ROAD])
        read = await db.all(
            Read,
            """
            select relname as table, seq_scan as scans, idx_tup_fetch as rows
              from pg_stat_xact_user_tables
             where relname in ('alert', 'alert_block')
            """,
        )

    assert {each.alert.id for each in found} == around
    assert {each.table: each.scans for each in read} == {"alert": 0, "alert_block": 0}
    assert sum(each.rows for each in read) < 20


async def _crowd(bench: Workbench) -> None:
    """Ten thousand people who follow circles and areas elsewhere in the city."""
    size, _ = blocks_around(107.0, -6.3, 250)
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            """
            with made as (
                insert into alert (city_id, id, area, lon, lat, radius_m, way, pace, created_at, confirmed_at)
                select %(city)s, gen_random_uuid(), case when n %% 2 = 0 then '32.75.03.' || n end, 107, -6.3,
                       250, 'app', 'at_once', %(now)s, %(now)s
                  from generate_series(1, %(many)s) as n
                returning id)
            insert into alert_block (city_id, size, block, alert)
            select %(city)s, %(size)s, row_number() over (), id
              from made
            """,
            city=BEKASI,
            now=NOW,
            many=MANY,
            size=size,
        )


async def hear(bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI) as desk:
        events: list[Any] = []
        for report in await desk.db.all(UUID, "select id from report order by id"):
            events += await history(desk.db, BEKASI, report)
        await LISTENER.on_events(desk, [each for each in events if each.kind in (LISTENER.kinds or ())])


async def hits(bench: Workbench) -> Sequence[Any]:
    async with bench.app.transaction(BEKASI) as db:
        return await db.all(str, "select what from alert_hit order by at")


async def test_each_report_is_told_once_however_often_its_log_is_heard(
    visitor: Visitor, bench: Workbench
) -> None:
    await follow(bench, wish(area=JAKASAMPURNA))
    await visitor.report(kind="road-damage")

    await hear(bench)
    await hear(bench)

    assert await hits(bench) == ["fresh"]


async def test_what_the_public_may_not_find_is_told_to_nobody(visitor: Visitor, bench: Workbench) -> None:
    await follow(bench, wish(area="32.75"))
    await visitor.report(kind="road-damage", visibility="confidential")
    await visitor.report(kind="official-conduct")
    await visitor.report(kind="road-damage")
    async with bench.app.transaction(BEKASI) as db:
        await db.run("update report set quiet = true where listed")

    await hear(bench)

    assert await hits(bench) == []


async def test_an_anonymous_report_is_told_when_its_hour_is_over(
    visitor: Visitor, bench: Workbench, clock: SetClock
) -> None:
    clock.move(timedelta(minutes=20))
    alert = await follow(bench, wish(area=JAKASAMPURNA))
    await visitor.report(kind="road-damage", visibility="anonymous")

    await hear(bench)

    async with bench.app.transaction(BEKASI) as db:
        at_once = await finding.found_by(db, BEKASI, [alert], now=clock.now(), limit=5)
        later = await finding.found_by(db, BEKASI, [alert], now=NOW.replace(hour=3), limit=5)
    assert (len(at_once), len(later)) == (0, 1)
