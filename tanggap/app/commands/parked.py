"""`tanggap parked`: what listeners set aside, and giving it to them again."""

import sys
import traceback
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.table import Column, Table

from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.tools import Workbench
from tanggap.app.worker import reactor_of
from tanggap.kit.db import AWAY
from tanggap.kit.errors import Missing
from tanggap.kit.log import store
from tanggap.kit.log.store import Parked
from tanggap.kit.words import say

app = typer.Typer(no_args_is_help=True)

Only = Annotated[str | None, typer.Option(help="Only what this listener set aside.")]


@app.callback()
def parked() -> None:
    """What listeners could not take and set aside."""


@app.command("list")
def show_parked(*, listener: Only = None, folder: Folder = None) -> None:
    """List what is set aside: by which listener, which thing, since when, and what failed."""

    async def work(bench: Workbench) -> None:
        _show(bench, await set_aside(bench, listener))

    with_bench(work, folder=folder)


@app.command()
def retry(*, listener: Only = None, folder: Folder = None) -> None:
    """Give what is set aside to its listener again, from the event that failed; exit code 1 when some still fails."""

    async def work(bench: Workbench) -> tuple[int, int]:
        found = await set_aside(bench, listener)
        failed = await give_again(bench, found)
        _show(bench, failed)
        return len(found) - len(failed), len(failed)

    taken, failed = with_bench(work, folder=folder)
    console.print(in_both(say("{count} hal sudah diterima pendengarnya.", count=taken)))
    if failed:
        console.print(in_both(say("{count} hal masih gagal dan tetap disisihkan.", count=failed)))
        raise typer.Exit(1)


async def set_aside(bench: Workbench, listener: str | None) -> list[Parked]:
    """What is set aside, by one listener or by all. Raises Missing for a listener nobody knows."""
    known = [each.name for each in bench.offers.listeners]
    if listener is not None and listener not in known:
        raise Missing(
            say(
                "Pendengar {listener} tidak dikenal. Yang ada: {known}.",
                listener=listener,
                known=", ".join(known),
            )
        )
    async with bench.app.transaction() as db:
        return await store.parked(db, listener)


async def give_again(bench: Workbench, things: Iterable[Parked]) -> list[Parked]:
    """Give each thing to its listener in a transaction of its own; those that fail again stay, and are returned."""
    reactor = reactor_of(bench)
    failed: list[Parked] = []
    for each in things:
        try:
            await reactor.retry(each.listener, each.city, each.thing)
        except AWAY:
            raise
        except Exception as failure:  # noqa: BLE001 (one that fails keeps nobody else's from being taken)
            traceback.print_exception(failure, file=sys.stderr)
            failed.append(each)
    return failed


def _show(bench: Workbench, things: Iterable[Parked]) -> None:
    slugs = {int(city.id): city.slug for city in bench.cities.all()}
    headers = ("pendengar · listener", "kota · city", "hal · thing", "sejak · since", "kegagalan · failure")
    table = Table(*(Column(each, overflow="fold") for each in headers), box=None, header_style="dim")
    for each in things:
        since = f"{each.parked_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(
            each.listener, slugs.get(each.city, str(each.city)), str(each.thing), since, each.failure
        )
    if table.row_count:
        console.print(table)
