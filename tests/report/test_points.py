"""Where the public may think a report is."""

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from tanggap.city.packs.pack import Sensitivity
from tanggap.kit.geo import distance_m
from tanggap.kit.secret import Secrets
from tanggap.report.points import FARTHEST_M, NEAREST_M, point_key, public_point, shown_point
from tanggap.report.report import Visibility
from tests.report.test_views import REPORT

KEY = b"k" * 32
HERE = (106.9756, -6.2383)
POINTS = some.tuples(some.floats(95, 141), some.floats(-11, 6))


@given(some.uuids(), POINTS)
def test_a_moved_point_is_150_to_400_metres_away_and_always_the_same(
    report: UUID, point: tuple[float, float]
) -> None:
    moved = public_point(KEY, report, point)

    assert NEAREST_M - 1 <= distance_m(*point, *moved) <= FARTHEST_M + 1
    assert public_point(KEY, report, point) == moved


@given(some.uuids(), some.binary(min_size=32, max_size=32), some.binary(min_size=32, max_size=32))
def test_without_the_key_nobody_knows_which_way_it_was_moved(report: UUID, one: bytes, other: bytes) -> None:
    same = public_point(one, report, HERE) == public_point(other, report, HERE)

    assert same == (one == other)


def test_points_are_moved_every_way_alike_and_the_middle_is_not_the_best_guess() -> None:
    moved = [public_point(KEY, UUID(int=n), HERE) for n in range(2000)]

    east = sum(lon > HERE[0] for lon, _ in moved)
    north = sum(lat > HERE[1] for _, lat in moved)
    # Half of the ring's area lies beyond this radius.
    half_m = ((NEAREST_M**2 + FARTHEST_M**2) / 2) ** 0.5
    beyond = sum(distance_m(*HERE, *point) > half_m for point in moved)

    assert all(900 < count < 1100 for count in (east, north, beyond))


@pytest.mark.parametrize(
    ("sensitivity", "visibility", "expected"),
    [
        (Sensitivity.PUBLIC, Visibility.PUBLIC, "exact"),
        (Sensitivity.PUBLIC, Visibility.ANONYMOUS, "moved"),
        (Sensitivity.BLURRED, Visibility.PUBLIC, "moved"),
        (Sensitivity.BLURRED, Visibility.ANONYMOUS, "moved"),
        (Sensitivity.PUBLIC, Visibility.CONFIDENTIAL, "none"),
        (Sensitivity.BLURRED, Visibility.CONFIDENTIAL, "none"),
        (Sensitivity.INTERNAL, Visibility.PUBLIC, "none"),
        (Sensitivity.SEALED, Visibility.PUBLIC, "none"),
    ],
)
def test_how_exactly_a_point_is_shown_depends_on_the_kind_and_on_the_reporter(
    sensitivity: Sensitivity, visibility: Visibility, expected: str
) -> None:
    report = replace(REPORT, sensitivity=sensitivity, visibility=visibility)

    shown = shown_point(KEY, report, HERE)

    assert {None: "none", HERE: "exact"}.get(shown, "moved") == expected


def test_a_new_secret_moves_no_point_again(tmp_path: Path) -> None:
    before = point_key(Secrets(tmp_path))

    (tmp_path / "2.secret").write_bytes(b"2" * 32)

    assert point_key(Secrets(tmp_path)) == before
