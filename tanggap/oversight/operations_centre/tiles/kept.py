"""Tiles kept in the memory of one process for as long as they are good: half a minute, and never more than so many."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from hashlib import blake2b
from time import monotonic
from weakref import WeakKeyDictionary

from msgspec import Struct

from tanggap.city.ground import Ground

LIFE_S = 30
"""How long a tile is good, in seconds: here and in the browser."""
FRESH_S = 0.5
"""How old a tile may be for who asks for one made after something happened."""
MOST_BYTES = 16_000_000
"""How much the tiles of one city may weigh in one process."""
_WEIGHT = 400


class Made(Struct, frozen=True, kw_only=True):
    """A tile, what names this version of it, and since when what it shows may have changed, in monotonic seconds."""

    content: bytes
    etag: str
    at: float


class Kept:
    """The tiles of one version of a city, the least lately used thrown out first."""

    def __init__(self) -> None:
        self._tiles: OrderedDict[Hashable, Made] = OrderedDict()
        self._bytes = 0
        self._making: dict[Hashable, asyncio.Event] = {}

    async def made(self, key: Hashable, make: Callable[[], Awaitable[bytes]], *, anew: bool = False) -> Made:
        """The tile as it is kept, else as it is made now: by one for all who ask meanwhile.

        Who finds that the one they waited for gave up, or began too long ago for ``anew``, makes it themselves.
        """
        while (found := self.get(key, anew=anew)) is None:
            under_way = self._making.get(key)
            if under_way is None:
                return await self._make(key, make)
            await under_way.wait()
        return found

    async def _make(self, key: Hashable, make: Callable[[], Awaitable[bytes]]) -> Made:
        over, began = asyncio.Event(), monotonic()
        self._making[key] = over
        try:
            return self.keep(key, await make(), at=began)
        finally:
            del self._making[key]
            over.set()

    def get(self, key: Hashable, *, anew: bool = False) -> Made | None:
        """The tile, if it is still good; with ``anew`` only one that was made just now."""
        made = self._tiles.get(key)
        if made is None or monotonic() - made.at > (FRESH_S if anew else LIFE_S):
            return None
        self._tiles.move_to_end(key)
        return made

    def keep(self, key: Hashable, content: bytes, *, at: float | None = None) -> Made:
        """Keep a tile whose making began ``at``, or just now."""
        etag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
        made = Made(content=content, etag=etag, at=monotonic() if at is None else at)
        before = self._tiles.pop(key, None)
        self._bytes += len(content) + _WEIGHT - (len(before.content) + _WEIGHT if before is not None else 0)
        self._tiles[key] = made
        while self._bytes > MOST_BYTES and len(self._tiles) > 1:
            _, gone = self._tiles.popitem(last=False)
            self._bytes -= len(gone.content) + _WEIGHT
        return made


_KEPT: WeakKeyDictionary[Ground, Kept] = WeakKeyDictionary()


def kept(ground: Ground) -> Kept:
    """The tiles kept of a city as it stands; a new version of it begins with none."""
    return _KEPT.setdefault(ground, Kept())
