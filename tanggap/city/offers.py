"""The seams: what a room may offer, and where the roof collects it.

A room offers by defining a module-level name; `app/house` finds it, and whoever needs it asks the desk.
First-party rooms use nothing a stranger's could not.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from msgspec import Struct

from tanggap.kit.log import Listener
from tanggap.kit.words import Name, Say


class Parcel(Struct, frozen=True, kw_only=True):
    """A message ready to go: to whom, in which language, saying what. Never kept."""

    dedupe: str
    address: str
    language: str
    subject: str
    body: str
    sent_at: datetime


class Delivery(Protocol):
    """How a channel brings a message to somebody. Raises Unreachable when it could not."""

    async def __call__(self, parcel: Parcel) -> None:
        """Bring one message to one address."""
        ...


class Channel(Struct, frozen=True, kw_only=True):
    """A way in and out. ``deliver`` is made from the installation's settings; None where it is not set up."""

    name: str
    title: Name
    deliver: Callable[[Any], Delivery | None] | None = None


class Mistake(Struct, frozen=True, kw_only=True):
    """Something that is not as it should be, and how to mend it."""

    what: Say
    do: Say
    serious: bool = True


# A desk holds what is offered here, so that here a desk can only be called Any.
class Check(Struct, frozen=True, kw_only=True):
    """What a room looks over for `tanggap doctor` and the joining wizard."""

    name: str
    look: Callable[[Any], Awaitable[Sequence[Mistake]]]


class Holding(Struct, frozen=True, kw_only=True):
    """What a room keeps of a reporter: how to find, export and empty it."""

    name: str
    tables: frozenset[str]
    export: Callable[[Any, UUID], Awaitable[Any]]
    empty: Callable[[Any, UUID], Awaitable[None]]


class Part(Struct, frozen=True, kw_only=True):
    """What a room adds to the page of a report.

    ``look(desk, report, reader)`` gives what the template finds as ``part``, or None where there is nothing to
    show. It stands in the ``story`` (below the report's words) or among the ``acts`` (what the reader can do),
    in the order of ``order``.
    """

    name: str
    place: Literal["story", "acts"]
    order: int
    template: str
    look: Callable[[Any, Any, Any], Awaitable[Any]]


class Offers(Struct, frozen=True, kw_only=True):
    """Everything the house's rooms offer."""

    channels: Mapping[str, Channel] = {}
    listeners: Sequence[Listener] = ()
    rules: Mapping[str, Any] = {}
    checks: Sequence[Check] = ()
    holdings: Sequence[Holding] = ()
    parts: Sequence[Part] = ()
    pages: Sequence[Any] = ()
