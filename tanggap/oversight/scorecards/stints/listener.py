"""Scorecards hear what says who held a report, and what came of it."""

from tanggap.kit.log import Listener
from tanggap.oversight.scorecards.stints import actions
from tanggap.oversight.scorecards.stints.anew.actions import rebuild
from tanggap.report.events import EVENTS, HelpAsked, KindChanged, Moved, Questioned, Rated, Recounted, Step

BESIDE_STEPS = frozenset({HelpAsked, KindChanged, Moved, Questioned, Rated, Recounted})
KINDS = frozenset(
    name for name, kind in EVENTS.kinds.items() if issubclass(kind, Step) or kind in BESIDE_STEPS
)

LISTENER = Listener(
    name="scorecards",
    kinds=KINDS,
    on_events=actions.follow,
    rebuild=rebuild,
)
