"""`tanggap web`: one web process."""

import os

import typer

from tanggap.app import installation
from tanggap.app.commands.options import Folder, Host, Port
from tanggap.app.settings import read_settings
from tanggap.app.site import build
from tanggap.kit.serving import serve

app = typer.Typer()


@app.command()
def web(folder: Folder = None, host: Host = None, port: Port = None) -> None:
    """Run one web process. Several may share a port: as many as the machine has cores."""
    settings = installation.running(read_settings(os.environ, folder=folder, host=host, port=port))
    site = build(settings)
    in_order = serve(site, host=settings.host, port=settings.port, on_stop=site.stop)
    raise typer.Exit(0 if in_order else 1)
