"""`tanggap demo`: a city to look at, in one command."""

import os
from pathlib import Path

import typer
from rich.table import Table

from tanggap.app import running
from tanggap.app.commands.options import Folder, Host, Port
from tanggap.app.commands.told import tell_it_runs
from tanggap.app.demo.password import password
from tanggap.app.demo.script import read_script
from tanggap.app.demo.trickle import LETTERS
from tanggap.app.settings import PREFIX, read_settings

FOLDER = Path(".demo")

app = typer.Typer()


@app.command()
def demo(folder: Folder = None, host: Host = None, port: Port = None) -> None:
    """Run a city with a history of its own, and reports arriving live."""
    if folder is None and f"{PREFIX}FOLDER" not in os.environ:
        folder = FOLDER
    # Nobody sets up an app to look around; the door says so.
    asked = os.environ.get(f"{PREFIX}SECOND_FACTOR", "offered")
    settings = read_settings(os.environ, folder=folder, host=host, port=port, second_factor=asked)
    ended = running.run(
        settings,
        prepare=["tanggap.app.demo.seed"],
        ready=(settings.folder / LETTERS).exists(),
        beside={"trickle": "tanggap.app.demo.trickle"},
        on_ready=lambda: tell_it_runs(settings, sign_ins(settings.folder)),
    )
    raise typer.Exit(ended)


def sign_ins(folder: Path) -> Table:
    """Who may sign in, and with what."""
    table = Table.grid(padding=(0, 3))
    secret = password(folder)
    table.add_row("[dim]Masuk · Sign in[/]", "[dim]/sign-in[/]", f"[dim]{'Kata sandi · Password'}[/]")
    for clerk in read_script().people:
        table.add_row(clerk.name, f"[bold]{clerk.email}[/]", secret)
    return table
