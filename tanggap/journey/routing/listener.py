"""Routing hears which rule sent each report on, so that an admin sees which rules decide."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.journey.routing import store
from tanggap.journey.routing.store import Decided
from tanggap.kit.log import Heard, Listener
from tanggap.report.events import EVENTS, Disposed


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Remember the rule of every disposal that names one; hearing twice changes nothing."""
    decided = [
        Decided(report=heard.thing, nth=heard.nth, rule=event.rule, at=heard.happened_at)
        for heard in events
        if isinstance(event := EVENTS.read(heard), Disposed) and event.rule is not None
    ]
    if decided:
        await store.keep(desk.db, desk.city, decided)


LISTENER = Listener(name="routing", kinds=frozenset({"Disposed"}), on_events=on_events)
