"""Following the ticks: who waits for one is told at once."""

import asyncio
from collections.abc import Callable

import structlog
from psycopg import AsyncConnection, OperationalError, sql

from tanggap.kit.db import Database
from tanggap.kit.log.ticker import CHANNEL

LOOK_S = 1.0

log = structlog.get_logger()


async def follow_ticks(database: Database, wake: Callable[[], None]) -> None:
    """Call ``wake`` at every tick, until cancelled, on a connection of its own.

    It is only a hint. Ticks that come while the database is away, or behind a pooler that passes no
    notifications on, are not told of: whoever follows looks from time to time as well.
    """
    listen = sql.SQL("listen {}").format(sql.Identifier(CHANNEL))
    while True:
        try:
            async with await AsyncConnection.connect(database.address, autocommit=True) as connection:
                await connection.execute(listen)
                wake()
                async for _ in connection.notifies():
                    wake()
        except OperationalError as lost:
            log.warning("nobody tells of ticks: database away", cause=type(lost).__name__)
        await asyncio.sleep(LOOK_S)
