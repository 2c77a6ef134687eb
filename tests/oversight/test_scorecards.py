"""Scores, ranks, shares and percentiles."""

import math
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app import house
from tanggap.city.packs.grading import Grading
from tanggap.oversight.scorecards.rules import (
    Band,
    Count,
    Counts,
    Score,
    fails,
    interval,
    like_for_like,
    percentile,
    ranks,
    score,
    share_percent,
)

GRADING = Grading()
MEASURES = house.offers(pages=False).measures


def counts(
    *,
    on_time: int = 92,
    answered: int = 95,
    stars: float = 4.2,
    reopened: int = 4,
    of: int = 100,
    **more: Count,
) -> dict[str, Count]:
    """A hundred items, of which so many were on time, answered in time and opened again."""
    return {
        "on_time": Count(part=on_time, whole=of),
        "first_answer": Count(part=answered, whole=of),
        "rating": Count(part=round((stars - 1) * of), whole=4 * of),
        "stayed_closed": Count(part=of - reopened, whole=of),
        **more,
    }


def graded(counts: Counts, *, city: Counts | None = None, grading: Grading = GRADING) -> Score | None:
    return score(counts, city=city or {}, grading=grading, measures=MEASURES)


def sure(counts: Counts, *, city: Counts | None = None, grading: Grading = GRADING) -> Score:
    found = graded(counts, city=city, grading=grading)
    assert found is not None
    return found


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

    scored = sure(counts(on_time=on_time, answered=answered, stars=stars, reopened=reopened))

    assert (scored.points, scored.band, scored.red) == (points, band, ()), vector


def test_a_unit_with_fewer_than_five_finished_items_is_not_judged() -> None:
    four = counts(on_time=4, answered=4, of=4, reopened=0, stars=5)

    assert graded(four) is None
    assert graded(four, grading=replace(GRADING, fewest=4)) is not None


def test_what_is_open_past_its_limit_counts_like_what_was_finished_late() -> None:
    late = sure(counts() | {"on_time": Count(part=46, whole=50, waiting=50)})

    assert late.points == sure(counts(on_time=46)).points


def test_one_neglected_report_makes_a_good_month_red_and_says_so() -> None:
    scored = sure(counts(neglected=Count(waiting_part=1, waiting=40)))

    assert (scored.points, scored.band, scored.red) == (90.60, Band.RED, ("neglected",))


def test_less_than_half_on_time_is_red_whatever_the_rest() -> None:
    grading = replace(GRADING, yellow_from=50)

    scored = sure(counts(on_time=49, answered=100, reopened=0, stars=5), grading=grading)

    assert (scored.band, scored.red) == (Band.RED, ("on_time",))
    assert sure(counts(on_time=50, answered=100, reopened=0, stars=5), grading=grading).red == ()


@pytest.mark.parametrize(
    ("untrue", "filed", "red"),
    [(0, 100, False), (1, 10, False), (2, 10, True), (5, 100, False), (6, 100, True)],
    ids=["none", "one may be a mistake", "again", "few of many", "more than few"],
)
def test_results_that_turn_out_untrue_again_and_again_make_a_good_month_red(
    *, untrue: int, filed: int, red: bool
) -> None:
    scored = sure(counts(untrue=Count(part=untrue, whole=filed)))

    assert scored.points == 90.60, "the formula stays that of the reference"
    assert (scored.band is Band.RED) is red
    assert scored.red == ("untrue",) * red


def test_a_unit_nobody_rated_gets_the_stars_of_the_city() -> None:
    unrated = counts() | {"rating": Count()}

    assert sure(unrated, city=counts(stars=4.2)) == sure(counts(stars=4.2))


def test_one_angry_or_happy_reporter_does_not_swing_a_score() -> None:
    one_star = counts() | {"rating": Count(part=0, whole=4)}

    assert sure(one_star, city=counts(stars=4.2)) == sure(counts(stars=4.2))


def test_what_cannot_be_measured_is_left_out_rather_than_invented() -> None:
    assert sure({"on_time": Count(part=92, whole=100)}).points == 92


def test_a_city_may_weigh_and_colour_as_it_likes() -> None:
    scored = sure(counts(), grading=replace(GRADING, weights={"on_time": 1}, green_from=93))

    assert (scored.points, scored.band) == (92, Band.YELLOW)


def test_one_report_in_four_minutes_does_not_lead_a_ranking() -> None:
    """Of five quick ones nothing is known yet; of two hundred good ones a lot. (fixmystreet issue 1957)."""
    scores = {
        "one in four minutes": graded(counts(on_time=1, answered=1, of=1, reopened=0, stars=5)),
        "five in four minutes": graded(counts(on_time=5, answered=5, of=5, reopened=0, stars=5)),
        "two hundred, steadily": graded(counts(on_time=190, answered=190, of=200, reopened=4, stars=4.6)),
    }

    assert ranks(scores) == {"two hundred, steadily": 1, "five in four minutes": 2}
    assert scores["five in four minutes"] is not None
    assert scores["five in four minutes"].points == 100, "the score itself stays what it is"


def test_equal_units_share_a_rank() -> None:
    same = sure(counts())

    assert ranks({"a": same, "b": same, "c": sure(counts(on_time=80)), "d": None}) == {"a": 1, "b": 1, "c": 3}


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Source: R. G. Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    assert interval(part, whole) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(whole=st.integers(1, 10_000), data=st.data())
def test_the_share_lies_in_its_interval_and_more_items_make_it_narrower(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))

    low, high = interval(part, whole)
    narrower = interval(10 * part, 10 * whole)

    share = part / whole
    assert low <= share + 1e-12
    assert high >= share - 1e-12
    assert 0 <= low <= high <= 1
    assert narrower[1] - narrower[0] < high - low


def test_like_for_like_weighs_each_kind_as_the_city_does() -> None:
    city = {"lamp": Count(part=90, whole=100), "road": Count(part=100, whole=300)}
    easy = {"lamp": Count(part=90, whole=100), "road": Count(part=2, whole=10)}

    found = like_for_like(easy, city, fewest=5)

    assert found is not None
    assert found.percent == 37.5  # a quarter of 90 %, three quarters of 20 %
    assert (found.finished, found.covered_percent) == (110, 100)
    assert like_for_like({"lamp": Count(part=1, whole=4)}, city, fewest=5) is None
    only = like_for_like({"lamp": Count(part=8, whole=10)}, city, fewest=5)
    assert only is not None
    assert (only.percent, only.covered_percent) == (80, 25)


some = st.integers(0, 50)


@st.composite
def possible(draw: st.DrawFn) -> dict[str, Count]:
    def count(least: int = 0, steps: int = 1) -> Count:
        whole = steps * draw(st.integers(least, 50))
        return Count(part=draw(st.integers(0, whole)), whole=whole)

    on_time = count(5)
    return {
        "on_time": replace(on_time, waiting=draw(some)),
        "first_answer": count(),
        "rating": count(steps=4),
        "stayed_closed": count(),
        "untrue": count(),
    }


@given(counts=possible(), city=possible())
def test_every_score_lies_between_nought_and_a_hundred_and_is_no_less_than_what_is_sure(
    counts: dict[str, Count], city: dict[str, Count]
) -> None:
    scored = sure(counts, city=city)

    assert 0 <= scored.at_least <= scored.points <= 100
    assert math.isfinite(scored.points)


@given(counts=possible())
def test_finishing_one_more_on_time_never_lowers_the_score_or_the_rank(counts: dict[str, Count]) -> None:
    one = counts["on_time"]
    better = counts | {"on_time": replace(one, part=one.part + 1, whole=one.whole + 1)}

    assert sure(better).points >= sure(counts).points
    assert sure(better).at_least >= sure(counts).at_least


@given(part=st.integers(0, 100), whole=st.integers(1, 100))
def test_the_city_s_own_red_lines_are_the_documented_ones(part: int, whole: int) -> None:
    part = min(part, whole)
    neglected, on_time, untrue = GRADING.overrides
    count = Count(part=part, whole=whole)

    assert fails(neglected, count) is (part >= 1)
    assert fails(on_time, count) is (2 * part < whole)
    assert fails(untrue, count) is (part >= 2 and 20 * part > whole)


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
