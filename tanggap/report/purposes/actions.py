"""Opening what protects a reporter: say what for, then look; both stand in the audit trail."""

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.kit.ids import new_id
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report.purposes import rules, store
from tanggap.report.purposes.rules import Purpose, PurposeFirst, What
from tanggap.report.purposes.store import Stated
from tanggap.report.report import PhotoId, Report, ReportId
from tanggap.report.transitions import Party

SEEN, STATED, OPENED = "original_seen", "purpose_stated", "report_opened"
"""What the trail calls them."""
_LASTS = {What.ORIGINALS: rules.OPEN_FOR, What.REPORT: rules.READ_FOR}


async def state(
    desk: Desk, report: Report, what: What, *, purpose: Purpose | None, said: str | None
) -> Stated:
    """Open a report, or its original pictures, to this desk's actor for a while. Raises Forbidden, Invalid."""
    by = parties.parties(desk.ground, desk.actor, report)
    return await _open(desk, report, what, rules.state(by, what, purpose=purpose, said=said), said)


async def open_to_cover(desk: Desk, report: Report) -> None:
    """Open originals to a coordinator who is about to cover faces in them: the page itself says what for."""
    by = parties.parties(desk.ground, desk.actor, report)
    if Party.COORDINATOR in by and await open_now(desk, report, What.ORIGINALS) is None:
        await _open(desk, report, What.ORIGINALS, Purpose.COVER, None)


async def _open(desk: Desk, report: Report, what: What, purpose: Purpose, said: str | None) -> Stated:
    now = desk.now()
    stated = Stated(id=new_id(), purpose=purpose, said=said, until=now + _LASTS[what])
    if desk.actor.person is not None:
        await store.add(desk.db, desk.city, stated, what, report=report.id, person=desk.actor.person, at=now)
        act = STATED if what is What.ORIGINALS else OPENED
        await audit.note(desk, act, thing=report.id, purpose=stated.id, code=purpose)
    return stated


async def open_now(desk: Desk, report: Report, what: What | None = None) -> Stated | None:
    """For what something of a report is open to this desk's actor; None when it is not."""
    if desk.actor.person is None:
        return None
    return await store.stated(desk.db, desk.city, report.id, desk.actor.person, what, now=desk.now())


async def may_read(desk: Desk, report: Report) -> bool:
    """Whether somebody of staff who may know of a report reads it now: a guarded one once they said what for."""
    if not parties.guarded(report) or desk.actor.system:
        return True
    return await open_now(desk, report) is not None


async def require(desk: Desk, report: Report) -> None:
    """Let somebody of staff read a report. Raises PurposeFirst for a guarded one until they said what for."""
    if not await may_read(desk, report):
        raise PurposeFirst(f"/reports/{numbers.show(desk.ground.known.code, report.number)}/opening")


async def allow(desk: Desk, report: ReportId, *, allowed: bool) -> None:
    """Remember whether a report's reporter lets those who act on it see its original pictures."""
    change = store.allow if allowed else store.revoke
    await change(desk.db, desk.city, report, at=desk.now())


async def allow_first(desk: Desk, report: ReportId) -> None:
    """Remember that it was allowed as the report was sent. A report that is sent again allows nothing anew."""
    await store.allow_first(desk.db, desk.city, report, at=desk.now())


async def allowed(desk: Desk, report: Report) -> bool:
    """Whether a report's reporter lets those who act on it see its original pictures."""
    found = await store.consents(desk.db, desk.city, [report.id])
    return any(each.revoked_at is None for each in found)


async def sees_whole(desk: Desk, report: Report) -> bool:
    """Whether somebody of staff sees the pictures that protect their reporter because they act on it and it is allowed."""
    acts = Party.ACTING_UNIT in parties.parties(desk.ground, desk.actor, report)
    return acts and await allowed(desk, report)


async def see(desk: Desk, report: Report, photo: PhotoId, *, role: str) -> bool:
    """Whether somebody of staff is handed a picture's original; that of a protected one is noted each time."""
    if not rules.protected(report, role):
        return True
    if await sees_whole(desk, report):
        await audit.note(desk, SEEN, thing=report.id, photo=photo)
        return True
    if Party.COORDINATOR not in parties.parties(desk.ground, desk.actor, report):
        return False
    stated = await open_now(desk, report, What.ORIGINALS)
    if stated is None:
        return False
    await audit.note(desk, SEEN, thing=report.id, purpose=stated.id, photo=photo)
    return True
