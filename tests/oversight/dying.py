"""A process that hears the log for the counts, and is killed (SIGKILL) at a statement of its choice."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Database, Db
from tanggap.kit.log import Reactor
from tanggap.oversight.counts.listener import LISTENER
from tests.conftest import Addresses

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["pytest", "tests.oversight.dying"])


def killed_hearing(addresses: Addresses, *, epoch: int, statement: int) -> bool:
    """Let a process hear until it is killed at this statement; False when all was heard before."""
    process = _FORKS.Process(target=_hear, args=(addresses.app, addresses.reader, epoch, statement))
    process.start()
    process.join(60)
    if process.exitcode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"whoever heard ended by {process.exitcode}")
    return process.exitcode == -signal.SIGKILL


class _Fuse:
    """How many statements are left."""

    def __init__(self, left: int) -> None:
        self._left = left

    def burn(self) -> None:
        """One less; after the last the process is gone, with whatever it had not committed."""
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


class _Fused(Db):
    def __init__(self, db: Db, fuse: _Fuse) -> None:
        super().__init__(db.connection)
        self._fuse = fuse

    async def all(self, *given: Any, **values: Any) -> Any:
        found = await super().all(*given, **values)
        self._fuse.burn()
        return found

    async def one(self, *given: Any, **values: Any) -> Any:
        found = await super().one(*given, **values)
        self._fuse.burn()
        return found

    async def run(self, *given: Any, **values: Any) -> int:
        touched = await super().run(*given, **values)
        self._fuse.burn()
        return touched


class _Tools(Struct, frozen=True, kw_only=True):
    """As much of a desk as counting needs."""

    db: Db
    city: CityId


def _hear(app: str, reader: str, epoch: int, statement: int) -> None:
    asyncio.run(_heard(app, reader, epoch, _Fuse(statement)))


async def _heard(app: str, reader: str, epoch: int, fuse: _Fuse) -> None:
    async with Database(app, most=1) as own, Database(reader, most=1) as log:

        @asynccontextmanager
        async def open_desk(city: int) -> AsyncGenerator[_Tools]:
            async with own.transaction(city) as db:
                yield _Tools(db=_Fused(db, fuse), city=CityId(city))
            # Committed, and nobody was told.
            fuse.burn()

        await Reactor(
            app=own, reader=log, listeners=[LISTENER], open_desk=open_desk, epoch=epoch, page=7
        ).catch_up()
