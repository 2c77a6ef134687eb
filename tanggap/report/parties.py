"""In what capacity somebody acts on a report, and who of staff may know of it at all (DOMAIN 3.3, 4.3)."""

from typing import Protocol

from msgspec import Struct

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.ground import AREA_OFFICE, Ground
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.rights import Actor, Duty, Role, within
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.errors import Missing
from tanggap.kit.log import Happened
from tanggap.kit.words import say
from tanggap.report import store as reports
from tanggap.report.report import Report, ReportId, TaskOutcome, Visibility
from tanggap.report.transitions import Party

_UNIT = (Role.LIAISON, Role.FIELD_OFFICER)
_HEADS = (Role.UNIT_HEAD, Role.AGENCY_HEAD)


class Handling(Struct, frozen=True, kw_only=True):
    """A report held for change, and as whom this desk's actor may change it."""

    report: Report
    by: frozenset[Party]


def parties(ground: Ground, actor: Actor, report: Report, *, reporter: bool = False) -> frozenset[Party]:
    """Everything somebody is to a report; ``reporter`` when they hold it or showed its key.

    Who had a hand in the work is never its verifier: who filed it, took it on, or serves in the unit that holds it.
    """
    found = {party for duty in actor.duties if _reaches(duty, report) for party in _of(ground, duty, report)}
    if had_a_hand(actor, report):
        found.discard(Party.VERIFIER)
    if reporter:
        found.add(Party.REPORTER)
    if actor.system:
        found.add(Party.SYSTEM)
    return frozenset(found)


def had_a_hand(actor: Actor, report: Report) -> bool:
    """Whether somebody worked on a report, or serves in the unit that does, or in one that did a part of it."""
    hands = {report.doer, *(hand for task in report.tasks for hand in (task.officer, task.doer))} - {None}
    did = {task.agency for task in report.tasks if task.outcome is TaskOutcome.RESOLVED}
    return actor.person in hands or bool({report.agency, *did} & units(actor))


def units(actor: Actor) -> frozenset[AgencySlug]:
    """The units somebody works in."""
    return actor.agencies(*_UNIT)


def _of(ground: Ground, duty: Duty, report: Report) -> set[Party]:
    match duty.role:
        case Role.COORDINATOR:
            return {Party.COORDINATOR}
        case Role.VERIFIER:
            return {Party.VERIFIER}
        case Role.LIAISON | Role.FIELD_OFFICER if duty.agency is not None:
            return _of_unit(ground, duty, duty.agency, report)
        case _:
            return set()


def _of_unit(ground: Ground, duty: Duty, agency: AgencySlug, report: Report) -> set[Party]:
    found: set[Party] = set()
    if agency == report.agency:
        found.add(Party.ACTING_UNIT)
        if duty.role is Role.LIAISON:
            found.add(Party.LIAISON)
    if agency == report.offered_to:
        found.add(Party.TARGET_UNIT)
    if any(agency == task.agency for task in report.helpers):
        found.add(Party.PARTNER_UNIT)
    if serves_area(ground, agency, report.area):
        found.add(Party.AREA_OFFICER)
    return found


def serves_area(ground: Ground, agency: AgencySlug, area: AreaCode | None) -> bool:
    """Whether an agency is the office of an area, or of one around it."""
    office = ground.agencies.get(agency)
    return (
        office is not None
        and area is not None
        and AREA_OFFICE in office.types
        and any(within(area, each) for each in office.areas)
    )


def speaks_to(ground: Ground, actor: Actor, area: AreaCode | None) -> bool:
    """Whether somebody speaks to the people of an area: its office, or a coordinator of the place."""
    return any(speaks_by(ground, duty, area) for duty in actor.duties)


def speaks_by(ground: Ground, duty: Duty, area: AreaCode | None) -> bool:
    """Whether it is by this duty that somebody speaks to the people of an area."""
    if duty.area is not None and (area is None or not within(area, duty.area)):
        return False
    if duty.role is Role.COORDINATOR:
        return True
    return duty.role in _UNIT and duty.agency is not None and serves_area(ground, duty.agency, area)


def _reaches(duty: Duty, report: Report) -> bool:
    return duty.area is None or (report.area is not None and within(report.area, duty.area))


class Kept(Protocol):
    """As much of a report as says who may know of it."""

    @property
    def visibility(self) -> Visibility:
        """Whom its reporter let know of it."""
        ...

    @property
    def sensitivity(self) -> Sensitivity:
        """How far its kind may be known."""
        ...


def guarded(report: Kept) -> bool:
    """Whether only the coordinator and those who handle it may know of it."""
    return report.visibility is Visibility.CONFIDENTIAL or report.sensitivity is Sensitivity.SEALED


def may_know(ground: Ground, actor: Actor, report: Report) -> bool:
    """Whether somebody of staff may know of a report.

    Of a guarded one: the coordinator, the liaison of a unit that holds it, is asked to or helps, and the officer
    who took it on. Of any other: whoever has a part in it, those who watch over all, every unit that ever
    held it with its heads, and those of the offices above it.
    """
    by = parties(ground, actor, report)
    if by & {Party.SYSTEM, Party.COORDINATOR}:
        return True
    if guarded(report):
        helping = {task.agency for task in report.helpers}
        officers = {task.officer for task in report.tasks if task.agency in {report.agency, *helping}}
        named = actor.person is not None and actor.person in officers
        held = {report.agency, report.offered_to, *helping} & actor.agencies(Role.LIAISON)
        return bool(by) and bool(named or held)
    watching = any(d.role in (Role.VERIFIER, Role.EXECUTIVE) and _reaches(d, report) for d in actor.duties)
    held_by = {task.agency for task in report.tasks}
    above = {office for agency in held_by for office in ground.offices_above(agency)}
    ever = held_by & actor.agencies(*_UNIT, *_HEADS) or above & actor.agencies(*_HEADS)
    return bool(by or watching or ever)


def reach(actor: Actor, *roles: Role, agency: AgencySlug | None = None) -> list[AreaCode] | None:
    """The areas in which somebody serves in one of these roles, in this agency if one is named; None for everywhere."""
    duties = [d for d in actor.duties if d.role in roles and (agency is None or d.agency == agency)]
    if any(duty.area is None for duty in duties):
        return None
    return sorted({duty.area for duty in duties if duty.area is not None})


async def handled(desk: Desk, which: ReportId | int) -> Report:
    """A report for somebody of staff to read, by id or by number's digits.

    Raises Missing, as if there were none, when they may not know of it. Reading a guarded one is audited.
    """
    if isinstance(which, int):
        report = await reports.find(desk.db, desk.city, which)
    else:
        report = await reports.get(desk.db, desk.city, which)
    return await _known(desk, report)


async def open_for_change(desk: Desk, report: ReportId) -> Handling:
    """A report held until this desk closes, and as whom its actor may change it. Raises Missing."""
    found = await _known(desk, await reports.open_for_change(desk.db, desk.city, report))
    return Handling(report=found, by=parties(desk.ground, desk.actor, found))


async def _known(desk: Desk, report: Report) -> Report:
    if not may_know(desk.ground, desk.actor, report):
        raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
    if guarded(report) and not desk.actor.system:
        await audit.note(desk, "read", thing=report.id)
    return report


async def record(
    desk: Desk,
    report: Report,
    event: Happened,
    *,
    note: str | None = None,
    public: bool = True,
) -> Report:
    """Write what this desk's actor did to a report. Returns the state that follows."""
    return await reports.record(
        desk.db,
        desk.tools.epoch,
        report,
        event,
        at=desk.now(),
        actor=desk.actor.person,
        note=note,
        public=public,
    )
