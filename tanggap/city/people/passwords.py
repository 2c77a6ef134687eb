"""Passwords: hashed slowly, on purpose, by few threads, so that guessing costs more than the house can be made to pay."""

import asyncio
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import NewType, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tanggap.kit.errors import Busy
from tanggap.kit.words import say

T = TypeVar("T")
Hashed = NewType("Hashed", str)

WAITING_MOST = 32
"""About two seconds of hashing; more would only be waited for in vain."""
CHOSEN_BYTES = 15

# Argon2id, 46 MiB, one pass, one lane. Source: OWASP Password Storage Cheat Sheet.
_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)


class _Mill:
    """Hashes in two threads; who comes when too many wait is told so."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="passwords")
        self._waiting = 0

    async def grind(self, work: Callable[..., T], *of: str) -> T:
        if self._waiting >= WAITING_MOST:
            raise Busy(say("Terlalu banyak yang masuk bersamaan. Coba lagi sebentar."), retry_after_s=5)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *of)
        finally:
            self._waiting -= 1


_mill = _Mill()


async def hashed(password: str) -> Hashed:
    """A password as it is kept. Raises Busy when too many wait."""
    return Hashed(await _mill.grind(_HASHER.hash, _plain(password)))


async def matches(kept: Hashed | None, password: str) -> bool:
    """Whether this is the password kept; without one it is not, after just as much work. Raises Busy."""
    return await _mill.grind(_verified, kept or _nobodys(), _plain(password)) and kept is not None


def outdated(kept: Hashed) -> bool:
    """Whether it was hashed by weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def chosen() -> str:
    """A new password by chance: 120 bits."""
    return secrets.token_urlsafe(CHOSEN_BYTES)


@cache
def common_words() -> frozenset[str]:
    """What passwords are often made of."""
    text = files("tanggap.city.people").joinpath("common_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _plain(password: str) -> str:
    # The same letters may come as different code points from different keyboards.
    return unicodedata.normalize("NFKC", password)


def _verified(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> Hashed:
    return Hashed(_HASHER.hash(chosen()))
