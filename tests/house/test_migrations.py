"""Migrations go forward only, one after the other."""

import re

import pytest

from tests.house.source import ROOT

FOLDERS = sorted(
    path
    for path in [ROOT / "migrations", *(ROOT / "tanggap").rglob("migrations")]
    if path.is_dir() and path.name != "__pycache__"
)


@pytest.mark.parametrize("folder", [folder.relative_to(ROOT).as_posix() for folder in FOLDERS])
def test_migrations_are_numbered_from_one_without_gaps(folder: str) -> None:
    names = sorted(path.name for path in (ROOT / folder).iterdir() if path.is_file())
    numbers = [int(found[1]) for name in names if (found := re.fullmatch(r"(\d{4})_[a-z0-9_]+\.sql", name))]

    assert len(numbers) == len(names), f"only numbered .sql files stand here: {names}"
    assert numbers == list(range(1, len(names) + 1))
