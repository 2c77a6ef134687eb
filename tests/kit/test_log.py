"""The log: every event is heard, in each thing's order, by every listener, whatever is under way meanwhile."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from itertools import groupby
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Rollback

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.kit.db import Database, Db
from tanggap.kit.log import Happened, Heard, Listener, Ticker, Vocabulary
from tanggap.kit.log.ticker import begin_epoch, ensure_epoch
from tests.conftest import BEKASI
from tests.kit.ears import Ears, Log, Noted, Renamed


class Writers:
    """Several transactions under way at once, each holding the things it writes of until it ends."""

    def __init__(self, log: Log, database: Database) -> None:
        self._log = log
        self._database = database
        self._open: dict[int, tuple[AsyncExitStack, Db, Counter[UUID]]] = {}
        self.committed: Counter[UUID] = Counter()

    async def write(self, writer: int, thing: UUID) -> None:
        """Write the thing's next event, unless another writer holds it."""
        if any(thing in held for who, (_, _, held) in self._open.items() if who != writer):
            return
        if writer not in self._open:
            stack = AsyncExitStack()
            db = await stack.enter_async_context(self._database.transaction(BEKASI))
            self._open[writer] = stack, db, Counter()
        _, db, held = self._open[writer]
        held[thing] += 1
        await self._log.write(db, thing, self.committed[thing] + held[thing])

    async def end(self, writer: int, *, well: bool) -> None:
        """Commit what a writer wrote, or let it go."""
        if writer not in self._open:
            return
        stack, _, held = self._open.pop(writer)
        if well:
            await stack.aclose()
            self.committed += held
        else:
            await stack.__aexit__(Rollback, Rollback(), None)

    async def end_all(self) -> None:
        """Commit everything that is still open."""
        for writer in list(self._open):
            await self.end(writer, well=True)


THINGS = [uuid4() for _ in range(4)]
WRITERS = st.integers(0, 3)
ACTS: st.SearchStrategy[list[tuple[str, int, int]]] = st.lists(
    st.one_of(
        st.tuples(st.just("write"), WRITERS, st.sampled_from(range(len(THINGS)))),
        st.tuples(st.just("commit"), WRITERS, st.just(0)),
        st.tuples(st.just("give up"), WRITERS, st.just(0)),
        st.tuples(st.just("tick"), st.just(0), st.just(0)),
        st.tuples(st.just("hear"), st.just(0), st.just(0)),
    ),
    max_size=30,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_whatever_is_under_way_every_event_is_heard_once(
    bench: Workbench, acts: list[tuple[str, int, int]]
) -> None:
    async with bench.app.transaction() as db:
        log = Log(bench, await begin_epoch(db))
    things = [uuid4() for _ in THINGS]
    ears, writers = Ears(f"ears-{uuid4()}"), Writers(log, bench.app)
    reactor = log.reactor(ears)

    for act, writer, thing in acts:
        match act:
            case "write":
                await writers.write(writer, things[thing])
            case "commit" | "give up":
                await writers.end(writer, well=act == "commit")
            case "tick":
                await log.ticker.tick()
            case _:
                await reactor.catch_up()
    await writers.end_all()
    await log.ticker.tick()
    await reactor.catch_up()

    written = [(thing, nth + 1) for thing, count in writers.committed.items() for nth in range(count)]
    assert await ears.heard(bench) == sorted(written)


async def test_each_thing_is_heard_in_its_own_order(log: Log) -> None:
    orders: list[tuple[UUID, int]] = []

    async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
        orders.extend((heard.thing, heard.nth) for heard in events)

    first, second = uuid4(), uuid4()
    for nth in range(1, 6):
        await log.happen(first, second, nth=nth)
    ears = Ears()
    ears.listener = Listener(name="order", kinds=None, on_events=on_events)

    await log.reactor(ears).catch_up()

    by_thing = {
        thing: [nth for _, nth in group] for thing, group in groupby(sorted(orders), key=lambda o: o[0])
    }
    assert by_thing == {first: [1, 2, 3, 4, 5], second: [1, 2, 3, 4, 5]}
    assert [nth for thing, nth in orders if thing == first] == [1, 2, 3, 4, 5]


async def test_two_reactors_at_once_do_not_double(log: Log) -> None:
    things = sorted(uuid4() for _ in range(40))
    await log.happen(*things)
    ears = Ears()

    await asyncio.gather(*(log.reactor(ears).catch_up() for _ in range(3)))
    await log.reactor(ears).catch_up()

    assert await ears.heard(log.bench) == [(thing, 1) for thing in things]


async def test_work_and_cursor_are_one_a_reactor_stopped_between_them_leaves_neither(log: Log) -> None:
    thing, worked = uuid4(), asyncio.Event()
    ears = Ears()

    async def work_and_wait(desk: Desk, events: Sequence[Heard]) -> None:
        await ears.on_events(desk, events)
        worked.set()
        await asyncio.Event().wait()

    interrupted = Ears()
    interrupted.listener = Listener(name=ears.name, kinds=None, on_events=work_and_wait)
    await log.happen(thing)

    stopped = asyncio.create_task(log.reactor(interrupted).catch_up())
    await worked.wait()
    stopped.cancel()
    await asyncio.gather(stopped, return_exceptions=True)

    assert await ears.heard(log.bench) == []
    await log.reactor(ears).catch_up()
    assert await ears.heard(log.bench) == [(thing, 1)]


async def test_a_listener_hears_only_the_kinds_it_asked_for(log: Log) -> None:
    plain, renamed = uuid4(), uuid4()
    ears = Ears(kinds=frozenset({"Renamed"}))

    await log.happen(plain)
    await log.happen(renamed, event=Renamed())
    await log.reactor(ears).catch_up()

    assert await ears.heard(log.bench) == [(renamed, 1)]


async def test_a_kind_this_version_does_not_know_is_passed_over(log: Log) -> None:
    known = Vocabulary([Noted])
    read: list[Happened | None] = []

    async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
        read.extend(known.read(heard) for heard in events)

    ears = Ears()
    ears.listener = Listener(name="reader", kinds=None, on_events=on_events)
    thing = uuid4()
    await log.happen(thing)
    await log.happen(thing, nth=2, event=Renamed())

    await log.reactor(ears).catch_up()

    assert read == [Noted(), None]


async def test_a_database_moved_to_another_cluster_begins_a_new_epoch_and_hears_from_there(
    log: Log, bench: Workbench
) -> None:
    before, after = uuid4(), uuid4()
    ears = Ears()
    await log.happen(before)
    await log.reactor(ears).catch_up()

    async with bench.app.transaction() as db:
        await db.run("update log_epoch set cluster = 'another one'")
        moved = Log(bench, await ensure_epoch(db))
    await moved.happen(after)
    await moved.reactor(ears).catch_up()

    assert moved.epoch == log.epoch + 1
    assert await ears.heard(bench) == sorted([(before, 1), (after, 1)])


async def test_ticks_are_stored_only_when_something_is_new_and_by_one_ticker_at_a_time(log: Log) -> None:
    await log.happen(uuid4())
    assert await log.ticker.tick() is None

    async with log.bench.app.transaction(BEKASI) as db:
        await log.write(db, uuid4(), 1)
        assert await log.ticker.tick() is None  # not yet committed
    others = [Ticker(app=log.bench.app, reader=log.bench.reader, epoch=log.epoch) for _ in range(4)]
    numbers = await asyncio.gather(*(each.tick() for each in others))

    # Who had asked before the first of them was done may store one more.
    stored = sorted(nth for nth in numbers if nth is not None)
    assert stored
    assert stored == list(range(2, 2 + len(stored)))
    assert await log.ticker.tick() is None
