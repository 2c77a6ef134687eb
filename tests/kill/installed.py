"""A city served by real processes from a folder of its own, and which of them is which."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from tanggap.app import house, installation, running
from tanggap.app.settings import Settings

START_S = 60.0
STOP_S = 60.0
LOOK_S = 0.05


class Part(StrEnum):
    """Who may be killed."""

    WEB = "web"
    WORKER = "worker"
    POSTMASTER = "postmaster"
    BACKEND = "backend"
    PICTURES = "image child"


class Process(Struct, frozen=True, kw_only=True):
    """A process of this machine."""

    pid: int
    parent: int
    command: str


class Installation:
    """Kota Bekasi in a new folder: two web processes, a worker, a database on the disk."""

    def __init__(self, folder: Path, *, mail_port: int) -> None:
        self.settings = Settings(
            folder=folder,
            port=_free_port(),
            web_processes=2,
            smtp_host="127.0.0.1",
            smtp_port=mail_port,
            smtp_security="none",
            smtp_sender="kota@example.id",
            reports_per_city=0,
        )
        self._serving: subprocess.Popen[bytes] | None = None

    @property
    def told(self) -> Path:
        """Everything the processes have said."""
        return self.settings.folder / "told"

    async def load(self) -> None:
        """Make the database, and let the city join."""
        loading = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tanggap", "city", "load", house.shipped("cities") / "kota-bekasi"),
            env=installation.environment(self.settings, os.environ),
            stdout=subprocess.DEVNULL,
        )
        assert await loading.wait() == 0

    def write_late(self) -> None:
        """Let the database, before it starts, write in its own time what nobody waits for."""
        own = self.settings.folder / "database" / "server" / "local.conf"
        own.write_text("wal_writer_delay = 10s\nwal_writer_flush_after = 1GB\n")
        own.chmod(0o644)

    async def start(self) -> None:
        """Serve, and return when everybody is ready."""
        self._serving = self._started()
        await until(self._ready, within_s=START_S)

    def _started(self) -> subprocess.Popen[bytes]:
        with self.told.open("wb") as told:
            return subprocess.Popen(
                [sys.executable, "-m", "tanggap", "serve"],
                env=installation.environment(self.settings, os.environ),
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            )

    async def _ready(self) -> bool:
        assert self.serving.poll() is None, self.told.read_text()
        return await asyncio.to_thread(running.answers, self.settings) and bool(self.find(Part.WORKER))

    @property
    def serving(self) -> subprocess.Popen[bytes]:
        """The process that watches over all the others."""
        assert self._serving is not None
        return self._serving

    async def stop(self) -> None:
        """Ask it to end, and see that it ends well."""
        if self._serving is not None:
            self._serving.terminate()
            try:
                code = await asyncio.to_thread(self._serving.wait, STOP_S)
            except subprocess.TimeoutExpired:
                self._serving.kill()
                raise
            assert code == 0, self.told.read_text()

    def find(self, part: Part) -> list[Process]:
        """Everybody who plays this part now."""
        everybody = list(_everybody())
        ours = [each for each in everybody if each.parent == self.serving.pid]
        match part:
            case Part.WEB:
                return [each for each in ours if each.command.endswith("tanggap web")]
            case Part.WORKER:
                return [each for each in ours if each.command.endswith("tanggap work")]
            case Part.POSTMASTER:
                return [each for each in ours if "/postgres -D" in each.command]
            case Part.BACKEND:
                return _children(everybody, self.find(Part.POSTMASTER))
            case Part.PICTURES:
                found = _children(everybody, self.find(Part.WEB))
                return [each for each in found if "tanggap.kit.pictures.child" in each.command]

    def kill_database(self) -> None:
        """Kill the whole of the database at once, so that nobody of it writes anything more."""
        for each in self.find(Part.BACKEND) + self.find(Part.POSTMASTER):
            with suppress(ProcessLookupError):
                os.kill(each.pid, signal.SIGKILL)


def _everybody() -> Iterator[Process]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if command:  # the dead who are not buried yet have none
            parent = int(stat.rpartition(")")[2].split()[1])
            yield Process(pid=int(folder.name), parent=parent, command=command)


def _children(everybody: list[Process], parents: list[Process]) -> list[Process]:
    pids = {each.pid for each in parents}
    return [each for each in everybody if each.parent in pids]


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@asynccontextmanager
async def installed(*, mail_port: int) -> AsyncGenerator[Installation]:
    """An installation that is loaded and not started yet; stopped and removed at the end."""
    # Not pytest's own temporary folder, which is closed to the account PostgreSQL runs as under root.
    folder = Path(tempfile.gettempdir()) / f"tanggap-kill-{uuid.uuid4().hex[:12]}"
    city = Installation(folder, mail_port=mail_port)
    try:
        await city.load()
        try:
            yield city
        finally:
            await city.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def until(so: Callable[[], Awaitable[bool]], *, within_s: float) -> None:
    """Look until it is so. Raises TimeoutError when it is not in time."""
    async with asyncio.timeout(within_s):
        while not await so():
            await breathe(LOOK_S)


async def breathe(seconds: float) -> None:
    """Let others work for a moment."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.Event().wait()
