"""Tidies up once a night."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from tanggap.app.tidy import store
from tanggap.app.tools import Workbench
from tanggap.kit.db import Db
from tanggap.kit.jobs import Job
from tanggap.report.photos.files import forget

DAY = timedelta(days=1)
ANSWERS_KEPT = 30 * DAY
COOKIE = 30 * DAY
"""As `kit/web/sessions` gives it, which a worker does not load: no browser keeps one for longer."""
AT_NIGHT = "17 18 * * *"
"""UTC: between one and three at night in Indonesia."""

log = structlog.get_logger()


def job(bench: Workbench) -> Job:
    """The nightly job of an installation."""

    async def work() -> None:
        await tidy(bench)

    return Job(name="tidy", work=work, cron=AT_NIGHT)


async def tidy(bench: Workbench) -> None:
    """Sweep out what nobody needs any more: sessions, codes, tries, answers, heard ticks, pictures left behind.

    Safe to run twice.
    """
    now, epoch = bench.clock.now(), bench.tools.epoch
    await _until_none(bench, lambda db: store.forget_sessions(db, before=now))
    await _until_none(bench, lambda db: store.forget_tries(db, before=now - DAY))
    await _until_none(bench, lambda db: store.forget_codes(db, before=now))
    await _until_none(bench, lambda db: store.forget_challenges(db, before=now))
    await _until_none(bench, lambda db: store.forget_steps(db, before=now))
    # Seats are remembered to the day.
    await _until_none(bench, lambda db: store.forget_seats(db, before=now - COOKIE - DAY))
    await _until_none(bench, lambda db: store.empty_answers(db, before=now - ANSWERS_KEPT))
    await _until_none(bench, lambda db: store.forget_ticks(db, epoch, before=now - DAY))
    for city in bench.cities.all():
        async with bench.app.transaction(city.id) as db:
            await store.forget_pieces(db, city.id, before=now - DAY)
            unclaimed = await store.forget_photos(db, city.id, before=now - DAY)
            await store.forget_browsers(db, city.id, before=now - COOKIE)
        # After the commit: a file without a row is rubbish, a row without its file would be a broken picture.
        for photo in unclaimed:
            await forget(bench.files, photo)
    log.info("tidied")


async def _until_none(bench: Workbench, sweep: Callable[[Db], Awaitable[int]]) -> None:
    swept = -1
    while swept:
        async with bench.app.transaction() as db:
            swept = await sweep(db)
