"""What an operator types about cities, and what they are told."""

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from tanggap.app import house
from tanggap.app.commands import city
from tanggap.city.packs.load import load_pack
from tanggap.kit.errors import Missing, Refused
from tests.app import terminal

OFFICIAL = Path(__file__).parents[2] / "../shared/data/boundaries/kelurahan-10-kota.geojson.gz"
typed = partial(terminal.typed, city.app)
BEKASI = house.shipped("cities") / "kota-bekasi"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Kota Bekasi's pack with an agency that serves an area nobody has."""
    shutil.copytree(BEKASI.parent / "_default", tmp_path / "_default")
    folder = Path(shutil.copytree(BEKASI, tmp_path / "kota-bekasi"))
    (folder / "agencies" / "dinkes.toml").write_text(
        'slug = "dinkes"\nname = "Dinas Kesehatan"\nshort = "Dinkes"\ntypes = ["no-such-type"]\n'
    )
    return folder


def test_a_good_pack_is_called_usable() -> None:
    assert "Paket ini dapat dipakai." in typed("check", BEKASI)


def test_a_mistake_is_told_with_its_file_and_its_line(broken: Path) -> None:
    told = typed("check", broken, status=1)

    assert "agencies/dinkes.toml:4" in told
    assert "no-such-type" in told


def test_a_broken_pack_is_not_loaded(broken: Path, around: Mapping[str, str]) -> None:
    assert "agencies/dinkes.toml:4" in typed("load", broken, around=around, status=1)


def test_a_city_that_joined_is_listed_and_514_are_listened_to(around: Mapping[str, str]) -> None:
    assert "513 kota baru didengarkan." in typed("listen", around=around)
    assert "0 kota baru didengarkan." in typed("listen", around=around), "and twice does no harm"

    told = typed("list", around=around)

    assert "kota-bekasi" in told
    assert "Didengarkan saja: 513 kota." in told


def test_a_city_written_out_reads_back_as_the_same_pack(around: Mapping[str, str], tmp_path: Path) -> None:
    shutil.copytree(BEKASI.parent / "_default", tmp_path / "_default")

    typed("export", "kota-bekasi", tmp_path / "again", around=around)

    assert load_pack(tmp_path / "again") == load_pack(BEKASI)


def test_a_folder_in_use_is_not_written_over(around: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "keep.txt").write_text("ours")

    with pytest.raises(Refused, match="sudah berisi"):
        typed("export", "kota-bekasi", tmp_path, around=around)

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["keep.txt"]


def test_a_city_nobody_knows_cannot_be_written_out(around: Mapping[str, str], tmp_path: Path) -> None:
    with pytest.raises(Missing, match="tidak dikenal"):
        typed("export", "kota-awan", tmp_path / "cloud", around=around)


def test_a_changed_pack_forgets_what_it_no_longer_says(around: Mapping[str, str], tmp_path: Path) -> None:
    shutil.copytree(BEKASI.parent / "_default", tmp_path / "_default")
    changed = Path(shutil.copytree(BEKASI, tmp_path / "kota-bekasi"))
    limits = (BEKASI.parent / "_default" / "limits.toml").read_text("utf-8")
    (changed / "limits.toml").write_text(limits.replace('"5 working days"', '"6 working days"'), "utf-8")
    assert load_pack(changed) != load_pack(BEKASI)
    typed("load", changed, around=around)

    typed("load", BEKASI, around=around)

    typed("export", "kota-bekasi", tmp_path / "again", around=around)
    assert load_pack(tmp_path / "again") == load_pack(BEKASI)


@pytest.mark.skipif(not OFFICIAL.exists(), reason="official shapes are not beside this checkout")
def test_how_official_shapes_met_the_city_is_told(around: Mapping[str, str]) -> None:
    told = typed("areas", "load", OFFICIAL, "--city", "kota-bekasi", around=around)

    assert "56 dari 56 kelurahan" in told
    assert "Tanpa batas" not in told


def test_a_city_for_training_is_made_by_one_command_and_is_not_loaded_from_a_folder(
    around: Mapping[str, str], tmp_path: Path
) -> None:
    assert "/latihan-kota-bekasi" in typed("training", "kota-bekasi", "--no-examples", around=around)
    assert "LATBKS" in typed("list", around=around)
    shutil.copytree(BEKASI.parent / "_default", tmp_path / "_default")
    typed("export", "latihan-kota-bekasi", tmp_path / "copy", around=around)

    assert "Kota latihan tidak dimuat dari folder." in typed(
        "load", tmp_path / "copy", around=around, status=1
    )
