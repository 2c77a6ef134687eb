"""What an operator types is found, explains itself, and says no in one sentence."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tanggap.app.commands import WHERE, app


@pytest.mark.parametrize("command", WHERE)
def test_every_command_is_found_and_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"])

    assert shown.exit_code == 0, shown.output
    assert "Usage" in shown.output


def test_all_commands_are_listed_by_name() -> None:
    shown = CliRunner().invoke(app, ["--help"])

    assert all(f" {command} " in shown.output for command in WHERE)


def test_every_command_that_needs_an_installation_can_be_told_its_folder() -> None:
    told = {
        " ".join(words): any("--folder" in each.opts for each in command.params)
        for words, command in leaves(get_command(app))
    }

    assert [words for words, folder in told.items() if not folder] == ["city check"]


def leaves(group: Any, *words: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, and its words."""
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        if hasattr(command, "list_commands"):
            yield from leaves(command, *words, name)
        else:
            yield (*words, name), command


def test_a_setting_nobody_knows_is_refused_in_one_sentence() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tanggap", "web"],
        env={"TANGGAP_PORT": "eighty", "PATH": ""},
        capture_output=True,
        check=False,
        text=True,
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith("Setelan tidak bisa dipakai")
    assert len(ended.stderr.splitlines()) == 1
