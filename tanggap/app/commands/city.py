"""`tanggap city`: the cities there are, packs in and out, official shapes, the national list."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tanggap.app import house
from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.app.training import begin
from tanggap.city import actions, store
from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.shapes import Match, match, read_geojson
from tanggap.city.documents import pack_of
from tanggap.city.packs.check import check as look_over
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.mistakes import Broken, Mistake
from tanggap.city.packs.write import write_pack
from tanggap.city.store import KnownCity
from tanggap.city.terms import CityId
from tanggap.kit.errors import Refused
from tanggap.kit.words import say

app = typer.Typer(no_args_is_help=True, help="The cities of this installation, and what they stand on.")
areas = typer.Typer(no_args_is_help=True, help="The areas of a city.")
app.add_typer(areas, name="areas")

Examples = Annotated[bool, typer.Option(help="Whether it begins with made-up reports.")]
Pack = Annotated[Path, typer.Argument(help="A city's folder.", exists=True, file_okay=False)]


@app.command("list")
def show_cities(folder: Folder = None) -> None:
    """List the cities that have joined, and how many are only listened to."""
    known = with_bench(_known, folder=folder)
    table = Table("slug", "kode · code", "nama · name", "status", box=None, header_style="dim")
    served = [city for city in known if city.state != "listening"]
    for city in served:
        table.add_row(city.slug, city.code, city.name, city.state)
    console.print(table)
    console.print(in_both(say("Didengarkan saja: {count} kota.", count=len(known) - len(served))))


async def _known(bench: Workbench) -> list[KnownCity]:
    return list(bench.cities.all())


@app.command()
def check(pack: Pack) -> None:
    """Look a pack over: every mistake with its place and what to do. Exit code 1 when it cannot be used."""
    mistakes = look_over(pack, rules=house.offers(pages=False).rules, measures=house.measured())
    show_mistakes(mistakes)
    grave = sum(not mistake.warning for mistake in mistakes)
    if grave:
        raise typer.Exit(1)
    console.print(in_both(say("Paket ini dapat dipakai.")))


def show_mistakes(mistakes: Iterable[Mistake]) -> None:
    """Print mistakes as editors read them, `file:line`, each with what is wrong and what to do."""
    for mistake in mistakes:
        colour = "yellow" if mistake.warning else "red"
        console.print(Text(f"{mistake.file}:{mistake.line}", style=f"bold {colour}"))
        for sentence in (mistake.what, mistake.do):
            console.print(Padding(in_both(sentence), (0, 0, 0, 2)))


@app.command()
def load(pack: Pack, folder: Folder = None) -> None:
    """Let a city join, or bring it up to date, from its pack. Reports keep the areas they have."""
    try:
        read = load_pack(pack, measures=house.measured())
    except Broken as broken:
        show_mistakes(broken.mistakes)
        raise typer.Exit(1) from None
    with_bench(lambda bench: _join(bench, pack), folder=folder)
    console.print(in_both(say("{city} ada di sini sekarang.", city=read.city.name)))


def put_city(settings: Settings, folder: Path) -> CityId:
    """Load a pack into the installation's database. Raises Broken with every mistake."""
    return asyncio.run(_put_city(settings, folder))


async def _put_city(settings: Settings, folder: Path) -> CityId:
    async with Workbench(settings) as bench:
        return await _join(bench, folder)


async def _join(bench: Workbench, folder: Path) -> CityId:
    pack = load_pack(folder, measures=house.measured())
    identity = actions.city_id(pack.city.area_code)
    async with bench.app.transaction(identity) as db:
        return await actions.join(db, pack, bench.taxonomy, today=datetime.now(UTC).date())


@app.command()
def training(
    slug: Annotated[str, typer.Argument(help="Which city.")],
    *,
    examples: Examples = True,
    folder: Folder = None,
) -> None:
    """Make a city's copy for training, or begin it anew: its people practise there, nobody else sees it, it counts nowhere."""
    made = with_bench(lambda bench: begin(bench, slug, examples=examples), folder=folder)
    console.print(
        in_both(
            say(
                "{city} siap di /{slug}. Isi sebelumnya, bila ada, sudah dihapus.",
                city=made.name,
                slug=made.slug,
            )
        )
    )


@app.command()
def export(
    slug: Annotated[str, typer.Argument(help="Which city.")],
    into: Annotated[Path, typer.Argument(help="A new or empty folder.", file_okay=False)],
    folder: Folder = None,
) -> None:
    """Write a city out as a pack, as it stands in the database."""
    with_bench(lambda bench: write_out(bench, slug, into), folder=folder)
    console.print(in_both(say("Paket {slug} ada di {folder}.", slug=slug, folder=str(into))))


async def write_out(bench: Workbench, slug: str, into: Path) -> None:
    """Write a city's pack into a folder. Raises Missing for a city not known, Refused for a folder in use."""
    city = bench.cities.named(slug)
    if await asyncio.to_thread(lambda: into.exists() and any(into.iterdir())):
        raise Refused(say("Folder {folder} sudah berisi. Pilih folder baru.", folder=str(into)))
    async with bench.app.transaction(city.id) as db:
        parts = {each.part: each.body for each in await store.parts(db, city.id)}
        areas = await store.areas(db, city.id)
    write_pack(replace(pack_of(city, bench.taxonomy, parts), areas=tuple(areas)), into)


@areas.command("load")
def load_areas(
    file: Annotated[
        Path, typer.Argument(help="GeoJSON, gzip too; features carry `code` and `name`.", exists=True)
    ],
    city: Annotated[str, typer.Option(help="Which city, by its slug.")],
    folder: Folder = None,
) -> None:
    """Put official shapes in, matched by code. Reports keep the areas they have."""
    met, kelurahan = with_bench(lambda bench: put_shapes(bench, city, file), folder=folder)
    of_all = say(
        "{matched} dari {count} kelurahan kini berbatas resmi.",
        matched=len(met.matched),
        count=len(kelurahan),
    )
    console.print(in_both(of_all))
    for codes, sentence in (
        (met.missing, say("Tanpa batas di berkas ini:")),
        (met.unknown, say("Tidak dikenal kota ini:")),
    ):
        if codes:
            console.print(in_both(sentence), Text(" ".join(codes)))


async def put_shapes(bench: Workbench, slug: str, file: Path) -> tuple[Match, list[Area]]:
    """Give a city's areas official shapes; how those met its kelurahan, and these. Raises Missing, Invalid."""
    city = bench.cities.named(slug)
    official = await asyncio.to_thread(lambda: read_geojson(file, city_code=city.area_code))
    async with bench.app.transaction(city.id) as db:
        await actions.put_shapes(db, city.id, official)
        present = await store.areas(db, city.id)
    kelurahan = [area for area in present if area.level is Level.KELURAHAN]
    return match((area for area in official if area.level is Level.KELURAHAN), kelurahan), kelurahan


@app.command()
def listen(
    file: Annotated[
        Path | None, typer.Argument(help="A list like cities/_indonesia/cities.csv.", exists=True)
    ] = None,
    folder: Folder = None,
) -> None:
    """Take reports for every city of a list; those already known stay as they are."""
    chosen = file or house.shipped("cities") / "_indonesia" / "cities.csv"
    count = with_bench(lambda bench: _listen(bench, chosen), folder=folder)
    console.print(in_both(say("{count} kota baru didengarkan.", count=count)))


async def _listen(bench: Workbench, file: Path) -> int:
    async with bench.app.transaction() as db:
        return await actions.listen(db, file)
