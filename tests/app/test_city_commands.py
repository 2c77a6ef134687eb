"""What an operator types about cities, and what they are told."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tanggap.app import house, installation
from tanggap.app.commands import city
from tanggap.app.settings import Settings
from tanggap.city.packs.load import load_pack

OFFICIAL = Path(__file__).parents[2] / "../shared/data/boundaries/kelurahan-10-kota.geojson.gz"
BEKASI = house.shipped("cities") / "kota-bekasi"


@pytest.fixture
def around(settings: Settings) -> Mapping[str, str]:
    """The environment an operator of this installation types in."""
    return installation.environment(settings, os.environ) | {
        "TANGGAP_DATABASE_OWNER_URL": settings.database_owner_url
    }


def typed(*words: str | Path, around: Mapping[str, str] | None = None, status: int = 0) -> str:
    """What `tanggap city …` prints."""
    answer = CliRunner().invoke(city.app, [str(word) for word in words], env=around)
    assert answer.exit_code == status, (answer.output, answer.exception)
    return answer.output


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

    typed("export", "kota-bekasi", tmp_path, around=around, status=1)

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["keep.txt"]


def test_a_city_nobody_knows_cannot_be_written_out(around: Mapping[str, str], tmp_path: Path) -> None:
    typed("export", "kota-awan", tmp_path / "cloud", around=around, status=1)


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
