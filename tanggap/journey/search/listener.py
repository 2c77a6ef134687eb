"""Search hears everything that happens to a report."""

from tanggap.journey.search import actions
from tanggap.kit.log import Listener
from tanggap.report.events import EVENTS

LISTENER = Listener(
    name="search",
    kinds=frozenset(EVENTS.kinds),
    on_events=actions.follow,
    rebuild=actions.rebuild,
)
