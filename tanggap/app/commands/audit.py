"""`tanggap audit`: whether the trail of each city still holds."""

import re
from typing import Annotated

import typer

from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.tools import Workbench
from tanggap.city import audit
from tanggap.city.audit.rules import Break, Flaw, Head
from tanggap.city.packs.pack import CityState
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say

app = typer.Typer(no_args_is_help=True)

_HEAD = re.compile(r"([a-z0-9-]+):(\d+):([0-9a-f]{64})")

FLAWS: dict[Flaw, Say] = {
    Flaw.ROW_GONE: say("catatannya hilang"),
    Flaw.LINK_GONE: say("mata rantainya hilang"),
    Flaw.CHANGED: say("isinya diubah"),
    Flaw.OUT_OF_ORDER: say("urutannya ditukar"),
    Flaw.LEFT_OUT: say("dilewati rantai"),
    Flaw.NOT_AS_PUBLISHED: say("tidak sama dengan ujung yang disimpan di luar"),
}


@app.callback()
def trail() -> None:
    """Who did and read what: whether the trail still holds."""


@app.command()
def verify(
    head: Annotated[
        list[str] | None, typer.Option(help="An end kept elsewhere, as this command printed it.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Look over the trail of every city; print its end, to be kept elsewhere. Exit code 1 when one does not hold."""
    heads = [_head(text) for text in head or ()]

    async def work(bench: Workbench) -> dict[str, tuple[Head | None, list[Break]]]:
        found: dict[str, tuple[Head | None, list[Break]]] = {}
        for city in bench.cities.all():
            if city.state is not CityState.LISTENING:
                async with bench.entrance.open_desk(city.id) as desk:
                    kept = [each for slug, each in heads if slug == city.slug]
                    found[city.slug] = await audit.head(desk), await audit.verify(desk, kept)
        return found

    result = with_bench(work, folder=folder)
    for slug, (end, breaks) in result.items():
        console.print(f"{slug}:{end.nth}:{end.digest.hex()}" if end else f"{slug}: 0", soft_wrap=True)
        for each in breaks:
            console.print("  [red]✗[/]", each.nth or each.entry, in_both(FLAWS[each.flaw]))
    if any(breaks for _, breaks in result.values()):
        raise typer.Exit(1)


def _head(text: str) -> tuple[str, Head]:
    match = _HEAD.fullmatch(text)
    if match is None:
        raise Invalid(say("Ujung rantai ditulis kota:nomor:sidik, seperti yang dicetak perintah ini."))
    return match[1], Head(nth=int(match[2]), digest=bytes.fromhex(match[3]))
