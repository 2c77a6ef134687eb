"""The mailroom at work while a test lasts."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tanggap.app.tools import Workbench


@asynccontextmanager
async def at_work(bench: Workbench) -> AsyncGenerator[None]:
    """Reports are taken in meanwhile; it is emptied at the end."""
    mailroom = bench.reception.mailroom
    writing = asyncio.create_task(mailroom.run())
    try:
        yield
    finally:
        await mailroom.close()
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
