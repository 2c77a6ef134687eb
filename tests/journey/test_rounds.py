"""A crew's day: every task once, no more of them late than by the clock alone, and a way that is no longer."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations, permutations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from tanggap.city.packs.pack import Point
from tanggap.city.packs.rounds import Rounds
from tanggap.journey.dispatch.rules import Going, Stop, by_deadline, leg_m, shortest
from tanggap.kit.geo import distance_m
from tests.bekasi import NOW

GOING = Going(begin=NOW)
degrees = st.integers(0, 60)
dues = st.one_of(st.none(), st.integers(-2, 12))


def stop(number: int, east: int, north: int, due_hours: float | None) -> Stop:
    """A place in Kota Bekasi, on a grid of about 110 m."""
    due = NOW + timedelta(hours=due_hours) if due_hours is not None else None
    return Stop(task=UUID(int=number), lon=106.95 + east / 1000, lat=-6.25 + north / 1000, due_at=due)


def days(most: int) -> st.SearchStrategy[list[Stop]]:
    """The stops of a day."""
    return st.lists(st.tuples(degrees, degrees, dues), max_size=most).map(
        lambda found: [stop(n, *each) for n, each in enumerate(found)]
    )


def late(stops: Sequence[Stop]) -> int:
    """How many of these are done too late in this order: half an hour at each, and 20 km/h between them."""
    told, at = 0, NOW
    for before, each in zip([None, *stops], stops, strict=False):
        far = distance_m(before.lon, before.lat, each.lon, each.lat) if before is not None else 0
        at += timedelta(minutes=30, hours=far / 20_000)
        told += each.due_at is not None and at > each.due_at
    return told


@settings(max_examples=25)
@given(days(8))
def test_every_task_is_gone_to_once_and_none_is_later_than_by_the_clock_for_a_longer_way(
    stops: list[Stop],
) -> None:
    naive, found = by_deadline(stops, GOING), shortest(stops, GOING)

    assert sorted(each.task for each in found.stops) == sorted(each.task for each in stops)
    assert (found.missed, found.metres) <= (naive.missed, naive.metres + 1e-6)
    assert found.missed == late(found.stops)


@settings(max_examples=25)
@given(days(8))
def test_no_later_task_stands_before_one_that_is_missed_for_it(stops: list[Stop]) -> None:
    found = shortest(stops, GOING)

    for first, last in combinations(range(len(stops)), 2):
        swapped = list(found.stops)
        swapped[first], swapped[last] = swapped[last], swapped[first]
        assert late(swapped) >= found.missed


@settings(max_examples=25)
@given(days(4))
def test_of_a_few_tasks_no_order_is_better(stops: list[Stop]) -> None:
    found = shortest(stops, GOING)

    assert found.missed == min((late(order) for order in permutations(stops)), default=0)


def test_a_day_without_haste_goes_along_the_road_and_not_back_and_forth() -> None:
    along = [stop(n, east, 0, 11) for n, east in enumerate((0, 40, 10, 30, 20))]

    found, naive = shortest(along, GOING), by_deadline(along, GOING)

    assert [round((each.lon - 106.95) * 1000) for each in found.stops] in (
        [0, 10, 20, 30, 40],
        [40, 30, 20, 10, 0],
    )
    assert naive.metres - found.metres > 5000
    assert found.missed == 0


@settings(max_examples=15)
@given(days(6), st.integers(5, 60), st.integers(5, 120))
def test_a_round_begins_where_the_crew_is_and_every_metre_counts(
    stops: list[Stop], kmh: int, minutes: int
) -> None:
    depot = Point(lon=106.94, lat=-6.26)
    going = Going(begin=NOW, rounds=Rounds(kmh=kmh, stop_minutes=minutes), start=depot)

    found, naive = shortest(stops, going), by_deadline(stops, going)

    legs = [leg_m(before, each) for before, each in zip([depot, *found.stops], found.stops, strict=False)]
    assert abs(found.metres - sum(each or 0 for each in legs)) < 1e-6
    assert (found.missed, found.metres) <= (naive.missed, naive.metres + 1e-6)
    longer = shortest(stops, Going(begin=NOW, rounds=Rounds(kmh=kmh, stop_minutes=2 * minutes), start=depot))
    assert longer.missed >= found.missed


def test_of_two_places_the_one_near_the_crew_comes_first() -> None:
    west, east = stop(0, 0, 0, None), stop(1, 60, 0, None)

    begins_east = Going(begin=NOW, start=Point(lon=107.02, lat=-6.25))

    assert shortest([west, east], begins_east).stops == (east, west)
