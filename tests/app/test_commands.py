"""What an operator types is found, explains itself, and says no in one sentence."""

import subprocess
import sys

import pytest
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
