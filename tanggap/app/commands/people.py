"""`tanggap people`: who serves in a city."""

import sys
from typing import Annotated

import typer
from rich.table import Table

from tanggap.app.commands.open import with_bench
from tanggap.app.commands.options import City, Folder
from tanggap.app.commands.told import console, in_both
from tanggap.app.tools import Workbench
from tanggap.city.people import actions, passwords, store
from tanggap.city.people.store import Person
from tanggap.city.rights import Duty, Role, needs_factor
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.words import say

app = typer.Typer(no_args_is_help=True, help="Who serves in a city: added, given a new password, disabled.")

Email = Annotated[str, typer.Argument(help="The address this person signs in with.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password; else one is made.")]


@app.command()
def add(
    email: Email,
    *,
    name: Annotated[str, typer.Option(help="As colleagues call them.")],
    role: Annotated[list[Role], typer.Option(help="May be said more than once.")],
    agency: Annotated[str | None, typer.Option(help="The agency, for those who serve in one.")] = None,
    area: Annotated[str | None, typer.Option(help="Only there, such as 32.75.01; else everywhere.")] = None,
    city: City = None,
    password_stdin: FromStdin = False,
    folder: Folder = None,
) -> None:
    """Give somebody duties in a city, and a first password if nobody knows them yet."""
    duties = [
        Duty(role=each, agency=AgencySlug(agency) if agency else None, area=AreaCode(area) if area else None)
        for each in role
    ]
    password = _given(stdin=password_stdin)
    asked = needs_factor(duties)

    async def work(bench: Workbench) -> bool:
        kept = await actions.choose(password, email=email, name=name)
        async with bench.entrance.open_desk(bench.cities.named(city).id) as desk:
            known = await store.find(desk.db, email) is not None
            await actions.add(desk, email=email, name=name, duties=duties, password=kept)
        return known

    if with_bench(work, folder=folder):
        console.print(
            in_both(say("{email} sudah dikenal: tugasnya ditambah, kata sandinya tetap.", email=email))
        )
    else:
        _tell(email, password, read=password_stdin)
    if asked:
        console.print(
            in_both(
                say("Saat pertama masuk ia diminta memasang langkah kedua: kunci sandi atau aplikasi kode.")
            )
        )


@app.command()
def reset(
    email: Email, *, city: City = None, password_stdin: FromStdin = False, folder: Folder = None
) -> None:
    """Give somebody a new password; every browser of theirs is forgotten."""
    password = _given(stdin=password_stdin)

    async def work(bench: Workbench) -> None:
        kept = await actions.choose(password, email=email, name="")
        async with bench.entrance.open_desk(bench.cities.named(city).id) as desk:
            await actions.reset(desk, email, password=kept)

    with_bench(work, folder=folder)
    _tell(email, password, read=password_stdin)


@app.command("reset-factors")
def reset_factors(
    email: Email,
    *,
    reason: Annotated[str, typer.Option(help="Why; kept with the city.")],
    city: City = None,
    folder: Folder = None,
) -> None:
    """Take somebody's second factors away; they set up new ones when they next sign in."""

    async def work(bench: Workbench) -> None:
        async with bench.entrance.open_desk(bench.cities.named(city).id) as desk:
            await actions.reset_factors(desk, email, reason=reason)

    with_bench(work, folder=folder)
    console.print(
        in_both(say("Langkah kedua {email} direset. Ia memasang yang baru saat masuk.", email=email))
    )


@app.command("list")
def show_people(*, city: City = None, folder: Folder = None) -> None:
    """List who serves in a city, and as what."""

    async def work(bench: Workbench) -> list[tuple[Person, list[Duty]]]:
        async with bench.entrance.open_desk(bench.cities.named(city).id) as desk:
            people = await store.staff(desk.db, desk.city)
            return [(each, await store.duties_of(desk.db, desk.city, each.id)) for each in people]

    table = Table("surel · e-mail", "nama · name", "tugas · duties", "", box=None, header_style="dim")
    for person, duties in with_bench(work, folder=folder):
        said = ", ".join(" ".join(filter(None, (d.role, d.agency, d.area))) for d in duties)
        table.add_row(person.email, person.name, said, "✗" if person.disabled_at else "")
    console.print(table)


@app.command()
def disable(email: Email, *, city: City = None, folder: Folder = None) -> None:
    """Let somebody in no more, from their next request on; what they did stays theirs."""

    async def work(bench: Workbench) -> None:
        async with bench.entrance.open_desk(bench.cities.named(city).id) as desk:
            await actions.disable(desk, email)

    with_bench(work, folder=folder)
    console.print(in_both(say("{email} tidak bisa masuk lagi.", email=email)))


def _given(*, stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if stdin else passwords.chosen()


def _tell(email: str, password: str, *, read: bool) -> None:
    """Say the password that was made: now, and never again."""
    if read:
        console.print(in_both(say("Kata sandi {email} tersimpan.", email=email)))
    else:
        console.print(in_both(say("Kata sandi {email}, hanya ditampilkan sekali ini:", email=email)))
        sys.stdout.write(password + "\n")
