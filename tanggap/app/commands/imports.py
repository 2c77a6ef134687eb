"""`tanggap import`: the reports of another system, from a CSV file."""

import csv
import gzip
import io
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, BinaryIO, cast

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.importing import Line, Tally, bring_in, lines
from tanggap.app.tools import Workbench
from tanggap.journey.intake.importing.source import Source, read_source
from tanggap.kit.db import analyze
from tanggap.kit.words import SOURCE_LANGUAGE, Say, say

app = typer.Typer()

MOST_UNNAMED_SHOWN = 5


@app.command("import")
def bring_in_file(
    file: Annotated[Path, typer.Argument(help="A CSV file, gzip too.", exists=True, dir_okay=False)],
    city: Annotated[str, typer.Option(help="Into which city, by its slug.")],
    source: Annotated[Path, typer.Option("--map", help="TOML: which column is what.", exists=True)],
    refused: Annotated[Path | None, typer.Option(help="Where refused rows go, with line and reason.")] = None,
    folder: Folder = None,
) -> None:
    """Take the reports of another system in, each once however often it is repeated."""
    read = read_source(source)
    outcasts = Outcasts(refused or Path(f"{file.name}.refused.csv"))
    with outcasts:
        tally = with_bench(lambda bench: import_file(bench, city, file, read, outcasts), folder=folder)
    _tell(tally, outcasts)


async def import_file(bench: Workbench, slug: str, file: Path, source: Source, outcasts: "Outcasts") -> Tally:
    """Take a file's rows into a city, showing how far it is. Raises Missing, Invalid."""
    city = bench.cities.named(slug)
    bar = (TextColumn(file.name), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*bar, console=console, transient=True) as progress, ExitStack() as stack:
        raw = stack.enter_context(progress.open(file, "rb"))
        plain = stack.enter_context(gzip.open(raw)) if file.suffix == ".gz" else raw
        text = io.TextIOWrapper(
            cast("BinaryIO", plain), encoding="utf-8-sig", errors="surrogateescape", newline=""
        )
        tongue = bench.entrance.tongue(await bench.cities.ground(city.id), SOURCE_LANGUAGE)
        tally = await bring_in(
            bench,
            city.id,
            source,
            lines(text, source),
            refuse=lambda line, why: outcasts.write(line, tongue(why)),
        )
    if bench.settings.database_owner_url and tally.taken:
        await analyze(bench.settings.database_owner_url)
    return tally


class Outcasts:
    """The rows that were not taken, with line and reason before their own cells; no file while there are none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stack = ExitStack()
        self._file: io.TextIOWrapper | None = None

    def __enter__(self) -> "Outcasts":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def write(self, line: Line, why: str) -> None:
        """Put a row down. It may speak of people, so only we may read it."""
        if self._file is None:
            # What this file replaces told of an import before this one.
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = self._stack.enter_context(
                os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="")
            )
            csv.writer(self._file).writerow(["baris", "alasan", *line.header])
        csv.writer(self._file).writerow([line.number, why, *line.cells])


def _tell(tally: Tally, outcasts: Outcasts) -> None:
    table = Table.grid(padding=(0, 3))
    for count, words in (
        (tally.read, "dibaca · read"),
        (tally.taken, "diterima · taken"),
        (tally.known, "sudah ada · already there"),
        (tally.refused, "ditolak · refused"),
    ):
        table.add_row(Text(f"{count:,}", justify="right"), words)
    console.print(table)
    console.print(f"[dim]{tally.took_s:.1f} s, {tally.read / tally.took_s:,.0f} baris/s · rows/s[/]")
    if tally.unnamed:
        console.print(in_both(_unnamed(tally)))
        for word, count in tally.unnamed.most_common(MOST_UNNAMED_SHOWN):
            console.print(Text(f"{count:>7,}  {word}"))
    if tally.refused:
        console.print(in_both(say("Baris yang ditolak ada di {file}.", file=str(outcasts.path))))


def _unnamed(tally: Tally) -> Say:
    return say(
        "{count} laporan jenisnya tidak dikenal dan dicatat sebagai lain-lain. Tambahkan {words} kata ini ke peta:",
        count=tally.unnamed.total(),
        words=len(tally.unnamed),
    )
