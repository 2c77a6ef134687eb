"""Make a server's data, whole or not at all."""

import os
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

from tanggap.kit.errors import Refused
from tanggap.kit.postgres.account import Account
from tanggap.kit.postgres.home import private_folder
from tanggap.kit.postgres.programs import Programs
from tanggap.kit.postgres.store import SUPERUSER
from tanggap.kit.spawn import spawn
from tanggap.kit.words import say


def recorded_major(data: Path) -> int | None:
    """The major version that made these data, in PostgreSQL's own record; None when there are none."""
    version = data / "PG_VERSION"
    return int(version.read_text()) if version.exists() else None


def make_data(
    data: Path, programs: Programs, account: Account, *, durable: bool, env: Mapping[str, str]
) -> None:
    """Make the data folder with checksums and an order of text that needs no locale of the machine.

    It is made beside its place and moved there when whole. Raises Refused with what initdb said when it failed.
    """
    half_made = data.with_name(f"{data.name}.half")
    shutil.rmtree(half_made, ignore_errors=True)
    private_folder(half_made, account)
    wishes = [
        f"--pgdata={half_made}",
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--auth=reject",
        "--no-instructions",
    ]
    if programs.major >= 17:
        wishes.append("--locale-provider=builtin")
    if not durable:
        wishes.append("--no-sync")
    with TemporaryFile() as said:
        initdb = spawn(
            [programs.bin / "initdb", *wishes],
            env=env,
            last_signal=signal.SIGKILL,
            cwd=Path("/"),
            uid=account.uid,
            gid=account.gid,
            output=said,
        )
        if initdb.wait() != 0:
            said.seek(0)
            reason = " / ".join(said.read().decode(errors="replace").strip().splitlines()[-3:])
            raise Refused(
                say("Basis data tidak dapat dibuat di {folder}: {reason}", folder=str(data), reason=reason)
            )
    half_made.rename(data)
    if durable:
        _fsync(data.parent)


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
