"""Hears what moves a report's clocks, and has it looked at in the next sweep."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import CityState
from tanggap.journey.deadlines import store
from tanggap.journey.deadlines.rules import KINDS
from tanggap.kit.log import Heard, Listener


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Look soon at each report something happened to; a city that has not joined has promised nothing."""
    if desk.ground.known.state is not CityState.LISTENING:
        await store.look_soon(desk.db, desk.city, {heard.thing for heard in events}, at=desk.now())


LISTENER = Listener(name="deadlines", kinds=KINDS, on_events=on_events)
