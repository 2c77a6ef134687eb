"""`tanggap migrate`: the database as this version needs it."""

import asyncio
import os

import typer

from tanggap.app import installation
from tanggap.app.commands.options import Folder
from tanggap.app.doctor.look import refuse_serious
from tanggap.app.preparing import prepare
from tanggap.app.settings import Settings, read_settings

app = typer.Typer()


@app.command()
def migrate(folder: Folder = None) -> None:
    """Bring the database up to date, and see that it may be served."""
    with installation.reachable(read_settings(os.environ, folder=folder)) as settings:
        asyncio.run(_prepare(settings))


async def _prepare(settings: Settings) -> None:
    await prepare(settings)
    await refuse_serious(settings)
