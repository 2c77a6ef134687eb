"""What may have to wait is begun without a task; a stream is written to that way, and in order."""

import asyncio
from collections.abc import Hashable

import pytest

from tanggap.kit.live.begun import begun
from tanggap.kit.live.stream import QUEUE, Stream


class Line:
    """A listener's line that can be full, and can break."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.room = asyncio.Event()
        self.room.set()
        self.broken = False

    async def write(self, chunk: bytes) -> None:
        """Take a chunk, once there is room."""
        await self._room()
        self.written.append(chunk)

    async def _room(self) -> None:
        if self.broken:
            raise BrokenPipeError
        if not self.room.is_set():
            await self.room.wait()
        if self.broken:
            raise BrokenPipeError


class Everybody(Hashable):
    """Who hears everything."""

    def __hash__(self) -> int:
        return 0

    def hears(self, line: object) -> bool:
        """Yes."""
        return True


def opened(line: Line) -> Stream:
    stream = Stream(Everybody(), line.write)
    stream.begin()
    return stream


def told(stream: Stream, *chunks: bytes) -> None:
    for chunk in chunks:
        stream.give(chunk)
    stream.wake()


async def turns() -> None:
    """Let whoever waits go on, and those who wait for them."""
    for _ in range(9):
        await asyncio.sleep(0)


async def test_what_need_not_wait_is_done_at_once_and_leaves_nothing() -> None:
    line = Line()
    assert begun(line.write(b"now")) is None
    assert line.written == [b"now"]


async def test_what_has_to_wait_is_gone_on_with_where_it_stopped() -> None:
    line = Line()
    line.room.clear()
    left = begun(line.write(b"later"))
    assert left is not None
    going_on = asyncio.create_task(left)
    await asyncio.sleep(0)
    assert line.written == []
    line.room.set()
    await going_on
    assert line.written == [b"later"]


async def test_what_fails_before_it_waits_fails_at_once_and_later_in_its_task() -> None:
    line = Line()
    line.room.clear()
    left = begun(line.write(b"x"))
    assert left is not None
    line.broken = True
    line.room.set()
    with pytest.raises(BrokenPipeError):
        await left
    with pytest.raises(BrokenPipeError):
        begun(line.write(b"x"))


async def test_nothing_is_written_before_the_line_is_open() -> None:
    line = Line()
    stream = Stream(Everybody(), line.write)
    told(stream, b"1", b"2")
    assert line.written == []
    stream.begin()
    assert line.written == [b"12"]


async def test_what_gathers_while_the_line_is_full_follows_as_one_and_in_order() -> None:
    line = Line()
    stream = opened(line)
    line.room.clear()
    told(stream, b"1")
    told(stream, b"2", b"3")
    assert line.written == []
    line.room.set()
    await turns()
    assert line.written == [b"1", b"23"]


async def test_who_falls_too_far_behind_is_over_and_hears_nothing_more() -> None:
    line = Line()
    stream = opened(line)
    line.room.clear()
    told(stream, b"first")
    told(stream, *[b"x"] * (QUEUE + 1))
    await stream.over()
    line.room.set()
    await turns()
    assert line.written == [b"first"]


async def test_a_line_that_breaks_under_our_hands_ends_its_stream() -> None:
    line = Line()
    stream = opened(line)
    line.broken = True
    with pytest.raises(BrokenPipeError):
        told(stream, b"x")
    await stream.over()


async def test_a_line_that_breaks_while_it_is_full_ends_its_stream() -> None:
    line = Line()
    stream = opened(line)
    line.room.clear()
    told(stream, b"x")
    line.broken = True
    line.room.set()
    await stream.over()
