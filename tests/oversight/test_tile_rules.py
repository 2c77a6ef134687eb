"""What a tile of the map counts, for whom it is made, and how it is kept. Rules only."""

import asyncio
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tanggap.city.packs.pack import Urgency
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.geo import CELL_ZOOM, block_of, cell, tile, unwoven, within_tile
from tanggap.kit.tiles import EXTENT, Dot
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.tiles import asked as asking
from tanggap.oversight.operations_centre.tiles import rules
from tanggap.oversight.operations_centre.tiles.kept import MOST_BYTES, Kept, Made
from tanggap.oversight.operations_centre.tiles.rules import (
    EVERYBODY,
    EVERYTHING,
    Asked,
    Counted,
    Limits,
    Source,
    Square,
)
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report.points import SQUARE_ZOOM, public_cell, public_point
from tests import bekasi
from tests.oversight.squares import COORDINATOR, EXECUTIVE, square_at

POINTS = some.tuples(some.floats(95, 141), some.floats(-11, 6))


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
    clusters = rules.clusters(square, squares, 18, named=True)

    assert sum(int(each.told["count"]) for each in clusters) == sum(held.values())
    assert len(clusters) <= 64
    assert all(0 <= each.x < EXTENT and 0 <= each.y < EXTENT for each in (*squares, *clusters))
    assert len({(each.x, each.y) for each in squares}) == len(held)
    named = [rules.read_square(str(each.told["square"])).above(3) for each in clusters]
    assert named == [square] * len(clusters)


def test_a_cluster_lies_where_most_of_its_reports_are() -> None:
    (found,) = rules.clusters(
        Square(12, 100, 200),
        [Dot(x=0, y=0, told={"count": 3, "open": 1}), Dot(x=400, y=40, told={"count": 1, "open": 1})],
        18,
        named=False,
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


async def test_who_asks_for_a_tile_that_somebody_is_making_waits_for_it() -> None:
    kept, everybody = Kept(), asyncio.Event()
    made: list[bytes] = []

    async def make() -> bytes:
        made.append(b"tile")
        await everybody.wait()
        return b"tile"

    async def ask(nth: int) -> Made:
        if nth == 4:
            everybody.set()
        return await kept.made("here", make)

    found = await asyncio.gather(*map(ask, range(5)))

    assert len(made) == 1
    assert all(each is found[0] for each in found)


async def test_where_the_one_who_makes_it_gives_up_the_next_one_makes_it() -> None:
    kept, everybody = Kept(), asyncio.Event()
    tried: list[int] = []

    async def make() -> bytes:
        tried.append(1)
        await everybody.wait()
        if len(tried) == 1:
            raise Missing(say("Petak peta ini tidak ada."))
        return b"tile"

    async def ask(nth: int) -> Made:
        if nth == 3:
            everybody.set()
        return await kept.made("here", make)

    first, *others = await asyncio.gather(*map(ask, range(4)), return_exceptions=True)

    assert isinstance(first, Missing)
    assert [each.content for each in others if isinstance(each, Made)] == [b"tile"] * 3
    assert len(tried) == 2


@pytest.mark.parametrize("text", ["", "15", "15-1", "2-4-0", "99-1-1", "14-13057-8476-", "1-٣-0"])
def test_what_names_no_tile_of_ours_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        rules.read_square(text)
