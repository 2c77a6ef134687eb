"""`python -m bench.opendata`: a year of the largest city's reports as files, from few reports and from very many.

A web process gives each file to a reader that keeps nothing. Printed are its rows a second, how soon the first byte came
and how far the process's memory rose, for each size, and how much more that was at the last.
"""

import argparse
import os
import time
import urllib.request
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from bench.country import NOW, country
from bench.installed import settings_of
from bench.serving import PORT, serving
from bench.town import Town

FORMATS = ("csv", "geojson", "parquet")
YEAR = f"from={NOW.date() - timedelta(days=365)}&to={NOW.date()}"
LARGEST = "kota-aaa"
"""The first city of a country holds the most."""
PIECE = 1 << 20


class Taken(Struct, frozen=True, kw_only=True):
    """One file: its bytes, when the first of them came and the last, and the most memory its server held meanwhile."""

    size: int
    lines: int
    first_s: float
    took_s: float
    peak_mb: float


def main() -> None:
    """Fill, take along, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.opendata", description=__doc__)
    reading.add_argument(
        "--reports", type=int, nargs="+", default=[10_000, 10_000_000], help="sizes, the smallest first"
    )
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    given = reading.parse_args()
    console = Console(width=140)
    sizes: dict[int, dict[str, Taken]] = {}
    for reports in given.reports:
        with country(reports, cities=given.cities, asked=1) as place:
            town = Town(settings=settings_of(place.cluster), cluster=place.cluster, points=())
            with serving(town, 1, settings={}) as (web,):
                _take("csv", web.pid, "kinds")  # as a running process is: everything imported
                _take("parquet", web.pid, "kinds")
                sizes[reports] = {each: _take(each, web.pid, "reports") for each in FORMATS}
    console.print(_table(sizes))


def _take(ending: str, server: int, table: str) -> Taken:
    """Read a file to its end and keep nothing of it."""
    # The peak counts from here: proc(5), clear_refs.
    Path(f"/proc/{server}/clear_refs").write_text("5")
    asked = f"?{YEAR}" if table == "reports" else ""
    began = time.perf_counter()
    size = lines = 0
    first_s = None
    with urllib.request.urlopen(
        f"http://127.0.0.1:{PORT}/{LARGEST}/open/data/{table}.{ending}{asked}"
    ) as body:
        while piece := body.read1(PIECE):
            first_s = first_s or time.perf_counter() - began
            size += len(piece)
            lines += piece.count(b"\n")
    took_s = time.perf_counter() - began
    return Taken(size=size, lines=lines, first_s=first_s or took_s, took_s=took_s, peak_mb=_peak_mb(server))


def _peak_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024


def _table(sizes: Mapping[int, Mapping[str, Taken]]) -> Table:
    """Each file at each size, and how many times the memory of the smallest size that took."""
    heads = ("file", "of reports", "rows", "rows/s", "first byte", "MB", "peak", "of the first")
    table = Table(*heads, title=f"load {os.getloadavg()[0]:.1f}")
    first = next(iter(sizes.values()))
    for each in FORMATS:
        for reports, taken in sizes.items():
            one = taken[each]
            # CSV has a line for each report and its heading; the others hold the same reports.
            rows = taken["csv"].lines - 1
            table.add_row(
                each,
                f"{reports:,}",
                f"{rows:,}",
                f"{rows / one.took_s:,.0f}",
                f"{1000 * one.first_s:,.0f} ms",
                f"{one.size / 1e6:,.1f}",
                f"{one.peak_mb:.0f} MB",
                f"{one.peak_mb / first[each].peak_mb:.2f} x",
            )
    return table


if __name__ == "__main__":
    main()
