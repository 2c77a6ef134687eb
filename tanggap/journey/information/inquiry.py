"""An inquiry: a formal request for public information, as its events add up to it. Values only."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import PersonId

InquiryId = NewType("InquiryId", UUID)
WeighingId = NewType("WeighingId", UUID)
SUFFIX = "PI"
"""After the city's code in the number of an inquiry (permohonan informasi): "BKSPI-48210-97315-1"."""


class Status(StrEnum):
    """How far an inquiry is."""

    OPEN = "open"
    ANSWERED = "answered"
    OBJECTED = "objected"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"

    @property
    def waits(self) -> bool:
        """Whether the city owes something."""
        return self in (Status.OPEN, Status.OBJECTED)


class Answer(StrEnum):
    """What the information officer answers."""

    GRANTED = "granted"
    PART = "part"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    PUBLIC = "public"

    @property
    def withholds(self) -> bool:
        """Whether something is kept back, which takes a test first."""
        return self in (Answer.PART, Answer.REFUSED)


class Exemption(StrEnum):
    """Why information may be kept back: the letters of article 17 of UU 14/2008."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"
    H = "h"
    I = "i"  # noqa: E741  # the letter the law gives it
    J = "j"


class ObjectionGround(StrEnum):
    """Why a requester objects: the letters of article 35 of UU 14/2008."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"


class Outcome(StrEnum):
    """What the superior decides about an objection."""

    UPHELD = "upheld"
    PART = "part"
    GRANTED = "granted"


class RequesterKind(StrEnum):
    """What a requester is in law."""

    PERSON = "person"
    LEGAL_BODY = "legal_body"
    GROUP = "group"


class Delivery(StrEnum):
    """How the information should come."""

    HERE = "here"
    MAIL = "mail"


class Inquiry(Struct, frozen=True, kw_only=True):
    """An inquiry; ``nth`` is its last event, ``days_taken`` the working days until its answer.

    ``handlers`` extended, tested or answered it: none of them decides about an objection.
    """

    id: InquiryId
    number: int
    status: Status
    received_at: datetime
    nth: int
    extended_at: datetime | None = None
    tests: int = 0
    answer: Answer | None = None
    answered_at: datetime | None = None
    days_taken: int | None = None
    ground: ObjectionGround | None = None
    objected_at: datetime | None = None
    outcome: Outcome | None = None
    decided_at: datetime | None = None
    withdrawn_at: datetime | None = None
    emptied_at: datetime | None = None
    handlers: tuple[PersonId, ...] = ()


class Weighing(Struct, frozen=True, kw_only=True):
    """What was weighed before a part of the information was kept back, and until when it is; None: no end is known."""

    id: WeighingId
    inquiry: InquiryId
    part: str
    grounds: tuple[Exemption, ...]
    law: str | None
    harm: str
    interest: str
    until: date | None
    person: PersonId
    at: datetime


def with_handler(handlers: Iterable[PersonId], person: PersonId | None) -> tuple[PersonId, ...]:
    """The handlers with one more, each once, in the order they came."""
    return tuple(dict.fromkeys([*handlers, *([person] if person is not None else [])]))
