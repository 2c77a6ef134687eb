"""A report with everything that has happened to it, as it is about to be written."""

from datetime import datetime
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.terms import PersonId
from tanggap.journey.intake.message import Message
from tanggap.kit.log import Happened
from tanggap.report.events import Received
from tanggap.report.questions.answers import Answer
from tanggap.report.report import Report


class Told(Struct, frozen=True, kw_only=True):
    """One event: when it happened, who did it, and the words that went with it."""

    event: Happened
    at: datetime
    actor: PersonId | None = None
    note: str | None = None
    public: bool = True


class Record(Struct, frozen=True, kw_only=True):
    """What was sent, everything that happened, the state it adds up to, what its kind's questions were answered."""

    message: Message
    report: Report
    told: tuple[Told, ...]
    answers: tuple[Answer, ...] = ()

    def renumbered(self, number: int) -> Self:
        """The same under another number. Raises ValueError when it does not begin at the beginning."""
        first, *later = self.told
        if not isinstance(first.event, Received):
            raise ValueError("a report's history begins with Received")
        first = replace(first, event=replace(first.event, number=number))
        return replace(self, report=replace(self.report, number=number), told=(first, *later))
