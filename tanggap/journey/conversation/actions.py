"""Comments under a report, written by anybody who may read it."""

from tanggap.city.desk import Desk
from tanggap.kit.errors import Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.report import parties, views
from tanggap.report import store as reports
from tanggap.report.events import Remarked
from tanggap.report.remarks import rules
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkState, Speaker
from tanggap.report.report import Report
from tanggap.report.screening.rules import blocked

_ALIAS = "remark-alias"


async def comment(desk: Desk, report: Report, reader: views.Reader, *, text: str | None) -> Remark:
    """Say something under a report; what holds a blocked word waits until a coordinator has read it.

    Raises Invalid for empty or endless words, Refused without a browser we know.
    """
    session = desk.actor.seat
    if session is None:
        raise Refused(say("Buka halaman laporan dulu, lalu kirim lagi."))
    said = rules.checked(text)
    found = await reports.open_for_change(desk.db, desk.city, report.id)
    staff = reader is views.Reader.STAFF
    agencies = sorted(desk.actor.agencies(*(duty.role for duty in desk.actor.duties)))
    held = blocked(said, desk.ground.city.blocked_words)
    remark = Remark(
        id=RemarkId(new_id()),
        about=About.REPORT,
        thing=found.id,
        speaker=_SPEAKERS[reader],
        # Another alias under every report: nobody is followed from one to the next.
        alias=rules.alias(desk.tools.secrets.digest(_ALIAS, session + found.id.bytes)),
        agency=agencies[0] if staff and agencies else None,
        area=found.area,
        person=desk.actor.person,
        session=session,
        text=said,
        state=RemarkState.HELD if held else RemarkState.SHOWN,
        at=desk.now(),
    )
    await remarks.keep(desk.db, desk.city, remark)
    await parties.record(desk, found, Remarked(remark=remark.id))
    return remark


_SPEAKERS = {
    views.Reader.PUBLIC: Speaker.NEIGHBOUR,
    views.Reader.REPORTER: Speaker.REPORTER,
    views.Reader.STAFF: Speaker.OFFICE,
}
