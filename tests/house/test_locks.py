"""The locks hold what pyproject.toml and package.json ask for, by version and hash, and name no place to fetch it from."""

import json
import re
import tomllib
from collections.abc import Iterable

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["project"]["optional-dependencies"]["embedded"]]
DEV = [*RUNTIME, *PYPROJECT["dependency-groups"]["dev"]]


def lock(name: str) -> str:
    """The text of a Python lock."""
    return (ROOT / name).read_text("utf-8")


def pins(text: str) -> dict[str, str]:
    """Package -> version, of everything a lock holds."""
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


def asked_directly(text: str) -> set[str]:
    """The packages a lock holds because we asked for them, not because another package did."""
    entries = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)
    return {entry.partition("==")[0] for entry in entries if "tanggap (pyproject.toml" in entry}


def unmet(asked: Iterable[str], pinned: dict[str, str]) -> list[str]:
    """What was asked for and is not pinned, or is pinned to a version that does not fit."""
    requirements = [Requirement(one) for one in asked]
    return [
        str(one)
        for one in requirements
        if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "0"), prereleases=True)
    ]


def names(asked: Iterable[str]) -> set[str]:
    """The packages asked for, as the index spells them."""
    return {canonicalize_name(Requirement(one).name) for one in asked}


def test_the_city_runs_on_what_pyproject_asks_for_and_nothing_forgotten() -> None:
    text = lock("requirements.txt")

    assert unmet(RUNTIME, pins(text)) == []
    assert asked_directly(text) == names(RUNTIME)


def test_the_workshop_holds_what_pyproject_asks_for_and_nothing_forgotten() -> None:
    text = lock("requirements-dev.txt")

    assert unmet(DEV, pins(text)) == []
    assert asked_directly(text) >= names(DEV)


def test_the_tests_run_on_the_same_packages_as_the_city() -> None:
    assert pins(lock("requirements.txt")).items() <= pins(lock("requirements-dev.txt")).items()


def test_every_pinned_package_is_known_by_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"^(?=[a-z0-9.-]+==)", lock(name), flags=re.MULTILINE)[1:]

        assert all("--hash=sha256:" in entry for entry in entries)


def test_no_lock_says_where_to_download() -> None:
    python = lock("requirements.txt") + lock("requirements-dev.txt")
    node = json.loads((ROOT / "package-lock.json").read_text("utf-8"))

    assert not re.search(r"^--|://| @ ", python, re.MULTILINE)
    assert [name for name, package in node["packages"].items() if "resolved" in package] == []


def test_the_node_lock_holds_what_package_json_asks_for_exactly() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))
    root = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"][""]

    for group in ("dependencies", "devDependencies"):
        assert asked.get(group, {}) == root.get(group, {})
        assert all(re.fullmatch(r"[0-9][0-9a-z.-]*", version) for version in asked.get(group, {}).values())
