"""Live streams: each process follows the log once and tells everybody who listens what they may know, by server-sent events."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

import structlog

from tanggap.kit.db import AWAY, Database, once_there
from tanggap.kit.live.stream import Audience, Guard, Line, Stream, Told
from tanggap.kit.log import Heard, follow_ticks
from tanggap.kit.log import store as ticks
from tanggap.kit.log.store import Cursor

KEPT = 256
AT_ONCE = 40
PAUSE_S = 0.001
"""So many streams are written to, and then, for so long, whoever else waits for this process has their turn."""
PER_S = 25_000
"""Streams written to in a second, when very many listen."""
LONGEST_S = 0.4
PAGE = 5000
LOOK_S = 1.0
RETRY_AFTER_S = b"30"
WIRE = "wire"
"""Where a scope's state holds the server's own `send`: the layers around an app need not see each line of each stream."""

_OPENING = b"retry: 3000\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

log = structlog.get_logger()


Tell = Callable[[int, Sequence[Heard]], Awaitable[Sequence[Line]]]


class Live:
    """What happens in each city, told to its listeners tick by tick.

    The bytes of a tick are made once for all who hear the same of it. Only its last line carries the id (`epoch.tick`),
    so that a stream that broke inside a tick is given the whole of it again. ``tell(city, events)`` says all there is
    to tell, and each stream's audience what of it they hear.
    """

    def __init__(self, *, app: Database, reader: Database, epoch: int, tell: Tell, most: int) -> None:
        self._app = app
        self._reader = reader
        self._epoch = epoch
        self._tell = tell
        self._most = most
        self._seen = 0
        self._begun_at = 0
        self._kept: defaultdict[int, deque[Told]] = defaultdict(deque)
        self._forgotten: dict[int, int] = {}
        self._streams: defaultdict[int, set[Stream]] = defaultdict(set)
        self._due: deque[Stream] = deque()
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
            tasks.create_task(self._keep_awake())
            while True:
                woken.clear()
                try:
                    await self.catch_up()
                except AWAY as lost:
                    log.warning("live: database away", cause=type(lost).__name__)
                    await asyncio.sleep(LOOK_S)
                # What happens meanwhile is told together: the more listen, the fewer times each of them is written to.
                await asyncio.sleep(min(LONGEST_S, self.streams / PER_S))
                try:
                    async with asyncio.timeout(LOOK_S):
                        await woken.wait()
                except TimeoutError:
                    continue

    async def _keep_awake(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            self.beat(LOOK_S)

    def beat(self, passed_s: float) -> None:
        """Let those hear a heartbeat who have heard nothing for long; so much time has passed since the last beat."""
        for streams in self._streams.values():
            self._wake_soon(stream for stream in streams if stream.beat(passed_s))

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
        """Tell everybody who listens to a city what of one tick is for them."""
        told = Told(f"{self._epoch}.{tick}", tick, tuple(lines))
        kept = self._kept[city]
        kept.append(told)
        if len(kept) > KEPT:
            self._forgotten[city] = kept.popleft().tick
        self._wake_soon(
            stream
            for stream in self._streams[city]
            if (chunk := told.chunk(stream.audience)) and stream.give(chunk)
        )

    def _wake_soon(self, streams: Iterable[Stream]) -> None:
        idle = not self._due
        self._due.extend(streams)
        if idle and self._due:
            asyncio.get_running_loop().call_soon(self._wake)

    def _wake(self) -> None:
        """Wake a few, and the next after whoever else waits for this process: a report is not to wait for ten thousand."""
        try:
            for _ in range(min(AT_ONCE, len(self._due))):
                self._due.popleft().wake()
        finally:
            if self._due:
                asyncio.get_running_loop().call_later(PAUSE_S, self._wake)

    def end(self) -> None:
        """End every stream, and take no new one: this process is about to leave."""
        self._over = True
        for streams in self._streams.values():
            for stream in streams:
                stream.end()

    async def serve(
        self,
        city: int,
        scope: Any,
        receive: Any,
        send: Any,
        *,
        audience: Audience,
        guard: Guard | None = None,
    ) -> None:
        """Answer one request for the stream of a city: until it leaves, falls too far behind, may not listen, or we leave.

        Plain ASGI.
        """
        if self._over or self.streams >= self._most:
            headers = [(b"retry-after", RETRY_AFTER_S)]
            await send({"type": "http.response.start", "status": 503, "headers": headers})
            await send({"type": "http.response.body"})
            return
        wire = scope.get("state", {}).get(WIRE, send)

        async def write(chunk: bytes) -> None:
            await wire({"type": "http.response.body", "body": chunk, "more_body": True})

        stream = Stream(audience, write)
        self._streams[city].add(stream)
        missed = b"".join(self._missed(city, _last_heard(scope), audience))
        watching = [asyncio.create_task(_until_gone(receive, stream))]
        if guard is not None:
            watching.append(asyncio.create_task(_until_unwelcome(guard, stream)))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": _OPENING + missed, "more_body": True})
            stream.begin()
            await stream.over()
            await send({"type": "http.response.body"})
        finally:
            stream.end()
            self._streams[city].discard(stream)
            for each in watching:
                each.cancel()

    def _missed(self, city: int, last: tuple[int, int] | None, audience: Audience) -> Sequence[bytes]:
        """What a stream that broke has missed; the word to load the page anew when we no longer know."""
        if last is None:
            return ()
        epoch, tick = last
        if epoch != self._epoch or tick < max(self._begun_at, self._forgotten.get(city, 0)):
            return (f"event: reload\ndata: \nid: {self._epoch}.{self._seen}\n\n".encode(),)
        return [told.chunk(audience) for told in self._kept[city] if told.tick > tick]


async def _until_gone(receive: Any, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def _until_unwelcome(guard: Guard, stream: Stream) -> None:
    while True:
        await asyncio.sleep(guard.every_s)
        try:
            welcome = await guard.still()
        except AWAY as lost:
            log.warning("live: database away", cause=type(lost).__name__)
            continue
        if not welcome:
            break
    stream.end()


def _last_heard(scope: Any) -> tuple[int, int] | None:
    """The (epoch, tick) a stream says it heard last; (0, 0) for what is no id of ours."""
    said: bytes | None = dict(scope["headers"]).get(b"last-event-id")
    if not said:
        return None
    epoch, _, tick = said.decode("latin-1").partition(".")
    known = epoch.isdecimal() and tick.isdecimal() and len(said) < 40
    return (int(epoch), int(tick)) if known else (0, 0)
