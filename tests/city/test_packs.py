"""The taxonomy, the pack of Kota Bekasi, and packs read and written out again."""

import csv
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from tanggap.city.areas.area import Level
from tanggap.city.packs.check import check
from tanggap.city.packs.dated import in_force
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import CityState, Kind, Limit, Pack, ReportType, Sensitivity, Target
from tanggap.city.packs.spelling import read_limit, spell_limit
from tanggap.city.packs.write import write_pack

ROOT = Path(__file__).parents[2]
CITIES = ROOT / "cities"
DOMAIN = ROOT / "../shared/design/DOMAIN.md"


@pytest.fixture(scope="module")
def bekasi() -> Pack:
    return load_pack(CITIES / "kota-bekasi")


def kind(pack: Pack, slug: str) -> Kind:
    return next(kind for kind in pack.kinds if kind.slug == slug)


def test_the_default_taxonomy_has_57_kinds_in_13_groups_each_with_words_in_both_languages() -> None:
    taxonomy = load_pack(CITIES / "_default")

    assert len(taxonomy.kinds) == 57
    assert len(taxonomy.groups) == 13
    assert {each.group for each in taxonomy.kinds} == {group.slug for group in taxonomy.groups}
    assert all(len(each.search.id) >= 8 and len(each.search.en) >= 4 for each in taxonomy.kinds)
    assert all(each.name.id and each.name.en for each in taxonomy.kinds)
    assert taxonomy.city.state is CityState.LISTENING


def test_every_kind_stands_as_the_table_of_the_domain_page_says() -> None:
    if not DOMAIN.exists():
        pytest.skip("the domain page is not beside this checkout")
    lines = [
        line
        for line in DOMAIN.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| [a-z-]+ \|.* / ", line)
    ]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    taxonomy = load_pack(CITIES / "_default")

    for slug, name, english, group, lead, urgency, response, resolution, pillars, flags in rows:
        one = kind(taxonomy, slug)
        target = one.targets[0]
        assert (one.name.id, one.name.en, one.group) == (name, english, group)
        assert one.agency_types == tuple(re.split(r" or |, ", lead))
        assert one.urgency.value == urgency
        assert (target.response, target.resolution) == (hours(response), hours(resolution))
        assert f"{one.pillars.jakarta} / {one.pillars.kominfo}" == pillars
        assert (one.emergency, one.sealed) == ("E" in flags, "X" in flags)
    assert len(rows) == len(taxonomy.kinds)


def hours(text: str) -> Limit:
    """A target of the table: hours, of which 24 make a working day on clock B."""
    amount, clock = text.split()
    return Limit(amount=float(amount) / (24 if clock == "B" else 1), clock="B" if clock == "B" else "C")


def test_misconduct_violence_crime_and_terror_are_sealed_and_five_kinds_are_blurred(bekasi: Pack) -> None:
    def of(sensitivity: Sensitivity) -> set[str]:
        return {each.slug for each in bekasi.kinds if each.sensitivity is sensitivity}

    assert of(Sensitivity.SEALED) == {"violence-women-child", "crime", "terror-threat", "official-conduct"}
    assert of(Sensitivity.BLURRED) == {
        "health-service", "social-aid", "beggar-homeless", "noise", "public-disturbance",
    }  # fmt: skip
    assert not of(Sensitivity.INTERNAL)


def test_work_in_the_street_needs_proof_and_desk_work_does_not(bekasi: Pack) -> None:
    assert kind(bekasi, "road-damage").proof
    assert not kind(bekasi, "licensing").proof
    assert all(each.proof == (each.report_type is ReportType.FIELD_ISSUE) for each in bekasi.kinds)


def test_the_pack_of_kota_bekasi_has_nothing_wrong_in_it() -> None:
    assert check(CITIES / "kota-bekasi", rules={"by_utility", "by_kind", "by_area"}) == []


def test_kota_bekasi_has_12_kecamatan_and_56_kelurahan_with_approximate_shapes(bekasi: Pack) -> None:
    def at(level: Level) -> list[str]:
        return [area.code for area in bekasi.areas if area.level is level]

    assert (len(at(Level.CITY)), len(at(Level.KECAMATAN)), len(at(Level.KELURAHAN))) == (1, 12, 56)
    assert all(area.approximate and area.shape for area in bekasi.areas if area.level is not Level.CITY)
    assert (CITIES / "kota-bekasi/areas.geojson").stat().st_size <= 60_000


def test_every_kelurahan_and_kecamatan_has_an_office_without_a_file_of_its_own(bekasi: Pack) -> None:
    offices = {str(agency.slug): agency for agency in bekasi.agencies if "area_office" in agency.types}

    assert len(offices) == 68
    assert offices["kelurahan-margahayu"].areas == ("32.75.01.1002",)
    assert offices["kelurahan-margahayu"].name == "Kelurahan Margahayu"
    assert offices["kecamatan-bekasi-timur"].areas == ("32.75.01",)


def test_every_kind_has_an_agency_in_kota_bekasi(bekasi: Pack) -> None:
    types = {each for agency in bekasi.agencies for each in agency.types}

    assert all(types & set(each.agency_types) for each in bekasi.kinds)


def test_a_city_adds_search_words_and_keeps_everything_it_does_not_mention(bekasi: Pack) -> None:
    inherited = kind(load_pack(CITIES / "_default"), "clean-water")
    changed = kind(bekasi, "clean-water")

    assert changed.search.id == (*inherited.search.id, "tirta patriot", "pdam bekasi")
    assert msgspec.structs.replace(changed, search=inherited.search) == inherited


def test_a_pack_written_out_reads_back_as_the_same_pack(bekasi: Pack, tmp_path: Path) -> None:
    write_pack(bekasi, tmp_path / "kota-bekasi")

    assert load_pack(tmp_path / "kota-bekasi", default_folder=CITIES / "_default") == bekasi


def test_a_report_keeps_the_target_in_force_on_the_day_it_came() -> None:
    old, new = (
        Target(
            valid_from=date(year, 1, 1),
            response=Limit(amount=year, clock="C"),
            resolution=Limit(amount=year, clock="B"),
            source="keputusan",
        )
        for year in (2015, 2020)
    )

    assert in_force([new, old], date(2019, 12, 31)) == old
    assert in_force([new, old], date(2020, 1, 1)) == new
    assert in_force([new, old], date(2001, 1, 1)) == old


@pytest.mark.parametrize(
    ("spelled", "limit"),
    [
        ("15 minutes", Limit(amount=0.25, clock="C")),
        ("1 hour", Limit(amount=1, clock="C")),
        ("60 days", Limit(amount=1440, clock="C")),
        ("2 office hours", Limit(amount=2, clock="O")),
        ("14 working days", Limit(amount=14, clock="B")),
    ],
)
def test_a_limit_is_spelled_as_people_say_it(spelled: str, limit: Limit) -> None:
    assert read_limit(spelled) == limit
    assert read_limit(spell_limit(limit)) == limit


@pytest.mark.parametrize("spelled", ["", "soon", "0 hours", "-1 days", "5 weeks", "24", "working days"])
def test_a_limit_spelled_otherwise_is_refused(spelled: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the text itself is the message
        read_limit(spelled)


def test_all_514_cities_have_a_slug_and_a_short_code_of_their_own() -> None:
    with (CITIES / "_indonesia/cities.csv").open(encoding="utf-8", newline="") as file:
        cities = list(csv.DictReader(file))

    assert len(cities) == 514
    assert all(len({city[column] for city in cities}) == 514 for column in ("area_code", "slug", "code"))
    assert all(re.fullmatch("[A-Z]{2,4}", city["code"]) for city in cities)
    zones = {city["name"]: city["timezone"] for city in cities}
    assert zones["Kota Pontianak"] == "Asia/Pontianak"
    assert zones["Kota Palangkaraya"] == "Asia/Pontianak"
    assert zones["Kota Manado"] == "Asia/Makassar"
    assert zones["Kota Jayapura"] == "Asia/Jayapura"


def test_kota_bekasi_is_the_same_city_in_its_pack_and_in_the_list(bekasi: Pack) -> None:
    with (CITIES / "_indonesia/cities.csv").open(encoding="utf-8", newline="") as file:
        listed = next(city for city in csv.DictReader(file) if city["area_code"] == bekasi.city.area_code)

    assert (listed["slug"], listed["code"], listed["name"]) == (
        bekasi.city.slug,
        bekasi.city.code,
        bekasi.city.name,
    )
