"""A message that has been decided upon and waits to be written."""

from msgspec import Struct

from tanggap.journey.intake.message import Message, Receipt
from tanggap.kit.log import Happened
from tanggap.report.report import Report


class Draft(Struct, frozen=True, kw_only=True):
    """A report before its commit: decided against ``version`` of its city's ground."""

    message: Message
    digest: bytes
    version: int
    report: Report
    events: tuple[Happened, ...]
    receipt: Receipt
