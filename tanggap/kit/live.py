"""Live streams: each process follows the log once and tells everybody who listens, by server-sent events."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from typing import Any

import structlog
from msgspec import Struct

from tanggap.kit.db import AWAY, Database, once_there
from tanggap.kit.log import Heard, follow_ticks
from tanggap.kit.log import store as ticks
from tanggap.kit.log.store import Cursor

HEARTBEAT_S = 15.0
QUEUE = 16
KEPT = 256
PAGE = 5000
LOOK_S = 1.0
RETRY_AFTER_S = b"30"

_HEARTBEAT = b":\n\n"
_OPENING = b"retry: 3000\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

log = structlog.get_logger()


class Line(Struct, frozen=True, kw_only=True):
    """One thing to tell: what kind of event, and one line about it."""

    event: str
    data: str


Tell = Callable[[int, Sequence[Heard]], Awaitable[Sequence[Line]]]


class Live:
    """What happens in each city, told to its listeners tick by tick.

    The bytes of a tick are made once. Only its last line carries the id (`epoch.tick`), so that a stream
    that broke inside a tick is given the whole of it again. ``tell(city, events)`` says what strangers may know.
    """

    def __init__(self, *, app: Database, reader: Database, epoch: int, tell: Tell, most: int) -> None:
        self._app = app
        self._reader = reader
        self._epoch = epoch
        self._tell = tell
        self._most = most
        self._seen = 0
        self._begun_at = 0
        self._kept: defaultdict[int, deque[tuple[int, bytes]]] = defaultdict(deque)
        self._forgotten: dict[int, int] = {}
        self._streams: defaultdict[int, set[_Stream]] = defaultdict(set)
        self._over = False

    @property
    def streams(self) -> int:
        """How many listen."""
        return sum(map(len, self._streams.values()))

    async def begin(self) -> None:
        """Begin with what happens from now on."""
        self._seen = self._begun_at = await once_there(self._newest)

    async def run(self) -> None:
        """Follow the log until cancelled."""
        woken = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(follow_ticks(self._app, woken.set))
            while True:
                woken.clear()
                try:
                    await self.catch_up()
                except AWAY as lost:
                    log.warning("live: database away", cause=type(lost).__name__)
                    await asyncio.sleep(LOOK_S)
                try:
                    async with asyncio.timeout(LOOK_S):
                        await woken.wait()
                except TimeoutError:
                    continue

    async def catch_up(self) -> None:
        """Tell what is new since the last tick told of."""
        newest = await self._newest()
        if newest == self._seen:
            return
        told: dict[int, list[Line]] = {}
        cursor = Cursor(heard=self._seen, hearing=newest, at_city=None, at_thing=None, at_nth=None)
        while page := await self._page(cursor):
            for city, events in groupby(page, key=lambda heard: heard.city_id):
                told.setdefault(city, []).extend(await self._tell(city, list(events)))
            last = page[-1]
            cursor = Cursor(
                heard=self._seen, hearing=newest, at_city=last.city_id, at_thing=last.thing, at_nth=last.nth
            )
        for city, lines in told.items():
            if lines:
                self.broadcast(city, newest, lines)
        self._seen = newest

    async def _newest(self) -> int:
        async with self._reader.transaction() as db:
            return await ticks.newest_tick(db, self._epoch)

    async def _page(self, cursor: Cursor) -> list[Heard]:
        async with self._reader.transaction() as db:
            return await ticks.between_ticks(db, self._epoch, cursor, kinds=None, limit=PAGE)

    def broadcast(self, city: int, tick: int, lines: Sequence[Line]) -> None:
        """Tell everybody who listens to a city what one tick brought."""
        *before, last = (f"event: {line.event}\ndata: {line.data}\n" for line in lines)
        chunk = "".join(f"{each}\n" for each in before) + f"{last}id: {self._epoch}.{tick}\n\n"
        told = chunk.encode()
        kept = self._kept[city]
        kept.append((tick, told))
        if len(kept) > KEPT:
            self._forgotten[city] = kept.popleft()[0]
        for stream in self._streams[city]:
            stream.give(told)

    def end(self) -> None:
        """End every stream, and take no new one: this process is about to leave."""
        self._over = True
        for streams in self._streams.values():
            for stream in streams:
                stream.end()

    async def serve(self, city: int, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request for the stream of a city, until it leaves, falls too far behind, or we do. Plain ASGI."""
        if self._over or self.streams >= self._most:
            headers = [(b"retry-after", RETRY_AFTER_S)]
            await send({"type": "http.response.start", "status": 503, "headers": headers})
            await send({"type": "http.response.body"})
            return
        stream = _Stream()
        self._streams[city].add(stream)
        missed = b"".join(self._missed(city, _last_heard(scope)))
        leaving = asyncio.create_task(_until_gone(receive, stream))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await _body(send, _OPENING + missed)
            while (chunk := await stream.next()) is not None:
                await _body(send, chunk)
            await send({"type": "http.response.body"})
        finally:
            self._streams[city].discard(stream)
            leaving.cancel()

    def _missed(self, city: int, last: tuple[int, int] | None) -> Sequence[bytes]:
        """What a stream that broke has missed; the word to load the page anew when we no longer know."""
        if last is None:
            return ()
        epoch, tick = last
        if epoch != self._epoch or tick < max(self._begun_at, self._forgotten.get(city, 0)):
            return (f"event: reload\ndata: \nid: {self._epoch}.{self._seen}\n\n".encode(),)
        return [chunk for nth, chunk in self._kept[city] if nth > tick]


class _Stream:
    """One listener's queue. Who does not keep up is ended, and comes back with the last id it heard."""

    __slots__ = ("_over", "_queue")

    def __init__(self) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE)
        self._over = False

    def give(self, chunk: bytes) -> None:
        if self._queue.full():
            self.end()
        elif not self._over:
            self._queue.put_nowait(chunk)

    def end(self) -> None:
        self._over = True
        if self._queue.empty():
            self._queue.put_nowait(None)

    async def next(self) -> bytes | None:
        """What comes next: a chunk, a heartbeat when nothing does, None at the end."""
        if self._over:
            return None
        try:
            async with asyncio.timeout(HEARTBEAT_S):
                return await self._queue.get()
        except TimeoutError:
            return _HEARTBEAT


async def _body(send: Any, chunk: bytes) -> None:
    await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _until_gone(receive: Any, stream: _Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


def _last_heard(scope: Any) -> tuple[int, int] | None:
    """The (epoch, tick) a stream says it heard last; (0, 0) for what is no id of ours."""
    said: bytes | None = dict(scope["headers"]).get(b"last-event-id")
    if not said:
        return None
    epoch, _, tick = said.decode("latin-1").partition(".")
    known = epoch.isdecimal() and tick.isdecimal() and len(said) < 40
    return (int(epoch), int(tick)) if known else (0, 0)
