"""What several commands may be told."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path | None, typer.Option(help="Where this installation keeps its records.")]
Host = Annotated[str | None, typer.Option(help="The address to serve on.")]
Port = Annotated[int | None, typer.Option(help="And its port.", envvar="PORT")]
