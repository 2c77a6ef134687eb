"""`python -m bench.learning`: how well topic and agency of real complaints are told from their words, and what it costs."""

import argparse
import csv
import gzip
import io
import random
import resource
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time
from uuid import UUID

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from tanggap.journey.learning import rules
from tanggap.journey.learning.rules import Example, Figures, Part, What
from tanggap.kit.learn import Model, packed

HERE = Path(__file__).parents[1]
COMPLAINTS = HERE.parent / "shared/data/complaints/surabaya-mediacenter-shared.csv.gz"
SEED = 4
SHARE = 0.8
"""Learned from; of the rest every second one chooses the threshold, the others measure what it is worth."""
NAMES = {What.KIND: "topic", What.UNIT: "agency"}


class Measured(Struct, frozen=True, kw_only=True):
    """What came out for one thing, and what it took."""

    what: What
    figures: Figures
    seconds: float
    busy_s: float
    """Of both cores' time, whatever else they did."""
    ask_ms: float
    kept_bytes: int


def main() -> None:
    """Learn, ask and print."""
    reading = argparse.ArgumentParser(prog="python -m bench.learning", description=__doc__)
    reading.add_argument("--complaints", type=Path, default=COMPLAINTS, help="the complaints to learn from")
    reading.add_argument("--seed", type=int, default=SEED, help="which of them are kept apart")
    given = reading.parse_args()
    measure(complaints=given.complaints, seed=given.seed)


def measure(*, complaints: Path = COMPLAINTS, seed: int = SEED) -> None:
    """Print one table; a sentence where the complaints are not on this machine."""
    console = Console(width=130)
    if not complaints.exists():
        console.print(f"Learning: not measured, {complaints} is not here.")
        return
    examples = read(complaints)
    part_of = parts(examples, seed=seed)
    table = Table(title=f"Learning: {len(examples):,} complaints, {SHARE:.0%} learned from, seed {seed}")
    for head in (
        "what", "labels", "first right", "majority", "in three", "majority's three", "sure from", "sure", "right when sure",
        "learned in", "processor", "asked in", "kept",
    ):  # fmt: skip
        table.add_column(head, justify="left" if head == "what" else "right")
    for what in What:
        found = _measured(examples, what, part_of)
        each = found.figures
        table.add_row(
            NAMES[what],
            str(each.labels),
            *(f"{share:.3f}" for share in (each.top1, each.usual, each.top3, each.usual3)),
            *(f"{share:.2f}" for share in (each.sure_from, each.sure, each.sure_right)),
            f"{found.seconds:.1f} s",
            f"{found.busy_s:.1f} s",
            f"{found.ask_ms:.1f} ms",
            f"{found.kept_bytes / 1e6:.1f} MB",
        )
    console.print(table)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"Most memory of this process: {most:,.0f} MiB.")


def read(complaints: Path) -> list[Example]:
    """The complaints as finished reports, in the order of the file."""
    with gzip.open(complaints) as file:
        rows: list[Mapping[str, str]] = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    return [
        Example(report=UUID(int=nth), text=row["keluhan"], kind=row["topik"], unit=row["instansi"])
        for nth, row in enumerate(rows)
    ]


def parts(examples: Sequence[Example], *, seed: int) -> Callable[[UUID], Part]:
    """A random fifth is kept apart."""
    order = [each.report for each in examples]
    random.Random(seed).shuffle(order)
    apart = order[int(SHARE * len(order)) :]
    chosen, measured = set(apart[::2]), set(apart[1::2])

    def part_of(report: UUID) -> Part:
        if report in chosen:
            return Part.CHOSEN
        return Part.MEASURED if report in measured else Part.TAUGHT

    return part_of


def _measured(examples: Sequence[Example], what: What, part_of: Callable[[UUID], Part]) -> Measured:
    start, busy = perf_counter(), process_time()
    taught = rules.teach(examples, what, part_of=part_of)
    seconds, busy_s = perf_counter() - start, process_time() - busy
    if taught is None:
        raise SystemExit("there is too little to learn from")
    model = Model(taught.learned)
    asked = [each.text for each in examples if part_of(each.report) is Part.MEASURED]
    start = perf_counter()
    for text in asked:
        model.likely(text)
    return Measured(
        what=what,
        figures=taught.figures,
        seconds=seconds,
        busy_s=busy_s,
        ask_ms=1000 * (perf_counter() - start) / len(asked),
        kept_bytes=len(packed(taught.learned)),
    )


if __name__ == "__main__":
    main()
