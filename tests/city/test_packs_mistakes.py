"""Every kind of mistake in a pack is named with its file, its line and what to do."""

import shutil
from pathlib import Path

import pytest

from tanggap.app import house
from tanggap.city.packs.check import check
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.mistakes import Broken, Mistake
from tanggap.kit.words import say
from tests.city.breaks import BREAKS

CITIES = Path(__file__).parents[2] / "cities"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of a good pack, to be broken."""
    shutil.copytree(CITIES, tmp_path / "cities")
    return tmp_path / "cities/kota-bekasi"


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file; the line on which it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def named(city: Path) -> list[tuple[str, int, str]]:
    return [
        (each.file, each.line, each.what.text)
        for each in check(city, rules={"by_utility", "by_kind", "by_area"}, measures=house.measured())
    ]


@pytest.mark.parametrize(("file", "old", "new", "what"), BREAKS, ids=lambda value: str(value)[:40])
def test_a_mistake_is_named_with_its_file_and_line(
    city: Path, file: str, old: str, new: str, what: str
) -> None:
    line = spoil(city.parent / file, old, new)

    near = [named_line for named_file, named_line, text in named(city) if named_file == file and what in text]

    assert near, named(city)
    assert any(abs(named_line - line) <= 5 for named_line in near), (line, near)


def test_the_line_is_exact_for_a_value_that_is_written_there(city: Path) -> None:
    line = spoil(
        city.parent / "_default/kinds.toml", 'resolution = "10 working days"', 'resolution = "later"'
    )

    assert ("_default/kinds.toml", line, "Isian “{field}” tidak dapat dibaca.") in named(city)


def test_all_mistakes_are_named_at_once(city: Path) -> None:
    for file, old, new in (
        ("city.toml", 'code = "BKS"', 'code = "b"'),
        ("routing.toml", 'rule = "by_area"', 'rule = "by_moon"'),
        ("agencies/dlh.toml", '"parks"', '"park"'),
        ("hours.toml", '"07:30-11:30"', '"07:30"'),
    ):
        spoil(city / file, old, new)

    found = {each.file for each in check(city, rules={"by_utility", "by_kind"}) if not each.warning}

    assert found == {
        "kota-bekasi/city.toml",
        "kota-bekasi/routing.toml",
        "kota-bekasi/agencies/dlh.toml",
        "kota-bekasi/hours.toml",
    }


def test_a_missing_city_file_is_one_mistake(city: Path) -> None:
    (city / "city.toml").unlink()

    assert [file for file, _, text in named(city) if text == "Berkas ini belum ada."] == [
        "kota-bekasi/city.toml"
    ]


def test_a_city_whose_pages_would_show_no_emergency_number_is_a_mistake(city: Path) -> None:
    toml = city / "city.toml"
    said, _, _ = toml.read_text(encoding="utf-8").partition("[[emergency_numbers]]")
    toml.write_text(said, encoding="utf-8")

    assert named(city) == [("kota-bekasi/city.toml", 1, "Belum ada nomor darurat.")]
    with pytest.raises(Broken):
        load_pack(city)


@pytest.mark.parametrize("percent", ["[80, 50]", "[50, 100]", "[0]", "[50, 50]"])
def test_shares_of_a_limit_rise_and_stay_below_the_whole(city: Path, percent: str) -> None:
    (city / "limits.toml").write_text(
        f'[[remind]]\nvalid_from = 2026-01-01\npercent = {percent}\nsource = "SK"\n', encoding="utf-8"
    )

    assert [(file, line) for file, line, _ in named(city)] == [("kota-bekasi/limits.toml", 1)]


def test_what_the_law_counts_in_working_days_is_counted_in_nothing_else(city: Path) -> None:
    (city / "limits.toml").write_text(
        '[[inquiry_extend]]\nvalid_from = 2026-01-01\nlimit = "7 days"\nsource = "SK"\n', encoding="utf-8"
    )

    assert named(city) == [("kota-bekasi/limits.toml", 1, "“{field}” tidak dihitung dalam hari kerja.")]


def test_two_limits_that_begin_on_one_day_are_a_mistake(city: Path) -> None:
    again = '[[verify]]\nvalid_from = 2020-01-01\nlimit = "2 working days"\nsource = "perwal"\n'
    (city / "limits.toml").write_text(again * 2, encoding="utf-8")

    assert [(file, line) for file, line, _ in named(city)] == [("kota-bekasi/limits.toml", 1)]


def test_areas_that_overlap_or_leave_their_parent_are_mistakes(city: Path) -> None:
    square = '{"type":"Polygon","coordinates":[[[%s,0],[%s,0],[%s,1],[%s,1],[%s,0]]]}'
    rows = [
        ("32.75.01", "Satu", square % (0, 2, 2, 0, 0)),
        ("32.75.02", "Dua", square % (1, 3, 3, 1, 1)),
        ("32.75.01.1001", "Anak", square % (5, 6, 6, 5, 5)),
        ("32.75.09.1001", "Yatim", square % (7, 8, 8, 7, 7)),
    ]
    features = ",\n".join(
        f'{{"type":"Feature","properties":{{"code":"{code}","name":"{name}"}},"geometry":{shape}}}'
        for code, name, shape in rows
    )
    (city / "areas.geojson").write_text(
        f'{{"type":"FeatureCollection","features":[\n{features}\n]}}', encoding="utf-8"
    )

    assert {(line, text) for file, line, text in named(city) if file.endswith("areas.geojson")} == {
        (3, "{one} dan {two} bertumpang tindih."),
        (4, "{area} tidak berada di dalam wilayah induknya."),
        (5, "Induk {parent} dari {area} tidak ada."),
    }


def test_a_holiday_said_twice_is_a_mistake(city: Path) -> None:
    day = '[[add]]\nday = 2027-03-10\nname = "Hari jadi"\n\n'
    (city / "holidays.toml").write_text(day * 2, encoding="utf-8")

    assert named(city) == [("kota-bekasi/holidays.toml", 6, "Tanggal {day} disebut dua kali.")]


def test_a_kind_nobody_has_falls_to_the_area_office_with_a_warning(city: Path) -> None:
    (city / "agencies/distaru.toml").unlink()

    found = check(city)

    assert [(each.warning, each.what.values["kind"]) for each in found] == [(True, "building-violation")]
    assert found[0].do.values["meanwhile"] == say("kantor wilayah yang menerima")
    assert load_pack(city).city.slug == "kota-bekasi"


def test_a_broken_pack_is_refused_with_all_its_mistakes(city: Path) -> None:
    spoil(city / "city.toml", 'code = "BKS"', 'code = "b"')
    spoil(city / "routing.toml", "[[order]]", "[[orders]]")

    with pytest.raises(Broken) as refused:
        load_pack(city)

    assert all(isinstance(each, Mistake) for each in refused.value.mistakes)
    assert [each.file for each in refused.value.mistakes] == [
        "kota-bekasi/city.toml",
        "kota-bekasi/routing.toml",
    ]


def test_areas_may_be_names_without_shapes(city: Path) -> None:
    (city / "areas.geojson").unlink()
    (city / "areas.csv").write_text(
        "code,name,level,parent\n32.75.01,Bekasi Timur,kecamatan,32.75\n32.75.01.1002,Margahayu,kelurahan,32.75.01\n",
        encoding="utf-8",
    )

    pack = load_pack(city)

    assert [(area.code, area.shape) for area in pack.areas] == [
        ("32.75", None), ("32.75.01", None), ("32.75.01.1002", None),
    ]  # fmt: skip
