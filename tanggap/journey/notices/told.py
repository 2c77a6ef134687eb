"""What was heard, ready to be told: in the app, on devices and by mail."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import PersonId
from tanggap.journey.notices.about import About, News
from tanggap.journey.notices.concerned.store import Concerned
from tanggap.kit.log import Happened, Heard
from tanggap.kit.words import Say


class Audible(Struct, frozen=True, kw_only=True):
    """A report whose people hear of an event: its supporters, and its reporter too where it follows another."""

    report: Concerned
    number: str
    words: Say
    follows: bool


class Told(Struct, frozen=True, kw_only=True):
    """One event, the report it happened to, what it has us say, and who hears of it beside reporter and staff.

    ``at`` is when strangers may know of it, and so those who hear beside; ``staff`` are those of the staff who hear it, and ``called``
    those of them who must hear it at once.
    """

    heard: Heard
    event: Happened
    report: Concerned
    about: About
    news: News
    beside: tuple[Audible, ...]
    at: datetime
    staff: frozenset[PersonId] = frozenset()
    called: frozenset[PersonId] = frozenset()
