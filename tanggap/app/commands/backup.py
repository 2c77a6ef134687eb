"""`tanggap backup` and `tanggap restore`: everything a city keeps, in one file."""

import asyncio
import os
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from tanggap.app import installation
from tanggap.app.backup.archive import Manifest
from tanggap.app.backup.making import back_up
from tanggap.app.backup.restoring import restore
from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.settings import read_settings
from tanggap.kit.errors import Refused
from tanggap.kit.words import say

app = typer.Typer()


@app.command("backup")
def make_backup(
    file: Annotated[Path, typer.Argument(help="A new file. It holds the secrets: keep it safe.")],
    folder: Folder = None,
) -> None:
    """Put database, files and secrets into one file, checked, while the city goes on working."""
    manifest = with_bench(lambda bench: back_up(bench, file), folder=folder)
    _tell(manifest)
    console.print(in_both(say("Cadangan ada di {file}. Rahasianya ikut: simpan baik-baik.", file=str(file))))


@app.command("restore")
def restore_backup(
    file: Annotated[Path, typer.Argument(help="What `tanggap backup` made.", exists=True, dir_okay=False)],
    folder: Folder = None,
) -> None:
    """Make an empty installation what the backed-up one was."""
    settings = read_settings(os.environ, folder=folder)
    embedded = installation.cluster(settings)
    if embedded is not None and embedded.answers():
        raise Refused(say("Tanggap sedang berjalan di folder ini. Hentikan dulu, atau pilih folder baru."))
    with embedded or nullcontext():
        manifest = asyncio.run(restore(installation.addressed(settings), file))
    _tell(manifest)
    console.print(in_both(say("Semua pulih dan sudah dibandingkan. Jalankan `tanggap serve`.")))


def _tell(manifest: Manifest) -> None:
    rows = sum(table.lines for table in manifest.database.tables.values())
    console.print(
        in_both(
            say(
                "{rows} baris dalam {tables} tabel, {files} berkas, {secrets} rahasia.",
                rows=rows,
                tables=len(manifest.database.tables),
                files=len(manifest.files),
                secrets=len(manifest.secrets),
            )
        )
    )
