"""Tiles kept in the memory of one process for as long as they are good: half a minute, and never more than so many."""

from collections import OrderedDict
from collections.abc import Hashable
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
    """A tile, and what names this version of it."""

    content: bytes
    etag: str
    at: float


class Kept:
    """The tiles of one version of a city, the least lately used thrown out first."""

    def __init__(self) -> None:
        self._tiles: OrderedDict[Hashable, Made] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, *, anew: bool = False) -> Made | None:
        """The tile, if it is still good; with ``anew`` only one that was made just now."""
        made = self._tiles.get(key)
        if made is None or monotonic() - made.at > (FRESH_S if anew else LIFE_S):
            return None
        self._tiles.move_to_end(key)
        return made

    def keep(self, key: Hashable, content: bytes) -> Made:
        """Keep a tile that was just made."""
        made = Made(content=content, etag=f'"{blake2b(content, digest_size=12).hexdigest()}"', at=monotonic())
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
