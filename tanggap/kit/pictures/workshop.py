"""Where strangers' pictures are developed, out of reach of the web process.

A few child processes (`tanggap.kit.pictures.child`) do the work under limits. They
start when needed, stay warm for a while, and are replaced after anything strange.
"""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Self, cast

import msgspec

from tanggap.kit.errors import Busy, Invalid
from tanggap.kit.pictures.picture import (
    FORMATS,
    LENGTH_BYTES,
    MAX_PIXELS,
    SIDES,
    Answer,
    Box,
    Compared,
    Comparison,
    Flaw,
    Flawed,
    Order,
    Picture,
    answer_from_wire,
    rendition_path,
    to_wire,
)
from tanggap.kit.words import Say, say

SAID: dict[Flaw, Say] = {
    "foreign": say(
        "Berkas ini bukan foto JPEG, PNG, WebP, atau HEIC. Kirim foto dalam salah satu bentuk itu."
    ),
    "broken": say("Foto ini rusak dan tidak dapat dibuka. Kirim sekali lagi, atau pilih foto lain."),
    "pixels": say(
        "Foto ini lebih besar dari {megapixels} megapiksel. Kirim foto yang lebih kecil.",
        megapixels=MAX_PIXELS // 1_000_000,
    ),
    "memory": say("Foto ini terlalu berat untuk diolah. Kirim foto yang lebih kecil."),
    "time": say("Foto ini terlalu lama diolah. Kirim foto yang lebih kecil."),
}

PICTURES_PER_CHILD = 100
LONGEST_ANSWER_BYTES = 32_768
START_SECONDS = 30
STARTS_MOST = 5

_PACKAGES = Path(__file__).parents[3]

_THRIFT = {
    # Each arena takes 64 MB of the addresses a child may have.
    "MALLOC_ARENA_MAX": "1",
    # A picture's memory goes back to the system: 45 MB stay after one of 12 megapixels, not 94.
    "MALLOC_MMAP_THRESHOLD_": str(1 << 20),
    # So does each thread of the library numpy reckons with.
    "OPENBLAS_NUM_THREADS": "1",
}


class Workshop:
    """Develops pictures, `at_once` at a time; the others wait their turn.

    Belongs to one event loop. `patience_s` is how long one picture may take, from its
    turn on; a child that had nothing to do for `idle_s` goes home.
    """

    def __init__(self, *, at_once: int = 1, patience_s: float = 30, idle_s: float = 60) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._resting: dict[_Child, asyncio.TimerHandle] = {}
        self._leaving: set[asyncio.Task[int]] = set()
        self._patience_s = patience_s
        self._idle_s = idle_s

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Send home every child at rest; one at work ends with the task that waits for it."""
        while self._resting:
            child, timer = self._resting.popitem()
            timer.cancel()
            await child.end()
        await asyncio.gather(*self._leaving)

    async def develop(self, source: Path, into: Path, *, covers: tuple[Box, ...] | None = None) -> Picture:
        """The picture in the file `source`, its renditions written into the folder `into`.

        Covered are the places `covers` names, or faces and plates where it names nothing.

        Raises Invalid, with a sentence for whoever sent it, when no picture can be made
        of the file; then nothing is left in `into`. Raises Busy (503) where the machine
        lets no child live just now.
        """
        async with self._turns:
            answer = await self._answer(Order(source=source, into=into, covers=covers))
        if isinstance(answer, Picture):
            return answer
        for side, format, covered in product(SIDES, FORMATS, (False, True)):
            rendition_path(into, side, format, covered=covered).unlink(missing_ok=True)
        raise Invalid(SAID[answer.flaw if isinstance(answer, Flawed) else "broken"])

    async def compare(self, one: Path, others: tuple[Path, ...]) -> int | None:
        """The most points the developed picture `one` shares with one of `others`; None where nothing could look.

        Raises Busy (503) where the machine lets no child live just now.
        """
        async with self._turns:
            answer = await self._answer(Comparison(one=one, others=others))
        return answer.points if isinstance(answer, Compared) else None

    async def _answer(self, order: Order | Comparison) -> Answer:
        """What came of an order. That a child was killed over it says nothing of the picture: another one tries."""
        return await self._asked(order) or await self._asked(order) or Flawed(flaw="broken")

    async def _asked(self, order: Order | Comparison) -> Answer | None:
        child = await self._called()
        answer: Answer | None = Flawed(flaw="time")
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience_s):
                    answer = await child.answer(order)
        finally:
            # Also when the caller has left: a child in the middle of a picture is of no use to the next.
            if isinstance(answer, Picture | Compared) and child.orders < PICTURES_PER_CHILD:
                self._rest(child)
            else:
                await child.end()
        return answer

    def _rest(self, child: "_Child") -> None:
        loop = asyncio.get_running_loop()
        self._resting[child] = loop.call_later(self._idle_s, self._send_home, child)

    async def _called(self) -> "_Child":
        """A child from rest, or a new one; never one that died at rest: no picture is to blame for that.

        Raises Busy where each is killed (or far too slow) before it is ready, as on a machine short of memory.
        """
        while self._resting:
            child, timer = self._resting.popitem()
            timer.cancel()
            if await child.answers_a_call():
                return child
        for _ in range(STARTS_MOST):
            if child := await _Child.start():
                return child
        raise Busy(
            say("Foto belum dapat diolah karena sedang sangat ramai. Kirim lagi sebentar."), retry_after_s=10
        )

    def _send_home(self, child: "_Child") -> None:
        del self._resting[child]
        leaving = asyncio.create_task(child.end())
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)


class _Child:
    """One child process, and the talk with it."""

    def __init__(self, process: Process) -> None:
        self.orders = 0
        self._process = process
        # Both are there, because they were asked for.
        self._to = cast("asyncio.StreamWriter", process.stdin)
        self._from = cast("asyncio.StreamReader", process.stdout)

    @classmethod
    async def start(cls) -> Self | None:
        """A child ready for orders; None when it was killed before it was. Raises RuntimeError when it gave up."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-W", "ignore", "-m", "tanggap.kit.pictures.child", str(os.getpid())),
            stdin=PIPE,
            stdout=PIPE,
            # None of what is in ours: there are secrets among it.
            env={"PYTHONPATH": os.pathsep.join((str(_PACKAGES), *sys.path)), **_THRIFT},
            # Ctrl-C in a terminal is for us, not for it.
            start_new_session=True,
        )
        child = cls(process)
        if await child.answers_a_call():
            return child
        if process.returncode != -signal.SIGKILL:
            raise RuntimeError("The picture child cannot start; standard error says why.")
        return None

    async def answers_a_call(self) -> bool:
        """Whether it is there and listens; one that does not is ended."""
        heard = False
        try:
            with suppress(ConnectionError, EOFError, TimeoutError):
                async with asyncio.timeout(START_SECONDS):
                    await self._say(b"")
                    await self._message()
                    heard = True
        finally:
            if not heard:
                await self.end()
        return heard

    async def answer(self, order: Order | Comparison) -> Answer | None:
        """What came of an order; a child that dies over it has answered too, unless somebody killed it (None)."""
        self.orders += 1
        try:
            await self._say(to_wire.encode(order))
            return answer_from_wire.decode(await self._message())
        except (ConnectionError, EOFError, msgspec.DecodeError):
            died_of = -await self.end()
        if died_of == signal.SIGKILL:
            return None
        return Flawed(flaw="time" if died_of == signal.SIGXCPU else "broken")

    async def _say(self, message: bytes) -> None:
        if self._to.is_closing():
            raise BrokenPipeError("The picture child has gone.")  # uvloop would not say so in these words
        self._to.write(len(message).to_bytes(LENGTH_BYTES) + message)
        await self._to.drain()

    async def _message(self) -> bytes:
        length = int.from_bytes(await self._from.readexactly(LENGTH_BYTES))
        if length > LONGEST_ANSWER_BYTES:
            raise EOFError("The picture child no longer makes sense.")
        return await self._from.readexactly(length)

    async def end(self) -> int:
        """Stop the child, whatever it does, and return its exit code."""
        # Not by `kill()` of the process, which may collect the exit code before asyncio does and lose it.
        # One that died by itself keeps the code it died with.
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
        self._to.close()
        return await self._process.wait()
