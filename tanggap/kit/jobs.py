"""Slow, rare work: deferred in a transaction, done by a worker, begun again when that worker was killed.

The library behind this door finds out that a worker died but leaves its jobs as they were; a loop here
takes them up again. Every job may run twice, and asks first or writes under a key of its own.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

import structlog
from msgspec import Struct
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from tanggap.kit.db import AWAY, Db

DEAD_S = 30.0
"""A worker whose heart has not beaten for so long is taken for dead."""
LOOK_S = 15.0
ATTEMPTS_MOST = 5
"""A job that killed so many workers is failed, in sight, instead of killing the next."""
AT_ONCE = 2
PAUSE_S = 1.0

log = structlog.get_logger()


class Job(Struct, frozen=True, kw_only=True):
    """A kind of slow work. ``cron`` brings it by the clock, UTC: minute, hour, day, month, day of the week."""

    name: str
    work: Callable[..., Awaitable[None]]
    cron: str | None = None


class Jobs:
    """The jobs of one installation. Deferring needs only the transaction; to run them it is opened first."""

    def __init__(self, address: str, kinds: Sequence[Job]) -> None:
        self._app = App(connector=PsycopgConnector(conninfo=address, min_size=1, max_size=4))
        self._tasks = {kind.name: self._task(kind) for kind in kinds}

    def _task(self, kind: Job) -> Any:
        async def work(**values: Any) -> None:
            values.pop("timestamp", None)  # the clock's own
            await kind.work(**values)

        task = self._app.task(name=kind.name)(work)
        if kind.cron is not None:
            periodic: Any = self._app.periodic(cron=kind.cron)
            periodic(task)
        return task

    async def __aenter__(self) -> Self:
        await self._app.open_async()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._app.close_async()

    async def defer(self, db: Db, name: str, **values: Any) -> None:
        """Have a job done once this transaction has committed; never, when it does not. Values are plain JSON."""
        await self._tasks[name].configure(connection=db.connection).defer_async(**values)

    async def run(self) -> None:
        """Work until cancelled; a database that is away is met again when it is back."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._work())
            tasks.create_task(self._look_after())

    async def _work(self) -> None:
        while True:
            try:
                await self._app.run_worker_async(
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=PAUSE_S,
                    stalled_worker_timeout=DEAD_S,
                )
            except (ConnectorException, *AWAY) as lost:
                log.warning("jobs: database away", cause=type(lost).__name__)
            await asyncio.sleep(PAUSE_S)

    async def _look_after(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                await self.revive()
            except (ConnectorException, *AWAY) as lost:
                log.warning("jobs: database away", cause=type(lost).__name__)

    async def revive(self) -> int:
        """Begin again what dead workers left; how many jobs. Not itself a job: it must not wait behind one."""
        manager = self._app.job_manager
        revived = 0
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_S):
            try:
                if job.attempts >= ATTEMPTS_MOST:
                    log.error("job failed: it was never finished", job=job.task_name, attempts=job.attempts)
                    await manager.finish_job(job, status=Status.FAILED, delete_job=False)
                else:
                    await manager.retry_job(job)
                    revived += 1
            except ConnectorException:
                continue  # another worker was quicker
        return revived
