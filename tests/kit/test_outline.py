"""Outlines of drawings are where the drawing says, on whatever they are drawn."""

from math import hypot

import pytest

from tanggap.kit.icons import SIDE, icon, image
from tanggap.kit.outline import flat, outline


def test_a_circle_of_arcs_stays_on_its_circle() -> None:
    polygons = flat(outline("M10,0A10 10 0 1 1-10 0A10 10 0 1 1 10 0Z"), steps=16)

    assert all(hypot(x, y) == pytest.approx(10, rel=1e-3) for x, y in polygons[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M1 1h4v4h-4z", "M1,1 L5,1 L5,5 L1,5 Z"),
        ("M0 0q4 8 8 0", "M0 0C2.6666667 5.3333333 5.3333333 5.3333333 8 0"),
        ("M0 0c1 1 3 1 4 0s3-1 4 0", "M0 0C1 1 3 1 4 0C5-1 7-1 8 0"),
        ("M0 0l1 1 1 0m2 2l1 0", "M0 0L1 1L2 1M4 3L5 3"),
        ("m2-.5-1.5.5", "M2 -0.5L0.5 0"),
    ],
)
def test_the_short_way_of_writing_means_the_same_as_the_long_one(one: str, other: str) -> None:
    for mine, theirs in zip(outline(one), outline(other), strict=True):
        assert len(mine.points) == len(theirs.points)
        for (x, y), (u, v) in zip(mine.points, theirs.points, strict=True):
            assert (x, y) == (pytest.approx(u), pytest.approx(v))


@pytest.mark.parametrize("data", ["1 2 3", "M1", "M0 0L1", "z 1"])
def test_what_is_no_outline_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r"a (number|command) without"):
        outline(data)


@pytest.mark.parametrize("name", ["siren", "map-pin", "camera", "road-horizon"])
def test_an_icon_fills_its_square_and_stays_in_it(name: str) -> None:
    points = [point for polygon in flat(icon(name)) for point in polygon]

    assert len(points) > 20
    assert all(-1 <= side <= SIDE + 1 for point in points for side in point)


def test_the_mark_has_three_white_petals_and_one_of_turmeric() -> None:
    white, turmeric = image("mark")

    assert (len(flat(white)), len(flat(turmeric))) == (3, 1)
