"""How often somebody may: counted in the memory of one process, so that a flood costs the database nothing."""

from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network
from itertools import islice

from msgspec import Struct

KEYS_MOST = 200_000
"""What is remembered at most: some 30 MB. Beyond it the oldest are forgotten, and so let in again."""
FULLEST = 16.0
"""How far over its brim a bucket is filled: what came long after the limit is not held against anybody for ever."""


class Limit(Struct, frozen=True, kw_only=True):
    """So many within so many seconds, at once or spread out."""

    count: float
    within_s: float

    def times(self, factor: float) -> "Limit":
        """The same, so many times as generous."""
        return Limit(count=self.count * factor, within_s=self.within_s)


class Buckets:
    """Buckets that empty themselves evenly; each is kept as the moment at which it will be empty."""

    def __init__(self) -> None:
        self._empty_at: dict[bytes, float] = {}

    def fill(self, key: bytes, limit: Limit, *, now: float) -> float:
        """Put one in, whether it fits or not. How full the bucket is then: over 1 it did not fit."""
        share = limit.within_s / limit.count
        # A clock that was set back must lock nobody out.
        empty_at = min(max(self._empty_at.pop(key, 0.0), now), now + FULLEST * limit.within_s)
        self._make_room(now)
        self._empty_at[key] = empty_at + share
        return (empty_at + share - now) / limit.within_s

    def full(self, key: bytes, limit: Limit, *, now: float) -> float:
        """How full a bucket is."""
        return min(max(self._empty_at.get(key, 0.0) - now, 0.0) / limit.within_s, FULLEST)

    def take(self, key: bytes, limit: Limit, *, now: float) -> float:
        """Put one in if it fits: 0 then, else the seconds until one would."""
        share = limit.within_s / limit.count
        over_s = self.full(key, limit, now=now) * limit.within_s + share - limit.within_s
        if over_s > 1e-6:
            return over_s
        self.fill(key, limit, now=now)
        return 0.0

    def _make_room(self, now: float) -> None:
        if len(self._empty_at) < KEYS_MOST:
            return
        self._empty_at = {key: at for key, at in self._empty_at.items() if at > now}
        for key in list(islice(self._empty_at, max(0, len(self._empty_at) - KEYS_MOST * 3 // 4))):
            del self._empty_at[key]


@lru_cache(maxsize=20_000)
def neighbourhood(address: str) -> tuple[str, str]:
    """Whose an address is and its wider network: IPv4 itself and /24, IPv6 /64 and /48; one that is none, itself."""
    try:
        read = ip_address(address)
    except ValueError:
        return address, address
    if read.version == 6 and read.ipv4_mapped is not None:
        read = read.ipv4_mapped
    narrow, wide = (32, 24) if isinstance(read, IPv4Address) else (64, 48)
    return (
        str(ip_network((read, narrow), strict=False)),
        str(ip_network((read, wide), strict=False)),
    )
