"""Keeping a city's counts: following the log, and counting everything anew."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.kit.log import Heard
from tanggap.oversight.counts import store

AT_ONCE = 5000
"""Reports counted by one statement."""


async def follow(desk: Desk, events: Sequence[Heard]) -> None:
    """Count the reports these events happened to as they stand now; hearing twice changes nothing."""
    generation = await store.hold(desk.db, desk.city)
    await store.count(desk.db, desk.city, generation, sorted({event.thing for event in events}))


async def rebuild(desk: Desk) -> None:
    """Count all the city's reports anew, and read that from now on.

    Who follows the log waits meanwhile, and then finds counted what it would have counted.
    """
    fresh = await store.hold(desk.db, desk.city) + 1
    reports = await store.reports_after(desk.db, desk.city, None, limit=AT_ONCE)
    while reports:
        await store.count(desk.db, desk.city, fresh, reports)
        reports = await store.reports_after(desk.db, desk.city, reports[-1], limit=AT_ONCE)
    await store.turn_to(desk.db, desk.city, fresh, at=desk.now())
