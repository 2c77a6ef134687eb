"""The installation's secret: one file per version, one key per purpose drawn from it."""

import hmac
import os
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12  # bytes; NIST SP 800-38D


class Secrets:
    """Keys by purpose. The newest version makes, every version opens."""

    def __init__(self, folder: Path) -> None:
        """Read the versions kept in ``folder`` (``1.secret``, ``2.secret``, …); make the first one when there is none."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not any(folder.glob("*.secret")):
            _make(folder / "1.secret")
        self._masters = {int(path.stem): path.read_bytes() for path in folder.glob("*.secret")}
        self.newest = max(self._masters)
        self._keys: dict[tuple[str, int], bytes] = {}

    def key(self, purpose: str, version: int | None = None) -> bytes:
        """The 32 bytes for one purpose. Raises KeyError for a version that is not there."""
        version = version or self.newest
        found = self._keys.get((purpose, version))
        if found is None:
            found = hmac.digest(self._masters[version], purpose.encode(), sha256)
            self._keys[purpose, version] = found
        return found

    @property
    def versions(self) -> list[int]:
        """Every version there is, newest first."""
        return sorted(self._masters, reverse=True)

    def seal(self, purpose: str, plain: bytes) -> bytes:
        """Encrypt under this purpose's newest key; the version goes along."""
        return self.newest.to_bytes(2) + seal(self.key(purpose), plain)

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """Decrypt what `seal` made. Raises cryptography's InvalidTag when it was changed."""
        return open_sealed(self.key(purpose, int.from_bytes(sealed[:2])), sealed[2:])

    def digest(self, purpose: str, value: bytes) -> bytes:
        """A keyed digest: the same for the same value, and nothing to those without the secret."""
        return hmac.digest(self.key(purpose), value, sha256)


def seal(key: bytes, plain: bytes) -> bytes:
    """Encrypt with AES-256-GCM under a random nonce, which goes first."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, None)


def open_sealed(key: bytes, sealed: bytes) -> bytes:
    """Decrypt what `seal` made. Raises InvalidTag when the key is wrong or the bytes were changed."""
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)


def _make(path: Path) -> None:
    # Two processes may start at once on a new folder: the link decides whose bytes stand.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
