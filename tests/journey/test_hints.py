"""Everything doubtful about a proof stands in one list; it asks for a word, and never says no."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.journey.resolution.hints import (
    CLOCKS_DIFFER,
    FRESH,
    NEAR_M,
    SAME_POINTS,
    Facts,
    HintCode,
    Used,
    hints,
    same_scene,
    taken,
)
from tests.bekasi import NOW

MOMENTS = st.none() | st.integers(-10_000, 10_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
ASKING = {HintCode.USED, HintCode.GENERATED, HintCode.EDITED}
SILENT = {HintCode.UNDATED, HintCode.MANIFEST}


def facts(
    *,
    distance_m: float | None = 20,
    accuracy_m: float | None = None,
    taken_at: datetime | None = NOW,
    placed: bool = True,
    marks: tuple[str, ...] = (),
) -> Facts:
    """What is known of a photo taken at the place and at once, where nothing else is said."""
    return Facts(
        at=NOW, placed=placed, distance_m=distance_m, accuracy_m=accuracy_m, taken_at=taken_at, marks=marks
    )


@pytest.mark.parametrize(
    ("known", "doubted"),
    [
        (facts(), []),
        (facts(distance_m=NEAR_M), []),
        (facts(distance_m=NEAR_M + 0.1), [HintCode.FAR]),
        (facts(distance_m=None), []),
        (facts(distance_m=None, placed=False), [HintCode.UNPLACED]),
        (facts(taken_at=NOW - FRESH), []),
        (facts(taken_at=NOW - FRESH - timedelta(seconds=1)), [HintCode.OLD]),
        (facts(taken_at=None), [HintCode.UNDATED]),
        (facts(marks=("manifest", "edited", "generated")), ["generated", "edited", "manifest"]),
        (facts(marks=("a code of tomorrow",)), []),
    ],
)
def test_each_doubt_is_told_once_the_gravest_first(known: Facts, doubted: list[HintCode]) -> None:
    assert [each.code for each in hints(known)] == doubted


def test_how_sure_the_telephone_was_stands_beside_how_far_it_was() -> None:
    (far,) = hints(facts(distance_m=212.4, accuracy_m=80))

    assert far.words.values == {"far": 212, "off": 80}


@given(
    marks=st.sets(st.sampled_from(["edited", "generated", "manifest"])).map(tuple),
    distance_m=st.none() | st.floats(0, 10_000),
    taken_at=MOMENTS,
    used=st.booleans(),
)
def test_signs_of_deceit_ask_whatever_the_kind_and_what_honest_photos_have_never(
    marks: tuple[str, ...],
    distance_m: float | None,
    taken_at: datetime | None,
    used: bool,  # noqa: FBT001 (drawn by hypothesis)
) -> None:
    before = [Used(number=None, here=False, sent_at=NOW)] if used else []
    found = hints(
        Facts(at=NOW, placed=True, distance_m=distance_m, taken_at=taken_at, marks=marks, used=before)
    )

    for each in found:
        assert each.asks(needs_proof=False) is (each.code in ASKING)
        assert each.asks(needs_proof=True) is (each.code not in SILENT)


@given(by_file=MOMENTS, by_browser=MOMENTS)
def test_a_photo_is_as_old_as_the_oldest_of_what_is_said_and_never_of_tomorrow(
    by_file: datetime | None, by_browser: datetime | None
) -> None:
    at = taken(by_file, by_browser, at=NOW)

    if at is not None:
        assert at in (by_file, by_browser)
        assert at <= NOW + CLOCKS_DIFFER
    for each in (by_file, by_browser):
        assert each is None or each > NOW + CLOCKS_DIFFER or (at is not None and at <= each)


def test_few_shared_points_tell_the_verifier_to_look_closely() -> None:
    assert same_scene(83).values == {"n": 83}
    assert same_scene(SAME_POINTS).values == {"n": SAME_POINTS}
    assert "Lihat baik-baik" in same_scene(SAME_POINTS - 1).text
