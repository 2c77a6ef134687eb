"""Keeping a city's counts: following the log."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.kit.log import Heard
from tanggap.oversight.counts.following import store


async def follow(desk: Desk, events: Sequence[Heard]) -> None:
    """Count the reports these events happened to as they stand now; hearing twice changes nothing."""
    generation = await store.hold(desk.db, desk.city)
    await store.count(desk.db, desk.city, generation, sorted({event.thing for event in events}))
