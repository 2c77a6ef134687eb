"""Who follows a place hears what the public may know of it, once, and a report finds them without asking all."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from msgspec import Struct

from tanggap.app.tools import Workbench
from tanggap.city.hearing import Pace, Way
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.journey.alerts import rules, store
from tanggap.journey.alerts.finding import store as finding
from tanggap.journey.alerts.finding.store import Hit
from tanggap.journey.alerts.listener import LISTENER
from tanggap.journey.alerts.rules import Circle, Following, Seen, What, Wish, chain, concerns
from tanggap.journey.alerts.store import Owner
from tanggap.kit.clock import SetClock
from tanggap.kit.db import analyze
from tanggap.kit.errors import Invalid
from tanggap.kit.geo import blocks_around, cell
from tanggap.kit.log import history
from tanggap.report.report import ReportId, Visibility
from tests.conftest import BEKASI, NOW, Addresses
from tests.visitor import Visitor

MARKET = (106.9756, -6.2383)
JAKASAMPURNA = AreaCode("32.75.02.1005")
BROWSER = b"a browser"

ROAD = Seen(
    id=ReportId(uuid4()),
    number=1,
    area=JAKASAMPURNA,
    kind=KindSlug("road-damage"),
    kind_group=GroupSlug("roads"),
    visibility=Visibility.PUBLIC,
    sensitivity=Sensitivity.PUBLIC,
    lon=MARKET[0],
    lat=MARKET[1],
    cell=cell(*MARKET),
)
ALL = Following(
    id=uuid4(),
    lon=None,
    lat=None,
    radius_m=None,
    kind=None,
    kind_group=None,
    fresh=True,
    done=False,
    way=Way.APP,
    pace=Pace.AT_ONCE,
    seat=BROWSER,
    person=None,
    ear=None,
    lookup=None,
)
CIRCLE: dict[str, Any] = {"lon": MARKET[0], "lat": MARKET[1] + 0.004, "radius_m": 500}
"""Some 445 m north of the market."""


@pytest.mark.parametrize(
    ("alert", "report", "expected"),
    [
        ({}, {}, True),
        ({"kind": "road-damage"}, {}, True),
        ({"kind": "garbage-pile"}, {}, False),
        ({"kind_group": "roads"}, {}, True),
        ({"kind_group": "waste"}, {}, False),
        ({"fresh": False, "done": True}, {}, False),
        (CIRCLE, {}, True),
        (CIRCLE | {"radius_m": 400}, {}, False),
        (CIRCLE, {"visibility": Visibility.ANONYMOUS}, False),
        (CIRCLE, {"sensitivity": Sensitivity.BLURRED}, False),
        (CIRCLE, {"lon": None, "lat": None}, False),
        ({}, {"sensitivity": Sensitivity.BLURRED}, True),
    ],
)
def test_which_report_concerns_whom(alert: dict[str, Any], report: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 (a table's column)
    following, seen = msgspec.structs.replace(ALL, **alert), msgspec.structs.replace(ROAD, **report)

    assert concerns(following, seen, What.FRESH) is expected


def test_an_area_lies_in_its_kecamatan_and_its_city() -> None:
    assert chain(JAKASAMPURNA) == ["32.75", "32.75.02", "32.75.02.1005"]
    assert chain(None) == []


def read(**fields: str) -> Wish:
    return rules.read(
        fields.get,
        areas=lambda code: code == JAKASAMPURNA,
        kinds=lambda _: False,
        groups={"roads"}.__contains__,
    )


FORM = {"area": JAKASAMPURNA, "fresh": "yes", "way": "app"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"area": "32.99"}, "area"),
        ({"lon": "106.9", "lat": "-6.2", "radius": "99"}, "radius"),
        ({"lon": "106.9", "lat": "-6.2", "radius": "5001"}, "radius"),
        ({"lon": "106.9", "lat": "-6.2", "radius": "²"}, "radius"),
        ({"lon": "nan", "lat": "-6.2", "radius": "500"}, "area"),
        ({"lon": "inf", "lat": "-6.2", "radius": "500"}, "area"),
        ({"about": "nothing"}, "about"),
        ({"fresh": ""}, "fresh"),
        ({"way": "pigeon"}, "way"),
        ({"way": "any"}, "way"),
    ],
)
def test_what_cannot_be_followed_is_refused_beside_its_field(change: dict[str, str], field: str) -> None:
    fields = {name: text for name, text in (FORM | change).items() if text}

    with pytest.raises(Invalid) as refused:
        read(**fields)
    assert refused.value.field == field


def test_a_circle_stands_above_an_area_and_a_group_is_no_kind() -> None:
    wish = read(**FORM, lon="106.9", lat="-6.2", radius="500", about="roads")

    assert (wish.area, wish.circle) == (None, Circle(lon=106.9, lat=-6.2, radius_m=500))
    assert (wish.kind, wish.group) == (None, "roads")


@pytest.mark.parametrize(
    "text", [None, "", "a", "a@b", "@b.id", "a@", "a b@c.id", "a@c.id\nBcc: x@y.id", "é" * 255]
)
def test_what_is_no_address_is_refused(text: str | None) -> None:
    with pytest.raises(Invalid):
        rules.address(text)


def wish(*, area: str | None = None, circle: Circle | None = None) -> Wish:
    return Wish(
        area=AreaCode(area) if area else None,
        circle=circle,
        kind=None,
        group=None,
        fresh=True,
        done=False,
        announced=False,
        way=Way.APP,
        pace=Pace.AT_ONCE,
    )


async def follow(bench: Workbench, wished: Wish, *, confirmed: bool = True) -> UUID:
    async with bench.app.transaction(BEKASI) as db:
        owner = Owner(seat=BROWSER, person=None)
        return await store.add(db, BEKASI, wished, owner, at=NOW, confirmed=confirmed)


async def matched(bench: Workbench, *reports: Seen) -> set[UUID]:
    async with bench.app.transaction(BEKASI) as db:
        return {each.alert.id for each in await finding.matches(db, BEKASI, reports)}


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
