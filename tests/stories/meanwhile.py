"""What the office does while a story is told from the citizen's side."""

from datetime import timedelta

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.journey.deadlines.actions import sweep_all
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Happened, Reactor, Ticker
from tanggap.report import number as numbers
from tanggap.report import store as reports
from tanggap.report.events import Accepted, Closed, Resolved
from tanggap.report.report import Report, Status
from tanggap.report.transitions import Party
from tests.conftest import BEKASI


async def happen(bench: Workbench, number: str, event: Happened, note: str | None = None) -> None:
    """Let the office do something."""
    async with bench.entrance.open_desk(BEKASI) as desk:
        report = await _found(desk, number)
        await reports.record(desk.db, desk.tools.epoch, report, event, at=desk.now(), note=note)


async def found(bench: Workbench, number: str) -> Report:
    async with bench.entrance.open_desk(BEKASI) as desk:
        return await _found(desk, number)


async def _found(desk: Desk, number: str) -> Report:
    return await reports.find(desk.db, BEKASI, numbers.read(number).digits)


async def finish(bench: Workbench, number: str) -> None:
    """Let the office do the work and look at it."""
    report = await found(bench, number)
    assert report.lead is not None
    assert report.agency is not None
    task, agency = report.lead.id, report.agency
    await happen(
        bench,
        number,
        Accepted(was=Status.DISPOSED, now=Status.IN_PROGRESS, task=task, officer=None, agency=agency),
    )
    await happen(
        bench,
        number,
        Resolved(
            was=Status.IN_PROGRESS,
            now=Status.RESOLVED,
            task=task,
            agency=agency,
            photo=None,
            distance_m=None,
            taken_at=None,
        ),
        note="Lubang sudah ditambal.",
    )
    await happen(bench, number, Closed(was=Status.RESOLVED, now=Status.CLOSED, by=Party.VERIFIER))


async def days_go_by(bench: Workbench, clock: SetClock, days: int) -> None:
    """The worker hears and sweeps after so many days."""
    clock.move(timedelta(days=days))
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    await Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=[each for each in bench.offers.listeners if each.name in ("deadlines", "filings")],
        open_desk=lambda _: bench.entrance.open_desk(BEKASI),
        epoch=bench.tools.epoch,
    ).catch_up()
    await sweep_all(bench.cities, bench.entrance.open_desk)
