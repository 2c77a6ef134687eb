"""Distances, cells and tiles."""

from itertools import pairwise
from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.kit import geo
from tanggap.kit.errors import Missing

longitudes = st.floats(-180, 180, allow_nan=False)
indonesian_longitudes = st.floats(95, 141, allow_nan=False)
indonesian_latitudes = st.floats(-11, 6, allow_nan=False)
MARGAHAYU = (107.0213, -6.2571)


@pytest.mark.parametrize(
    ("vector", "a", "b", "metres"),
    [
        ("TV-GEO-1", (-6.2383, 106.9756), (-6.2374, 106.9756), 100.1),
        ("TV-GEO-2", (-6.2383, 106.9756), (-6.2383, 106.9766), 110.5),
        ("TV-GEO-3", (-6.175392, 106.827153), (-6.2383, 106.9756), 17_838.5),
        ("TV-GEO-4", (0, 106), (0, 107), 111_195.1),
    ],
)
def test_distances_are_those_of_the_great_circle(
    vector: str, a: tuple[float, float], b: tuple[float, float], metres: float
) -> None:
    assert geo.distance_m(a[1], a[0], b[1], b[0]) == pytest.approx(metres, abs=0.05), vector


def test_the_far_side_of_the_earth_is_half_way_around() -> None:
    assert geo.distance_m(0, 0, 180, 0) == pytest.approx(20_015_114, abs=1)


@given(
    lon=longitudes,
    lat=st.floats(-84, 84, allow_nan=False),
    radius_m=st.floats(0, 50_000),
    share=st.floats(0, 1),
    bearing=st.floats(0, 360),
)
def test_every_point_within_the_radius_lies_in_the_ranges(
    lon: float, lat: float, radius_m: float, share: float, bearing: float
) -> None:
    there = _walk(lon, lat, metres=radius_m * share, bearing=bearing)

    ranges = geo.cells_around(lon, lat, radius_m)

    assert any(first <= geo.cell(*there) <= last for first, last in ranges)


@given(lon=longitudes, lat=st.floats(-90, 90), radius_m=st.floats(0, 1_000_000))
def test_a_search_needs_at_most_nine_ranges_apart_from_each_other(
    lon: float, lat: float, radius_m: float
) -> None:
    ranges = geo.cells_around(lon, lat, radius_m)

    assert 1 <= len(ranges) <= 9
    assert all(first <= last for first, last in ranges)
    assert all(one[1] + 1 < next_one[0] for one, next_one in pairwise(ranges))


@given(lon=indonesian_longitudes, lat=indonesian_latitudes, radius_m=st.floats(10, 250))
def test_a_search_looks_at_little_more_than_the_disc(lon: float, lat: float, radius_m: float) -> None:
    cell_m = 2 * 3.141593 * geo.EARTH_RADIUS_M * cos(radians(lat)) / 2**26

    looked_at = sum(last - first + 1 for first, last in geo.cells_around(lon, lat, radius_m))

    assert looked_at * cell_m**2 < (6.5 * radius_m + 10) ** 2


@given(lon=indonesian_longitudes, lat=indonesian_latitudes, z=st.integers(0, 26))
def test_a_point_lies_in_exactly_the_tile_the_map_draws_it_on(lon: float, lat: float, z: int) -> None:
    here = geo.cell(lon, lat)
    world_first, world_last = geo.tile(0, 0, 0)
    assert world_first <= here <= world_last

    x, y = 0, 0
    for zoom in range(1, z + 1):
        holding = [
            (east, south)
            for east in (2 * x, 2 * x + 1)
            for south in (2 * y, 2 * y + 1)
            if geo.tile(zoom, east, south)[0] <= here <= geo.tile(zoom, east, south)[1]
        ]
        assert len(holding) == 1
        x, y = holding[0]


def test_tiles_are_numbered_as_every_web_map_numbers_them() -> None:
    # Bekasi on OpenStreetMap at zoom 12: x counts from the date line, y from the north.
    first, last = geo.tile(12, 3265, 2119)

    assert first <= geo.cell(*MARGAHAYU) <= last


@pytest.mark.parametrize(("z", "x", "y"), [(3, 8, 0), (3, 0, 8), (3, -1, 0), (-1, 0, 0), (27, 0, 0)])
def test_a_tile_off_the_map_is_missing(z: int, x: int, y: int) -> None:
    with pytest.raises(Missing):
        geo.tile(z, x, y)


def test_a_cell_fits_the_database_and_the_poles_are_the_edge() -> None:
    assert geo.cell(180, -90) < 2**52
    assert geo.cell(10, 89) == geo.cell(10, 90)


def _walk(lon: float, lat: float, *, metres: float, bearing: float) -> tuple[float, float]:
    """The point reached by walking straight on; never quite as far as asked."""
    arc, turn = metres * (1 - 1e-9) / geo.EARTH_RADIUS_M, radians(bearing)
    start = radians(lat)
    end = asin(sin(start) * cos(arc) + cos(start) * sin(arc) * cos(turn))
    east = atan2(sin(turn) * sin(arc) * cos(start), cos(arc) - sin(start) * sin(end))
    return (lon + degrees(east) + 180) % 360 - 180, degrees(end)


@given(st.floats(-180, 180), st.floats(-85, 85), st.floats(100, 5000), st.floats(0, 360), st.floats(0, 0.999))
def test_a_point_within_the_radius_lies_in_one_of_the_blocks_and_they_are_few(
    lon: float, lat: float, radius_m: float, bearing: float, share: float
) -> None:
    size, blocks = geo.blocks_around(lon, lat, radius_m)
    north = radius_m * share * cos(radians(bearing)) / 111_195
    east = radius_m * share * sin(radians(bearing)) / 111_195 / cos(radians(lat))

    assert len(blocks) <= 9
    assert 6 <= size < 20
    assert (
        geo.block_of(geo.cell((lon + east + 180) % 360 - 180, max(-85.05, min(85.05, lat + north))), size)
        in blocks
    )
