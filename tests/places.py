"""Where the servers of the tests keep their data."""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

SPACIOUS_BYTES = 2_000_000_000


@contextmanager
def open_folder() -> Generator[Path]:
    """A folder still to be made, where any account may get to, thrown away at the end.

    Not pytest's own, which is closed to the account that PostgreSQL runs as under root.
    """
    folder = _quick() / f"tanggap-test-{os.urandom(6).hex()}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _quick() -> Path:
    """Memory, where this machine lends enough of it: a database is cloned there in 20 ms, on disk in 300."""
    memory = Path("/dev/shm")  # noqa: S108 (whatever is made in it has a name nobody guesses)
    spacious = memory.is_dir() and shutil.disk_usage(memory).free > SPACIOUS_BYTES
    return memory if spacious else Path(tempfile.gettempdir())
