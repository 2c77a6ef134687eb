"""Run the tests lane by lane, as `tests/budget.toml` lays them out, and say what each took.

    lanes.py             every lane of every day
    lanes.py quick       only the lanes named
    lanes.py --night     the nightly ones too

A lane that fails, or that holds no test, fails the run; the other lanes still run, so that one
mistake does not hide another.
"""

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NO_TEST_COLLECTED = 5

# A run starts Python some two hundred times; where the surroundings forbid it to remember what it compiled
# (containers like to), it would compile the house and its tests anew each time.
BYTECODE = ROOT / ".pytest_cache/bytecode"


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One run of pytest: which tests, on how many workers, for how long, beside which other lane."""

    name: str
    what: str
    select: str
    seconds: int
    workers: int = 0
    beside: str | None = None
    night: bool = False

    def command(self) -> list[str]:
        """The words that start this lane."""
        # A file stays on one worker, so that what it makes once is made once.
        spread = ["--numprocesses", str(self.workers), "--dist", "loadfile"] if self.workers else []
        return [sys.executable, "-m", "pytest", "--quiet", "--durations=5", "-m", self.select, *spread]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a lane ended: pytest's exit code, and the seconds it took."""

    lane: Lane
    code: int
    took: float

    def line(self) -> str:
        """One line for people."""
        verdict = {0: "passed", NO_TEST_COLLECTED: "EMPTY"}.get(self.code, "FAILED")
        over = "  over its budget" if self.took > self.lane.seconds else ""
        return f"{self.lane.name:8} {verdict:7} {self.took:6.0f} s of {self.lane.seconds} s{over}"


def lanes(plan: Mapping[str, Any]) -> list[Lane]:
    """The lanes of a budget file, in its order."""
    return [Lane(name=name, **facts) for name, facts in plan.items()]


def turns(chosen: Iterable[Lane]) -> list[list[Lane]]:
    """The lanes in the order they run; those that may run side by side share a turn."""
    order: list[list[Lane]] = []
    for lane in chosen:
        before = order[-1] if order else []
        if any(other.beside == lane.name for other in before):
            before.append(lane)
        else:
            order.append([lane])
    return order


def run(lane: Lane, *, aloud: bool) -> Outcome:
    """Run one lane; one that has company keeps its words until it has ended."""
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around["PYTHONPYCACHEPREFIX"] = str(BYTECODE)
    begun = time.monotonic()
    ended = subprocess.run(
        lane.command(),
        cwd=ROOT,
        env=around,
        check=False,
        text=True,
        stdout=None if aloud else subprocess.PIPE,
    )
    print(ended.stdout or "", end="", flush=True)
    return Outcome(lane=lane, code=ended.returncode, took=time.monotonic() - begun)


def take(turn: list[Lane]) -> list[Outcome]:
    """Run the lanes of one turn at the same time."""
    for lane in turn:
        print(f"\n== {lane.name}: {lane.what}", flush=True)
    with ThreadPoolExecutor(max_workers=len(turn)) as pool:
        return list(pool.map(partial(run, aloud=len(turn) == 1), turn))


def main(words: list[str]) -> int:
    """Run the lanes asked for and return the exit code of the whole."""
    plan = lanes(tomllib.loads((ROOT / "tests/budget.toml").read_text()))
    named = {word for word in words if not word.startswith("-")}
    if unknown := named - {lane.name for lane in plan}:
        print(f"No such lane: {', '.join(sorted(unknown))}")
        return 2

    chosen = [
        lane for lane in plan if (lane.name in named if named else not lane.night or "--night" in words)
    ]
    outcomes = [outcome for turn in turns(chosen) for outcome in take(turn)]

    print()
    for outcome in outcomes:
        print(outcome.line())
    return 0 if all(outcome.code == 0 for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
