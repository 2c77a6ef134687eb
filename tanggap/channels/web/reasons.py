"""Why a report is where it is, told to its reporter."""

from tanggap.city.desk import Desk
from tanggap.journey.routing.route import explain
from tanggap.journey.story import waits_because
from tanggap.kit.log import Heard, history
from tanggap.kit.words import Say
from tanggap.report.events import EVENTS, Disposed
from tanggap.report.report import Report


async def reason_of(desk: Desk, report: Report) -> Say:
    """Why an agency holds a report, or why none does yet."""
    return reason_in(desk, report, await history(desk.db, desk.city, report.id))


def reason_in(desk: Desk, report: Report, happened: list[Heard]) -> Say:
    """The same, from the report's history."""
    ground = desk.ground
    kind = ground.kinds.get(report.kind) if report.kind is not None else None
    events = (EVENTS.read(heard) for heard in reversed(happened))
    disposed = next((event for event in events if isinstance(event, Disposed)), None)
    if report.agency is None or kind is None or disposed is None:
        return waits_because(ground, kind, out_of_area=report.out_of_area)
    return explain(
        ground,
        desk.offers.rules,
        rule=disposed.rule,
        kind=kind,
        area=report.area,
        agency=report.agency,
    )
