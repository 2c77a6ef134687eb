"""`tanggap scorecards`: a city's stints told anew, its months published, and one of them corrected."""

from datetime import date
from typing import Annotated

import typer

from tanggap.app.commands.open import done_for, with_bench
from tanggap.app.commands.options import City, Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.tools import Workbench
from tanggap.city.store import KnownCity
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.scorecards.months import actions as months
from tanggap.oversight.scorecards.stints.anew import actions as anew

app = typer.Typer(no_args_is_help=True)


@app.callback()
def scorecards() -> None:
    """How units did, month by month."""


@app.command()
def rebuild(*, city: City = None, folder: Folder = None) -> None:
    """Tell anew who held each report and what came of it, beside whoever reports; what was published stays as it is."""
    found, rebuilt, took_s = done_for(anew.rebuild, city=city, folder=folder)
    console.print(
        in_both(
            say(
                "Catatan rapor {city} sudah dibuat ulang: {reports} laporan, {rate} per detik; {changed} berubah.",
                city=found.name,
                reports=rebuilt.reports,
                rate=round(rebuilt.reports / took_s),
                changed=rebuilt.changed,
            )
        )
    )


@app.command()
def publish(*, city: City = None, folder: Folder = None) -> None:
    """Draft and publish what is due now, as every night does."""
    found, _, _ = done_for(months.keep_up, city=city, folder=folder)
    console.print(in_both(say("Rapor {city} sudah sampai hari ini.", city=found.name)))


@app.command()
def correct(
    month: Annotated[str, typer.Argument(help="The month, as 2026-10.")],
    *,
    reason: Annotated[str, typer.Option(help="Why; it is published with the new version.")],
    city: City = None,
    folder: Folder = None,
) -> None:
    """Publish a month anew as it is counted now; the version before is kept and shown."""

    async def work(bench: Workbench) -> KnownCity:
        known = bench.cities.named(city)
        async with bench.entrance.open_desk(known.id) as desk:
            await months.correct(desk, _month(month), reason)
        return known

    found = with_bench(work, folder=folder)
    console.print(
        in_both(say("Rapor {month} {city} terbit lagi, dengan alasannya.", month=month, city=found.name))
    )


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Invalid(say("Tulis bulan seperti 2026-10."), field="month") from None
