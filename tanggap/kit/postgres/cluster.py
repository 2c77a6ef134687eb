"""One PostgreSQL server over one folder, owned by this process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self, TextIO
from urllib.parse import quote

from tanggap.kit.errors import Unreachable
from tanggap.kit.postgres import account, home, making, programs, store
from tanggap.kit.postgres.account import Account
from tanggap.kit.postgres.programs import Programs
from tanggap.kit.postgres.settings import write_settings
from tanggap.kit.spawn import spawn
from tanggap.kit.words import Say, say

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
_LOG_LIMIT_BYTES = 10_000_000
_SILENCE_LIMIT_S = 60.0
_STOP_LIMIT_S = 30.0
_POLL_S = 0.02

# After a postmaster is killed its backends may be busy for a moment more, and hold the shared memory.
_STILL_HELD = "is still in use"
_TRIES_WHILE_HELD = 500


def write_to_stderr(message: Say) -> None:
    """Tell the person who started us, in the language of the house."""
    sys.stderr.write(message.text.format(**message.values) + "\n")


class Cluster:
    """An embedded server: made when new, started, watched and stopped.

    `durable=False` is for tests: the data do not survive the power going out. `tell`
    hears what a person should know, such as where the data went.
    """

    def __init__(
        self,
        folder: Path,
        *,
        programs: Programs | None = None,
        durable: bool = True,
        tell: Callable[[Say], None] = write_to_stderr,
    ) -> None:
        self.folder = folder.resolve()
        self.durable = durable
        self._tell = tell
        self._programs = programs
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: TextIO | None = None

    @property
    def home(self) -> Path:
        """The folder that holds the data, the log and the socket; not always inside `folder`."""
        return (self.folder / "server").resolve()

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "pgdata"

    @property
    def pid(self) -> int | None:
        """The server we started, while it runs."""
        return self._process.pid if self._process is not None and self.alive() else None

    def address(self, role: str, database: str = store.DATABASE) -> str:
        """A libpq URL over the unix socket; valid while the server runs, in any process of ours."""
        host = quote(str(home.socket_folder(self.home)), safe="/")
        return f"postgresql:///{database}?host={host}&user={role}"

    def alive(self) -> bool:
        """Whether the server we started still runs; it may not take connections yet."""
        return self._process is not None and self._process.poll() is None

    def ready(self) -> bool:
        """Whether the server we started takes connections over our data."""
        lines = self._pid_file()
        if not self.alive() or len(lines) < 8 or int(lines[0]) != self.pid or lines[7].strip() != "ready":
            return False
        return self.answers()

    def answers(self) -> bool:
        """Whether a server over this folder takes connections, whoever started it."""
        return self.data.exists() and store.data_folder(self._superuser) == self.data

    def kept(self) -> bool:
        """Whether some process runs a server over this folder, be it that it is starting it again just now."""
        return home.is_owned(self.folder)

    def prepare(self) -> None:
        """Make the server's folders and data when they are new, and see that its programs fit.

        Raises Refused when another process owns the folder, when no fitting programs are
        found, or when the data belong to another major version or to another account.
        """
        try:
            self._prepared()
        finally:
            if not self.alive():
                self._let_go()

    def launch(self) -> None:
        """Begin starting; `ready()` tells when it is done. Call it from the main thread."""
        try:
            self._process = self._launched(*self._prepared())
        except BaseException:
            self._let_go()
            raise

    def start(self) -> None:
        """Start the server and wait until it answers, however long it recovers while its log goes on.

        Raises Refused as `prepare` does, and Unreachable when the server ends or falls silent.
        """
        self.launch()
        heard, heard_at = 0, time.monotonic()
        tries_left = _TRIES_WHILE_HELD
        while not self.ready():
            if (size := self._log.stat().st_size) != heard:
                heard, heard_at = size, time.monotonic()
            if not self.alive() and tries_left and _STILL_HELD in self._last_words():
                tries_left -= 1
                self.launch()
            elif not self.alive() or time.monotonic() - heard_at > _SILENCE_LIMIT_S:
                self.stop()
                raise Unreachable(
                    say("PostgreSQL tidak dapat dijalankan: {reason}", reason=self._last_words())
                )
            time.sleep(_POLL_S)
        store.make_roles_and_database(self._superuser)

    def stop(self, *, fast: bool = True) -> None:
        """Stop the server, if it runs, and let the folder go. Not fast: its visitors may finish first."""
        if self._process is not None and self.alive():
            self._process.send_signal(signal.SIGINT if fast else signal.SIGTERM)
            try:
                self._process.wait(_STOP_LIMIT_S if fast else None)
            except subprocess.TimeoutExpired:
                self._process.kill()  # the next start recovers
                self._process.wait()
        self._process = None
        self._let_go()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self.stop()

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _prepared(self) -> tuple[Account, Programs]:
        """The account the server runs as, and the programs that account can run on these data."""
        if self._lock is None:
            self._lock = home.owner_lock(self.folder)
        server = account.server_account(self.data, tell=self._tell)
        home.settle(self.folder, server, tell=self._tell)
        recorded = making.recorded_major(self.data)
        found = self._programs or programs.find_programs(major=recorded)
        if recorded is not None and recorded != found.major:
            raise programs.wrong_major(needed=recorded)
        if not server.reaches(found.bin / "postgres"):
            found = programs.copy_beside(found, self.home)
        if recorded is None:
            making.make_data(self.data, found, server, durable=self.durable, env=_ENVIRONMENT)
        return server, found

    def _launched(self, server: Account, found: Programs) -> subprocess.Popen[bytes]:
        settings = write_settings(
            self.home,
            socket=home.settle_socket(self.home, server),
            durable=self.durable,
            visitors={server.name, account.invoking_account().name},
        )
        self._end_leftover()
        self._end_orphans()
        environment = dict(_ENVIRONMENT)
        if leftover := self._pid_file()[:1]:
            # Nobody answers, so that number may be anybody's by now. PostgreSQL would refuse to
            # start beside it; its second lock, the shared memory, still holds against a real one.
            environment["PG_GRANDPARENT_PID"] = leftover[0]
        with self._opened_log() as log:
            return spawn(
                [found.bin / "postgres", "-D", self.data, "-c", f"config_file={settings}"],
                env=environment,
                last_signal=signal.SIGINT,
                cwd=Path("/"),
                uid=server.uid,
                gid=server.gid,
                output=log,
            )

    def _end_leftover(self) -> None:
        """Let a server go whose owner was killed, should it still be there."""
        asked_to_stop = False
        while store.responds(self._superuser):
            if not asked_to_stop and self.answers():
                with suppress(IndexError, ProcessLookupError):  # it has gone by itself
                    os.kill(int(self._pid_file()[0]), signal.SIGINT)
                asked_to_stop = True
            time.sleep(_POLL_S)

    def _end_orphans(self) -> None:
        """End what a killed postmaster left behind, now that none answers on these data.

        Most of it leaves by itself. But one that waits for a lock of a process killed just before never looks
        up, and holds the memory without which no server starts.
        """
        data = self.data.resolve()
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has gone meanwhile, or is somebody else's
                if (process / "cwd").readlink() == data and _is_server(process):
                    os.kill(int(process.name), signal.SIGKILL)

    @property
    def _superuser(self) -> str:
        return self.address(store.SUPERUSER, "postgres")

    @property
    def _log(self) -> Path:
        return self.home / "log"

    def _opened_log(self) -> BinaryIO:
        if self._log.exists() and self._log.stat().st_size > _LOG_LIMIT_BYTES:
            self._log.rename(self._log.with_name("log.1"))
        return self._log.open("ab")

    def _last_words(self) -> str:
        with self._log.open("rb") as log:
            log.seek(max(0, self._log.stat().st_size - 1000))
            return " / ".join(log.read().decode(errors="replace").splitlines()[-4:])

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []


def _is_server(process: Path) -> bool:
    return (process / "comm").read_text().startswith("postgres")
