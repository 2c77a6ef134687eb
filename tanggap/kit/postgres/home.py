"""Where a server lives: beside what it serves, or elsewhere when its account cannot reach that.

- `lock` is held by the process that owns the server.
- `server/` is its home: a folder, or a link to one in /var/lib/tanggap. In it are
- `pgdata/`, PostgreSQL's own; only the server's account may enter;
- `socket/`, a folder, or a link to a short one, since a socket's path has little room;
- the settings, the log, and copied programs: the server reads them and cannot change them.
"""

import fcntl
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from tanggap.kit.errors import Refused
from tanggap.kit.postgres.account import Account
from tanggap.kit.words import Say, say

ELSEWHERE = Path("/var/lib/tanggap")

# sockaddr_un has 104 bytes on macOS, 108 on Linux, and the last is a NUL.
_LONGEST_SOCKET_PATH = 103
_SOCKET_NAME = ".s.PGSQL.5432"


def owner_lock(folder: Path) -> TextIO:
    """The lock of the one process that may run a server over this folder; closing it gives it up.

    Raises Refused when another process holds it, or when the folder is another account's.
    The kernel takes the lock back from who dies.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except PermissionError:
        raise Refused(
            say(
                "Folder {folder} milik pengguna lain. Jalankan sebagai pengguna itu, atau pilih folder lain.",
                folder=str(folder),
            )
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise Refused(
            say(
                "Basis data di {folder} sedang dijalankan oleh proses lain. Hentikan proses itu dahulu.",
                folder=str(folder),
            )
        ) from None
    return lock


def is_owned(folder: Path) -> bool:
    """Whether a process holds the lock of this folder."""
    try:
        with (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (FileNotFoundError, PermissionError):
        return False
    return False


def settle(folder: Path, account: Account, *, tell: Callable[[Say], None]) -> Path:
    """The folder the server lives in, made when new, which its account can reach. No parent is opened to it."""
    home = folder / "server"
    if home.is_symlink() and not home.exists():
        raise Refused(
            say(
                "Basis data {folder} tersimpan di {home}, yang tidak ada lagi. Kembalikan folder itu, "
                "atau hapus tautan {link} untuk mulai dari kosong.",
                folder=str(folder),
                home=str(home.readlink()),
                link=str(home),
            )
        )
    if not home.exists():
        if account.reaches(home):
            home.mkdir()
        else:
            home.symlink_to(_new_home_elsewhere(folder))
            tell(
                say(
                    "Pengguna {account} tidak dapat mencapai {folder}, jadi basis datanya disimpan di {home}.",
                    account=account.name,
                    folder=str(folder),
                    home=str(home.readlink()),
                )
            )
        os.chown(home, -1, account.gid)
        home.chmod(0o710)
    return home.resolve()


def private_folder(path: Path, account: Account) -> Path:
    """A folder that only `account` may enter, made when new."""
    path.mkdir(mode=0o700, exist_ok=True)
    os.chown(path, account.uid, account.gid)
    return path


def socket_folder(home: Path) -> Path:
    """The folder of the socket, as short a path as it needs."""
    return (home / "socket").resolve()


def settle_socket(home: Path, account: Account) -> Path:
    """A private folder for the socket, with a path short enough for one."""
    socket = home / "socket"
    if _fits(socket):
        if socket.is_symlink():
            socket.unlink()
        return private_folder(socket, account)
    if socket.is_symlink() and _is_private(socket.readlink(), account):
        return socket.readlink()
    if socket.is_symlink():
        socket.unlink()
    elif socket.exists():
        socket.rename(home / "socket-unused")
    short = Path(tempfile.mkdtemp(prefix="tanggap-"))
    os.chown(short, account.uid, account.gid)
    socket.symlink_to(short)
    return short


def _new_home_elsewhere(folder: Path) -> Path:
    if not ELSEWHERE.exists():
        ELSEWHERE.mkdir(parents=True)
        ELSEWHERE.chmod(0o755)
    return Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=ELSEWHERE))


def _fits(socket: Path) -> bool:
    return len(os.fsencode(socket / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH


def _is_private(folder: Path, account: Account) -> bool:
    """Whether nobody else has made or opened this folder, which stands where everybody may write."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return (
        folder.is_dir()
        and not folder.is_symlink()
        and (found.st_uid, found.st_mode & 0o777) == (account.uid, 0o700)
    )
