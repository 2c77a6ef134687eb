"""What several commands may be told."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path | None, typer.Option(help="Where this installation keeps its records.")]
City = Annotated[str | None, typer.Option(help="The city's slug; the first that has joined when not said.")]
Host = Annotated[str | None, typer.Option(help="The address to serve on.")]
Port = Annotated[int | None, typer.Option(help="And its port.", envvar="PORT")]
