"""What holds from a day on, and its history: what held on a day stays known after something else holds."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Anything that holds from a day on."""

    @property
    def valid_from(self) -> date:
        """The first day it holds."""
        ...


D = TypeVar("D", bound=Dated)


def in_force(history: Sequence[D], day: date) -> D:
    """What held on a day: the latest that had begun, else the earliest there is.

    Raises ValueError when the history is empty.
    """
    begun = [entry for entry in history if entry.valid_from <= day]
    if begun:
        return max(begun, key=lambda entry: entry.valid_from)
    return min(history, key=lambda entry: entry.valid_from)


def with_entry(history: Iterable[D], new: D) -> tuple[D, ...]:
    """A history with one more entry, instead of one that begins the same day."""
    kept = (each for each in history if each.valid_from != new.valid_from)
    return tuple(sorted((*kept, new), key=lambda each: each.valid_from))
