"""Scores, shares and percentiles."""

from statistics import fmean, median

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.oversight.scorecards.rules import (
    Band,
    Grading,
    Marks,
    Weights,
    percentile,
    score,
    share_percent,
)

STEADY = Marks(
    received=100,
    answered_on_time=95,
    finished=100,
    finished_on_time=92,
    overdue=0,
    neglected=0,
    closed=100,
    reopened=4,
    mean_stars=4.2,
)

counts = st.integers(0, 50)


@st.composite
def possible_marks(draw: st.DrawFn) -> Marks:
    finished, received, closed = draw(st.integers(5, 50)), draw(counts), draw(counts)
    return Marks(
        received=received,
        answered_on_time=draw(st.integers(0, received)),
        finished=finished,
        finished_on_time=draw(st.integers(0, finished)),
        overdue=draw(counts),
        neglected=draw(st.integers(0, 2)),
        closed=closed,
        reopened=draw(st.integers(0, closed)),
        mean_stars=draw(st.none() | st.floats(1, 5)),
    )


@pytest.mark.parametrize(
    ("vector", "percents", "stars", "points", "band"),
    [
        ("TV-SCORE-1", (92, 95, 4), 4.2, 90.60, Band.GREEN),
        ("TV-SCORE-2", (78, 81, 10), 3.5, 76.70, Band.YELLOW),
        ("TV-SCORE-3", (50, 60, 20), 2.8, 54.00, Band.RED),
        ("TV-SCORE-4", (100, 100, 0), 5, 100.00, Band.GREEN),
    ],
)
def test_a_month_gets_the_score_and_colour_of_the_reference(
    vector: str, percents: tuple[int, int, int], stars: float, points: float, band: Band
) -> None:
    on_time, answered, reopened = percents
    marks = msgspec.structs.replace(
        STEADY, finished_on_time=on_time, answered_on_time=answered, reopened=reopened, mean_stars=stars
    )

    scored = score(marks, city_mean_stars=None)

    assert scored is not None, vector
    assert (scored.points, scored.band) == (points, band), vector
    assert scored.finished == 100
    assert scored.failed_because == ()


def test_a_unit_with_fewer_than_five_finished_items_is_not_judged() -> None:
    four = msgspec.structs.replace(STEADY, finished=4, finished_on_time=0, neglected=3)

    assert score(four, city_mean_stars=4) is None
    assert score(four, city_mean_stars=4, grading=Grading(fewest_finished=4)) is not None


def test_what_is_open_past_its_limit_counts_like_what_was_finished_late() -> None:
    late = msgspec.structs.replace(STEADY, finished=50, finished_on_time=46, overdue=50)

    assert late.on_time == 0.46


def test_one_neglected_report_makes_a_good_month_red_and_says_so() -> None:
    scored = score(msgspec.structs.replace(STEADY, neglected=1), city_mean_stars=None)

    assert scored is not None
    assert (scored.points, scored.band) == (90.60, Band.RED)
    assert "belum dijawab" in scored.failed_because[0].text


def test_less_than_half_on_time_is_red_whatever_the_rest() -> None:
    kind_but_late = msgspec.structs.replace(
        STEADY, finished_on_time=49, answered_on_time=100, reopened=0, mean_stars=5
    )
    grading = Grading(yellow_from=50)

    scored = score(kind_but_late, city_mean_stars=None, grading=grading)

    assert scored is not None
    assert scored.band is Band.RED
    assert scored.failed_because[0].values == {"least": 50}


@pytest.mark.parametrize(
    ("untrue", "filed", "red"),
    [(0, 100, False), (1, 10, False), (2, 10, True), (5, 100, False), (6, 100, True)],
    ids=["none", "one may be a mistake", "again", "few of many", "more than few"],
)
def test_results_that_turn_out_untrue_again_and_again_make_a_good_month_red(
    *, untrue: int, filed: int, red: bool
) -> None:
    scored = score(msgspec.structs.replace(STEADY, untrue=untrue, filed=filed), city_mean_stars=None)

    assert scored is not None
    assert scored.points == 90.60, "the formula stays that of the reference"
    assert (scored.band is Band.RED) is red
    assert [each.values for each in scored.failed_because] == [{"false": untrue, "filed": filed}] * red


def test_a_unit_nobody_rated_gets_the_citys_mean() -> None:
    unrated = msgspec.structs.replace(STEADY, mean_stars=None)

    assert score(unrated, city_mean_stars=4.2) == score(STEADY, city_mean_stars=1)


def test_what_cannot_be_measured_is_left_out_rather_than_invented() -> None:
    only_work = msgspec.structs.replace(
        STEADY, received=0, answered_on_time=0, closed=0, reopened=0, mean_stars=None
    )

    scored = score(only_work, city_mean_stars=None)

    assert scored is not None
    assert scored.points == 92


def test_a_city_may_weigh_and_colour_as_it_likes() -> None:
    grading = Grading(weights=Weights(on_time=1, first_answer=0, rating=0, stayed_closed=0), green_from=93)

    scored = score(STEADY, city_mean_stars=None, grading=grading)

    assert scored is not None
    assert (scored.points, scored.band) == (92, Band.YELLOW)


@given(marks=possible_marks(), stars=st.none() | st.floats(1, 5))
def test_every_score_lies_between_nought_and_a_hundred(marks: Marks, stars: float | None) -> None:
    scored = score(marks, city_mean_stars=stars)

    assert scored is not None
    assert 0 <= scored.points <= 100


@given(marks=possible_marks())
def test_finishing_one_more_on_time_never_lowers_the_score(marks: Marks) -> None:
    better = msgspec.structs.replace(
        marks, finished=marks.finished + 1, finished_on_time=marks.finished_on_time + 1
    )

    before, after = score(marks, city_mean_stars=3), score(better, city_mean_stars=3)

    assert before is not None
    assert after is not None
    assert after.points >= before.points


@pytest.mark.parametrize(
    ("vector", "part", "whole", "digits", "percent"),
    [
        ("TV-STAT-1", 673, 2216, 2, 30.37),
        ("TV-STAT-1", 452, 2216, 2, 20.40),
        ("TV-STAT-1", 285, 2216, 2, 12.86),
        ("TV-STAT-2", 3292, 4883, 2, 67.42),
        ("TV-STAT-3", 2964, 4577, 2, 64.76),
        ("TV-STAT-4", 13671, 14233, 2, 96.05),
        ("TV-STAT-4", 13671, 14233, 1, 96.1),
        ("TV-STAT-5", 6317, 637292, 2, 0.99),
        ("half up", 1, 800, 2, 0.13),
    ],
)
def test_shares_round_as_they_were_published(
    vector: str, part: int, whole: int, digits: int, percent: float
) -> None:
    assert share_percent(part, whole, digits=digits) == percent, vector


def test_a_share_of_nothing_is_unknown() -> None:
    assert share_percent(0, 0) is None


def test_percentiles_are_values_that_really_happened() -> None:
    """TV-PCT-1."""
    minutes = [20, 4, 5, 6, 7, 7, 8, 9, 10, 12]

    assert percentile(minutes, 90) == 12
    assert percentile(minutes, 100) == 20
    assert percentile(minutes, 0) == 4
    assert (median(minutes), fmean(minutes)) == (7.5, 8.8)
    assert share_percent(sum(m <= 8 for m in minutes), len(minutes)) == 60
    assert share_percent(sum(m <= 10 for m in minutes), len(minutes)) == 80


def test_nothing_measured_has_no_percentile() -> None:
    assert percentile([], 90) is None
