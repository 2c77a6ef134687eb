"""The processes that develop pictures for this one: who they are, and what becomes of them."""

import asyncio
import os
import select
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path


def children() -> list[int]:
    """The living child processes of this one that develop pictures; the run's PostgreSQL is another."""
    listed = (_told(path) for path in Path("/proc/self/task").glob("*/children"))
    pids = [int(pid) for line in listed for pid in line.split()]
    return [pid for pid in pids if b"tanggap.kit.pictures.child" in _told(Path(f"/proc/{pid}/cmdline"))]


def _told(path: Path) -> bytes:
    """What the kernel tells of a thread or a process; nothing of one that has just ended."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def wait_for_end(pid: int) -> None:
    """Return when a process has ended; fail when it does not within ten seconds."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([handle], [], [], 10)[0], "It lives on."
    finally:
        os.close(handle)


@asynccontextmanager
async def none_grows_up() -> AsyncGenerator[None]:
    """Meanwhile every such child is killed long before it is ready, as on a machine without memory."""

    async def reap() -> None:
        while True:
            for child in children():
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            await asyncio.sleep(0)

    reaping = asyncio.create_task(reap())
    try:
        yield
    finally:
        reaping.cancel()
        with suppress(asyncio.CancelledError):
            await reaping
