"""What rises or comes together is told, and what only seems to is not."""

from datetime import date, timedelta
from math import comb, exp
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.oversight.briefs.rules import clusters, rising
from tanggap.oversight.briefs.rules.chances import hypergeometric_tail, negative_binomial_tail
from tanggap.oversight.briefs.rules.clusters import Found
from tanggap.oversight.briefs.rules.rising import Counted

TODAY = date(2026, 11, 23)
MEANS = (0.5, 1, 2, 3, 5, 8, 12, 20, 30, 50) * 3
CITIES = 100
KELURAHAN = [f"32.75.{kecamatan:02}.{kelurahan}" for kecamatan in range(1, 5) for kelurahan in range(1001, 1006)]  # fmt: skip


def drawn(chance: Random, mean: float, spread: float) -> int:
    """How many reports of a kind a week has, scattered so many times wider than by chance alone."""
    if spread > 1:
        mean = chance.gammavariate(mean / (spread - 1), spread - 1)
    count, rest = 0, chance.random()
    floor = exp(-mean)
    while rest > floor:
        rest *= chance.random()
        count += 1
    return count


def quiet(chance: Random, spread: float) -> dict[str, Counted]:
    """A city in which every kind comes as ever."""

    def weeks(mean: float, count: int) -> tuple[int, ...]:
        return tuple(drawn(chance, mean, spread) for _ in range(count))

    return {
        str(nth): Counted(now=weeks(mean, 1)[0], before=weeks(mean, 8), season=weeks(mean, 7))
        for nth, mean in enumerate(MEANS)
    }


@pytest.mark.parametrize("spread", [1.0, 2.0, 4.0])
def test_where_nothing_rises_an_alarm_is_as_rare_as_the_page_says(spread: float) -> None:
    chance = Random(2026)

    false_alarms = sum(bool(rising.rising(quiet(chance, spread))) for _ in range(CITIES))

    # One in a hundred is promised. If it were two, more than three of so many cities would be no surprise.
    assert false_alarms <= 3


@given(
    before=st.lists(st.integers(0, 40), min_size=8, max_size=8), season=st.lists(st.integers(0, 40), max_size=21)
)  # fmt: skip
def test_a_week_as_large_as_the_largest_before_never_rises(before: list[int], season: list[int]) -> None:
    week = Counted(now=max(before), before=tuple(before), season=tuple(season))

    found = rising.rising({"flood": week})

    assert all(each.count >= rising.LEAST_TIMES * each.expected for each in found)
    assert found == [] or max(before) >= rising.FEWEST


def test_a_kind_that_doubles_out_of_nothing_new_is_told_with_how_many_were_to_be_expected() -> None:
    week = Counted(now=40, before=(12, 15, 9, 14, 11, 13, 10, 12), season=())

    (found,) = rising.rising({"road-damage": week})

    assert (found.kind, found.count, found.expected) == ("road-damage", 40, 12.0)
    assert found.chance < 1e-4


def test_floods_of_every_january_are_no_news_in_january() -> None:
    before = (2, 3, 1, 2, 4, 2, 3, 2)
    last_years = (30, 41, 38, 35, 44, 29, 33)

    assert rising.rising({"flood": Counted(now=40, before=before, season=())})
    assert rising.rising({"flood": Counted(now=40, before=before, season=last_years)}) == []


def test_a_new_city_says_nothing_before_it_knows_four_weeks() -> None:
    assert rising.rising({"flood": Counted(now=500, before=(1, 2, 1), season=())}) == []


def test_the_weeks_compared_have_each_day_of_the_week_once_and_leave_one_out() -> None:
    weeks = rising.weeks(TODAY)

    assert (weeks.now.first, weeks.now.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert weeks.before[0].last == weeks.now.first - timedelta(days=8)
    assert {week.first.weekday() for week in weeks.all} == {weeks.now.first.weekday()}
    assert {week.days for week in weeks.all} == {7}
    assert len(weeks.season) == 3 * 7


def scattered(chance: Random, *, kinds: int = 6, reports: int = 120) -> list[Found]:
    """Reports whose places and days have nothing to do with each other."""
    return [
        Found(
            kind=str(kind),
            area=chance.choice(KELURAHAN[: 5 + 3 * kind]),
            day=TODAY - timedelta(days=int(chance.triangular(0, 27, 20))),
            reports=1,
        )
        for kind in range(kinds)
        for _ in range(reports)
    ]


def test_where_places_and_days_are_strangers_a_cluster_is_as_rare_as_the_page_says() -> None:
    chance = Random(2026)

    false_alarms = sum(bool(clusters.clusters(scattered(chance), today=TODAY)) for _ in range(40))

    assert false_alarms <= 2


def test_reports_that_come_together_are_found_in_their_place_and_days() -> None:
    together = Found(kind="2", area=KELURAHAN[7], day=TODAY, reports=14)

    found = clusters.clusters([*scattered(Random(1)), together], today=TODAY)

    assert [(each.kind, each.area) for each in found] == [("2", KELURAHAN[7])]
    assert found[0].first == TODAY
    assert found[0].count >= 14 > 3 * found[0].expected


def test_a_place_that_always_has_many_is_no_cluster() -> None:
    always = [
        Found(kind="waste", area=KELURAHAN[0], day=TODAY - timedelta(days=n), reports=20) for n in range(28)
    ]
    elsewhere = [Found(kind="waste", area=KELURAHAN[9], day=TODAY - timedelta(days=n), reports=1) for n in range(28)]  # fmt: skip

    assert clusters.clusters(always + elsewhere, today=TODAY) == []


def test_what_came_before_the_days_looked_at_does_not_count() -> None:
    old = [Found(kind="waste", area=KELURAHAN[0], day=TODAY - timedelta(days=28), reports=50)]

    assert clusters.clusters(old, today=TODAY) == []


@given(st.data())
def test_a_hypergeometric_tail_is_what_counting_every_draw_gives(data: st.DataObject) -> None:
    whole = data.draw(st.integers(1, 60))
    marked, draws = data.draw(st.integers(0, whole)), data.draw(st.integers(0, whole))
    hits = data.draw(st.integers(0, min(marked, draws)))

    ways = sum(comb(marked, n) * comb(whole - marked, draws - n) for n in range(hits, min(marked, draws) + 1))

    assert hypergeometric_tail(hits, whole=whole, marked=marked, drawn=draws) == pytest.approx(
        ways / comb(whole, draws), rel=1e-9
    )


@given(size=st.integers(1, 40), percent=st.integers(5, 95), count=st.integers(0, 60))
def test_a_negative_binomial_tail_is_what_adding_up_the_rest_gives(
    size: int, percent: int, count: int
) -> None:
    grows = percent / 100
    mean = size * grows / (1 - grows)

    rest = sum(comb(n + size - 1, n) * (1 - grows) ** size * grows**n for n in range(count))

    found = negative_binomial_tail(count, mean=mean, variance=mean / (1 - grows))
    assert found == pytest.approx(1 - rest, abs=1e-9)
