"""Somebody who kills processes at random, and remembers whom."""

import os
import signal
from contextlib import suppress
from random import Random
from time import monotonic

from msgspec import Struct

from tests.kill.installed import Installation, Part, Process, breathe

PAUSE_S = (0.1, 1.5)
OFTEN = {Part.BACKEND: 8, Part.WEB: 2, Part.WORKER: 3, Part.POSTMASTER: 3, Part.PICTURES: 3}


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
        """Kill somebody every moment for so long; a part that nobody plays just then is let be."""
        until = monotonic() + seconds
        while monotonic() < until:
            await breathe(self._chance.uniform(*PAUSE_S))
            [part] = self._chance.choices(list(OFTEN), list(OFTEN.values()))
            if found := self._city.find(part):
                self._kill(part, self._chance.choice(found))

    def _kill(self, part: Part, process: Process) -> None:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
            self.kills.append(Kill(part=part, at=monotonic()))

    def count(self, *parts: Part) -> int:
        """How many of these were killed."""
        return sum(kill.part in parts for kill in self.kills)
