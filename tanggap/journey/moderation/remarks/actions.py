"""What people do about words under a report or an announcement: flag them, take them away, bring them back."""

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.journey.moderation.flags import store as flags
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.events import RemarkHidden, RemarkShown
from tanggap.report.finding import reading
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkReason, RemarkState
from tanggap.report.report import FlagReason, ReportId
from tanggap.report.reporter import store as reporters
from tanggap.report.transitions import Party


async def hide(desk: Desk, remark: RemarkId, *, reason: RemarkReason | None) -> Remark:
    """Take words from the page, for a reason their writer can read. Raises Invalid, Missing."""
    if reason is None or reason is RemarkReason.FLAGS:
        raise Invalid(say("Pilih alasannya."), field="reason")
    found = await _open_for_decision(desk, remark)
    if found.state is not RemarkState.HIDDEN:
        await _decide(desk, found, RemarkState.HIDDEN, reason)
    return found


async def show(desk: Desk, remark: RemarkId) -> Remark:
    """Let words be read by everybody (again). Raises Missing."""
    found = await _open_for_decision(desk, remark)
    if found.state is not RemarkState.SHOWN:
        await _decide(desk, found, RemarkState.SHOWN, None)
    return found


async def flag(desk: Desk, remark: RemarkId, *, reason: FlagReason | None) -> Remark:
    """Flag words one may read; enough flags hold them until somebody has looked. Raises Invalid, Refused, Missing."""
    found = await remarks.get(desk.db, desk.city, remark)
    seat = desk.actor.seat
    if found.state is not RemarkState.SHOWN or found.text is None or seat is None:
        raise _no_words()
    if found.about is not About.ANNOUNCEMENT:
        report = await reports.get(desk.db, desk.city, ReportId(found.thing))
        own = await reporters.holds(desk.db, desk.city, desk.actor, report.id)
        await reading(desk, report, own=own)
    if reason is None:
        raise Invalid(say("Pilih alasannya."), field="reason")
    if not await flags.flag(desk.db, desk.city, remark, seat, reason, at=desk.now()):
        raise Refused(say("Tulisan ini sudah pernah Anda tandai. Petugas akan melihatnya."))
    counted = await flags.flags(desk.db, desk.city, remark, since=found.decided_at)
    if sum(each.count for each in counted) >= desk.ground.city.flags_to_hide:
        await _decide(desk, found, RemarkState.HELD, RemarkReason.FLAGS)
    return found


async def _open_for_decision(desk: Desk, remark: RemarkId) -> Remark:
    """A remark held for change, where its place is this actor's to answer for. Raises Missing."""
    found = await remarks.get(desk.db, desk.city, remark)
    if found.about is About.REPORT:
        handling = await parties.open_for_change(desk, ReportId(found.thing))
        if handling.by & {Party.COORDINATOR, Party.SYSTEM}:
            return found
    elif parties.speaks_to(desk.ground, desk.actor, found.area):
        return found
    raise _no_words()


async def _decide(desk: Desk, found: Remark, state: RemarkState, reason: RemarkReason | None) -> None:
    await remarks.decide(
        desk.db, desk.city, found.id, state, reason=reason, by=desk.actor.person, at=desk.now()
    )
    if found.about is not About.REPORT:
        await audit.note(desk, f"remark_{state}", thing=found.id)
        return
    report = await reports.open_for_change(desk.db, desk.city, ReportId(found.thing))
    event = RemarkShown(remark=found.id) if reason is None else RemarkHidden(remark=found.id, reason=reason)
    await parties.record(desk, report, event)


def _no_words() -> Missing:
    return Missing(say("Tulisan ini tidak ada."))
