"""The reactor: hands the log, tick by tick and city by city, to each listener."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from itertools import groupby
from typing import Any, Protocol
from uuid import UUID

import structlog
from psycopg.errors import QueryCanceled

from tanggap.kit.db import AWAY, Database, Db
from tanggap.kit.log import store
from tanggap.kit.log.events import Heard, history
from tanggap.kit.log.listener import Listener
from tanggap.kit.log.store import Cursor

PAGE = 5000

log = structlog.get_logger()


class HasDb(Protocol):
    """What the reactor needs of a desk: its open transaction."""

    @property
    def db(self) -> Db:
        """The open transaction."""
        ...


OpenDesk = Callable[[int], AbstractAsyncContextManager[Any]]


class Reactor:
    """Runs every listener beside the others, each behind its own cursor.

    ``reader`` may only select events, of all cities; ``open_desk(city)`` opens the transaction in which a
    listener works and its cursor moves. Any number of reactors may run: the locked cursor is the lease.
    """

    def __init__(
        self,
        *,
        app: Database,
        reader: Database,
        listeners: Sequence[Listener],
        open_desk: OpenDesk,
        epoch: int,
        page: int = PAGE,
    ) -> None:
        self._app = app
        self._reader = reader
        self._listeners = listeners
        self._open_desk = open_desk
        self._epoch = epoch
        self._page = page
        self._woken = {listener.name: asyncio.Event() for listener in listeners}

    async def run(self) -> None:
        """Hear until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for listener in self._listeners:
                tasks.create_task(self._attend(listener), name=f"listener {listener.name}")

    def wake(self) -> None:
        """Say that a tick may be new; without it each listener looks once a second."""
        for event in self._woken.values():
            event.set()

    async def _attend(self, listener: Listener) -> None:
        woken = self._woken[listener.name]
        while True:
            woken.clear()
            try:
                while await self.hear(listener):
                    pass
            except AWAY as lost:
                log.warning(
                    "reactor: database away", listener=listener.name, cause=str(lost).splitlines()[:1]
                )
                await asyncio.sleep(1)
            try:
                async with asyncio.timeout(1):
                    await woken.wait()
            except TimeoutError:
                continue

    async def catch_up(self) -> None:
        """Hear until nothing is left: for commands, which have no time to wait for ticks."""
        for listener in self._listeners:
            while await self.hear(listener):
                pass

    async def hear(self, listener: Listener) -> bool:
        """Hear one page of the log; False when there is nothing more to hear just now."""
        async with self._app.transaction() as db:
            cursor = await store.begin_hearing(db, listener.name, self._epoch)
        if cursor is None:
            return False
        async with self._reader.transaction() as db:
            page = await store.between_ticks(
                db,
                self._epoch,
                cursor,
                kinds=sorted(listener.kinds) if listener.kinds is not None else None,
                limit=self._page,
            )
        if not page:
            return await self._end_tick(listener, cursor)
        cities = [(city, list(events)) for city, events in groupby(page, key=lambda each: each.city_id)]
        steps = [cursor.behind(events[-1]) for _, events in cities]
        if len(page) < self._page:
            steps[-1] = cursor.finished()
        for (city, events), step in zip(cities, steps, strict=True):
            if not await self._hear_city(listener, cursor, step, city, events):
                return False
            cursor = step
        return True

    async def _end_tick(self, listener: Listener, cursor: Cursor) -> bool:
        async with self._app.transaction() as db:
            if not await store.hold_cursor(db, listener.name, cursor):
                return False
            await store.move_cursor(db, listener.name, cursor.finished())
        return True

    async def _hear_city(
        self, listener: Listener, cursor: Cursor, to: Cursor, city: int, events: list[Heard]
    ) -> bool:
        """Give a city's events to a listener and move its cursor; False when another reactor holds it."""
        try:
            async with self._open_desk(city) as desk:
                if not await store.hold_cursor(desk.db, listener.name, cursor):
                    return False
                parked = set(await store.parked_things(desk.db, listener.name, city))
                heard = [event for event in events if event.thing not in parked]
                if heard:
                    await listener.on_events(desk, heard)
                await store.move_cursor(desk.db, listener.name, to)
        except Exception as failure:
            if isinstance(failure, AWAY) and not isinstance(failure, QueryCanceled):
                raise
            # Whatever a listener did wrong, taking too long included, is set aside with its thing.
            things = [list(group) for _, group in groupby(events, key=lambda each: each.thing)]
            if len(things) == 1:
                return await self._park(listener, cursor, to, events[0], failure)
            return await self._hear_apart(listener, cursor, to, city, things)
        return True

    async def _hear_apart(
        self, listener: Listener, cursor: Cursor, to: Cursor, city: int, things: list[list[Heard]]
    ) -> bool:
        """Give each thing's events in a transaction of its own, so that a bad one stands alone."""
        steps = [*(cursor.behind(events[-1]) for events in things[:-1]), to]
        for events, step in zip(things, steps, strict=True):
            if not await self._hear_city(listener, cursor, step, city, events):
                return False
            cursor = step
        return True

    async def _park(
        self, listener: Listener, cursor: Cursor, to: Cursor, first: Heard, failure: Exception
    ) -> bool:
        log.error("listener parked a thing", listener=listener.name, city=first.city_id, exc_info=failure)
        async with self._app.transaction() as db:
            if not await store.hold_cursor(db, listener.name, cursor):
                return False
            await store.park(db, listener.name, first, failure=type(failure).__name__)
            await store.move_cursor(db, listener.name, to)
        return True

    async def retry(self, name: str, city: int, thing: UUID) -> None:
        """Give a parked thing's events again, from the one that failed; raises what the listener raises."""
        listener = next(each for each in self._listeners if each.name == name)
        async with self._open_desk(city) as desk:
            start = await store.unpark(desk.db, name, city, thing)
            if start is None:
                return
            events = await history(desk.db, city, thing, after=start - 1, limit=100_000)
            wanted = [e for e in events if listener.kinds is None or e.kind in listener.kinds]
            if wanted:
                await listener.on_events(desk, wanted)
