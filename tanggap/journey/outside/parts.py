"""What a task's page, and the report's page for a coordinator, say of parties outside."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.city.rights import Role
from tanggap.journey.outside import rules, store
from tanggap.journey.outside.rules import Standing
from tanggap.kit.words import Say, say
from tanggap.report import parties, views
from tanggap.report.parties import Handling
from tanggap.report.report import Report


class OutsidePart(Struct, frozen=True, kw_only=True):
    """What outside/part.html is given as ``part``."""

    href: str
    told: Say | None


async def look(desk: Desk, report: Report, reader: views.Reader) -> OutsidePart | None:
    """The way to ask somebody outside, and how far that is; only where this reader may."""
    asked = await store.of_report(desk.db, desk.city, report.id) if reader is views.Reader.STAFF else []
    lead = report.lead
    if reader is not views.Reader.STAFF or lead is None:
        return None
    handling = Handling(report=report, by=parties.parties(desk.ground, desk.actor, report))
    if not rules.may_ask(handling, lead.id):
        return None
    standing = [rules.standing(each, report, now=desk.now()) for each in asked]
    waiting, answered = standing.count(Standing.OPEN), standing.count(Standing.ANSWERED)
    told = None
    if waiting or answered:
        told = say("{waiting} ditunggu, {answered} sudah menjawab.", waiting=waiting, answered=answered)
    return OutsidePart(href=f"/tasks/{lead.id}/outside", told=told)


async def for_coordinators(desk: Desk, report: Report, reader: views.Reader) -> OutsidePart | None:
    """The same on the report's page, where a coordinator finds what a unit holds."""
    return await look(desk, report, reader) if desk.actor.is_a(Role.COORDINATOR) else None


PARTS = (
    Part(name="outside", place="task", order=50, template="outside/part.html", look=look),
    Part(name="outside-report", place="acts", order=60, template="outside/part.html", look=for_coordinators),
)
