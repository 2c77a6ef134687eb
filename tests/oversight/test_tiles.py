"""Tiles of the map: what they count, whom they show what, and where."""

from datetime import timedelta
from typing import Any

import mapbox_vector_tile  # pyright: ignore[reportMissingTypeStubs] (the library has no types)
import pytest
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.feed import asked as feed
from tanggap.journey.moderation import actions as moderation
from tanggap.kit.clock import SetClock
from tanggap.kit.geo import distance_m, tile, within_tile
from tanggap.kit.tiles import EXTENT
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.desk import store as behind
from tanggap.oversight.operations_centre.desk.scope import chosen
from tanggap.oversight.operations_centre.tiles import actions, rules, store
from tanggap.oversight.operations_centre.tiles import asked as asking
from tanggap.oversight.operations_centre.tiles.rules import (
    EVERYBODY,
    EVERYTHING,
    Asked,
    Limits,
    Square,
)
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report.points import SQUARE_ZOOM
from tanggap.report.report import HideReason, Status, Visibility
from tests import bekasi
from tests.conftest import BEKASI
from tests.journey.office import JAKASAMPURNA, do, sent
from tests.mailroom import at_work
from tests.oversight.counting import hear_all
from tests.oversight.squares import COORDINATOR, EXECUTIVE, LAT, LON, square_at


def read(content: bytes) -> dict[str, list[tuple[tuple[int, int], dict[str, Any]]]]:
    """The dots of a tile by layer: where they are and what is told of them."""
    found: Any = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] (the library has no types)
    return {
        name: [(tuple(each["geometry"]["coordinates"]), each["properties"]) for each in layer["features"]]
        for name, layer in found.items()
    }


async def seen(
    bench: Workbench,
    z: int,
    *,
    asked: Asked = EVERYTHING,
    limits: Limits = EVERYBODY,
    square: Square | None = None,
) -> dict[str, list[tuple[tuple[int, int], dict[str, Any]]]]:
    """A tile of Kota Bekasi as somebody sees it."""
    async with bench.entrance.open_desk(BEKASI) as desk:
        return read(await actions.tile(desk, asked, limits, square or square_at(z)))


def total(layers: dict[str, Any], name: str = "count") -> int:
    return sum(told[name] for _, told in layers.get("cells", ()))


async def test_every_zoom_counts_what_the_public_may_find_and_nothing_of_what_is_guarded(
    bench: Workbench,
) -> None:
    async with at_work(bench):
        for _ in range(3):
            await sent(bench)
        await sent(bench, visibility=Visibility.ANONYMOUS)
        await sent(bench, visibility=Visibility.CONFIDENTIAL)
        await sent(bench, kind="violence-women-child")
    await hear_all(bench)

    for z in range(rules.POINT_ZOOM):
        assert total(await seen(bench, z)) == 4, z
        assert total(await seen(bench, z), "open") == 4, z
    near = await seen(bench, rules.POINT_ZOOM)
    assert "cells" not in near
    assert {told["kind"] for _, told in near["reports"]} == {"road-damage"}
    assert sum("moved" not in told for _, told in near["reports"]) == 3


async def test_a_report_that_is_moved_is_shown_once_where_it_was_moved_to(bench: Workbench) -> None:
    async with at_work(bench):
        await sent(bench, visibility=Visibility.ANONYMOUS)
    parent = square_at(SQUARE_ZOOM)

    found: list[tuple[float, float]] = []
    for nth in range(4):
        square = Square(15, 2 * parent.x + nth % 2, 2 * parent.y + nth // 2)
        for (x, y), told in (await seen(bench, 15, square=square)).get("reports", ()):
            assert told["moved"] is True
            found.append((nth % 2 + x / EXTENT, nth // 2 + y / EXTENT))

    true = within_tile(15, 2 * parent.x, 2 * parent.y, LON, LAT)
    ((x, y),) = found
    side_m = distance_m(LON, LAT, LON + 360 / 2**15, LAT)
    away_m = ((x - true[0]) ** 2 + (y - true[1]) ** 2) ** 0.5 * side_m
    assert 140 < away_m < 410
    assert total(await seen(bench, 14)) == 1


async def test_a_hidden_report_leaves_every_public_tile_and_stays_for_who_operates(bench: Workbench) -> None:
    async with at_work(bench):
        report = await sent(bench)
    await do(
        bench, bekasi.COORDINATOR, lambda desk: moderation.hide(desk, report, reason=HideReason.PERSONAL_DATA)
    )
    await hear_all(bench)

    assert await seen(bench, 9) == await seen(bench, 14) == await seen(bench, 15) == {}
    assert total(await seen(bench, 14, limits=asking.limits_of(EXECUTIVE))) == 1


async def test_who_operates_sees_guarded_reports_only_where_they_coordinate(bench: Workbench) -> None:
    async with at_work(bench):
        await sent(bench)
        await sent(bench, visibility=Visibility.CONFIDENTIAL)
    of_another = Actor(duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.01")),))
    of_here = Actor(duties=(Duty(role=Role.COORDINATOR, area=AreaCode("32.75.02")),))

    for z in (8, 14):
        counts = [
            total(
                await seen(bench, z, limits=asking.limits_of(who), asked=Asked(area=AreaCode(JAKASAMPURNA)))
            )
            for who in (COORDINATOR, of_here, EXECUTIVE, of_another)
        ]
        assert counts == [2, 2, 1, 0], z
    assert len((await seen(bench, 15, limits=asking.limits_of(EXECUTIVE)))["reports"]) == 1


async def test_tiles_are_narrowed_by_whatever_a_screen_is_about(bench: Workbench, clock: SetClock) -> None:
    staff = asking.limits_of(COORDINATOR)
    async with at_work(bench):
        await sent(bench)
        clock.move(timedelta(days=1))
        await sent(bench, kind="garbage-pile")
    await hear_all(bench)
    ground = bekasi.ground()
    today = ground.calendar.day_of(clock.now())

    def of(**fields: Any) -> Asked:
        return asking.of_staff(Wanted(**fields), ground)

    for z in (10, 14):
        for asked, count in (
            (of(), 2),
            (of(kind=KindSlug("road-damage")), 1),
            (of(period=Period(first=today, last=today)), 1),
            (of(area=AreaCode("32.75.02")), 2),
            (of(area=AreaCode("32.75.01")), 0),
            (of(status=Status.CLOSED), 0),
            (of(status=Status.DISPOSED), 2),
            (of(agency=AgencySlug("dlh")), 1),
        ):
            assert total(await seen(bench, z, asked=asked, limits=staff)) == count, (z, asked)


async def test_who_operates_sees_what_is_late_from_afar_and_from_near(
    bench: Workbench, clock: SetClock
) -> None:
    async with at_work(bench):
        await sent(bench)
    await hear_all(bench)
    staff = asking.limits_of(COORDINATOR)
    before = [total(await seen(bench, z, limits=staff), "late") for z in (6, 10, 14)]

    clock.move(timedelta(days=400))

    assert before == [0, 0, 0]
    assert [total(await seen(bench, z, limits=staff), "late") for z in (6, 10, 14)] == [1, 1, 1]
    assert [told["late"] for _, told in (await seen(bench, 15, limits=staff))["reports"]] == [True]
    assert "late" not in (await seen(bench, 14))["cells"][0][1]


async def test_a_wall_asks_for_what_is_open_or_past_its_limit(bench: Workbench, clock: SetClock) -> None:
    async with at_work(bench):
        await sent(bench)
        await sent(bench, visibility=Visibility.ANONYMOUS)
    await hear_all(bench)
    ground = bekasi.ground()

    def of(only: str) -> Asked:
        return asking.of_public(feed.address(ground), ground, only=only)

    async def counts(z: int) -> list[int]:
        return [total(await seen(bench, z, asked=of(only))) for only in ("", "open", "late")]

    before = [await counts(z) for z in (9, 13)]
    clock.move(timedelta(days=400))

    assert before == [[2, 2, 0]] * 2
    assert [await counts(z) for z in (9, 13)] == [[2, 2, 2]] * 2
    # Past its limit or not: an anonymous report is no nearer than in its square of zoom 14.
    shown = (await seen(bench, 15, asked=of("late")))["reports"]
    assert len(shown) <= 2


async def test_behind_a_cluster_as_many_reports_are_listed_as_it_counts(bench: Workbench) -> None:
    async with at_work(bench):
        for _ in range(3):
            await sent(bench)
        await sent(bench, lon=LON + 0.02, lat=LAT - 0.01)
        await sent(bench, visibility=Visibility.CONFIDENTIAL)
    await hear_all(bench)
    async with bench.entrance.open_desk(BEKASI, actor=EXECUTIVE) as desk:
        those = chosen(desk, Wanted())
        for z in (10, 12, 14):
            found = (await seen(bench, z, limits=asking.limits_of(EXECUTIVE)))["clusters"]
            assert sum(told["count"] for _, told in found) in (3, 4)
            for _, told in found:
                cells = tile(*rules.read_square(told["square"]))
                listed = await behind.count(
                    desk.db, desk.city, replace(those, cells=cells), None, now=desk.now()
                )
                assert listed == told["count"], (z, told)


async def test_the_sums_step_in_where_a_tile_holds_too_much(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(bench):
        for _ in range(3):
            await sent(bench)
    await hear_all(bench)
    monkeypatch.setattr(store, "MOST_NEAR", 2)
    monkeypatch.setattr(store, "MOST_SCANNED", 2)

    assert total(await seen(bench, 13)) == 3
    assert total(await seen(bench, 13, asked=Asked(agency=AgencySlug("dbmsda")))) == 2
