"""`tanggap counts`: a city's counts, made anew."""

from time import perf_counter
from typing import Annotated

import typer

from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.tools import Workbench
from tanggap.city.store import KnownCity
from tanggap.kit.errors import Missing
from tanggap.kit.words import say
from tanggap.oversight.counts.anew import actions
from tanggap.oversight.counts.anew.actions import Rebuilt

app = typer.Typer(no_args_is_help=True)


@app.callback()
def counts() -> None:
    """The sums behind the overview and the map."""


@app.command()
def rebuild(
    *,
    city: Annotated[
        str | None, typer.Option(help="The city's slug; the first that has joined when not said.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Count a city's reports anew; the old counts are shown until the new ones stand."""

    async def work(bench: Workbench) -> tuple[KnownCity, Rebuilt, float]:
        known = bench.cities.find(slug=city) if city else bench.cities.default()
        if known is None:
            raise Missing(say("Kota {city} tidak dikenal di sini.", city=city or ""))
        began = perf_counter()
        rebuilt = await actions.rebuild(bench.entrance.open_desk, known.id)
        return known, rebuilt, perf_counter() - began

    found, rebuilt, took_s = with_bench(work, folder=folder)
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
