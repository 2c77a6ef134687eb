"""The worker: everything that follows from what people do, while they do the next thing."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import structlog

from tanggap.app.deliver import Postman
from tanggap.app.settings import Settings
from tanggap.app.tidy import actions as tidy
from tanggap.app.tools import Workbench
from tanggap.city.audit.actions import chain_all
from tanggap.city.offers import Chore
from tanggap.city.terms import CityId
from tanggap.journey.admin.retiring.actions import relieve_all
from tanggap.journey.deadlines.actions import sweep_all
from tanggap.kit import journal
from tanggap.kit.db import AWAY
from tanggap.kit.jobs import Job, Jobs
from tanggap.kit.log import Reactor, Ticker, follow_ticks
from tanggap.report.recounting.actions import recount_all

PAUSE_S = 1.0
SWEEP_S = 60.0
"""So often the reports are looked at of which something falls due: no limit is shorter than an hour."""

log = structlog.get_logger()


async def work(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT. What was under way then is rolled back, and done again by the next worker."""
    journal.configure(json=settings.log_json)
    async with Workbench(settings) as bench:
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(each, bench.closing.set)
        working = asyncio.create_task(run(bench), name="worker")
        asked = asyncio.create_task(bench.closing.wait())
        await asyncio.wait({working, asked}, return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            log.info("worker left")


async def run(bench: Workbench) -> None:
    """Tick, listen, deliver, do the jobs and keep up with the cities until cancelled; one mistake ends it all, loudly."""
    reactor = reactor_of(bench)
    kinds = [tidy.job(bench), *(chore_job(bench, chore) for chore in bench.offers.chores)]
    async with Jobs(bench.settings.database_url, kinds) as jobs, asyncio.TaskGroup() as tasks:
        tasks.create_task(jobs.run())
        tasks.create_task(Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).run())
        tasks.create_task(reactor.run())
        tasks.create_task(follow_ticks(bench.app, reactor.wake))
        tasks.create_task(Postman(bench).run())
        tasks.create_task(bench.cities.run())
        tasks.create_task(_again_and_again(lambda: chain_all(bench.cities, bench.entrance.open_desk)))
        tasks.create_task(_again_and_again(lambda: relieve_all(bench.cities, bench.entrance.open_desk)))
        counted: dict[CityId, int] = {}
        tasks.create_task(
            _again_and_again(lambda: recount_all(bench.cities, bench.entrance.open_desk, counted))
        )
        tasks.create_task(
            _again_and_again(lambda: sweep_all(bench.cities, bench.entrance.open_desk), pause_s=SWEEP_S)
        )


def chore_job(bench: Workbench, chore: Chore) -> Job:
    """A room's chore as a job: every city in turn; what fails in one is told, and the others go on."""

    async def work() -> None:
        failed = 0
        for city in bench.cities.all():
            try:
                await chore.work(bench.entrance.open_desk, city.id)
            except AWAY:
                raise
            except Exception:
                failed += 1
                log.exception("chore failed", chore=chore.name, city=city.id)
        if failed:
            raise RuntimeError(f"{chore.name} failed in {failed} cities")

    return Job(name=chore.name, work=work, cron=chore.cron)


def reactor_of(bench: Workbench) -> Reactor:
    """Who hands the log to every listener of the house."""
    return Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=bench.offers.listeners,
        open_desk=lambda city: bench.entrance.open_desk(CityId(city)),
        epoch=bench.tools.epoch,
    )


async def _again_and_again(work: Callable[[], Awaitable[object]], *, pause_s: float = PAUSE_S) -> None:
    """Do something once a second, or less often; a database that is away is met again when it is back."""
    while True:
        try:
            await work()
        except AWAY as lost:
            log.warning("worker: database away", cause=type(lost).__name__)
        await asyncio.sleep(pause_s)
