"""What this door adds to a report's page for its reporter: having their data erased from it."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.report.erasure.store import erased
from tanggap.report.report import Report
from tanggap.report.views import Reader, report_path


class Erasable(Struct, frozen=True, kw_only=True):
    """What web/erasure_part.html is given as ``part``."""

    href: str


async def look(desk: Desk, report: Report, reader: Reader) -> Erasable | None:
    """The way to have a report emptied, shown to its reporter, once."""
    if reader is not Reader.REPORTER or await erased(desk.db, desk.city, report.id):
        return None
    return Erasable(href=f"{report_path(desk.ground, report.number)}/erasure")


PARTS = (Part(name="erasure", place="acts", order=90, template="web/erasure_part.html", look=look),)
