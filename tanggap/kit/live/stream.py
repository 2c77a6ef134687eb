"""One listener's stream: what it waits for, as whom it hears, and how long it may stay."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Protocol

from msgspec import Struct

HEARTBEAT_S = 15.0
QUEUE = 16

_HEARTBEAT = b":\n\n"


class Line(Struct, frozen=True, kw_only=True):
    """One thing to tell: what kind of event, and one line about it; ``about`` is what says who may hear it."""

    event: str
    data: str
    about: Any = None


class Audience(Hashable, Protocol):
    """As whom somebody listens. Equal ones hear the same, so that what they hear is made once for all of them."""

    def hears(self, line: Line) -> bool:
        """Whether they may know of this."""
        ...


class Guard(Struct, frozen=True, kw_only=True):
    """Who keeps asking, at this pace, whether somebody may still listen; the stream ends when they may not."""

    still: Callable[[], Awaitable[bool]]
    every_s: float


class Told:
    """What one tick brought to a city, and the bytes of it for each audience that asked."""

    __slots__ = ("_chunks", "_id", "_lines", "tick")

    def __init__(self, id_: str, tick: int, lines: tuple[Line, ...]) -> None:
        self.tick = tick
        self._id = id_
        self._lines = lines
        self._chunks: dict[Audience, bytes] = {}

    def chunk(self, audience: Audience) -> bytes:
        """What an audience hears of it; nothing where none of it is for them."""
        made = self._chunks.get(audience)
        if made is None:
            told = [
                f"event: {line.event}\ndata: {line.data}\n" for line in self._lines if audience.hears(line)
            ]
            made = self._chunks[audience] = (
                f"{chr(10).join(told)}id: {self._id}\n\n".encode() if told else b""
            )
        return made


class Stream:
    """One listener's queue. Who does not keep up is ended, and comes back with the last id it heard.

    What gathers while others are written to is sent as one: with ten thousand listeners that is what keeps the pace.
    """

    __slots__ = ("_chunks", "_over", "_silent_s", "_woken", "audience")

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self._chunks: list[bytes] = []
        self._silent_s = 0.0
        self._woken = asyncio.Event()
        self._over = False

    def give(self, chunk: bytes) -> bool:
        """Keep this to be sent once the stream is woken; whether it has to be. Whose queue is full is ended."""
        self._silent_s = 0.0
        if len(self._chunks) == QUEUE:
            self.end()
        if self._over:
            return False
        self._chunks.append(chunk)
        return len(self._chunks) == 1

    def beat(self, passed_s: float) -> bool:
        """Say something where nothing was said for so long that somebody on the way might think it over; as `give`."""
        self._silent_s += passed_s
        return self._silent_s >= HEARTBEAT_S and self.give(_HEARTBEAT)

    def wake(self) -> None:
        """Let what was kept be sent."""
        self._woken.set()

    def end(self) -> None:
        """Send nothing more."""
        self._over = True
        self._woken.set()

    async def next(self) -> bytes | None:
        """What comes next, None at the end."""
        await self._woken.wait()
        if self._over:
            return None
        told = b"".join(self._chunks)
        self._chunks.clear()
        self._woken.clear()
        return told
