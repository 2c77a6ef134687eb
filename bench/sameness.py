"""`python -m bench.sameness`: how often a suggestion is right, and how much it misses, on judged pairs of real complaints."""

import argparse
import csv
import gzip
import io
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from tanggap.app import house
from tanggap.city.packs.pack import Kind, Support
from tanggap.journey.support import rules
from tanggap.journey.support.rules import Telling
from tanggap.kit.stem import gist

HERE = Path(__file__).parents[1]
JUDGED = HERE / "tests/surabaya/same_problem.csv"
MAP = HERE / "tests/surabaya/map.toml"
COMPLAINTS = HERE.parent / "shared/data/complaints/surabaya-mediacenter-shared.csv.gz"


class Pair(Struct, frozen=True, kw_only=True):
    """Two complaints, what they were judged to be, and how likely the rule calls them one."""

    same: bool
    score: float
    twins: bool


def main() -> None:
    """Score every judged pair and print."""
    reading = argparse.ArgumentParser(prog="python -m bench.sameness", description=__doc__)
    reading.add_argument("--complaints", type=Path, default=COMPLAINTS, help="the complaints the ids are of")
    given = reading.parse_args()
    pairs = judged(given.complaints)
    chosen, rest = pairs[::2], pairs[1::2]
    console = Console(width=110)
    least = Support().alike_least_percent
    console.print(
        f"{len(pairs)} pairs with a verdict, {sum(pair.same for pair in pairs)} the same; "
        f"figures of the {len(rest)} no threshold was chosen on. The city's threshold: {least}."
    )
    for title, some in (
        ("all", rest),
        ("without complaints sent twice word by word", [pair for pair in rest if not pair.twins]),
        ("those the threshold was chosen on", chosen),
    ):
        console.print(_table(title, some))


def judged(complaints: Path) -> list[Pair]:
    """The judged pairs with a verdict, scored as the house scores them."""
    with gzip.open(complaints) as packed:
        rows = {row["id"]: row for row in csv.DictReader(io.TextIOWrapper(packed, "utf-8"))}
    named = tomllib.loads(MAP.read_text("utf-8"))["kinds"]
    kinds = {str(kind.slug): kind for kind in house.taxonomy().kinds}
    with JUDGED.open(encoding="utf-8") as file:
        return [
            _pair(rows[line["one"]], rows[line["other"]], line["verdict"] == "same", kinds, named)
            for line in csv.DictReader(file)
            if line["verdict"] != "unclear"
        ]


def _pair(
    one: Mapping[str, str],
    other: Mapping[str, str],
    same: bool,  # noqa: FBT001 (a verdict)
    kinds: Mapping[str, Kind],
    named: Mapping[str, str],
) -> Pair:
    kind = kinds[named.get(other["topik"], "other")]
    score = rules.likely(
        _telling(one),
        _telling(other),
        radius_m=kind.duplicates.radius_m,
        span=timedelta(days=kind.duplicates.days),
        common=gist(" ".join((kind.name.id, *kind.search.id))),
    )
    return Pair(same=same, score=score, twins=one["keluhan"].strip() == other["keluhan"].strip())


def _telling(row: Mapping[str, str]) -> Telling:
    words = gist(f"{row['keluhan']} {row['alamat']}")
    return Telling(
        lon=None,
        lat=None,
        at=datetime.fromisoformat(row["tanggal_keluhan"]),
        words=words,
        landmark=gist(row["alamat"]),
    )


def _table(title: str, pairs: Sequence[Pair]) -> Table:
    table = Table(title=f"{title}: {len(pairs)}, {sum(pair.same for pair in pairs)} the same")
    for head in ("from", "suggested", "right (precision)", "found (recall)"):
        table.add_column(head, justify="right")
    for percent in range(20, 75, 5):
        shown = [pair for pair in pairs if pair.score >= percent / 100]
        right = sum(pair.same for pair in shown)
        all_same = sum(pair.same for pair in pairs)
        table.add_row(
            f"{percent} %",
            f"{len(shown)}",
            f"{100 * right / len(shown):.0f} %" if shown else "–",
            f"{100 * right / all_same:.0f} %" if all_same else "–",
        )
    return table


if __name__ == "__main__":
    main()
