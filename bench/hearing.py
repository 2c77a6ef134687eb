"""Those who listen, as a process of their own: `python -m bench.hearing` reads a plan and, at the end, what was sent.

It says `ready` when all are connected; then each hears what happens until a line comes in of what was answered, and for as long
after it as somebody has not heard everything.
"""

import asyncio
import resource
import sys
import time
from collections import Counter
from typing import cast

import msgspec
import uvloop
from msgspec import Struct

AT_ONCE = 200
MEASURED = 50
"""Every so manieth notes what it heard and when; the others only count, so that the machine is the server's."""
BREAKING = 10
"""Of those measured, every so manieth breaks off half-way and comes back."""
PATIENCE_S = 30.0
RECEIVED = b"event: received"
REQUEST = "GET /events HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n{last}\r\n"


class Plan(Struct, frozen=True, kw_only=True):
    """Where to listen, and how many."""

    port: int
    listeners: int


class Hearing(Struct, frozen=True, kw_only=True):
    """What was heard: how soon after each report was answered, and whether anything was missed, heard twice or ended."""

    listeners: int
    connected_s: float
    heard: int
    p50_ms: float
    p99_ms: float
    most_ms: float
    came_back: int
    missed: int
    repeated: int
    failed: int


class Listener(asyncio.Protocol):
    """One who listens; with ``notes`` it keeps what it heard and when."""

    def __init__(self, *, notes: bool, breaks: bool) -> None:
        self._notes = notes
        self.breaks = breaks
        self.count = 0
        self.at: dict[str, float] = {}
        self.numbers: Counter[str] = Counter()
        self.last = ""
        self.ended = False
        self.begun = asyncio.Event()
        self._rest = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream, from where it broke off."""
        self._transport = cast("asyncio.Transport", transport)
        self._rest = b""
        last = f"last-event-id: {self.last}\r\n" if self.last else ""
        self._transport.write(REQUEST.format(last=last).encode())

    def data_received(self, data: bytes) -> None:
        """Hear something."""
        self.begun.set()
        if not self._notes:
            # Whatever the network cut in two is counted with what follows, and nothing twice.
            self.count += (self._rest + data).count(RECEIVED)
            self._rest = (self._rest + data)[1 - len(RECEIVED) :]
            return
        now = time.monotonic()
        *lines, self._rest = (self._rest + data).split(b"\n")
        event = ""
        for line in lines:
            if line.startswith(b"event: "):
                event = line[7:].decode()
            elif line.startswith(b"data: ") and event == "received":
                number = line[6:].decode()
                self.numbers[number] += 1
                self.at.setdefault(number, now)
                self.count += 1
            elif line.startswith(b"id: "):
                self.last = line[4:].decode()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note it, unless it was meant."""
        self.ended = True

    def break_off(self) -> None:
        """Leave without a word."""
        if self._transport is not None:
            self._transport.abort()


async def _connected(plan: Plan) -> list[Listener]:
    loop = asyncio.get_running_loop()
    listeners = [
        Listener(notes=nth % MEASURED == 0, breaks=nth % (MEASURED * BREAKING) == 0)
        for nth in range(plan.listeners)
    ]
    for first in range(0, len(listeners), AT_ONCE):
        some = listeners[first : first + AT_ONCE]
        await asyncio.gather(
            *(loop.create_connection(lambda each=each: each, "127.0.0.1", plan.port) for each in some)
        )
    for each in listeners:
        await each.begun.wait()
    return listeners


async def _run() -> Hearing:
    lines = asyncio.StreamReader(limit=1 << 24)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    plan = msgspec.json.decode(await lines.readline(), type=Plan)
    began = time.monotonic()
    listeners = await _connected(plan)
    connected_s = time.monotonic() - began
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    came_back = await _some_break_off(plan, listeners, until=lines)
    sent = msgspec.json.decode(await lines.readline(), type=dict[str, float])
    patience = time.monotonic() + PATIENCE_S
    while time.monotonic() < patience and any(each.count < len(sent) for each in listeners):  # noqa: ASYNC110 (a measurement looks now and then, and is not woken by each of ten thousand)
        await asyncio.sleep(0.1)
    noted = [each for each in listeners if each.numbers]
    waits = sorted(
        (each.at[number] - at) * 1000
        for each in noted
        if not each.breaks
        for number, at in sent.items()
        if number in each.at
    )
    return Hearing(
        listeners=len(listeners),
        connected_s=connected_s,
        heard=sum(each.count for each in listeners),
        p50_ms=waits[len(waits) // 2],
        p99_ms=waits[len(waits) * 99 // 100],
        most_ms=waits[-1],
        came_back=came_back,
        missed=sum(max(0, len(sent) - each.count) for each in listeners),
        repeated=sum(max(0, each.count - len(sent)) for each in listeners)
        + sum(count - 1 for each in noted for count in each.numbers.values() if count > 1),
        failed=sum(each.ended for each in listeners),
    )


async def _some_break_off(plan: Plan, listeners: list[Listener], *, until: asyncio.StreamReader) -> int:
    """Let some break off once they have heard something, and come back two seconds later."""
    loop = asyncio.get_running_loop()
    breaking = [each for each in listeners if each.breaks]
    while not all(each.last for each in breaking):  # noqa: ASYNC110 (a measurement looks now and then, and is not woken by each of ten thousand)
        await asyncio.sleep(0.2)
    for each in breaking:
        each.break_off()
    await asyncio.sleep(2)
    for each in breaking:
        await loop.create_connection(lambda each=each: each, "127.0.0.1", plan.port)
        each.ended = False
    return len(breaking)


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        sys.stdout.buffer.write(msgspec.json.encode(runner.run(_run())))
