"""Filings hear when work is filed, when it closes by itself, and what verifiers find."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.journey.resolution.filings import rules, store
from tanggap.kit.log import Heard, Listener
from tanggap.report.events import EVENTS, HelpGiven, Resolved

KINDS = frozenset({"Resolved", "HelpGiven", "Closed", "Upheld", "Audited", "Reopened"})
LOT = "audit by lot"


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Keep what each of these events says of the filing before it; hearing twice changes nothing."""
    for heard in events:
        event = EVENTS.read(heard)
        of = (desk.db, desk.city, heard.thing, heard.nth)
        if isinstance(event, Resolved | HelpGiven):
            await store.keep(*of, agency=event.agency, photo=event.photo, at=heard.happened_at)
        if rules.may_be_drawn(event) and rules.drawn(desk.tools.secrets.key(LOT), heard.thing, heard.nth):
            await store.draw(*of, at=heard.happened_at)
        if (found := rules.found_false(event)) is not None:
            await store.find_false(*of, reason=found.reason, whose=found.whose, at=heard.happened_at)
        if rules.settles(event):
            await store.settle(*of, at=heard.happened_at)


LISTENER = Listener(name="filings", kinds=KINDS, on_events=on_events)
