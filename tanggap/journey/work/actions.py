"""What a unit's people ask for: take a report on, pass it on, let it wait, go on with it, ask, note."""

from datetime import date

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Agency
from tanggap.city.rights import Role
from tanggap.city.terms import AgencySlug
from tanggap.journey.work import rules
from tanggap.kit.errors import Invalid
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report.report import DeclineReason, HoldReason, Report, ReportId, TaskId
from tanggap.report.transitions import Party


async def accept(desk: Desk, report: ReportId) -> Report:
    """Take a report on, as the officer at this desk."""
    handling = await parties.open_for_change(desk, report)
    officer = desk.actor.person if Party.ACTING_UNIT in handling.by else None
    return await parties.record(desk, handling.report, rules.accept(handling, officer=officer))


async def offer(desk: Desk, report: ReportId, *, target: AgencySlug, reason: str | None) -> Report:
    """Ask another unit to take a report."""
    handling = await parties.open_for_change(desk, report)
    offered = rules.offer(
        handling, sender=_sender(desk, handling.report), target=agency(desk, target), reason=reason
    )
    return await parties.record(desk, handling.report, offered, note=reason)


def _sender(desk: Desk, report: Report) -> AgencySlug | None:
    """Who asks: the unit that holds the report; of one nobody holds, the office of its area."""
    if report.agency is not None:
        return report.agency
    theirs = sorted(desk.actor.agencies(Role.LIAISON, Role.FIELD_OFFICER))
    return next((each for each in theirs if parties.serves_area(desk.ground, each, report.area)), None)


async def accept_offer(desk: Desk, report: ReportId) -> Report:
    """Take what another unit offered."""
    handling = await parties.open_for_change(desk, report)
    taken = rules.accept_offer(handling, task=TaskId(new_id()))
    return await parties.record(desk, handling.report, taken)


async def decline(desk: Desk, report: ReportId, *, reason: DeclineReason | None, text: str | None) -> Report:
    """Not take what another unit offered."""
    handling = await parties.open_for_change(desk, report)
    declined = rules.decline(handling, reason=reason)
    return await parties.record(desk, handling.report, declined, note=text, public=False)


async def hold(
    desk: Desk, report: ReportId, *, reason: HoldReason | None, review_on: date | None, text: str | None
) -> Report:
    """Let work wait until a day on which it is looked at again."""
    handling = await parties.open_for_change(desk, report)
    held = rules.hold(
        handling,
        reason=reason,
        review_on=review_on,
        after=desk.ground.calendar.day_of(desk.now()),
        latest=rules.latest_review(desk.ground, desk.now()),
        told=text is not None,
    )
    return await parties.record(desk, handling.report, held, note=text)


async def resume(desk: Desk, report: ReportId, *, text: str | None = None) -> Report:
    """Go on with work that waited."""
    handling = await parties.open_for_change(desk, report)
    return await parties.record(desk, handling.report, rules.resume(handling), note=text)


async def question(desk: Desk, report: ReportId, *, text: str | None) -> Report:
    """Ask the reporter something while the clock goes on."""
    handling = await parties.open_for_change(desk, report)
    return await parties.record(desk, handling.report, rules.question(handling, text=text), note=text)


async def note(desk: Desk, report: ReportId, *, text: str | None) -> Report:
    """Write something down for those who work on a report."""
    handling = await parties.open_for_change(desk, report)
    noted = rules.note(handling, text=text)
    return await parties.record(desk, handling.report, noted, note=text, public=False)


def agency(desk: Desk, slug: str | None) -> AgencySlug:
    """An agency of this city that is in service. Raises Invalid."""
    found: Agency | None = desk.ground.agencies.get(AgencySlug(slug)) if slug else None
    if found is None or found.retired:
        raise Invalid(say("Pilih instansi yang dituju."), field="agency")
    return AgencySlug(found.slug)
