"""Shapes are drawn light enough for a phone, and where they are."""

import gzip
import json
import re

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from shapely.geometry import shape

from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.drawing import MOST_BYTES, Drawn, draw, outline
from tests.bekasi import MARGAHAYU, ground


def features(drawn: Drawn) -> list[dict[str, dict[str, object]]]:
    return json.loads(gzip.decompress(drawn.gzipped))["features"]


def test_every_kelurahan_of_the_city_is_drawn_and_says_that_its_border_is_reckoned() -> None:
    drawn = draw(ground().areas.all())

    codes = {each["properties"]["code"] for each in features(drawn)}

    assert codes == {area.code for area in ground().areas.all() if area.level is Level.KELURAHAN}
    assert all(each["properties"]["approximate"] for each in features(drawn))
    assert len(drawn.gzipped) <= MOST_BYTES


def test_the_same_ground_is_named_the_same_and_another_otherwise() -> None:
    areas = list(ground().areas.all())

    assert draw(areas).etag == draw(reversed(areas)).etag
    assert draw(areas[:-1]).etag != draw(areas).etag


def test_shapes_too_heavy_are_made_simpler_and_neighbours_still_touch() -> None:
    wavy = [_wavy(n) for n in range(2)]

    drawn = draw(wavy, most_bytes=1500)
    left, right = (shape(each["geometry"]) for each in features(drawn))

    assert len(draw(wavy).gzipped) > 1500 >= len(drawn.gzipped)
    assert left.intersection(right).length > 0.39
    assert left.intersection(right).area == pytest.approx(0, abs=1e-9)


def _wavy(nth: int) -> Area:
    """One of two strips that share a coast of many small waves."""
    coast = [(0.01 + 0.000001 * (n * n * 7919 % 4001), 0.0005 * n) for n in range(801)]
    far = [(0.0, 0.4), (0.0, 0.0)] if nth == 0 else [(0.02, 0.4), (0.02, 0.0)]
    area = ground().area(MARGAHAYU)
    assert area is not None
    return replace(area, code=f"32.75.01.100{nth}", shape=shapely.to_wkb(shapely.Polygon(coast + far)))


def test_a_city_without_shapes_draws_none() -> None:
    bare = [replace(area, shape=None) for area in ground().areas.all()]

    assert features(draw(bare)) == []
    assert outline(bare[0], 106.9, -6.2) is None
    assert outline(None, 106.9, -6.2) is None


@given(some.floats(-0.01, 0.01), some.floats(-0.01, 0.01))
def test_an_outline_holds_its_point_also_a_little_outside_of_it(east: float, north: float) -> None:
    centre = ground().areas.centre(MARGAHAYU)
    assert centre is not None

    drawn = outline(ground().area(MARGAHAYU), centre[0] + east, centre[1] + north)

    assert drawn is not None
    assert 0 < drawn.x < drawn.width
    assert 0 < drawn.y < drawn.height
    assert max(drawn.width, drawn.height) <= 352
    assert re.fullmatch(r"(M[\d. L]+Z)+", drawn.path)
