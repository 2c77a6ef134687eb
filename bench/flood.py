"""The flood, and the people in it: sources that post on and on, answered or not, and reporters who post once each.

Runs as a process of its own, behind what the installation takes for its proxy: `python -m bench.flood`.
"""

import asyncio
import sys
import time
import uuid
from collections import Counter
from collections.abc import Mapping
from typing import cast

import msgspec
import uvloop
from msgspec import Struct

from bench.crowd import KINDS, TEXT

LINES = 8
"""How many posts of one source may wait for their answers at the same time; as many as a browser opens to one host."""
PATIENCE_S = 30.0
NO_ANSWER = 0


class Plan(Struct, frozen=True, kw_only=True):
    """Who posts what where: every source so often a second, and people, each with work that was done for them."""

    port: int
    seconds: float
    sources: int
    per_second: float
    proofs: tuple[str, ...]
    points: tuple[tuple[float, float], ...]


class Told(Struct, frozen=True, kw_only=True):
    """What was answered: statuses of the flood and of people, the numbers people were given, how long they waited."""

    flood: dict[int, int]
    people: dict[int, int]
    numbers: tuple[str, ...]
    waits_ms: tuple[float, ...]
    seconds: float


class _Line(asyncio.Protocol):
    """A connection on which one request at a time is asked."""

    _transport: asyncio.Transport
    _answer: asyncio.Future[tuple[int, bytes]]

    def __init__(self) -> None:
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @property
    def alive(self) -> bool:
        """Whether the house has not hung up meanwhile, as it does on lines that were quiet."""
        return not self._transport.is_closing()

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """The status of the answer, and its body. Raises ConnectionError where the line dies first."""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, found, body = self._heard.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        self._heard = b""
        if not self._answer.done():
            self._answer.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError())


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0] or 0)


class _Caller:
    """Somebody at an address of their own, with some lines to the house."""

    def __init__(self, plan: Plan, address: str) -> None:
        self._plan = plan
        self._address = address
        self._free: list[_Line] = []
        self._turns = asyncio.Semaphore(LINES)

    async def my_turn(self) -> None:
        """Wait until one more may be under way."""
        await self._turns.acquire()

    async def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """The status and the body of the answer; NO_ANSWER where none came. Frees the turn that was waited for."""
        said = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{self._plan.port}\r\nx-forwarded-for: {self._address}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n{said}\r\n"
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                line = await self._line()
                answer = await line.ask(head.encode() + body)
        except (OSError, TimeoutError):
            return NO_ANSWER, b""
        else:
            self._free.append(line)
            return answer
        finally:
            self._turns.release()

    async def _line(self) -> _Line:
        while self._free:
            if (line := self._free.pop()).alive:
                return line
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(_Line, "127.0.0.1", self._plan.port)
        return line

    async def report(self, nth: int, proof: str | None = None) -> tuple[int, bytes]:
        """Send a report under a key of its own."""
        lon, lat = self._plan.points[nth * 7919 % len(self._plan.points)]
        body = msgspec.json.encode({"kind": KINDS[nth % len(KINDS)], "text": TEXT, "lon": lon, "lat": lat})
        headers = {"idempotency-key": str(uuid.uuid4())} | ({"proof-of-work": proof} if proof else {})
        return await self.ask("POST", "/api/v1/reports", body, headers)


class _Flood:
    """Everybody at once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._until = time.perf_counter() + plan.seconds
        self.flood: Counter[int] = Counter()
        self.people: Counter[int] = Counter()
        self.numbers: list[str] = []
        self.waits_ms: list[float] = []

    async def run(self) -> None:
        """Until the time is over and everybody has been answered, or given up."""
        async with asyncio.TaskGroup() as tasks:
            for nth in range(self._plan.sources):
                tasks.create_task(self._source(tasks, nth))
            for nth, proof in enumerate(self._plan.proofs):
                tasks.create_task(self._person(nth, proof))

    async def _source(self, tasks: asyncio.TaskGroup, nth: int) -> None:
        """Posts at its times; where no line is free it waits for one, and has offered fewer in the end."""
        caller = _Caller(self._plan, f"203.0.{nth}.9")
        pause = 1 / self._plan.per_second
        at = time.perf_counter() + pause * nth / self._plan.sources
        while at < self._until:
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            await caller.my_turn()
            if time.perf_counter() >= self._until:
                return
            tasks.create_task(self._posted(caller, nth + int(at * 1000)))
            at += pause

    async def _posted(self, caller: _Caller, nth: int) -> None:
        status, _ = await caller.report(nth)
        self.flood[status] += 1

    async def _person(self, nth: int, proof: str) -> None:
        """Comes at a moment of their own, asks what work there is, and sends one report with the work done."""
        await asyncio.sleep(self._plan.seconds * nth / len(self._plan.proofs))
        caller = _Caller(self._plan, f"198.51.{nth // 250}.{nth % 250}")
        began = time.perf_counter()
        await caller.my_turn()
        await caller.ask("GET", "/api/v1/challenge")
        await caller.my_turn()
        status, body = await caller.report(nth, proof)
        self.people[status] += 1
        self.waits_ms.append((time.perf_counter() - began) * 1000)
        if status == 201:
            self.numbers.append(msgspec.json.decode(body)["number"])


async def _run(plan: Plan) -> Told:
    began = time.perf_counter()
    flood = _Flood(plan)
    await flood.run()
    return Told(
        flood=flood.flood,
        people=flood.people,
        numbers=tuple(flood.numbers),
        waits_ms=tuple(flood.waits_ms),
        seconds=time.perf_counter() - began,
    )


if __name__ == "__main__":
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        sys.stdout.buffer.write(msgspec.json.encode(runner.run(_run(wanted))))
