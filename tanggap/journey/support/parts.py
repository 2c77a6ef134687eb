"""What a report's page shows of those who say the same."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.journey.support import actions
from tanggap.journey.support.rules import people_of
from tanggap.report import following, views
from tanggap.report.report import Report
from tanggap.report.views import Reader


class SupportPart(Struct, frozen=True, kw_only=True):
    """What support/part.html is given as ``part``."""

    people: int
    href: str
    supports: bool
    may: bool
    follows: str | None


async def look(desk: Desk, report: Report, reader: Reader) -> SupportPart | None:
    """How many say the same, and what whoever reads can do about it; nothing where there is neither."""
    supports = await actions.supporting(desk, report.id) is not None
    may = reader is not Reader.REPORTER and report.status.open and report.listed and not supports
    leading = await following.root(desk.db, report)
    follows = leading is not report and leading.listed
    if not (supports or may or follows or report.supporters):
        return None
    href = views.report_path(desk.ground, report.number)
    return SupportPart(
        people=people_of(report),
        href=f"{href}/support",
        supports=supports,
        may=may,
        follows=views.report_path(desk.ground, leading.number) if follows else None,
    )


PARTS = (Part(name="support", place="acts", order=10, template="support/part.html", look=look),)
