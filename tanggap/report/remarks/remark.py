"""A remark: one person's public words about one thing."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import AgencySlug, AreaCode, PersonId

RemarkId = NewType("RemarkId", UUID)


class About(StrEnum):
    """What a remark is about."""

    REPORT = "report"
    ANNOUNCEMENT = "announcement"
    THANKS = "thanks"


class Speaker(StrEnum):
    """In what capacity somebody speaks."""

    NEIGHBOUR = "neighbour"
    REPORTER = "reporter"
    OFFICE = "office"


class RemarkState(StrEnum):
    """Whether everybody may read a remark: yes, not before somebody has looked, or not any more."""

    SHOWN = "shown"
    HELD = "held"
    HIDDEN = "hidden"


class RemarkReason(StrEnum):
    """Why a remark is not shown."""

    PRIVACY = "privacy"
    ABUSE = "abuse"
    SPAM = "spam"
    OFF_TOPIC = "off_topic"
    FLAGS = "flags"


class Remark(Struct, frozen=True, kw_only=True):
    """One remark; ``text`` is None once it was emptied, ``alias`` is what a neighbour is called here.

    ``area`` is where the thing lay that was spoken about: whose office reads what waits.
    """

    id: RemarkId
    about: About
    thing: UUID
    speaker: Speaker
    alias: str
    agency: AgencySlug | None = None
    area: AreaCode | None = None
    person: PersonId | None = None
    session: bytes | None = None
    text: str | None
    state: RemarkState
    reason: RemarkReason | None = None
    at: datetime
    decided_at: datetime | None = None
