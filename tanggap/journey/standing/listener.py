"""Standing hears what became of each report."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.journey.standing import rules, store
from tanggap.journey.standing.rules import Mark
from tanggap.kit.log import Heard, Listener
from tanggap.report.events import EVENTS

KINDS = frozenset({"Closed", "Rejected", "Reopened", "Merged", "Withdrawn", "Undone"})


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Keep what the last of these events says of each report; hearing twice changes nothing."""
    last: dict[UUID, tuple[Mark | None, datetime]] = {}
    for heard in events:
        says, mark = rules.mark_of(EVENTS.read(heard))
        if says:
            last[heard.thing] = (mark, heard.happened_at)
    await store.unmark(desk.db, desk.city, [each for each, (mark, _) in last.items() if mark is None])
    marks = {each: (mark, at) for each, (mark, at) in last.items() if mark is not None}
    if marks:
        await store.mark(desk.db, desk.city, marks)


LISTENER = Listener(name="standing", kinds=KINDS, on_events=on_events)
