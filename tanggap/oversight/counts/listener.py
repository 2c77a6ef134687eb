"""Counts hear everything that happens to a report."""

from tanggap.kit.log import Listener
from tanggap.oversight.counts import actions
from tanggap.oversight.counts.anew.actions import rebuild
from tanggap.report.events import EVENTS

LISTENER = Listener(
    name="counts",
    kinds=frozenset(EVENTS.kinds),
    on_events=actions.follow,
    rebuild=rebuild,
)
