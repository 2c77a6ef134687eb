"""Live streams: everybody is told, who broke off is given what was missed, and nobody holds the others up."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from msgspec import Struct
from psycopg.conninfo import conninfo_to_dict

from tanggap.app.tools import Workbench
from tanggap.kit.db import Database
from tanggap.kit.live import AT_ONCE, HEARTBEAT_S, KEPT, QUEUE, Audience, Guard, Line, Live
from tanggap.kit.log import Happened, Heard, Ticker, append
from tanggap.kit.log.events import Entry
from tanggap.kit.postgres import Cluster
from tests.conftest import BEKASI, NOW


class Noted(Happened, frozen=True, kw_only=True):
    """Something happened."""


class Everybody(Struct, frozen=True):
    """Whoever hears all there is to tell."""

    def hears(self, line: Line) -> bool:
        """They hear it."""
        return True


EVERYBODY = Everybody()


class Of(Struct, frozen=True):
    """Whoever hears only of this."""

    about: str

    def hears(self, line: Line) -> bool:
        """Whether it is what they hear of."""
        return line.about == self.about


class Listener:
    """Somebody at the other end of a stream."""

    def __init__(
        self,
        live: Live,
        *,
        last: str | None = None,
        city: int = BEKASI,
        stalled: bool = False,
        audience: Audience = EVERYBODY,
        guard: Guard | None = None,
    ) -> None:
        self.status = 0
        self.chunks: asyncio.Queue[str] = asyncio.Queue()
        self.go_on = asyncio.Event()
        self.left = asyncio.Event()
        if not stalled:
            self.go_on.set()
        headers = [(b"last-event-id", last.encode())] if last else []
        self.answer = asyncio.create_task(
            live.serve(
                city,
                {"type": "http", "headers": headers},
                self._receive,
                self._send,
                audience=audience,
                guard=guard,
            )
        )

    async def _receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif body := message.get("body"):
            self.chunks.put_nowait(body.decode())
            await self.go_on.wait()

    async def opened(self) -> "Listener":
        """Itself, once its stream has begun."""
        assert (await self.chunks.get()).startswith("retry: ")
        return self


async def happen(bench: Workbench, count: int = 1) -> None:
    things = [uuid4() for _ in range(count)]
    async with bench.app.transaction(BEKASI) as db:
        entries = [Entry(thing=each, nth=1, event=Noted(), actor=None, happened_at=NOW) for each in things]
        await append(db, BEKASI, bench.tools.epoch, entries)
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()


async def tell(city: int, events: Sequence[Heard]) -> list[Line]:
    return [Line(event="received", data=f"{city}-{heard.nth}") for heard in events]


async def begun(bench: Workbench, *, most: int = 10) -> Live:
    live = Live(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch, tell=tell, most=most)
    await live.begin()
    return live


async def test_everybody_hears_a_tick_once_under_its_id(bench: Workbench) -> None:
    live = await begun(bench)
    listeners = [await Listener(live).opened() for _ in range(3)]

    await happen(bench, 2)
    await live.catch_up()
    await live.catch_up()
    live.end()
    await asyncio.gather(*(each.answer for each in listeners))

    told = f"event: received\ndata: 3275-1\n\nevent: received\ndata: 3275-1\nid: {bench.tools.epoch}.1\n\n"
    assert [each.chunks.get_nowait() for each in listeners] == [told] * 3
    assert all(each.chunks.empty() for each in listeners)


async def test_a_stream_begins_although_the_connection_it_was_given_had_been_killed(
    bench: Workbench, cluster: Cluster
) -> None:
    with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(
            """
            select pg_terminate_backend(pid)
              from pg_stat_activity
             where datname = %s
               and application_name = 'tanggap reader'
            """,
            (conninfo_to_dict(bench.settings.database_url)["dbname"],),
        )

    live = await begun(bench)

    listener = await Listener(live).opened()
    await happen(bench)
    await live.catch_up()
    assert "event: received" in await listener.chunks.get()
    live.end()
    await listener.answer


async def test_a_city_hears_only_its_own(bench: Workbench) -> None:
    live = await begun(bench)
    elsewhere = await Listener(live, city=1101).opened()

    await happen(bench)
    await live.catch_up()
    live.end()
    await elsewhere.answer

    assert elsewhere.chunks.empty()


async def test_who_comes_back_is_given_what_was_missed(bench: Workbench) -> None:
    live = await begun(bench)
    for _ in range(3):
        await happen(bench)
        await live.catch_up()

    back = Listener(live, last=f"{bench.tools.epoch}.1")
    missed = await back.chunks.get()

    assert missed.count("event: received") == 2
    assert f"id: {bench.tools.epoch}.3" in missed
    live.end()
    await back.answer


@pytest.mark.parametrize("last", ["99.1", "1.-5", "nonsense", "1", "9" * 60 + ".1"])
async def test_who_comes_back_from_another_time_is_told_to_load_the_page_anew(
    bench: Workbench, last: str
) -> None:
    live = await begun(bench)

    back = Listener(live, last=last)

    assert "event: reload" in await back.chunks.get()
    live.end()
    await back.answer


async def test_who_was_away_for_longer_than_is_kept_is_told_to_load_the_page_anew(bench: Workbench) -> None:
    live = await begun(bench)
    line = [Line(event="received", data="x")]
    for tick in range(1, KEPT + 3):
        live.broadcast(BEKASI, tick, line)

    kept, lost = (Listener(live, last=f"{bench.tools.epoch}.{tick}") for tick in (2, 1))

    assert (await kept.chunks.get()).count("event: received") == KEPT
    assert "event: reload" in await lost.chunks.get()
    live.end()
    await asyncio.gather(kept.answer, lost.answer)


async def test_who_does_not_keep_up_is_ended_and_holds_nobody_up(bench: Workbench) -> None:
    live = await begun(bench)
    stalled = Listener(live, stalled=True)
    quick = await Listener(live).opened()
    await stalled.opened()

    for tick in range(1, QUEUE + 2):
        live.broadcast(BEKASI, tick, [Line(event="received", data=str(tick))])
        await quick.chunks.get()
    stalled.go_on.set()
    await stalled.answer

    assert live.streams == 1
    live.end()
    await quick.answer


async def test_who_was_ended_for_not_keeping_up_comes_back_and_hears_everything_once(
    bench: Workbench,
) -> None:
    live = await begun(bench)
    stalled = await Listener(live, stalled=True).opened()
    heard: list[str] = []
    for tick in range(1, QUEUE + 4):
        live.broadcast(BEKASI, tick, [Line(event="received", data=f"number-{tick}.")])
    stalled.go_on.set()
    await stalled.answer
    while not stalled.chunks.empty():
        heard.append(stalled.chunks.get_nowait())

    last = re.findall(r"id: (\S+)", "".join(heard))
    back = Listener(live, last=last[-1] if last else f"{bench.tools.epoch}.0")
    heard.append(await back.chunks.get())
    live.end()
    await back.answer

    told = re.findall(r"number-(\d+)\.", "".join(heard))
    assert told == [str(tick) for tick in range(1, QUEUE + 4)]


async def test_however_many_listen_each_hears_and_others_have_their_turn_in_between(bench: Workbench) -> None:
    live = await begun(bench, most=4 * AT_ONCE)
    listeners = [await Listener(live).opened() for _ in range(3 * AT_ONCE)]
    turns = 0

    live.broadcast(BEKASI, 1, [Line(event="received", data="x")])
    while listeners[-1].chunks.empty() or any(each.chunks.empty() for each in listeners):
        turns += 1
        await asyncio.sleep(0)
    live.end()
    await asyncio.gather(*(each.answer for each in listeners))

    assert turns >= 3


async def test_beyond_the_limit_streams_are_refused_and_those_open_go_on(bench: Workbench) -> None:
    live = await begun(bench, most=1)
    first = await Listener(live).opened()

    second = Listener(live)
    await second.answer

    assert (first.status, second.status) == (200, 503)
    assert live.streams == 1
    live.end()
    await first.answer


async def test_who_leaves_makes_room(bench: Workbench) -> None:
    live = await begun(bench)
    listener = await Listener(live).opened()

    listener.left.set()
    await listener.answer

    assert live.streams == 0


async def test_once_ended_no_stream_is_taken(bench: Workbench) -> None:
    live = await begun(bench)
    live.end()

    late = Listener(live)
    await late.answer

    assert late.status == 503


async def test_a_tick_is_told_as_soon_as_it_is_notified(bench: Workbench, addresses: Any) -> None:
    async with Database(addresses.app, most=2, name="told") as database:
        live = Live(app=database, reader=bench.reader, epoch=bench.tools.epoch, tell=tell, most=9)
        await live.begin()
        running = asyncio.create_task(live.run())
        listener = await Listener(live).opened()

        await happen(bench)

        assert "received" in await listener.chunks.get()
        live.end()
        await listener.answer
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_nobody_hears_what_is_not_for_them_neither_at_once_nor_after_coming_back(
    bench: Workbench,
) -> None:
    live = await begun(bench)
    north, south = [await Listener(live, audience=Of(each)).opened() for each in ("north", "south")]

    live.broadcast(BEKASI, 1, [Line(event="moved", data=each, about=each) for each in ("north", "south")])
    live.broadcast(BEKASI, 2, [Line(event="moved", data="north", about="north")])
    back = Listener(live, audience=Of("south"), last=f"{bench.tools.epoch}.0")
    missed = await back.chunks.get()
    live.end()
    await asyncio.gather(north.answer, south.answer, back.answer)

    assert north.chunks.get_nowait() == (
        f"event: moved\ndata: north\nid: {bench.tools.epoch}.1\n\n"
        f"event: moved\ndata: north\nid: {bench.tools.epoch}.2\n\n"
    )
    assert south.chunks.get_nowait() == f"event: moved\ndata: south\nid: {bench.tools.epoch}.1\n\n"
    assert missed == f"retry: 3000\n\nevent: moved\ndata: south\nid: {bench.tools.epoch}.1\n\n"


async def test_who_may_not_listen_any_more_is_ended_and_the_others_go_on(bench: Workbench) -> None:
    live = await begun(bench)
    asked: list[bool] = [True, True, False]

    async def still() -> bool:
        return asked.pop(0)

    other = await Listener(live).opened()
    let_go = await Listener(live, guard=Guard(still=still, every_s=0.001)).opened()
    await let_go.answer

    assert asked == []
    assert live.streams == 1
    live.end()
    await other.answer


async def test_only_who_has_heard_nothing_for_long_hears_a_heartbeat(bench: Workbench) -> None:
    live = await begun(bench)
    quiet = await Listener(live, audience=Of("nothing")).opened()
    busy = await Listener(live).opened()

    live.beat(HEARTBEAT_S - 1)
    live.broadcast(BEKASI, 1, [Line(event="moved", data="x")])
    live.beat(1)
    heard = await quiet.chunks.get()
    live.end()
    await asyncio.gather(quiet.answer, busy.answer)

    assert heard == ":\n\n"
    assert "event: moved" in busy.chunks.get_nowait()
    assert busy.chunks.empty()
