"""Somebody who kills processes at random, and remembers whom."""

import os
import signal
from collections.abc import Iterator
from random import Random
from time import monotonic

from msgspec import Struct

from tests.kill.installed import Installation, Part, breathe

PAUSE_S = (0.1, 1.5)
OFTEN = {Part.BACKEND: 8, Part.WEB: 3, Part.WORKER: 3, Part.POSTMASTER: 3, Part.PICTURES: 3}


class Kill(Struct, frozen=True, kw_only=True):
    """Who was killed, and when, in seconds of the monotonic clock."""

    part: Part
    at: float


class Killer:
    """Kills parts of an installation; the same ``chance`` makes the same choices."""

    def __init__(self, city: Installation, chance: Random) -> None:
        self.kills: list[Kill] = []
        self._city = city
        self._chance = chance

    async def rage(self, *, seconds: float) -> None:
        """Kill somebody every moment for so long."""
        until = monotonic() + seconds
        while monotonic() < until:
            await breathe(self._chance.uniform(*PAUSE_S))
            next(filter(self.kill, self._wishes()), None)

    def _wishes(self) -> Iterator[Part]:
        """Every part, in the order it would be killed: who is wished for may be dead already."""
        left = dict(OFTEN)
        while left:
            [part] = self._chance.choices(list(left), list(left.values()))
            del left[part]
            yield part

    def kill(self, part: Part) -> bool:
        """Kill one of those who play a part; whether there was any."""
        found = self._city.find(part)
        if not found:
            return False
        try:
            os.kill(self._chance.choice(found).pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        self.kills.append(Kill(part=part, at=monotonic()))
        return True

    def count(self, *parts: Part) -> int:
        """How many of these were killed."""
        return sum(kill.part in parts for kill in self.kills)
