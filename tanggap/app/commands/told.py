"""What a person at the terminal is told, in both languages of the house."""

from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from tanggap.app import house
from tanggap.app.settings import Settings
from tanggap.kit.words import Say

console = Console(highlight=False)


def tell_it_runs(settings: Settings, *more: Table) -> None:
    """Where the city can be found, where its records are, and how to stop."""
    where = Table.grid(padding=(0, 3))
    where.add_row("[bold]Tanggap[/]", f"[bold cyan]{settings.base_url}[/]")
    where.add_row("[dim]Catatan · Records[/]", str(settings.folder.resolve()))
    where.add_row("[dim]Berhenti · Stop[/]", "Ctrl-C")
    for table in (where, *more):
        console.print(Padding(table, (1, 2, 0, 2)))
    console.print()


def in_both(sentence: Say) -> str:
    """A sentence in Indonesian, and below it in English."""
    zone = ZoneInfo("UTC")
    tongues = house.tongues()
    return f"{tongues['id'](zone)(sentence)}\n[dim]{tongues['en'](zone)(sentence)}[/]"
