"""The log: what happened, written once and never changed, and everybody who listens to it."""

from tanggap.kit.log.events import Happened, Heard, Vocabulary, append, history
from tanggap.kit.log.following import follow_ticks
from tanggap.kit.log.listener import Listener
from tanggap.kit.log.reactor import Reactor
from tanggap.kit.log.ticker import Ticker, ensure_epoch

__all__ = [
    "Happened",
    "Heard",
    "Listener",
    "Reactor",
    "Ticker",
    "Vocabulary",
    "append",
    "ensure_epoch",
    "follow_ticks",
    "history",
]
