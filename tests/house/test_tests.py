"""The tests are held to promises too: none sleeps, and each has a lane that runs it."""

import ast
import tomllib

from tests.house.source import ROOT, imports, sources, spelled

TESTS = sources("tests")
BUDGET = tomllib.loads((ROOT / "tests/budget.toml").read_text("utf-8"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MARKERS = {marker.partition(":")[0] for marker in PYPROJECT["tool"]["pytest"]["ini_options"]["markers"]}


def is_sleep(node: ast.AST) -> bool:
    """Whether a node waits by the clock; `sleep(0)` only lets others run."""
    if not isinstance(node, ast.Call) or spelled(node.func).rpartition(".")[2] != "sleep":
        return False
    first = node.args[0] if node.args else None
    return not (isinstance(first, ast.Constant) and first.value == 0)


def test_no_test_sleeps() -> None:
    found = [source.at(node) for source in TESTS for node in ast.walk(source.tree) if is_sleep(node)]

    assert not found, "wait for what is awaited, not for time to pass"


def test_nothing_is_mocked_inside_the_house() -> None:
    found = {
        source.at(node)
        for source in TESTS
        for node, module in imports(source.tree)
        if "mock" in module.split(".")
    }

    assert not found


def test_every_lane_but_the_quick_one_is_a_marker_of_its_own() -> None:
    assert BUDGET.keys() - {"quick"} <= MARKERS


def test_every_marked_test_has_a_lane_that_runs_it() -> None:
    used = {
        spelled(node).removeprefix("pytest.mark.")
        for source in TESTS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and spelled(node).startswith("pytest.mark.")
    }

    assert used & MARKERS <= BUDGET.keys()
