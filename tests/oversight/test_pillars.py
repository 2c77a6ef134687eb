"""Indicators: what is reckoned from the city's own reports, and what stays unknown."""

import csv
import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from statistics import median_low
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.tools import Workbench
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pillars import Aim, Better, CityFact, Fact
from tanggap.city.terms import KindSlug
from tanggap.kit.clock import SetClock
from tanggap.oversight.pillars import actions, rules, store, telling
from tanggap.oversight.pillars.rules import (
    MEASURES,
    Lack,
    Measure,
    Months,
    Span,
    Sum,
    Trend,
    Unit,
    Value,
    Way,
)
from tanggap.oversight.pillars.telling import Reckoning
from tanggap.oversight.scorecards.months import actions as months
from tanggap.oversight.scorecards.months import store as published
from tanggap.report import events as e
from tanggap.report.report import Visibility
from tanggap.report.reporter import store as reporters
from tests.conftest import BEKASI
from tests.oversight import test_stints as stints
from tests.oversight.counting import hear_all, rows
from tests.oversight.lives import Town, town
from tests.visitor import Visitor

SHARE = Measure(sum="on_time", way=Way.SHARE, unit=Unit.PERCENT)


def some(measure: str, amount: float, n: int, *, part: str = "") -> dict[str, Sum]:
    return {
        measure: Sum(span=Span.YEAR, first=date(2026, 1, 1), measure=measure, part=part, amount=amount, n=n)
    }


@pytest.mark.parametrize(
    ("today", "first", "last", "before"),
    [
        (date(2026, 11, 22), date(2025, 11, 1), date(2026, 10, 31), date(2024, 11, 1)),
        (date(2026, 3, 1), date(2025, 3, 1), date(2026, 2, 28), date(2024, 3, 1)),
        (date(2025, 1, 31), date(2024, 1, 1), date(2024, 12, 31), date(2023, 1, 1)),
    ],
)
def test_a_year_is_the_twelve_full_months_before_this_one(
    today: date, first: date, last: date, before: date
) -> None:
    found = rules.months(today)

    assert (found.year.first, found.year.last, found.before.first) == (first, last, before)
    assert found.before.last == first - timedelta(days=1)


@given(today=st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_the_twelve_months_make_up_the_year_without_gap_or_overlap(today: date) -> None:
    found = rules.months(today)

    assert len(found.each) == 12
    assert sum(each.days for each in found.each) == found.year.days
    assert found.each[0].first == found.year.first
    assert found.last.last == found.year.last < today
    assert (today - found.year.last).days <= 31


@pytest.mark.parametrize(
    ("vector", "part", "whole", "told"),
    [
        ("TV-STAT-2", 3292, 4883, 67.4),
        ("TV-STAT-3", 2964, 4577, 64.8),
        ("TV-STAT-4", 13671, 14233, 96.1),
        ("TV-STAT-5", 6317, 637292, 1.0),
        ("half up", 1, 800, 0.1),
    ],
)
def test_shares_are_told_as_they_were_published(vector: str, part: int, whole: int, told: float) -> None:
    value = rules.reckoned(SHARE, some("on_time", part, whole), None)

    assert isinstance(value, Value), vector
    assert rules.told(value.value) == told, vector


@given(n=st.integers(0, 10_000), data=st.data())
def test_a_share_lies_between_nought_and_a_hundred_or_is_not_told(n: int, data: st.DataObject) -> None:
    value = rules.reckoned(SHARE, some("on_time", data.draw(st.integers(0, n)), n), None)

    assert (value is Lack.FEW) == (n < 5)
    assert not isinstance(value, Value) or 0 <= value.value <= 100


def test_a_rate_without_the_citys_number_is_no_value() -> None:
    (measure,) = MEASURES["gov-7"]

    assert rules.reckoned(measure, some("reports", 500, 500), None) is Lack.FACT
    assert rules.reckoned(measure, some("reports", 4, 4), 1000) is Lack.FEW
    assert rules.reckoned(measure, some("reports", 500, 500), 250_000) == Value(value=2, n=500)
    assert rules.reckoned(measure, {}, 250_000) is Lack.FEW


def test_reporters_are_not_counted_where_most_reports_came_without_a_browser() -> None:
    (measure,) = MEASURES["peo-1"]
    held = some("reporters", 30, 40)

    assert rules.reckoned(measure, held | some("reports", 81, 81), 1000) is Lack.UNHELD
    assert rules.reckoned(measure, held | some("reports", 80, 80), 1000) == Value(value=3000, n=40)


@pytest.mark.parametrize(
    ("now", "before", "better", "went"),
    [
        ((80, 10), (70, 10), Better.UP, Trend.BETTER),
        ((80, 10), (70, 10), Better.DOWN, Trend.WORSE),
        ((80, 10), (70, 10), Better.NEITHER, Trend.ROSE),
        ((60, 10), (70, 10), Better.DOWN, Trend.BETTER),
        ((60, 10), (70, 10), Better.NEITHER, Trend.FELL),
        ((70.04, 10), (70, 10), Better.UP, Trend.SAME),
        ((80, 4), (70, 10), Better.UP, None),
        ((80, 10), (70, 4), Better.UP, None),
        ((80, 10), None, Better.UP, None),
    ],
)
def test_which_way_a_value_went_is_said_of_enough_reports_and_as_it_is_told(
    now: tuple[float, int], before: tuple[float, int] | None, better: Better, went: Trend | None
) -> None:
    earlier = Value(value=before[0], n=before[1]) if before is not None else None

    assert rules.trend(Value(value=now[0], n=now[1]), earlier, better) is went


def test_a_rate_of_part_of_a_year_is_not_set_beside_a_whole_one() -> None:
    (rate,) = MEASURES["gov-7"]
    whole, part = some("months", 12, 90), some("months", 5, 40)

    assert rules.comparable(rate, whole, whole)
    assert not rules.comparable(rate, whole, part)
    assert not rules.comparable(rate, whole, {})
    assert rules.comparable(SHARE, whole, part)


def test_the_number_of_a_year_is_the_latest_up_to_it() -> None:
    facts = [
        CityFact(fact=Fact.POPULATION, year=year, value=year, source="BPS") for year in (2020, 2024, 2022)
    ]

    found = [rules.fact_of(facts, Fact.POPULATION, year) for year in (2019, 2023, 2026)]

    assert [each.year for each in found if each is not None] == [2020, 2022, 2024]
    assert rules.fact_of(facts, Fact.ROAD_KM, 2023) is None


def test_an_aim_holds_from_its_day_on_and_is_reached_the_good_way() -> None:
    aims = [
        Aim(indicator="gov-1", valid_from=date(year, 1, 1), value=year, source="RPJMD")
        for year in (2024, 2026)
    ]

    assert rules.aim_of(aims, "gov-1", date(2023, 12, 31)) is None
    assert rules.aim_of(aims, "gov-1", date(2025, 12, 31)) == aims[0]
    assert rules.aim_of(aims, "gov-2", date(2026, 1, 1)) is None
    assert [rules.reached(90, 90, each) for each in Better] == [True, True, None]
    assert [rules.reached(90, 91, each) for each in Better] == [True, False, None]


def test_a_line_breaks_where_a_month_is_not_told() -> None:
    drawn = rules.line([2, None, 4, 0], width=30, height=10)

    assert drawn == "M0.0 5.0h.1M20.0 0.0h.1L30.0 10.0"


def test_every_indicator_can_be_reckoned_or_says_what_would_bring_it() -> None:
    pack = load_pack(house.shipped("cities") / "_default")

    assert len(pack.indicators) == 24
    assert {each.slug for each in pack.indicators if each.needs is None} == set(MEASURES)
    for chosen in pack.pillar_sets:
        assert len(chosen.pillars) == 6
        under = {each.pillars[chosen.slug] for each in pack.indicators if chosen.slug in each.pillars}
        assert under == {each.slug for each in chosen.pillars}
    words = [word for each in pack.indicators for word in (each.title, each.means, each.formula, each.source)]
    assert not [word for word in words if "ISO" in word.id + word.en]


async def indicators(bench: Workbench) -> tuple[list[Sum], Months]:
    async with bench.entrance.open_desk(BEKASI) as desk:
        await actions.count(desk)
        return (
            await store.sums(desk.db, desk.city),
            rules.months(desk.ground.calendar.day_of(desk.now())),
        )


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock, seed=7) as opened:
        yield opened


ROWS = """
select (received_at at time zone 'Asia/Jakarta')::date, kind, kind_group, status, due_at, received_at, responded_at,
       respond_by, resolved_at, stars, open
  from report
"""


def directly(found: list[tuple[Any, ...]], *, now: datetime) -> dict[str, tuple[float, int]]:
    """What some reports add up to, one by one."""
    closed = [each for each in found if each[3] == "closed"]
    on_time = [each for each in closed if each[8] is not None and each[8] <= each[4]]
    waste = [
        each
        for each in found
        if each[2] == "waste" and (each[3] == "closed" or each[10]) and now - each[5] >= timedelta(hours=48)
    ]
    quick = [each for each in waste if each[3] == "closed" and each[8] - each[5] <= timedelta(hours=48)]
    stars = [each[9] for each in found if each[9] is not None]
    roads, adverts = (sum(each[1] == kind for each in found) for kind in ("road-damage", "illegal-advert"))
    days = [(each[8] - each[5]) / timedelta(days=1) for each in closed]
    return {
        "reports": (len(found), len(found)),
        "months": (len({each[0].replace(day=1) for each in found}), len(found)),
        "on_time": (len(on_time), len(closed)),
        "responded": (sum(bool(each[6] and each[7] and each[6] <= each[7]) for each in found), len(found)),
        "days": (median_low(days) if days else 0, len(days)),
        "stars": (sum(stars), len(stars)),
        "social_on_time": (
            sum(each[2] == "social" for each in on_time),
            sum(each[2] == "social" for each in closed),
        ),
        "waste_in_48_hours": (len(quick), len(waste)),
        "roads": (roads, roads),
        "adverts": (adverts, adverts),
    }


async def test_what_is_counted_is_what_the_reports_say_one_by_one(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(9, quiet=True, received_at=clock.now() - timedelta(days=460))
    for _ in range(6):
        await citizens.report(12)
        await citizens.live(60)
    clock.move(timedelta(days=20))
    await hear_all(bench)

    sums, over = await indicators(bench)
    there = await rows(bench, ROWS)

    assert len({each[0].replace(day=1) for each in there}) > 3, "lives of several months"
    counted = rules.by_time(sums)
    for span, period in (
        (Span.YEAR, over.before),
        (Span.YEAR, over.year),
        *((Span.MONTH, each) for each in over.each),
    ):
        mine = [each for each in there if period.first <= each[0] <= period.last]
        told = counted.get((span, period.first), {})
        for name, (amount, n) in directly(mine, now=clock.now()).items():
            found = told.get(name)
            assert (found.n if found else 0) == n, (period, name)
            assert (found.amount if found else 0) == pytest.approx(amount), (period, name)


async def test_a_median_is_the_time_of_one_of_the_reports(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(10, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC)
    await citizens.live(120)
    clock.move(timedelta(days=40))

    sums, over = await indicators(bench)
    there = await rows(bench, "select extract(epoch from resolved_at - received_at) / 86400 from report")

    medians = [each for each in sums if each.measure == "days" and each.n]
    assert medians
    assert all(
        any(each.amount == pytest.approx(float(one)) for (one,) in there if one is not None)
        for each in medians
    )
    assert {each.first for each in medians if each.part} <= {over.year.first}


async def test_counting_twice_changes_nothing_and_is_due_again_after_six_hours(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(6)
    clock.move(timedelta(days=40))
    first, over = await indicators(bench)

    async def due() -> bool:
        async with bench.entrance.open_desk(BEKASI) as desk:
            return await store.is_due(
                desk.db, desk.city, over, zone="Asia/Jakarta", before=desk.now() - actions.AS_OLD
            )

    young = await due()
    again, _ = await indicators(bench)
    clock.move(timedelta(hours=6, minutes=1))
    old = await due()
    await actions.keep_up(bench.entrance.open_desk, BEKASI)

    assert again == first
    assert (young, old, await due()) == (False, True, False)


async def test_units_in_red_are_those_the_overview_shows_in_red(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    for slow in (False, True):
        await citizens.report(12, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC)
        for step in (e.Verified, e.Disposed, e.Accepted, e.Resolved, e.Closed):
            clock.move(timedelta(days=9 if slow else 0))
            for report in citizens.reports:
                await citizens.step(report, to=step)
    clock.move(timedelta(days=80))
    await hear_all(bench)
    await stints.hear_all(bench)
    await months.keep_up(bench.entrance.open_desk, BEKASI)
    async with bench.entrance.open_desk(BEKASI) as desk:
        last = (await published.versions(desk.db, BEKASI))[0].month

    sums, _ = await indicators(bench)
    page = await visitor.see("/overview")

    found = rules.by_time(sums)[Span.MONTH, last]["units_in_red"]
    assert found.n == len(re.findall(r'class="score (?:red|yellow|green)"', page)) > 0
    assert found.amount == page.count('class="score red"') > 0


async def test_who_reported_is_counted_by_who_held_each_report_first(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(5)
    async with bench.entrance.open_desk(BEKASI) as desk:
        for nth, browser in ((0, b"a"), (1, b"a"), (2, b"b"), (0, b"c"), (2, b"c")):
            clock.move(timedelta(minutes=1))
            who = replace(desk.actor, session=browser * 32)
            await reporters.hold(desk.db, BEKASI, who, citizens.reports[nth], at=clock.now())
    clock.move(timedelta(days=40))

    sums, over = await indicators(bench)

    found = rules.by_time(sums)[Span.YEAR, over.year.first]["reporters"]
    assert (found.amount, found.n) == (2, 3)


async def test_a_city_without_reports_is_never_counted(bench: Workbench) -> None:
    await actions.keep_up(bench.entrance.open_desk, BEKASI)

    assert await rows(bench, "select count(*) from pillar_counted") == [(0,)]


async def test_the_page_tells_what_reports_say_and_what_nobody_knows_yet(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(
        9, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC, lon=106.9756, lat=-6.2383
    )
    for report in citizens.reports:
        for step in (e.Verified, e.Disposed, e.Accepted, e.Resolved, e.Closed):
            await citizens.step(report, to=step)
    before = await visitor.see("/open/pillars")
    clock.move(timedelta(days=40))
    await hear_all(bench)
    await indicators(bench)

    page = await visitor.see("/open/pillars")
    answer = await visitor.client.get("/open/pillars.csv")

    assert "belum dihitung" in before
    assert 'id="GOV-1"' not in before
    assert 'id="GOV-1"' in page
    assert "dari 9 laporan" in page
    assert "ISO" not in page
    assert 'id="GOV-7"' not in page
    assert "jumlah penduduk kota menurut tahun, dengan sumbernya." in page
    assert "modul gawat darurat." in page
    lines = list(csv.DictReader(answer.text.splitlines()))
    on_time = next(each for each in lines if each["Kode"] == "GOV-1")
    assert (on_time["n"], on_time["Satuan"], on_time["Pilar"]) == ("9", "percent", "governance")


async def test_a_city_that_says_its_numbers_and_aims_sees_them_beside_its_values(bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI) as desk:
        over = rules.months(date(2026, 7, 1))
        pack = desk.ground.pack
        told = replace(
            pack,
            city=replace(pack.city, pillar_set="kominfo"),
            aims=(Aim(indicator="gov-1", valid_from=date(2026, 1, 1), value=90, source="RPJMD"),),
            facts=(CityFact(fact=Fact.ROAD_KM, year=2025, value=200, source="Dinas"),),
        )
        sums = rules.by_time(
            Sum(span=Span.YEAR, first=over.year.first, measure=name, part="", amount=amount, n=n)
            for name, amount, n in (
                ("reports", 40, 40), ("months", 11, 40), ("on_time", 19, 20), ("overdue", 7, 40), ("roads", 30, 30),
                ("roads_days", 2.5, 20), ("adverts", 429, 429),
            )
        )  # fmt: skip
        of = Reckoning(ground=desk.ground.with_pack(told), tongue=desk.tongue, months=over, sums=sums)
        pillars = {each.slug: each for each in telling.pillars(of)}

        def tile(pillar: str, code: str) -> tuple[str, list[str]]:
            found = next(each for each in pillars[pillar].tiles if each.code == code)
            return desk.tongue(found.figure), [desk.tongue(each) for each in found.beside]

        on_time = next(each for each in pillars["governance"].tiles if each.code == "GOV-1")
        assert tile("governance", "GOV-1") == (
            "95%",
            ["7 laporan lain masih terbuka lewat batasnya, dan belum ikut dihitung."],
        )
        assert on_time.aim is not None
        assert (desk.tongue(on_time.aim.words), on_time.aim.reached) == ("90%", True)
        assert tile("living", "MOB-1") == (
            "15 per 100 km jalan",
            [
                "Separuhnya selesai dalam 2,5 hari.",
                "Dibagi 200, angka 2025 menurut Dinas.",
                "Laporan baru ada pada 11 dari 12 bulan ini.",
            ],
        )
        advert = tile("branding", "BRA-1")
        assert (
            advert[0] == f"{desk.tongue.number(rules.told(429 / (desk.ground.known.area_km2 or 1)))} per km²"
        )
        assert "perkiraan" in advert[1][0]
        assert "mobility" not in pillars
