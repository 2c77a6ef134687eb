"""The seam for whatever follows from an event: adding a consequence is adding a listener."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from msgspec import Struct

from tanggap.kit.log.events import Heard

# The desk is a city's; the log only passes it on.
OnEvents = Callable[[Any, Sequence[Heard]], Awaitable[None]]
Rebuild = Callable[[Any, Any], Awaitable[object]]


class Listener(Struct, frozen=True, kw_only=True):
    """Somebody who hears events of these kinds, each at least once and in each thing's order.

    ``on_events(desk, events)`` gets events of one city, in the transaction that also moves the cursor: it
    touches only its own tables, never the network, and must bear hearing an event again. ``rebuild(open_desk, city)``
    makes the same tables anew from the present state of one city.
    """

    name: str
    kinds: frozenset[str] | None
    on_events: OnEvents
    rebuild: Rebuild | None = None
