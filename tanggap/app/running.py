"""The process tree of one installation: its database, its web processes, its worker, and who watches them."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import NoReturn

from tanggap.app import installation
from tanggap.app.doctor.look import refuse_serious
from tanggap.app.settings import PREFIX, Settings
from tanggap.kit.processes import Child, run_tree
from tanggap.kit.serving import refuse_taken_port
from tanggap.kit.spawn import spawn

PYTHON = (sys.executable, "-m")
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask, not where to listen


def run(
    settings: Settings,
    *,
    prepare: Sequence[str] = ("tanggap", "migrate"),
    ready: bool = True,
    beside: Mapping[str, str] = {},
    on_ready: Callable[[], None],
) -> int:
    """Run an installation until it is asked to stop; the exit code of it all.

    ``prepare`` is the module to run first, unless it would find nothing to do (what it makes besides is
    ``ready``); ``beside`` are modules to keep running next to the usual processes, by name. Each is a
    process of its own, so that this one stays small and has one thread. Raises Refused when the port or
    the folder is another's, and for what `doctor` finds too serious to serve with.
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
        if not (ready and installation.is_prepared(complete)):
            failed = _finish([*PYTHON, *prepare], owner)
            if failed:
                return failed
        asyncio.run(refuse_serious(complete))
        return run_tree(_children(complete, beside, child), cluster=cluster, on_ready=on_ready)
    except KeyboardInterrupt:
        return 130
    finally:
        if cluster is not None:
            cluster.stop()


def _children(settings: Settings, beside: Mapping[str, str], env: Mapping[str, str]) -> list[Child]:
    web = [
        Child(
            name=f"web {nth}", command=[*PYTHON, "tanggap", "web"], env=env, ready=lambda: answers(settings)
        )
        for nth in range(1, settings.processes + 1)
    ]
    worker = Child(name="worker", command=[*PYTHON, "tanggap", "work"], env=env)
    others = [Child(name=name, command=[*PYTHON, module], env=env) for name, module in beside.items()]
    # First who is waited for.
    return [web[0], worker, *web[1:], *others]


def answers(settings: Settings) -> bool:
    """Whether the installation serves pages: a web process answers that it is ready."""
    connection = HTTPConnection(_EVERYWHERE.get(settings.host, settings.host), settings.port, timeout=2)
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
