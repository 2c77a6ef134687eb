"""What is done when an agency has retired: every open report it holds moves on, by itself and once."""

from tanggap.city.cities import Cities
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.packs.pack import CityState
from tanggap.journey.admin.retiring import rules, store
from tanggap.kit.ids import new_id
from tanggap.kit.log import Happened
from tanggap.report import store as reports
from tanggap.report.report import ReportId, TaskId

AT_ONCE = 200
"""So many reports of one city are moved before the next city has its turn."""


async def relieve_all(cities: Cities, open_desk: OpenCity) -> int:
    """Move what retired agencies of any city hold; how many. For the worker, once a second.

    What is to be done is found by looking, not by having been told: killed, late or started twice it does the same
    work once, and a report that a process sent to the agency a moment after it retired moves all the same.
    """
    count = 0
    for city in list(cities.all()):
        ground = await cities.ground(city.id) if city.state is not CityState.LISTENING else None
        retired = [slug for slug, each in ground.agencies.items() if each.retired] if ground else []
        if retired:
            async with open_desk(city.id) as desk:
                held = await store.held(desk.db, desk.city, retired, limit=AT_ONCE)
            for report in held:
                # One report held at a time: holding many would lock out, and be locked out by, who merges two.
                async with open_desk(city.id) as desk:
                    count += await relieve(desk, ReportId(report))
    return count


async def relieve(desk: Desk, report: ReportId) -> int:
    """Move one report as it stands now; 1 when it moved."""
    found = await reports.open_for_change(desk.db, desk.city, report)
    moved = rules.relieve(desk.ground.agencies, found, task=TaskId(new_id()))
    declined = rules.decline_parts(desk.ground.agencies, found)
    events: list[Happened] = [*([moved] if moved is not None else ()), *declined]
    for event in events:
        found = await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())
    return int(bool(events))
