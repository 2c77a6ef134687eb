"""Comments under a report: written by anybody who may read it, taken away and brought back by a coordinator."""

from tanggap.city.desk import Desk
from tanggap.city.rights import Act, can
from tanggap.kit.errors import Refused
from tanggap.kit.ids import new_id
from tanggap.kit.log import Happened
from tanggap.kit.words import say
from tanggap.report import parties, views
from tanggap.report import store as reports
from tanggap.report.events import Remarked, RemarkHidden, RemarkShown
from tanggap.report.remarks import rules
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkReason, RemarkState, Speaker
from tanggap.report.report import Report, ReportId

_ALIAS = "remark-alias"


async def comment(desk: Desk, report: Report, reader: views.Reader, *, text: str | None) -> Remark:
    """Say something under a report. Raises Invalid for empty or endless words, Refused without a browser we know."""
    session = desk.actor.seat
    if session is None:
        raise Refused(say("Buka halaman laporan dulu, lalu kirim lagi."))
    said = rules.checked(text)
    found = await reports.open_for_change(desk.db, desk.city, report.id)
    staff = reader is views.Reader.STAFF
    agencies = sorted(desk.actor.agencies(*(duty.role for duty in desk.actor.duties)))
    remark = Remark(
        id=RemarkId(new_id()),
        about=About.REPORT,
        thing=found.id,
        speaker=_SPEAKERS[reader],
        # Another alias under every report: nobody is followed from one to the next.
        alias=rules.alias(desk.tools.secrets.digest(_ALIAS, session + found.id.bytes)),
        agency=agencies[0] if staff and agencies else None,
        person=desk.actor.person,
        session=session,
        text=said,
        state=RemarkState.SHOWN,
        at=desk.now(),
    )
    await remarks.keep(desk.db, desk.city, remark)
    await _record(desk, found, Remarked(remark=remark.id))
    return remark


_SPEAKERS = {
    views.Reader.PUBLIC: Speaker.NEIGHBOUR,
    views.Reader.REPORTER: Speaker.REPORTER,
    views.Reader.STAFF: Speaker.OFFICE,
}


async def hide(desk: Desk, remark: RemarkId, *, reason: RemarkReason) -> Report:
    """Take a comment from the page, for a reason its writer can read."""
    return await _decide(desk, remark, RemarkState.HIDDEN, reason)


async def show(desk: Desk, remark: RemarkId) -> Report:
    """Let a comment be read by everybody (again)."""
    return await _decide(desk, remark, RemarkState.SHOWN, None)


async def _decide(desk: Desk, remark: RemarkId, state: RemarkState, reason: RemarkReason | None) -> Report:
    found = await remarks.get(desk.db, desk.city, remark)
    handling = await parties.open_for_change(desk, ReportId(found.thing))
    if found.state is state:
        return handling.report
    await remarks.decide(
        desk.db, desk.city, remark, state, reason=reason, by=desk.actor.person, at=desk.now()
    )
    event = RemarkHidden(remark=remark, reason=reason) if reason is not None else RemarkShown(remark=remark)
    return await _record(desk, handling.report, event)


def may_moderate(desk: Desk) -> bool:
    """Whether this actor may take comments away."""
    return can(desk.actor, Act.TRIAGE)


async def _record(desk: Desk, report: Report, event: Happened) -> Report:
    return await parties.record(desk, report, event)
