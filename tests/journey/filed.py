"""Work that was filed and closed without anybody looking, and who hears of it."""

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.journey.resolution.filings import rules
from tanggap.journey.resolution.filings.listener import KINDS, LISTENER, LOT
from tanggap.kit.log import Happened, history
from tanggap.report import store as reports
from tanggap.report.events import Accepted, Closed, Noted, Resolved
from tanggap.report.report import PhotoId, Report, ReportId, Status
from tanggap.report.transitions import Party
from tests.conftest import BEKASI

CLOSED = Closed(was=Status.RESOLVED, now=Status.CLOSED, by=Party.SYSTEM)


async def happen(office: Workbench, report: ReportId, *events: Happened) -> Report:
    """Let these happen to a report; how it stands then."""
    async with office.entrance.open_desk(BEKASI) as desk:
        found = await reports.open_for_change(desk.db, desk.city, report)
        for event in events:
            found = await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())
        return found


async def finished(office: Workbench, report: ReportId, *, photo: PhotoId | None = None) -> Report:
    """The unit that holds a report took it on and filed its work."""
    async with office.entrance.open_desk(BEKASI) as desk:
        found = await reports.get(desk.db, desk.city, report)
    assert found.lead is not None
    task, agency = found.lead.id, found.lead.agency
    return await happen(
        office,
        report,
        Accepted(was=found.status, now=Status.IN_PROGRESS, task=task, officer=None, agency=agency),
        Resolved(
            was=Status.IN_PROGRESS,
            now=Status.RESOLVED,
            task=task,
            agency=agency,
            photo=photo,
            distance_m=None,
            taken_at=None,
        ),
    )


async def closed_by_itself(office: Workbench, report: ReportId, *, drawn: bool) -> Report:
    """Nobody looked at what was filed, and the lot fell on it or did not: after as many notes as that takes."""
    found = await finished(office, report)
    lot = office.secrets.key(LOT)
    while rules.drawn(lot, report, found.nth + 1) is not drawn:
        found = await happen(office, report, Noted())
    return await happen(office, report, CLOSED)


async def heard(office: Workbench, report: ReportId) -> None:
    """Everything that happened to a report has been heard of, twice."""
    async with office.entrance.open_desk(BEKASI) as desk:
        await _hear(desk, report)
        await _hear(desk, report)


async def _hear(desk: Desk, report: ReportId) -> None:
    told = await history(desk.db, desk.city, report)
    await LISTENER.on_events(desk, [each for each in told if each.kind in KINDS])
