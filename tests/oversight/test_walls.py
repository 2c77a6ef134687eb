"""How walls draw the city, and that they count only what the public may find."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.rights import VISITOR
from tanggap.city.screens import Sight
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug
from tanggap.kit.errors import Invalid
from tanggap.oversight.operations_centre.walls import rules, store, views
from tanggap.oversight.operations_centre.walls.figures import looks
from tanggap.oversight.operations_centre.walls.figures.chart import DAYS, Hour, chart
from tanggap.oversight.operations_centre.walls.figures.sketch import box, sketched
from tanggap.oversight.operations_centre.walls.figures.store import counted, told
from tests import bekasi
from tests.bekasi import JAKASAMPURNA, ROADS
from tests.conftest import BEKASI, NOW
from tests.oversight.looking import ALL, look
from tests.visitor import Visitor


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 50), max_size=30))
def test_the_fuller_an_area_the_fuller_its_colour_and_an_empty_one_has_none(loads: dict[str, int]) -> None:
    levels = rules.levels(loads)

    assert levels.keys() == {code for code, load in loads.items() if load}
    assert all(1 <= level <= 5 for level in levels.values())
    assert all(
        levels[one] <= levels[other] for one in levels for other in levels if loads[one] <= loads[other]
    )
    assert not levels or max(levels.values()) == 5


@pytest.mark.parametrize(
    ("local", "dim"), [("04:59", True), ("05:00", False), ("21:59", False), ("22:00", True), ("00:30", True)]
)
def test_a_wall_is_dim_from_ten_at_night_to_five_in_the_morning_of_its_city(local: str, *, dim: bool) -> None:
    zone = bekasi.ground().zone
    at = datetime.fromisoformat(f"2026-07-01T{local}").replace(tzinfo=zone).astimezone(UTC)

    assert rules.dim(at, zone) is dim


@pytest.mark.parametrize(
    "code", ["", "overview:x", "late:1", "group:", "group:nothing", "agency:nothing", "wall"]
)
def test_a_scene_the_city_does_not_know_is_none_and_cannot_be_chosen(code: str) -> None:
    assert rules.read_scene(code, bekasi.ground()) is None
    with pytest.raises(Invalid, match="dikenal"):
        rules.check_scenes(["overview", code], bekasi.ground())


def test_a_wall_whose_scenes_are_gone_shows_the_city() -> None:
    codes = ("agency:gone", "group:water", "agency:dlh")

    assert [each.code for each in rules.scenes_of(codes, bekasi.ground())] == ["group:water", "agency:dlh"]
    assert [each.code for each in rules.scenes_of(codes[:1], bekasi.ground())] == ["overview"]


def test_the_chart_ends_with_this_hour_and_leaves_out_what_is_older() -> None:
    last = int(NOW.timestamp()) // 3600
    hours = [
        Hour(hour=last, came=4, done=0),
        Hour(hour=last - 1, came=0, done=2),
        Hour(hour=last - DAYS * 24, came=99, done=99),
    ]

    made = chart(hours, now=NOW, zone=bekasi.ground().zone)

    assert (made.most, made.came_in_all, made.done_in_all) == (4, 4, 2)
    assert made.came.endswith("V-0h4V-50h4V0z") or made.came.endswith("V0h4V-50h4V0z")
    assert made.done.endswith("V25h4V0h4V0z")
    assert [each.at.day for each in made.days] == [25, 26, 27, 28, 29, 30, 1]
    # 9 in the morning in Bekasi: nine hours of today stand before this one.
    assert made.width - made.days[-1].x == 10 * 4


def test_a_wall_of_one_kecamatan_draws_only_that_and_names_stand_clear_of_each_other() -> None:
    drawing = bekasi.ground().drawing
    assert drawing is not None
    loads = {each.code: nth + 1 for nth, each in enumerate(drawing.areas)}

    city = sketched(drawing, loads, area=None)
    east = sketched(drawing, loads, area=AreaCode("32.75.01"))

    assert city is not None
    assert east is not None
    assert len(city.shapes) == 56
    assert len(east.shapes) == 4
    assert east.width < city.width
    assert [each.count for each in city.most] == list(range(56, 48, -1))
    for one in city.labels:
        for other in city.labels:
            assert one is other or abs(one.x - other.x) > city.letter or abs(one.y - other.y) > city.letter
    assert sketched(drawing, loads, area=AreaCode("99.99")) is None


def test_a_box_goes_around_every_ring_of_a_path() -> None:
    assert box("M10 20l5 -5l-10 0zM100 0l1 1z") == (5, 0, 101, 20)


async def test_a_wall_counts_only_what_the_public_may_find_and_tells_the_minute_of_less(
    visitor: Visitor, bench: Workbench
) -> None:
    await visitor.report(kind="flood")
    await visitor.report(kind="road-damage", visibility="anonymous")
    await visitor.report(kind="road-damage", visibility="confidential")
    await visitor.report(kind="noise")  # of which the public is told the day

    figures = await look(bench, looks.show_figures)
    feed = await look(bench, looks.show_newest)
    hours = await look(bench, looks.show_hours)

    assert (figures.came, figures.open, figures.late) == (3, 3, 0)
    assert [row.kind.slug for row in feed.rows] == ["flood"]
    assert hours.came_in_all == 2


async def test_a_scene_of_a_group_an_agency_or_an_area_leaves_the_rest_out(
    visitor: Visitor, bench: Workbench
) -> None:
    await visitor.report(kind="road-damage")
    await visitor.report(kind="garbage-pile")

    async def opened(**about: Any) -> int:
        return (await look(bench, looks.show_figures, Sight(**about))).open

    assert await opened() == 2
    assert await opened(group=GroupSlug("waste")) == 1
    assert await opened(agency=ROADS) == 1
    assert await opened(agency=AgencySlug("dishub")) == 0
    assert await opened(area=JAKASAMPURNA) == 2
    assert await opened(area=AreaCode("32.75.02")) == 2
    # A code that merely begins alike is another area.
    assert await opened(area=AreaCode("32.75.0")) == 0


async def test_what_is_past_its_limit_is_called_late_unless_somebody_else_is_asked(
    visitor: Visitor, bench: Workbench
) -> None:
    for _ in range(3):
        await visitor.report(kind="road-damage")
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            "update report set due_at = %(at)s where city_id = %(city)s",
            at=NOW - timedelta(hours=7),
            city=BEKASI,
        )
        await db.run(
            """
            update report
               set status = 'needs_info'
             where city_id = %(city)s
               and id = (select min(id::text)::uuid from report where city_id = %(city)s)
            """,
            city=BEKASI,
        )
        standing = await counted.standing(db, BEKASI, ALL, now=NOW)
        late = Sight(late=True)
        by_area = await counted.loads(db, BEKASI, late, by="area", now=NOW)
        by_agency = await counted.loads(db, BEKASI, late, by="agency", now=NOW)
        longest = await told.latest(db, BEKASI, late, now=NOW, limit=9)

    assert (standing.open, standing.late) == (3, 2)
    assert [(each.key, each.count) for each in by_area] == [(JAKASAMPURNA, 2)]
    assert [(each.key, each.count) for each in by_agency] == [(ROADS, 2)]
    assert len(longest) == 2


async def test_what_was_finished_tells_the_day_the_median_and_the_stars(
    visitor: Visitor, bench: Workbench
) -> None:
    for _ in range(5):
        await visitor.report(kind="road-damage")
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            """
            update report
               set status = 'closed', open = false, stars = closing.given, received_at = closing.at - closing.took, closed_at = closing.at
              from (select id as of, %(now)s::timestamptz - (n > 2)::int * interval '1 day' as at,
                           n * interval '1 hour' as took, n as given
                      from (select id, row_number() over (order by id) as n
                              from report
                             where city_id = %(city)s) as one) as closing
             where city_id = %(city)s
               and id = closing.of
            """,
            city=BEKASI,
            now=NOW,
        )
    figures = await look(bench, looks.show_figures)

    assert (figures.done, figures.open) == (2, 0)
    assert figures.median == timedelta(hours=3)
    assert figures.stars == 3.0


async def test_every_panel_of_every_scene_can_be_looked_at_by_a_visitor(bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI, actor=VISITOR) as desk:
        for code in ("overview", "late", "group:water", "agency:dlh"):
            scene = rules.read_scene(code, desk.ground)
            assert scene is not None
            panels = views.panels_of(desk, scene)
            shown = [await views.panel_view(desk, panel, Sight(late=code == "late")) for panel in panels]
            assert {each.place for each in shown} >= {"alert", "figures", "side", "map", "chart", "feed"}
        assert await store.walls(desk.db, desk.city) == []
