"""`tanggap work`: one worker."""

import asyncio
import os

import typer
import uvloop

from tanggap.app import installation, worker
from tanggap.app.commands.options import Folder
from tanggap.app.settings import read_settings

app = typer.Typer()


@app.command()
def work(folder: Folder = None) -> None:
    """Run one worker: what follows from the log, messages owed, jobs."""
    settings = installation.running(read_settings(os.environ, folder=folder))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(worker.work(settings))
