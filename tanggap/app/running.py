"""The process tree of one installation: its database, its web processes, its worker, and who watches them."""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import NoReturn

from tanggap.app import installation
from tanggap.app.settings import PREFIX, Settings
from tanggap.kit.processes import Child, run_tree
from tanggap.kit.serving import refuse_taken_port
from tanggap.kit.spawn import spawn

COMMAND = (sys.executable, "-m", "tanggap")
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask, not where to listen


def run(
    settings: Settings,
    *,
    prepare: Sequence[str] = ("migrate",),
    beside: Mapping[str, Sequence[str]] = {},
    on_ready: Callable[[], None],
) -> int:
    """Run an installation until it is asked to stop; the exit code of it all.

    ``prepare`` is the command that makes the database ready before anything is served, ``beside`` are
    commands to keep running next to the usual ones, by name. Each is a process of its own, so that this
    one stays small and has one thread. Raises Refused when the port or the folder is another's.
    """
    refuse_taken_port(settings.host, settings.port)
    signal.signal(signal.SIGTERM, _leave)
    cluster = installation.cluster(settings)
    try:
        if cluster is not None:
            cluster.start()
        complete = installation.addressed(settings)
        child = installation.environment(complete, os.environ)
        owner = child | {f"{PREFIX}DATABASE_OWNER_URL": complete.database_owner_url}
        failed = _finish([*COMMAND, *prepare], owner)
        if failed:
            return failed
        return run_tree(_children(complete, beside, child), cluster=cluster, on_ready=on_ready)
    except KeyboardInterrupt:
        return 130
    finally:
        if cluster is not None:
            cluster.stop()


def _children(
    settings: Settings, beside: Mapping[str, Sequence[str]], env: Mapping[str, str]
) -> list[Child]:
    web = [
        Child(name=f"web {nth}", command=[*COMMAND, "web"], env=env, ready=lambda: answers(settings))
        for nth in range(1, settings.processes + 1)
    ]
    worker = Child(name="worker", command=[*COMMAND, "work"], env=env)
    others = [
        Child(name=name, command=[*COMMAND, *command], env=env) for name, command in beside.items()
    ]
    return [*web, worker, *others]


def answers(settings: Settings) -> bool:
    """Whether the installation serves pages: a web process answers that it is ready."""
    connection = HTTPConnection(
        _EVERYWHERE.get(settings.host, settings.host), settings.port, timeout=2
    )
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _finish(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run a command to its end; its exit code. It ends with us."""
    child = spawn(command, env=env, last_signal=signal.SIGKILL)
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _leave(number: int, _: FrameType | None) -> NoReturn:
    """End in good order when asked to before everything runs."""
    sys.exit(128 + number)
