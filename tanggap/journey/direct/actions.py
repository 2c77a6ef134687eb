"""Telling the mayor's room: for residents who are signed in, as often as the city allows, and never in confidence."""

from datetime import timedelta

from tanggap.city.desk import Desk
from tanggap.journey.direct import store
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.events import ToldMayor
from tanggap.report.report import ReportId

WEEK = timedelta(days=7)


async def may_tell(desk: Desk) -> bool:
    """Whether whoever asks may send their next report to the mayor's room."""
    most, resident = desk.ground.city.direct_a_week, desk.actor.resident
    if most == 0 or resident is None:
        return False
    return await store.told_since(desk.db, desk.city, resident, since=desk.now() - WEEK) < most


async def tell(desk: Desk, report: ReportId) -> None:
    """Let a report go to the mayor's room too, if it may; sent again it changes nothing.

    Who may not is not refused: the report was taken, and its way is the same.
    """
    found = await reports.open_for_change(desk.db, desk.city, report)
    if found.direct or parties.guarded(found) or not await may_tell(desk):
        return
    await reports.record(desk.db, desk.tools.epoch, found, ToldMayor(), at=desk.now())
