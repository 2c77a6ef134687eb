"""A house on a real port, within this process: its clock is the test's, and its worker works when it is told to."""

import asyncio
import socket
from collections.abc import Generator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Thread

import uvicorn

from tanggap.app.settings import Settings
from tanggap.app.site import Site, build
from tanggap.app.worker import reactor_of
from tanggap.journey.deadlines.actions import sweep_all
from tanggap.kit.clock import Clock, SetClock
from tanggap.kit.log import Ticker

PATIENCE_S = 60


class Living:
    """The house: where it is, what time it is there, and its worker."""

    def __init__(self, site: Site, clock: SetClock, address: str, loop: asyncio.AbstractEventLoop) -> None:
        self.clock = clock
        self.address = address
        self._site = site
        self._bench = site.bench
        self._loop = loop

    @property
    def streams(self) -> int:
        """How many listen to what happens."""
        live = self._site.streams.live
        return live.streams if live is not None else 0

    def days_go_by(self, days: int) -> None:
        """It is so many days later, and on each of them the worker has done its work."""
        for _ in range(days):
            self.clock.move(timedelta(days=1))
            self.work()

    def work(self) -> None:
        """Let the worker hear what happened, see what fell due, and hear of that."""
        asyncio.run_coroutine_threadsafe(self._work(), self._loop).result(PATIENCE_S)

    async def _work(self) -> None:
        bench = self._bench
        for _ in range(2):
            await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
            await reactor_of(bench).catch_up()
            await sweep_all(bench.cities, bench.entrance.open_desk)


@contextmanager
def living(settings: Settings, clock: SetClock) -> Generator[Living]:
    """The house, open meanwhile."""
    with serving(settings, clock) as (site, address, loop):
        yield Living(site, clock, address, loop)


@contextmanager
def serving(settings: Settings, clock: Clock) -> Generator[tuple[Site, str, asyncio.AbstractEventLoop]]:
    """The site, its address and its loop, which runs in a thread: Chromium's is running in this one."""
    site, opened = build(settings, clock=clock), Future[asyncio.AbstractEventLoop]()
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        server = uvicorn.Server(uvicorn.Config(site, log_level="warning", lifespan="off"))
        thread = Thread(target=lambda: asyncio.run(_open(site, server, door, opened)))
        thread.start()
        try:
            # Who comes before it serves waits at the door.
            loop = opened.result(PATIENCE_S)
            yield site, f"http://127.0.0.1:{door.getsockname()[1]}", loop
        finally:
            site.stop()
            server.should_exit = True
            thread.join()


async def _open(
    site: Site, server: uvicorn.Server, door: socket.socket, opened: Future[asyncio.AbstractEventLoop]
) -> None:
    try:
        async with site.open():
            opened.set_result(asyncio.get_running_loop())
            await server.serve(sockets=[door])
    except BaseException as mistake:
        if opened.done():
            raise
        opened.set_exception(mistake)
