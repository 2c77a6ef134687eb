"""Indicators as they are reckoned: which months, which sums, and where there is no value."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.tools import Workbench
from tanggap.city.packs.dated import with_entry
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.mistakes import Broken
from tanggap.city.packs.pillars import Aim, Better, CityFact, Fact
from tanggap.city.terms import KindSlug
from tanggap.kit.errors import Invalid
from tanggap.oversight.pillars import reckoning, rules, telling
from tanggap.oversight.pillars.reckoning import MEASURES, Lack, Measure, Unit, Way
from tanggap.oversight.pillars.rules import Scope, Span, Sum, Trend, Value
from tanggap.oversight.pillars.setting import rules as setting
from tanggap.oversight.pillars.telling import Reckoning
from tests.conftest import BEKASI

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
    value = reckoning.reckoned(SHARE, some("on_time", part, whole), None)

    assert isinstance(value, Value), vector
    assert rules.told(value.value) == told, vector


@given(n=st.integers(0, 10_000), data=st.data())
def test_a_share_lies_between_nought_and_a_hundred_or_is_not_told(n: int, data: st.DataObject) -> None:
    value = reckoning.reckoned(SHARE, some("on_time", data.draw(st.integers(0, n)), n), None)

    assert (value is Lack.FEW) == (n < 5)
    assert not isinstance(value, Value) or 0 <= value.value <= 100


def test_a_rate_without_the_citys_number_is_no_value() -> None:
    (measure,) = MEASURES["gov-7"]

    assert reckoning.reckoned(measure, some("reports", 500, 500), None) is Lack.FACT
    assert reckoning.reckoned(measure, some("reports", 4, 4), 1000) is Lack.FEW
    assert reckoning.reckoned(measure, some("reports", 500, 500), 250_000) == Value(value=2, n=500)
    assert reckoning.reckoned(measure, {}, 250_000) is Lack.FEW


def test_reporters_are_not_counted_where_most_reports_came_without_a_browser() -> None:
    (measure,) = MEASURES["peo-1"]
    held = some("reporters", 30, 40)

    assert reckoning.reckoned(measure, held | some("reports", 81, 81), 1000) is Lack.UNHELD
    assert reckoning.reckoned(measure, held | some("reports", 80, 80), 1000) == Value(value=3000, n=40)


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

    assert reckoning.comparable(rate, whole, whole)
    assert not reckoning.comparable(rate, whole, part)
    assert not reckoning.comparable(rate, whole, {})
    assert reckoning.comparable(SHARE, whole, part)


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
    assert [each.code for each in pack.indicators if rules.part_of(each)] == [
        "PEO-2", "LIV-7", "MOB-1", "ECO-3", "ENV-1", "ENV-2", "BRA-1",
    ]  # fmt: skip


def test_an_indicator_is_of_the_kinds_it_names_and_of_those_of_its_groups() -> None:
    waste, flood = (
        next(each for each in load_pack(house.shipped("cities") / "_default").indicators if each.slug == slug)
        for slug in ("env-1", "env-2")
    )
    kinds = {KindSlug("dump"): "waste", KindSlug("flood"): "water", KindSlug("drain"): "water"}

    assert list(rules.scopes([waste, flood], kinds)) == [
        Scope(part="env-1", kind=KindSlug("dump")),
        Scope(part="env-2", kind=KindSlug("flood")),
    ]


def test_a_kind_or_group_nobody_knows_is_a_mistake_of_the_file(tmp_path: Path) -> None:
    city = tmp_path / "kota-bekasi"
    copytree(house.shipped("cities") / "kota-bekasi", city)
    copytree(house.shipped("cities") / "_default", tmp_path / "_default")
    with (city / "pillars.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[indicators]]\nslug = "mob-1"\nkinds = ["lubang"]\ngroups = ["jalan"]\n')

    with pytest.raises(Broken) as said:
        load_pack(city)

    assert [(each.file, each.what.values["name"]) for each in said.value.mistakes] == [
        ("kota-bekasi/pillars.toml", "lubang"),
        ("kota-bekasi/pillars.toml", "jalan"),
    ]


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), -1, 100.1])
def test_an_aim_no_value_could_ever_reach_is_refused(value: float | None) -> None:
    with pytest.raises(Invalid):
        setting.checked_aim(value, Unit.PERCENT)
    with pytest.raises(Invalid):
        setting.checked_fact(value if value != 100.1 else 2.5, Fact.POPULATION)


def test_what_was_said_of_a_day_or_a_year_is_said_anew_and_not_twice() -> None:
    aims = [
        Aim(indicator="gov-1", valid_from=date(2026, 1, 1), value=value, source="RPJMD") for value in (80, 90)
    ]
    facts = [CityFact(fact=Fact.ROAD_KM, year=year, value=year, source="Dinas") for year in (2025, 2024)]

    assert with_entry(aims[:1], aims[1]) == (aims[1],)
    assert setting.with_fact(facts[:1], facts[1]) == (facts[1], facts[0])


async def test_a_city_that_says_its_numbers_and_aims_sees_them_beside_its_values(bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI) as desk:
        over = rules.months(date(2026, 7, 1))
        pack = desk.ground.pack
        told = replace(
            pack,
            city=replace(pack.city, pillar_set="kominfo"),
            aims=(Aim(indicator="gov-1", valid_from=date(2026, 1, 1), value=90, source="RPJMD"),),
            facts=(
                CityFact(fact=Fact.ROAD_KM, year=2025, value=200, source="Dinas"),
                CityFact(fact=Fact.PERMITS, year=2025, value=4800, source="DPMPTSP"),
            ),
            indicators=tuple(
                replace(each, groups=()) if each.slug == "env-1" else each for each in pack.indicators
            ),
        )
        sums = rules.by_time(
            Sum(span=Span.YEAR, first=over.year.first, measure=name, part=part, amount=amount, n=n)
            for part, name, amount, n in (
                ("", "reports", 40, 40), ("", "months", 11, 40), ("", "on_time", 19, 20), ("", "overdue", 7, 40),
                ("", "days", 4, 20), ("kind:flood", "days", 1, 6), ("kind:road-damage", "days", 2.5, 20),
                ("kind:fire", "days", 9, 4), ("mob-1", "reports", 30, 30), ("mob-1", "days", 2.5, 20),
                ("bra-1", "reports", 429, 429), ("eco-3", "reports", 12, 12),
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
        days = next(each for each in pillars["governance"].tiles if each.code == "GOV-3")
        assert [(each.name, each.n) for each in days.kinds] == [
            ("Jalan rusak / berlubang", 20),
            ("Banjir / genangan", 6),
        ]
        assert tile("economy", "ECO-3")[0] == "2,5 per 1.000 izin"
        waste = next(each for each in pillars["environment"].empty if each.code == "ENV-1")
        assert "belum menyebut jenis laporan" in waste.why
