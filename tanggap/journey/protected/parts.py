"""The ways to original pictures, on the page of a report whose pictures protect somebody: opened, or allowed."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.report import parties, views
from tanggap.report.photos import store as pictures
from tanggap.report.purposes import actions, rules
from tanggap.report.report import Report
from tanggap.report.transitions import Party


class ProtectedPart(Struct, frozen=True, kw_only=True):
    """What protected/part.html is given as ``part``."""

    href: str


async def look(desk: Desk, report: Report, reader: views.Reader) -> ProtectedPart | None:
    """Only a coordinator is shown it, and only where there is a picture to open."""
    if reader is not views.Reader.STAFF or not rules.protected(report, "before"):
        return None
    if Party.COORDINATOR not in parties.parties(desk.ground, desk.actor, report):
        return None
    photos = await pictures.of_report(desk.db, report)
    if not any(each.role in rules.FROM_REPORTER for each in photos):
        return None
    return ProtectedPart(href=f"{views.report_path(desk.ground, report.number)}/originals")


class ConsentPart(Struct, frozen=True, kw_only=True):
    """What protected/consent.html is given as ``part``."""

    href: str
    allowed: bool


async def may_allow(desk: Desk, report: Report, reader: views.Reader) -> ConsentPart | None:
    """Its reporter is shown what they allow, where there is a picture that protects them."""
    if reader is not views.Reader.REPORTER or not rules.protected(report, "before"):
        return None
    photos = await pictures.of_report(desk.db, report)
    if not any(each.role in rules.FROM_REPORTER for each in photos):
        return None
    href = f"{views.report_path(desk.ground, report.number)}/originals/consent"
    return ConsentPart(href=href, allowed=await actions.allowed(desk, report))


PARTS = (
    Part(name="protected", place="acts", order=70, template="protected/part.html", look=look),
    Part(name="consent", place="acts", order=75, template="protected/consent.html", look=may_allow),
)
