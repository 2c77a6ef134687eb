"""A terminal, as somebody who looks after an installation sits at."""

from collections.abc import Mapping
from pathlib import Path

import typer
from typer.testing import CliRunner


def typed(
    app: typer.Typer,
    *words: str | Path,
    around: Mapping[str, str] | None = None,
    told: str = "",
    status: int = 0,
) -> str:
    """What a command prints; ``told`` is what it reads. What it raises is raised."""
    answer = CliRunner().invoke(app, [str(word) for word in words], env=around, input=told)
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    assert answer.exit_code == status, answer.output
    return answer.output
