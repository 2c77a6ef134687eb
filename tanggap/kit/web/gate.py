"""The gate before the doors strangers post to: who comes too often waits, and nothing is dropped silently.

Everything offered is taken, held or refused, and counted as what it was. Counted in each process alone: with two of
them somebody gets at most twice as far, and a flood writes nothing to the database to be turned away.
"""

import hmac
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from ipaddress import ip_address, ip_network
from math import log2
from typing import Any, Literal

from litestar import Request
from msgspec import Struct

from tanggap.kit.clock import Clock
from tanggap.kit.errors import TooMany
from tanggap.kit.secret import Secrets
from tanggap.kit.web.limits import Buckets, Limit, neighbourhood
from tanggap.kit.web.proof import BASE_BITS, HARDER_MOST, Proofs
from tanggap.kit.words import say

WITHIN_S = 600.0
OFFICE = 20.0
"""How many times as much an office may send as a home: a whole kelurahan sits behind its one address."""
HERE = 100_000.0
WIDE = 8.0
PROVEN = 20.0
"""How many times as much somebody may send who works for each."""
PER_BROWSER = 0.5
WEIGHT = {"reports": 1.0, "photos": 5.0, "track": 2.0, "flags": 0.25, "data": 0.5, "data-api": 5.0}
"""How many of a door's posts make one report's share; a door that is not named counts as reports do."""

Outcome = Literal["offered", "taken", "held", "refused"]


class Offer(Struct, frozen=True, kw_only=True):
    """What somebody brings to a door. ``trusted``: staff, of whom nothing is asked; as little as in an emergency."""

    door: str
    city: int
    address: str
    seat: bytes | None = None
    emergency: bool = False
    trusted: bool = False
    proof: str | None = None

    @classmethod
    def of(
        cls,
        request: Request[Any, Any, Any],
        *,
        door: str,
        city: int,
        seat: bytes | None = None,
        emergency: bool = False,
        trusted: bool = False,
        proof: str | None = None,
    ) -> "Offer":
        """What this request brings."""
        return cls(
            door=door,
            city=city,
            address=request.client.host if request.client else "",
            seat=seat,
            emergency=emergency,
            trusted=trusted,
            proof=proof,
        )


class Passing(Struct, frozen=True, kw_only=True):
    """Let in; ``held``: but kept from the public until somebody has looked."""

    held: bool = False


class Gate:
    """The gate of one process.

    ``per_address`` is how many reports an address sends in ten minutes unasked,
    ``per_city`` how many a city takes in a minute before everybody is asked for a little work,
    ``bits`` how much that is at least. A city of 0 is never asked.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        secrets: Secrets,
        per_address: int,
        per_city: int,
        offices: str = "",
        bits: int = BASE_BITS,
    ) -> None:
        self._clock = clock
        self._key = secrets.key("gate")
        self._proofs = Proofs(secrets.key("proof-of-work"))
        self._buckets = Buckets()
        self._address = Limit(count=per_address, within_s=WITHIN_S)
        self._city = Limit(count=per_city, within_s=60.0)
        self._offices = [ip_network(each) for each in offices.replace(",", " ").split()]
        self._bits = bits
        self.counted: Counter[tuple[str, Outcome]] = Counter()

    @contextmanager
    def offered(self, offer: Offer) -> Generator[Passing]:
        """Let an offer in or raise TooMany (429); what becomes of it inside is counted, whatever it is."""
        self.counted[offer.door, "offered"] += 1
        try:
            passing = self._judged(offer)
            yield passing
        except BaseException:
            self.counted[offer.door, "refused"] += 1
            raise
        self.counted[offer.door, "held" if passing.held else "taken"] += 1

    def challenge(self, city: int) -> str:
        """Work to be done before the next report to a city: more of it the more press at its door."""
        return self._proofs.challenge(self._asked(city) or self._bits, now=self._now())

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def _judged(self, offer: Offer) -> Passing:
        if offer.trusted:
            return Passing()
        limit = self._limit(offer)
        if offer.emergency:
            # A room of their own, so that a flood of anything else leaves it free.
            self._require("emergency", offer, limit.times(2))
            return Passing()
        if offer.door != "reports":
            self._require("address", offer, limit)
            return Passing()
        passing = self._judged_report(offer, limit)
        if self._city.count:
            self._buckets.fill(self._digest("city", str(offer.city)), self._city, now=self._now())
        return passing

    def _judged_report(self, offer: Offer, limit: Limit) -> Passing:
        asked = self._asked(offer.city)
        often = not self._within(offer, limit)
        if not often and not asked:
            return Passing()
        if self._proofs.worth(offer.proof, now=self._now()) >= max(asked, self._bits):
            self._require("proven", offer, limit.times(PROVEN))
            return Passing()
        self._require("held", offer, limit)
        return Passing(held=True)

    def _within(self, offer: Offer, limit: Limit) -> bool:
        """Whether a browser, its address and the network around that are all within what is usual."""
        narrow, wide = neighbourhood(offer.address)
        layers = [("address", narrow, limit), ("network", wide, limit.times(WIDE))]
        if offer.seat is not None:
            layers.append(("browser", offer.seat.hex(), limit.times(PER_BROWSER)))
        now = self._now()
        return all(
            not self._buckets.take(self._digest(offer.door, name, whose), each, now=now)
            for name, whose, each in layers
        )

    def _require(self, name: str, offer: Offer, limit: Limit) -> None:
        narrow, _ = neighbourhood(offer.address)
        wait_s = self._buckets.take(self._digest(offer.door, name, narrow), limit, now=self._now())
        if wait_s:
            raise TooMany(
                say("Terlalu banyak kiriman dari jaringan ini. Belum tersimpan; coba lagi sebentar."),
                retry_after_s=int(wait_s) + 1,
            )

    def _limit(self, offer: Offer) -> Limit:
        limit = self._address.times(WEIGHT.get(offer.door, 1.0))
        try:
            address = ip_address(offer.address)
        except ValueError:
            return limit
        # This machine itself: a proxy nobody told us to trust must not shut the door to a whole city.
        if address.is_loopback:
            return limit.times(HERE)
        return limit.times(OFFICE) if any(address in each for each in self._offices) else limit

    def _asked(self, city: int) -> int:
        """How much work a report to a city takes now, in bits: none on every usual day."""
        if not self._city.count:
            return 0
        full = self._buckets.full(self._digest("city", str(city)), self._city, now=self._now())
        return self._bits + min(HARDER_MOST, round(log2(full))) if full >= 1 else 0

    def _digest(self, *parts: str) -> bytes:
        """What is remembered of an address or a browser: nothing to those without the secret."""
        return hmac.digest(self._key, "/".join(parts).encode(), sha256)[:16]
