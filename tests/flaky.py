"""A line to the house that can be made to die: a proxy that cuts connections at the steps it is told to."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_OFFSET = re.compile(rb"upload-offset: *(\d+)", re.IGNORECASE)
_OF_THE_LINE = re.compile(rb"\r\n(connection|keep-alive|accept-encoding): [^\r]*", re.IGNORECASE)
"""What the line settles itself: one request each connection, and nothing packed, so that it can add to an answer."""

Accept = Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]
SENDING = (
    "GET /mine/outbox/token",
    "GET /api/v1/photos",
    "PUT /api/v1/photos",
    "POST /mine/outbox",
    "POST /bench/acts",
)


@dataclass
class Line:
    """What the line does, and what went over it.

    While it is ``dying``, every step of a sending (a request by its method, path and offset) dies twice: first with
    half of it on the way, then with all of it arrived and the answer lost. The third time it comes through.
    """

    address: str = ""
    dying: bool = False
    down: bool = False
    """Nothing comes through, also for a worker, which a browser told to be offline may have started anew."""
    steps: tuple[str, ...] = SENDING
    """Which steps may die."""
    newer_worker: bool = False
    asked: list[str] = field(default_factory=list[str])
    """Every request of a sending that the house heard whole, as `PUT /path 192000`."""
    deaths: Counter[str] = field(default_factory=Counter[str])

    def death(self, step: str) -> int:
        """How this step dies now: 1 with half of it sent, 2 with its answer lost, 0 not at all."""
        sending = step.startswith(self.steps)
        if not (self.dying and sending) or self.deaths[step] == 2:
            return 0
        self.deaths[step] += 1
        return self.deaths[step]


@contextmanager
def flaky(house: str) -> Generator[Line]:
    """A line to the house at ``http://127.0.0.1:port``, open meanwhile under an address of its own."""
    line, loop = Line(), asyncio.new_event_loop()
    port = int(house.rpartition(":")[2])
    served: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError), closing(writer):
            await _pass(line, port, reader, writer)

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Remembered before anything is served: what is cancelled before it began closes nothing.
        served[writer] = loop.create_task(serve(reader, writer))

    # In a thread of its own: Chromium's loop is running in this one.
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_open(accept), loop).result(10)
    line.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(_end(server, served), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _open(accept: Accept) -> asyncio.Server:
    return await asyncio.start_server(accept, "127.0.0.1", 0)


async def _end(server: asyncio.Server, served: Iterable[asyncio.StreamWriter]) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for writer in served:
        writer.transport.abort()
    await asyncio.sleep(0)  # what was closed or aborted is gone only with the loop's next round


async def _pass(line: Line, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request each connection, so that where it dies is known."""
    head = await reader.readuntil(b"\r\n\r\n")
    if line.down:
        return
    length = _LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length else b""
    method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
    offset = _OFFSET.search(head)
    step = f"{method} {path} {offset[1].decode() if offset else ''}".strip()
    death = line.death(step)
    whole = _OF_THE_LINE.sub(b"", head[:-4]) + b"\r\nConnection: close\r\n\r\n" + body

    upstream, onward = await asyncio.open_connection("127.0.0.1", port)
    with closing(onward):
        if death == 1:
            onward.write(whole[: len(whole) - max(len(body), 4) // 2 - 1])
            await onward.drain()
            return
        onward.write(whole)
        await onward.drain()
        if death == 2:
            await upstream.read()  # it was heard, and only its sender does not know
            line.asked.append(step)
            return
        if path == "/sw.js" and line.newer_worker:
            answer = await upstream.read()
            writer.write(_LENGTH.sub(lambda found: b"content-length: %d" % (int(found[1]) + 8), answer))
            writer.write(b"\n//newer")
        else:
            line.asked.append(step)
            while chunk := await upstream.read(65536):
                writer.write(chunk)
                await writer.drain()
        await writer.drain()
