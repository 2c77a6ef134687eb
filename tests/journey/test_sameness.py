"""What may be the same is found: near enough, lately enough, in like words, and nothing strangers may not know."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode
from tanggap.journey.support import actions, rules
from tanggap.journey.support.actions import Place
from tanggap.journey.support.rules import Candidate, Telling
from tanggap.kit.clock import SetClock
from tanggap.kit.stem import gist
from tanggap.report import store as reports
from tanggap.report.report import ReportId, Visibility
from tests.bekasi import COORDINATOR
from tests.conftest import BEKASI, NOW
from tests.journey.office import JAKASAMPURNA
from tests.journey.supporting import LAT, LON, METRE, alike, close, reported


async def test_what_lies_within_the_kinds_radius_and_days_is_asked_about_the_nearest_first(
    office: Workbench, clock: SetClock
) -> None:
    old = await reported(office)
    clock.move(timedelta(days=7, minutes=1))
    far, near, at_it = [await reported(office, north_m=metres) for metres in (101, 60, 5)]

    assert await alike(office) == [at_it, near]
    assert {old, far}.isdisjoint(await alike(office))


async def test_where_very_many_of_an_area_may_be_the_same_the_newest_are_compared(
    office: Workbench, clock: SetClock
) -> None:
    for nth in range(actions.COMPARED_MOST):
        await reported(office, north_m=None, text=f"Aspal retak, blok {nth}.")
    clock.move(timedelta(minutes=1))
    newest = await reported(office, north_m=None, text="Tutup selokan hilang di depan bengkel Sinar.")
    mine = await reported(office, north_m=None, text="Tutup selokan depan bengkel Sinar hilang.")

    async with office.entrance.open_desk(BEKASI) as desk:
        found = await actions.alike_to(desk, await reports.get(desk.db, desk.city, mine), insiders=True)

    assert [each.report for each in found] == [newest]


async def test_a_flood_is_looked_for_farther_and_for_a_day_only(office: Workbench, clock: SetClock) -> None:
    flood = await reported(office, kind="flood", north_m=240)
    pothole = await reported(office, north_m=10)

    assert await alike(office, "flood") == [flood]
    clock.move(timedelta(days=1, minutes=1))
    assert await alike(office, "flood") == []
    assert await alike(office) == [pothole]


async def test_without_a_point_the_same_kelurahan_is_asked_about(office: Workbench) -> None:
    placed, unplaced = await reported(office), await reported(office, north_m=None)
    in_area = Place(lon=None, lat=None, area=AreaCode(JAKASAMPURNA))
    elsewhere = Place(lon=None, lat=None, area=AreaCode("32.75.02.1001"))

    assert set(await alike(office, place=in_area)) == {placed, unplaced}
    assert set(await alike(office, place=Place(lon=LON, lat=LAT, area=AreaCode(JAKASAMPURNA)))) == {
        placed,
        unplaced,
    }
    assert await alike(office, place=elsewhere) == []
    assert await alike(office, place=Place(lon=None, lat=None, area=None)) == []


async def test_what_strangers_may_not_know_to_the_point_is_never_suggested(office: Workbench) -> None:
    kinds = (await office.tools.cities.ground(BEKASI)).kinds.values()
    guarded = [kind.slug for kind in kinds if kind.sensitivity is not Sensitivity.PUBLIC]
    await reported(office, visibility=Visibility.CONFIDENTIAL)
    for kind in guarded:
        await reported(office, kind=kind)
    await _become(office, await reported(office, kind="flood"), Sensitivity.INTERNAL)
    await close(office, await reported(office))

    assert {Sensitivity.BLURRED, Sensitivity.SEALED} <= {kind.sensitivity for kind in kinds}
    for kind in ("road-damage", "flood", *guarded):
        assert await alike(office, kind) == []


async def test_a_coordinator_is_shown_inner_reports_but_no_confidential_one(office: Workbench) -> None:
    one, inner = await reported(office), await reported(office)
    await _become(office, inner, Sensitivity.INTERNAL)
    await reported(office, visibility=Visibility.CONFIDENTIAL)

    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        found = await actions.alike_to(desk, await reports.get(desk.db, BEKASI, one), insiders=True)

    assert [each.report for each in found] == [inner]


async def _become(office: Workbench, report: ReportId, sensitivity: Sensitivity) -> None:
    async with office.entrance.open_desk(BEKASI) as desk:
        await desk.db.run(
            "update report set sensitivity = %(to)s, listed = false where city_id = %(city)s and id = %(report)s",
            to=sensitivity,
            city=BEKASI,
            report=report,
        )


WORDS = st.frozensets(st.sampled_from(["lubang", "pasar", "dalam", "gelap", "12", "3", "jalan"]), max_size=6)
BITS = st.integers(-(2**63), 2**63 - 1)
TELLING = st.builds(
    Telling,
    lon=st.one_of(st.none(), st.floats(106.9, 107)),
    lat=st.floats(-6.3, -6.2),
    at=st.integers(0, 7 * 86400).map(lambda s: NOW - timedelta(seconds=s)),
    words=WORDS,
    photos=st.lists(BITS, max_size=2).map(tuple),
)
SPAN = timedelta(days=7)


@given(one=TELLING, other=TELLING)
def test_a_likelihood_is_a_share_and_the_same_both_ways(one: Telling, other: Telling) -> None:
    there = rules.likely(one, other, radius_m=20_000, span=SPAN, common={"jalan"})

    assert 0 <= there <= 1
    assert there == rules.likely(other, one, radius_m=20_000, span=SPAN, common={"jalan"})


@given(new=TELLING, others=st.lists(TELLING, max_size=6))
def test_three_at_most_are_suggested_and_none_too_far_or_too_old(new: Telling, others: list[Telling]) -> None:
    candidates = [Candidate(report=ReportId(UUID(int=n)), telling=each) for n, each in enumerate(others)]

    found = rules.rank(new, candidates, radius_m=100, span=SPAN, common=(), least=0)

    assert len(found) <= 3
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(each.distance_m is None or each.distance_m <= 100 for each in found)


def test_the_nearer_the_sooner_and_the_more_words_in_common_the_likelier() -> None:
    new = Telling(lon=LON, lat=LAT, at=NOW, words=frozenset({"lubang", "pasar"}))

    def score(**changed: Any) -> float:
        return rules.likely(new, replace(new, **changed), radius_m=100, span=SPAN, common=())

    assert score() == 1
    assert score() > score(lat=LAT + 50 * METRE) > score(lat=LAT + 90 * METRE)
    assert score() > score(at=NOW - timedelta(days=3))
    assert score() > score(words=frozenset({"lubang", "stasiun"})) > score(words=frozenset({"banjir"}))


def test_one_house_is_told_from_the_next_by_its_number_and_a_landmark_stands_for_the_point() -> None:
    def telling(text: str) -> Telling:
        return Telling(lon=None, lat=None, at=NOW, words=gist(text), landmark=gist(text))

    def score(one: str, other: str) -> float:
        return rules.likely(telling(one), telling(other), radius_m=100, span=SPAN, common=())

    assert score("Melati 12", "Melati 12") == 1
    assert score("Melati 12", "Jalan Melati 12") > 0.9
    assert score("Melati 12", "Melati 14") < 0.5


def test_without_a_point_words_must_come_to_the_citys_threshold_and_near_ones_need_not() -> None:
    new = Telling(lon=LON, lat=LAT, at=NOW, words=frozenset({"lubang"}))
    other = replace(new, words=frozenset({"banjir"}))
    unplaced = replace(other, lon=None, lat=None)

    def found(telling: Telling, least: float) -> int:
        candidates = [Candidate(report=ReportId(UUID(int=1)), telling=telling)]
        return len(rules.rank(new, candidates, radius_m=100, span=SPAN, common=(), least=least))

    assert (found(other, 0.9), found(unplaced, 0.9), found(unplaced, 0)) == (1, 0, 1)


def test_words_every_report_of_the_kind_has_count_little() -> None:
    a, b = gist("Jalan berlubang dekat pasar"), gist("jalan lubangnya dalam dekat stasiun")

    assert rules.similarity(a, b, common=gist("jalan berlubang")) < rules.similarity(a, b, common=())


def test_pictures_look_alike_when_few_bits_differ() -> None:
    assert rules.look_alike([0b1011, -1], [0b0010])
    assert not rules.look_alike([0], [-1])
    assert not rules.look_alike([], [1])


@pytest.mark.parametrize(("metres", "said"), [(0, 25), (25, 25), (25.1, 50), (99, 100)])
def test_strangers_are_told_distances_in_steps(metres: float, said: int) -> None:
    assert rules.told_m(metres) == said
