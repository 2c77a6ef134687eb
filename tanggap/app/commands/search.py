"""`tanggap search`: a city's search, made anew."""

import typer

from tanggap.app.commands.open import done_for
from tanggap.app.commands.options import City, Folder
from tanggap.app.commands.told import console, in_both
from tanggap.journey.search import actions
from tanggap.kit.words import say

app = typer.Typer(no_args_is_help=True)


@app.callback()
def search() -> None:
    """The words of the reports the public may read."""


@app.command()
def rebuild(*, city: City = None, folder: Folder = None) -> None:
    """Read a city's reports anew; what was kept before is searched until the new stands."""
    found, _, _ = done_for(actions.rebuild, city=city, folder=folder)
    console.print(in_both(say("Pencarian {city} sudah dibuat ulang.", city=found.name)))
