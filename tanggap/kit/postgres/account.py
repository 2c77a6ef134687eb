"""The account the server runs as: ourselves, or a service account when we are root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from tanggap.kit.errors import Refused
from tanggap.kit.words import Say, say

_MADE_BY_US = "tanggap"


class Account(Struct, frozen=True, kw_only=True):
    """Somebody this machine knows by name."""

    name: str
    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Whether every folder above `path` may be passed through by this account."""
        on_the_way = {*path.absolute().parents, *path.resolve().parents}
        return all(self._passes(folder) for folder in on_the_way)

    def _passes(self, folder: Path) -> bool:
        try:
            found = folder.stat()
        except FileNotFoundError:
            return True  # still to be made, by us
        if found.st_uid == self.uid:
            return bool(found.st_mode & 0o100)
        if found.st_gid in os.getgrouplist(self.name, self.gid):
            return bool(found.st_mode & 0o010)
        return bool(found.st_mode & 0o001)


def invoking_account() -> Account:
    """The account this process runs as.

    Raises Refused when it has no name: PostgreSQL knows its visitors by name.
    """
    uid = os.geteuid()
    try:
        return _account(pwd.getpwuid(uid))
    except KeyError:
        raise Refused(
            say(
                "Pengguna nomor {uid} tidak punya nama di komputer ini. Tambahkan ke /etc/passwd, "
                "atau jalankan sebagai pengguna lain.",
                uid=uid,
            )
        ) from None


def server_account(data: Path, *, tell: Callable[[Say], None]) -> Account:
    """The account that runs the server over `data`: ourselves, unless we are root.

    Root's data stay with whom they belong to; new ones go to `postgres` where there is one,
    else to a system account of our own, made once.
    """
    ourselves = invoking_account()
    if ourselves.uid != 0:
        return ourselves
    if data.exists():
        return _account(pwd.getpwuid(data.stat().st_uid))
    for name in ("postgres", _MADE_BY_US):
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    tell(say("Pengguna sistem {name} dibuat: PostgreSQL tidak berjalan sebagai root.", name=_MADE_BY_US))
    return _created_account()


def _created_account() -> Account:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd is None:
        raise Refused(
            say(
                "PostgreSQL tidak boleh berjalan sebagai root. Buat pengguna sistem bernama {name}, "
                "lalu jalankan lagi.",
                name=_MADE_BY_US,
            )
        )
    wishes = [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/",
        "--shell",
        "/usr/sbin/nologin",
    ]
    subprocess.run([useradd, *wishes, _MADE_BY_US], check=True)
    return _account(pwd.getpwnam(_MADE_BY_US))


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
