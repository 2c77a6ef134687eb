"""The way to putting a place or kind right, on a task's page; and to whom it then belongs."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.offers import Part
from tanggap.city.rights import Role
from tanggap.journey.work.correcting import actions, rules
from tanggap.kit.words import Say, say
from tanggap.report import parties, views
from tanggap.report.parties import Handling
from tanggap.report.report import Report, Status
from tanggap.report.transitions import Party, allowed


class HandOver(Struct, frozen=True, kw_only=True):
    """Whose it is by the rules now: a form that offers it to them, with the reason they would read."""

    href: str
    agency: str
    name: str
    because: Say
    reason: str


class CorrectingPart(Struct, frozen=True, kw_only=True):
    """What correcting/part.html is given as ``part``."""

    href: str
    hand_over: HandOver | None


async def look(desk: Desk, report: Report, reader: views.Reader) -> CorrectingPart | None:
    """Only where this reader may put it right."""
    lead = report.lead
    if reader is not views.Reader.STAFF or lead is None:
        return None
    by = parties.parties(desk.ground, desk.actor, report)
    if not rules.may_correct(Handling(report=report, by=by), lead.id):
        return None
    offers = Party.ACTING_UNIT in by and Status.COORDINATING in allowed(report.status, by=by)
    return CorrectingPart(
        href=f"/tasks/{lead.id}/correction",
        hand_over=await _hand_over(desk, report, f"/tasks/{lead.id}/handover") if offers else None,
    )


async def _hand_over(desk: Desk, report: Report, href: str) -> HandOver | None:
    found = await actions.belongs_elsewhere(desk, report)
    if found is None:
        return None
    place = views.area_name(desk.ground, report.area, desk.tongue, out_of_area=report.out_of_area)
    kind = views.kind_name(desk.ground, report.kind)
    return HandOver(
        href=href,
        agency=found.agency,
        name=desk.ground.agencies[found.agency].name,
        because=found.reason,
        reason=desk.tongue(say("Setelah dibetulkan: {kind}, {place}.", kind=kind, place=place)),
    )


async def for_coordinators(desk: Desk, report: Report, reader: views.Reader) -> CorrectingPart | None:
    """The same on the report's page, where a coordinator finds what a unit holds."""
    return await look(desk, report, reader) if desk.actor.is_a(Role.COORDINATOR) else None


PARTS = (
    Part(name="correcting", place="task", order=10, template="correcting/part.html", look=look),
    Part(
        name="correcting-report",
        place="acts",
        order=55,
        template="correcting/part.html",
        look=for_coordinators,
    ),
)
