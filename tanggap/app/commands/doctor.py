"""`tanggap doctor`: what is not as it should be, and how to mend it."""

import typer
from rich.table import Table

from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.doctor.actions import look_everywhere

app = typer.Typer()


@app.command()
def doctor(folder: Folder = None) -> None:
    """Look the installation and its cities over; exit code 1 when something is serious."""
    found = with_bench(look_everywhere, folder=folder)
    table = Table(box=None, padding=(0, 2), show_header=False)
    for where, mistakes in found.items():
        for mistake in mistakes:
            mark = "[bold red]✗[/]" if mistake.serious else "[yellow]•[/]"
            table.add_row(mark, where, in_both(mistake.what), in_both(mistake.do))
    if table.row_count:
        console.print(table)
    else:
        console.print("[green]✓[/] Semuanya baik. · All is well.")
    if any(mistake.serious for mistakes in found.values() for mistake in mistakes):
        raise typer.Exit(1)
