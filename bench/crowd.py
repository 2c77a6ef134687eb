"""The crowd: many clients on keep-alive connections, each sending the next report when the last is answered.

Runs as a process of its own, so that the clients' work is not the server's: `python -m bench.crowd`.
"""

import asyncio
import sys
import time
import uuid
from collections.abc import Iterable
from typing import cast

import msgspec
import uvloop
from msgspec import Struct

KINDS = ("road-damage", "garbage-pile", "street-light-out", "clogged-drain", "illegal-advert", "flood")
TEXT = "Jalan berlubang di depan pasar, dalam dan gelap kalau malam, sudah tiga hari."


class Plan(Struct, frozen=True, kw_only=True):
    """What to send, where and for how long."""

    port: int
    clients: int
    warm_s: float
    seconds: float
    points: tuple[tuple[float, float], ...]


class Heard(Struct, frozen=True, kw_only=True):
    """What came back: answers per second, latencies in milliseconds, answers that were not 201."""

    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    failed: int


def summed_up(latencies_ms: Iterable[float], *, per_second: float, failed: int) -> Heard:
    """Many latencies as three; none at all are not a number."""
    found = sorted(latencies_ms) or [float("nan")]

    def rank(percent: int) -> float:
        return found[min(len(found) - 1, len(found) * percent // 100)]

    return Heard(per_second=per_second, p50_ms=rank(50), p95_ms=rank(95), p99_ms=rank(99), failed=failed)


def _request(plan: Plan, nth: int) -> bytes:
    lon, lat = plan.points[nth * 7919 % len(plan.points)]
    body = msgspec.json.encode({"kind": KINDS[nth % len(KINDS)], "text": TEXT, "lon": lon, "lat": lat})
    head = (
        f"POST /api/v1/reports HTTP/1.1\r\nhost: 127.0.0.1:{plan.port}\r\ncontent-type: application/json\r\n"
        f"idempotency-key: {uuid.uuid4()}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Client(asyncio.Protocol):
    """One connection: sends, waits for the whole answer, notes how long it took."""

    def __init__(self, plan: Plan, nth: int, until: float, since: float) -> None:
        self._plan, self._nth, self._until, self._since = plan, nth, until, since
        self.latencies: list[float] = []
        self.failed = 0
        self.done = asyncio.get_running_loop().create_future()
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def _send(self) -> None:
        self._began = time.perf_counter()
        if self._began >= self._until:
            self._transport.close()
            self.done.set_result(None)
            return
        self._nth += self._plan.clients
        self._transport.write(_request(self._plan, self._nth))

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        now = time.perf_counter()
        if now >= self._since:
            self.latencies.append((now - self._began) * 1000)
            self.failed += not head.startswith(b"HTTP/1.1 201")
        self._answer = b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.failed += 1
            self.done.set_result(None)


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    return int(head[at + 15 : head.find(b"\r\n", at) if head.find(b"\r\n", at) > 0 else None])


async def _run(plan: Plan) -> Heard:
    loop = asyncio.get_running_loop()
    since = time.perf_counter() + plan.warm_s
    until = since + plan.seconds
    clients: list[_Client] = []
    for nth in range(plan.clients):
        client = _Client(plan, nth, until, since)
        await loop.create_connection(lambda client=client: client, "127.0.0.1", plan.port)
        clients.append(client)
    async with asyncio.timeout(plan.warm_s + plan.seconds + 30):
        await asyncio.gather(*(client.done for client in clients))
    found = [each for client in clients for each in client.latencies]
    failed = sum(client.failed for client in clients)
    return summed_up(found, per_second=len(found) / plan.seconds, failed=failed)


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        sys.stdout.buffer.write(msgspec.json.encode(runner.run(_run(wanted))))
