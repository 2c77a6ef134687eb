"""The seams: what a room may offer, and where the roof collects it.

A room offers by defining a module-level name; `app/house` finds it, and whoever needs it asks the desk.
First-party rooms use nothing a stranger's could not.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from msgspec import Struct

from tanggap.city.screens import Layer, Panel
from tanggap.kit.log import Listener
from tanggap.kit.words import Name, Say, Tongue


class Enclosure(Struct, frozen=True, kw_only=True):
    """A sheet that goes along with a message: a PDF, under the name it is saved by."""

    name: str
    content: bytes


class Parcel(Struct, frozen=True, kw_only=True):
    """A message ready to go: to whom, in which language, saying what. Never kept.

    ``subject``, ``short`` and ``link`` are what a device is shown; ``stop_at_once`` is where a single request ends
    such messages. ``html`` says what ``body`` says, for who reads mail with type in it, and so does ``enclosed``.
    """

    dedupe: str
    address: str
    language: str
    subject: str
    body: str
    sent_at: datetime
    short: str = ""
    link: str = ""
    stop_at_once: str | None = None
    html: str = ""
    enclosed: Enclosure | None = None


class Delivery(Protocol):
    """How a channel brings a message to somebody. Raises Unreachable when it could not, Gone when it never will."""

    async def __call__(self, parcel: Parcel) -> None:
        """Bring one message to one address."""
        ...


class Channel(Struct, frozen=True, kw_only=True):
    """A way in and out. ``deliver`` is made from the installation's settings; None where it is not set up.

    ``nameable`` says whether people can name where it reaches them: an address can be typed, a device cannot.
    """

    name: str
    title: Name
    deliver: Callable[[Any], Delivery | None] | None = None
    nameable: bool = True


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


class Addressed(Struct, frozen=True, kw_only=True):
    """Whom a message is for, in the clear for the moment of sending; ``values`` are put into its sentences then.

    ``chooses`` says whether they may choose how they are told: then a mail leads to their choices and to its end.
    ``path`` is where it leads when that may not be kept with the message.
    """

    address: str
    language: str
    values: Mapping[str, str] = {}
    chooses: bool = True
    path: str | None = None


class Addressee(Struct, frozen=True, kw_only=True):
    """Whom a room can write to: ``find(desk, recipient)`` opens what it keeps sealed, None for one it does not know."""

    name: str
    find: Callable[[Any, UUID], Awaitable[Addressed | None]]


class Paper(Struct, frozen=True, kw_only=True):
    """How a room draws the sheets its letters name: those whose path begins so.

    ``draw(desk, path, tongue)`` gives it for the moment of sending, None where there is no such sheet any more. It goes
    out unsealed, so that no name, number or word of a resident may stand on it.
    """

    begins: str
    draw: Callable[[Any, str, Tongue], Awaitable[Enclosure | None]]


class Subject(Struct, frozen=True, kw_only=True):
    """Whose data is meant: a resident with the browsers they sit at, or a guest with the reports they can open.

    ``reports`` are those of the city whose desk is asked, ``remarked`` the reports there they said something under;
    ``cities`` are all that hold something.
    """

    resident: UUID | None = None
    browsers: tuple[bytes, ...] = ()
    reports: tuple[UUID, ...] = ()
    remarked: tuple[UUID, ...] = ()
    cities: frozenset[int] = frozenset()

    @property
    def seats(self) -> tuple[bytes, ...]:
        """As whom rooms remember them, as `Actor.seat` says it."""
        return (*self.browsers, *((self.resident.bytes,) if self.resident is not None else ()))


class Copy(Struct, frozen=True, kw_only=True):
    """What a room hands over: rows of plain values under the names of their fields, and files as name and key."""

    title: Name
    rows: Sequence[Mapping[str, Any]] = ()
    files: Mapping[str, str] = {}


class Holding(Struct, frozen=True, kw_only=True):
    """What a room keeps of people who report: how it is found, copied for them and emptied.

    ``tables`` are those it answers for; a test finds every table in exactly one holding, or its comment saying that
    it is ``of no resident`` and why. ``find(desk, subject)`` gives the subject with what this room knows of it
    added, such as its reports in the desk's city. ``export`` gives copies; ``empty`` leaves no word of theirs, in
    the rows and in the files, and may be asked twice. ``join(desk, browser, resident)`` makes what a browser left
    the resident's who signed in there. A holding ``of_installation`` is asked once, after the
    cities; any other once in each city that holds something.
    """

    name: str
    tables: frozenset[str]
    export: Callable[[Any, Subject], Awaitable[Sequence[Copy]]]
    empty: Callable[[Any, Subject], Awaitable[None]]
    find: Callable[[Any, Subject], Awaitable[Subject]] | None = None
    join: Callable[[Any, bytes, UUID], Awaitable[None]] | None = None
    of_installation: bool = False


class Part(Struct, frozen=True, kw_only=True):
    """What a room adds to the page of a report.

    ``look(desk, report, reader)`` gives what the template finds as ``part``, or None where there is nothing to
    show. It stands in the ``story`` (below the report's words), among the ``acts`` (what the reader can do), or on the
    unit's page of the ``task``, in the order of ``order``.
    """

    name: str
    place: Literal["story", "acts", "task"]
    order: int
    template: str
    look: Callable[[Any, Any, Any], Awaitable[Any]]


class Chore(Struct, frozen=True, kw_only=True):
    """What a room does slowly and by the clock, in every city: ``work(open_desk, city)`` opens the desks it needs.

    ``cron`` is UTC: minute, hour, day, month, day of the week. It may be done twice, and one city's mistake is not
    another's.
    """

    name: str
    cron: str
    work: Callable[[Callable[[Any], Any], Any], Awaitable[None]]


class Measured(Struct, frozen=True, kw_only=True):
    """What a measure counts of one unit, area and kind ('' for none): ``part`` of ``whole``.

    What happened in the months lies in ``part`` and ``whole`` and adds up from month to month; how things stand at
    their end lies in ``waiting_part`` and ``waiting`` and does not.
    """

    agency: str
    area: str
    kind: str
    part: int = 0
    whole: int = 0
    waiting_part: int = 0
    waiting: int = 0


class Month(Struct, frozen=True, kw_only=True):
    """A month of a city's own calendar, by its first and last day; it began at a moment, and is told as it stood ``at`` its end."""

    first: date
    last: date
    began_at: datetime
    at: datetime


class Measure(Struct, frozen=True, kw_only=True):
    """A share by which units are judged: ``count(desk, month)`` gives its numerators and denominators.

    ``good`` says which way is better; a score takes it so that more points are better. An item counts ``steps``
    wholes (a star from 1 to 5 is four). ``or_city``: a unit without enough of its own gets the city's share.
    ``failing(part, whole)`` says why it made a month red; ``source`` where the figures come from.
    """

    name: str
    title: Say
    source: Say
    count: Callable[[Any, Month], Awaitable[Sequence[Measured]]]
    order: int = 50
    good: Literal["high", "low"] = "high"
    steps: int = 1
    or_city: bool = False
    failing: Callable[[int, int], Say] | None = None


class Offers(Struct, frozen=True, kw_only=True):
    """Everything the house's rooms offer."""

    channels: Mapping[str, Channel] = {}
    listeners: Sequence[Listener] = ()
    rules: Mapping[str, Any] = {}
    checks: Sequence[Check] = ()
    holdings: Sequence[Holding] = ()
    addressees: Sequence[Addressee] = ()
    papers: Sequence[Paper] = ()
    parts: Sequence[Part] = ()
    panels: Sequence[Panel] = ()
    layers: Sequence[Layer] = ()
    pages: Sequence[Any] = ()
    chores: Sequence[Chore] = ()
    measures: Sequence[Measure] = ()
