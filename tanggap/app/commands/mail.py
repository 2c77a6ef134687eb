"""`tanggap mail`: whether the installation can write to people."""

import asyncio
import os
from datetime import UTC, datetime

import typer
from rich.console import Console

from tanggap.app.commands.options import Folder
from tanggap.app.settings import read_settings
from tanggap.channels.email.channel import deliver
from tanggap.city.offers import Parcel
from tanggap.kit.errors import Refused
from tanggap.kit.words import say

app = typer.Typer(no_args_is_help=True)


@app.callback()
def mail() -> None:
    """Mail this installation sends."""


@app.command("test")
def send_test(address: str, folder: Folder = None) -> None:
    """Send a test mail to ADDRESS now, by the settings in force."""
    settings = read_settings(os.environ, folder=folder)
    send = deliver(settings)
    if send is None:
        raise Refused(say("Server surel belum disetel. Isi TANGGAP_SMTP_HOST dan TANGGAP_SMTP_SENDER."))
    now = datetime.now(UTC)
    asyncio.run(
        send(
            Parcel(
                dedupe=f"test:{now.isoformat()}",
                address=address,
                language="id",
                subject="Surel percobaan dari Tanggap / A test mail from Tanggap",
                body=f"Surel dari pemasangan ini sampai.\nMail from this installation arrives.\n\n{settings.base_url}\n",
                sent_at=now,
            )
        )
    )
    Console(highlight=False).print(f"Terkirim / sent: {address} ({settings.smtp_host})")
