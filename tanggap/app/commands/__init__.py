"""The commands: what an operator types."""

import gc
import importlib
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from tanggap.kit.errors import Refused, Unreachable

# Which module of this folder holds a command. A module's `app` holds the command itself, or is the
# group of that name; it is imported when its command is typed, so that no command carries another's weight.
WHERE: Mapping[str, str] = {
    "demo": "demo",
    "serve": "serve",
    "web": "web",
    "work": "work",
    "migrate": "migrate",
    "doctor": "doctor",
    "city": "city",
    "people": "people",
    "import": "imports",
    "backup": "backup",
    "restore": "backup",
    "mail": "mail",
    "counts": "counts",
    "scorecards": "scorecards",
    "search": "search",
    "audit": "audit",
    "parked": "parked",
}


class Commands(TyperGroup):
    """Every command, found by name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order they are shown."""
        return list(WHERE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command or the group of this name; None when there is none."""
        if cmd_name not in WHERE:
            return None
        module = _imported(f"{__name__}.{WHERE[cmd_name]}")
        group = get_group(module.app)
        found = group.get_command(ctx, cmd_name)
        if found is None:
            group.name = cmd_name
            return group
        return found


def _imported(name: str) -> ModuleType:
    """Import what stays for good. To look through it for what may go again would be a fifth of a start."""
    gc.disable()
    module = importlib.import_module(name)
    gc.freeze()
    gc.enable()
    return module


app = typer.Typer(
    name="tanggap", cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.callback()
def tanggap() -> None:
    """What a city runs so that whoever sees a problem can say so, and is answered."""


def main() -> int:
    """Run a command; an expected no is one sentence and exit code 1."""
    try:
        app()
    except (Refused, Unreachable) as refused:
        words = refused.args[0] if isinstance(refused, Unreachable) else refused.say
        sys.stderr.write(words.text.format_map(words.values) + "\n")
        return 1
    return 0
