"""What reporters wrote and pointed at: handed over, and emptied. What happened to the report stays told."""

from collections.abc import Sequence

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.kit.words import Name
from tanggap.report import number
from tanggap.report import store as reports
from tanggap.report.erasure import store
from tanggap.report.events import Erased
from tanggap.report.report import ReportId
from tanggap.report.views.story import BETWEEN_THEM

REPORTS = Name(id="Laporan", en="Reports")
NOTES = Name(id="Tanya jawab dan komentar", en="Questions, answers and comments")
KINDS = tuple(kind.__name__ for kind in BETWEEN_THEM)
OFFICE = (
    *("Verified", "Disposed", "Rejected", "Merged", "Unmerged", "Undone", "Offered", "Declined", "Relieved"),
    *("Accepted", "Held", "Resumed", "Resolved", "Closed", "Upheld", "Audited", "Noted"),
    *("OutsideAsked", "OutsideAnswered", "OutsideRenewed", "OutsideRevoked"),
    "Confirmed",
)
"""What only the office does, also in imported history where nobody is named for it, what somebody outside answered it,
and what neighbours saw: these words are not the reporter's."""


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Reports in every revision, and what passed between their reporter and the office."""
    code = desk.ground.known.code
    found = await store.own(desk.db, desk.city, subject.reports)
    numbers = {each.id: number.show(code, each.number) for each in found}
    own = [
        {
            "number": numbers[each.id],
            **{name: getattr(each, name) for name in each.__struct_fields__ if name not in ("id", "number")},
        }
        for each in found
    ]
    notes = [
        {"number": numbers[each.report], "what": each.kind, "text": each.text, "at": each.at}
        for each in await store.own_notes(desk.db, desk.city, subject.reports, kinds=KINDS, office=OFFICE)
    ]
    return [Copy(title=REPORTS, rows=own), Copy(title=NOTES, rows=notes)]


async def empty(desk: Desk, subject: Subject) -> None:
    """Each report that was not emptied before is, in the log too: as a fact without a word."""
    for each in subject.reports:
        report = await reports.open_for_change(desk.db, desk.city, ReportId(each))
        if not await store.erased(desk.db, desk.city, each):
            await reports.record(desk.db, desk.tools.epoch, report, Erased(), at=desk.now())
            await audit.note(desk, "erased", thing=each)
    await store.empty(desk.db, desk.city, subject.reports, kinds=KINDS, office=OFFICE)


HOLDING = Holding(
    name="reports",
    tables=frozenset({"report", "report_words", "report_place", "report_note", "report_answer"}),
    export=export,
    empty=empty,
)
