"""A message that has been decided upon and waits to be written."""

from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from tanggap.journey.intake.message import Message, Receipt
from tanggap.journey.intake.record import Record
from tanggap.report.report import Report


class Draft(Struct, frozen=True, kw_only=True):
    """A report before its commit: decided against ``version`` of its city's ground."""

    digest: bytes
    version: int
    record: Record
    receipt: Receipt

    @property
    def message(self) -> Message:
        """What was sent."""
        return self.record.message

    @property
    def report(self) -> Report:
        """The state it would begin in."""
        return self.record.report

    def renumbered(self, number: int) -> Self:
        """The same under another number."""
        return replace(
            self, record=self.record.renumbered(number), receipt=replace(self.receipt, number=number)
        )
