"""`tanggap search`: a city's search, made anew."""

from typing import Annotated

import typer

from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.tools import Workbench
from tanggap.city.store import KnownCity
from tanggap.journey.search import actions
from tanggap.kit.errors import Missing
from tanggap.kit.words import say

app = typer.Typer(no_args_is_help=True)


@app.callback()
def search() -> None:
    """The words of the reports the public may read."""


@app.command()
def rebuild(
    *,
    city: Annotated[
        str | None, typer.Option(help="The city's slug; the first that has joined when not said.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Read a city's reports anew; what was kept before is searched until the new stands."""

    async def work(bench: Workbench) -> KnownCity:
        known = bench.cities.find(slug=city) if city else bench.cities.default()
        if known is None:
            raise Missing(say("Kota {city} tidak dikenal di sini.", city=city or ""))
        await actions.rebuild(bench.entrance.open_desk, known.id)
        return known

    found = with_bench(work, folder=folder)
    console.print(in_both(say("Pencarian {city} sudah dibuat ulang.", city=found.name)))
