"""Opening what protects a reporter: say what for, then look; both stand in the audit trail."""

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.kit.ids import new_id
from tanggap.report import parties
from tanggap.report.purposes import rules, store
from tanggap.report.purposes.rules import Purpose
from tanggap.report.purposes.store import Stated
from tanggap.report.report import PhotoId, Report
from tanggap.report.transitions import Party

SEEN, STATED = "original_seen", "purpose_stated"
"""What the trail calls them."""


async def state(desk: Desk, report: Report, *, purpose: Purpose | None, said: str | None) -> Stated:
    """Open a report's original pictures to this desk's actor for a while. Raises Forbidden, Invalid."""
    by = parties.parties(desk.ground, desk.actor, report)
    return await _open(desk, report, rules.state(by, purpose=purpose, said=said), said)


async def open_to_cover(desk: Desk, report: Report) -> None:
    """Open them to a coordinator who is about to cover faces in them: the page itself says what for."""
    by = parties.parties(desk.ground, desk.actor, report)
    if Party.COORDINATOR in by and await open_now(desk, report) is None:
        await _open(desk, report, Purpose.COVER, None)


async def _open(desk: Desk, report: Report, purpose: Purpose, said: str | None) -> Stated:
    now = desk.now()
    stated = Stated(id=new_id(), purpose=purpose, said=said, until=now + rules.OPEN_FOR)
    if desk.actor.person is not None:
        await store.add(desk.db, desk.city, stated, report=report.id, person=desk.actor.person, at=now)
        await audit.note(desk, STATED, thing=report.id, purpose=stated.id, code=purpose)
    return stated


async def open_now(desk: Desk, report: Report) -> Stated | None:
    """For what a report's original pictures are open to this desk's actor; None when they are not."""
    if desk.actor.person is None:
        return None
    return await store.stated(desk.db, desk.city, report.id, desk.actor.person, now=desk.now())


async def see(desk: Desk, report: Report, photo: PhotoId, *, role: str) -> bool:
    """Whether somebody of staff is handed a picture's original; that of a protected one is noted each time."""
    if not rules.protected(report, role):
        return True
    if Party.COORDINATOR not in parties.parties(desk.ground, desk.actor, report):
        return False
    stated = await open_now(desk, report)
    if stated is None:
        return False
    await audit.note(desk, SEEN, thing=report.id, purpose=stated.id, photo=photo)
    return True
