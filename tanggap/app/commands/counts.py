"""`tanggap counts`: a city's counts, made anew."""

import typer

from tanggap.app.commands.open import done_for
from tanggap.app.commands.options import City, Folder
from tanggap.app.commands.told import console, in_both
from tanggap.kit.words import say
from tanggap.oversight.counts.anew import actions

app = typer.Typer(no_args_is_help=True)


@app.callback()
def counts() -> None:
    """The sums behind the overview and the map."""


@app.command()
def rebuild(*, city: City = None, folder: Folder = None) -> None:
    """Count a city's reports anew; the old counts are shown until the new ones stand."""
    found, rebuilt, took_s = done_for(actions.rebuild, city=city, folder=folder)
    console.print(
        in_both(
            say(
                "Hitungan {city} sudah dibuat ulang: {reports} laporan, {rate} per detik.",
                city=found.name,
                reports=rebuilt.reports,
                rate=round(rebuilt.reports / took_s),
            )
        )
    )
