"""One listener's stream: what it waits for, as whom it hears, and how long it may stay."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Protocol

from msgspec import Struct

from tanggap.kit.live.begun import begun

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


Write = Callable[[bytes], Awaitable[None]]
"""Writes to one listener, and waits where its line is full."""


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
    """One listener: as whom it hears, what is kept for it, and what writes to it.

    Who does not keep up is ended, and comes back with the last id it heard. What gathers while others are written to is
    sent as one, and without waking a task where the line has room: with ten thousand listeners that is what keeps the pace.
    """

    __slots__ = ("_busy", "_chunks", "_over", "_silent_s", "_write", "audience")

    def __init__(self, audience: Audience, write: Write) -> None:
        self.audience = audience
        self._write = write
        self._chunks: list[bytes] = []
        self._silent_s = 0.0
        self._busy = True
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def give(self, chunk: bytes) -> bool:
        """Keep this to be sent once the stream is woken; whether it has to be. Whose queue is full is ended."""
        self._silent_s = 0.0
        if len(self._chunks) == QUEUE:
            self.end()
        if self._over.done():
            return False
        self._chunks.append(chunk)
        return len(self._chunks) == 1

    def beat(self, passed_s: float) -> bool:
        """Say something where nothing was said for so long that somebody on the way might think it over; as `give`."""
        self._silent_s += passed_s
        return self._silent_s >= HEARTBEAT_S and self.give(_HEARTBEAT)

    def begin(self) -> None:
        """The line is open: from now on send what is kept."""
        self._busy = False
        self.wake()

    def wake(self) -> None:
        """Send what is kept; where the last is still under way, it follows that."""
        if self._busy or self._over.done() or not self._chunks:
            return
        told = b"".join(self._chunks)
        self._chunks.clear()
        try:
            rest = begun(self._write(told))
        except Exception:
            self.end()
            raise
        if rest is not None:
            self._busy = True
            asyncio.ensure_future(rest).add_done_callback(self._sent)

    def _sent(self, sending: asyncio.Future[None]) -> None:
        if sending.cancelled() or sending.exception() is not None:
            self.end()
        self.begin()

    def end(self) -> None:
        """Send nothing more."""
        if not self._over.done():
            self._over.set_result(None)

    async def over(self) -> None:
        """Wait until nothing more is to be sent."""
        await self._over
