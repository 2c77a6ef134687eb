"""`tanggap serve`: everything a city needs, in one process tree."""

import os

import typer

from tanggap.app import running
from tanggap.app.commands.options import Folder, Host, Port
from tanggap.app.commands.told import tell_it_runs
from tanggap.app.settings import read_settings

app = typer.Typer()


@app.command()
def serve(folder: Folder = None, host: Host = None, port: Port = None) -> None:
    """Run everything: the database (unless DATABASE_URL names one), the web processes and the worker."""
    settings = read_settings(os.environ, folder=folder, host=host, port=port)
    raise typer.Exit(running.run(settings, on_ready=lambda: tell_it_runs(settings)))
