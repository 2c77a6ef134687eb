"""Tiles of the map: what they count, whom they show what, and where."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import mapbox_vector_tile  # pyright: ignore[reportMissingTypeStubs] (the library has no types)
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tanggap.app.tools import Workbench
from tanggap.city.packs.pack import Urgency
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.moderation import actions as moderation
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Missing
from tanggap.kit.geo import CELL_ZOOM, block_of, cell, distance_m, tile, unwoven, within_tile
from tanggap.kit.tiles import EXTENT, Dot
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.tiles import actions, rules, store
from tanggap.oversight.operations_centre.tiles import asked as asking
from tanggap.oversight.operations_centre.tiles.kept import MOST_BYTES, Kept
from tanggap.oversight.operations_centre.tiles.rules import (
    EVERYBODY,
    EVERYTHING,
    Asked,
    Counted,
    Limits,
    Source,
    Square,
)
from tanggap.oversight.operations_centre.tiles.streets import part_of, streets_key
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report.points import SQUARE_ZOOM, public_cell, public_point
from tanggap.report.report import HideReason, Status, Visibility
from tests import bekasi
from tests.conftest import BEKASI
from tests.journey.office import JAKASAMPURNA, do, sent
from tests.mailroom import at_work
from tests.oversight.counting import hear_all
from tests.visitor import Visitor

LON, LAT = 106.9756, -6.2383
POINTS = some.tuples(some.floats(95, 141), some.floats(-11, 6))
EXECUTIVE = Actor(duties=(Duty(role=Role.EXECUTIVE),))
COORDINATOR = Actor(duties=(Duty(role=Role.COORDINATOR),))


def square_at(z: int, lon: float = LON, lat: float = LAT) -> Square:
    """The tile a point lies in."""
    x, y = unwoven(block_of(cell(lon, lat), CELL_ZOOM - z))
    return Square(z, x, y)


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


@given(POINTS, some.integers(0, 15))
def test_a_point_lies_in_its_tile_and_where_it_says(point: tuple[float, float], z: int) -> None:
    square = square_at(z, *point)

    east, south = within_tile(*square, *point)
    first, last = tile(*square)

    assert 0 <= east < 1
    assert 0 <= south < 1
    assert first <= cell(*point) <= last


@given(some.integers(0, 2**52 - 1))
def test_what_was_woven_together_comes_apart_again(number: int) -> None:
    column, row = unwoven(number)

    first, last = tile(CELL_ZOOM, column, row)

    assert first == last == number


@given(some.uuids(), some.binary(min_size=32, max_size=32), POINTS)
def test_no_square_that_is_counted_tells_more_of_a_moved_point_than_the_point_does(
    report: UUID, key: bytes, point: tuple[float, float]
) -> None:
    square = block_of(cell(*point), CELL_ZOOM - SQUARE_ZOOM)

    assert block_of(cell(*public_point(key, report, point)), CELL_ZOOM - SQUARE_ZOOM) == square
    assert block_of(public_cell(report, cell(*point)), CELL_ZOOM - SQUARE_ZOOM) == square


@given(some.uuids(), some.integers(0, 2**24 - 1), some.integers(0, 2**24 - 1))
def test_where_a_moved_report_is_counted_depends_on_its_square_alone(
    report: UUID, one: int, other: int
) -> None:
    assert public_cell(report, 7 << 24 | one) == public_cell(report, 7 << 24 | other)


@given(some.dictionaries(some.integers(0, 4095), some.integers(1, 10**6), max_size=40))
def test_clusters_hold_all_that_the_squares_hold_and_lie_among_them(held: dict[int, int]) -> None:
    square = Square(12, 100, 200)
    first = tile(*square)[0] >> rules.shift(18)
    counted = [Counted(cell=first + nth, reports=count, open=0) for nth, count in held.items()]

    squares = rules.heat(square, counted, 18, late=False)
    clusters = rules.clusters(squares)

    assert sum(int(each.told["count"]) for each in clusters) == sum(held.values())
    assert len(clusters) <= 64
    assert all(0 <= each.x < EXTENT and 0 <= each.y < EXTENT for each in (*squares, *clusters))
    assert len({(each.x, each.y) for each in squares}) == len(held)


def test_a_cluster_lies_where_most_of_its_reports_are() -> None:
    (found,) = rules.clusters(
        [Dot(x=0, y=0, told={"count": 3, "open": 1}), Dot(x=400, y=40, told={"count": 1, "open": 1})]
    )

    assert (found.x, found.y, found.told) == (100, 10, {"count": 4, "open": 2})


def test_sums_answer_from_afar_and_only_what_they_know() -> None:
    of_a_kind = Asked(kinds=(KindSlug("road-damage"),))
    held = Asked(agency=AgencySlug("dbmsda"))
    somewhere = Limits(listed=False, areas=(AreaCode("32.75.02"),))

    assert rules.source(10, EVERYTHING, EVERYBODY) is Source.SUMS
    assert rules.source(10, of_a_kind, EVERYBODY) is Source.SUMS
    assert rules.source(10, held, EVERYBODY) is Source.NEWEST
    assert rules.source(6, EVERYTHING, somewhere) is Source.NEWEST
    assert rules.source(11, EVERYTHING, EVERYBODY) is Source.RANGE
    assert rules.instead(of_a_kind, EVERYBODY) is Source.SUMS
    assert rules.instead(held, EVERYBODY) is Source.NEWEST
    assert [rules.level(z, Source.SUMS) for z in (0, 6, 10, 11, 12, 14)] == [11, 11, 15, 16, 16, 18]
    assert rules.level(12, Source.RANGE) == 18


@pytest.mark.parametrize("square", [(16, 0, 0), (-1, 0, 0), (3, 8, 0), (3, 0, -1), (99, 1, 1)])
def test_what_is_no_tile_of_ours_is_missing(square: tuple[int, int, int]) -> None:
    with pytest.raises(Missing):
        rules.cells(Square(*square))


def test_urgency_is_asked_for_by_kind_and_by_how_many_say_the_same() -> None:
    ground = bekasi.ground()

    found = asking.of_staff(Wanted(urgency=Urgency.HIGH), ground)

    assert found.plain is not None
    assert all(ground.kinds[KindSlug(each)].urgency is Urgency.HIGH for each in found.plain)
    assert "" in found.raised  # what has no kind is normal, and high where many say it
    assert found.backed == ground.city.support.urgent_above


def test_who_operates_sees_what_their_duties_reach_and_guarded_reports_only_as_coordinator() -> None:
    area = AreaCode("32.75.02")
    both = Actor(duties=(Duty(role=Role.EXECUTIVE), Duty(role=Role.COORDINATOR, area=area)))

    assert asking.limits_of(COORDINATOR) == Limits(listed=False, areas=None, guarded_areas=None)
    assert asking.limits_of(EXECUTIVE) == Limits(listed=False, areas=None, guarded_areas=())
    assert asking.limits_of(both) == Limits(listed=False, areas=None, guarded_areas=(area,))


def test_kept_tiles_never_weigh_more_than_they_may_and_the_least_used_go_first() -> None:
    kept = Kept()
    for nth in range(40):
        kept.keep(nth, bytes(MOST_BYTES // 20))
        kept.get(0)

    assert kept.get(0) is not None
    assert kept.get(1) is None
    assert sum(kept.get(nth) is not None for nth in range(40)) < 20


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


async def test_the_sums_step_in_where_a_tile_holds_too_much(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(bench):
        for _ in range(3):
            await sent(bench)
    await hear_all(bench)
    monkeypatch.setattr(store, "MOST_SCANNED", 2)

    assert total(await seen(bench, 13)) == 3
    assert total(await seen(bench, 13, asked=Asked(agency=AgencySlug("dbmsda")))) == 2


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-99", (0, 99)),
        ("bytes=900-2000", (900, 999)),
        ("bytes=5-", (5, 999)),
        ("bytes=1000-1001", None),
        ("bytes=9-5", None),
        ("bytes=-5", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_a_file_of_streets_is_handed_out_part_by_part(header: str, part: tuple[int, int] | None) -> None:
    assert part_of(header, 1000) == part


async def test_who_reads_a_citys_streets_is_given_the_part_asked_for(
    visitor: Visitor, bench: Workbench
) -> None:
    none = await visitor.client.get("/map/streets.pmtiles", headers={"range": "bytes=0-3"})
    await bench.tools.files.put(streets_key("kota-bekasi"), b"PMTiles, in short", "application/octet-stream")

    first = await visitor.client.get("/map/streets.pmtiles", headers={"range": "bytes=0-6"})
    rest = await visitor.client.get("/map/streets.pmtiles", headers={"range": "bytes=9-"})
    whole = await visitor.client.get("/map/streets.pmtiles")

    assert none.status_code == 404
    assert (first.status_code, first.content) == (206, b"PMTiles")
    assert first.headers["content-range"] == "bytes 0-6/17"
    assert "content-encoding" not in first.headers
    assert (rest.status_code, rest.content) == (206, b"in short")
    assert (whole.status_code, whole.headers["content-range"], whole.content) == (416, "bytes */17", b"")
