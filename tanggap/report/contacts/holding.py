"""How reporters can be reached: handed over in the clear, and destroyed with the key that opens it."""

from collections.abc import Sequence

from tanggap.city import owed
from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.kit.words import Name
from tanggap.report.contacts import store
from tanggap.report.report import ReportId

TITLE = Name(id="Kontak yang ditinggalkan pada laporan", en="Contact left with reports")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Name, address and language as they were left, report by report."""
    reports = [ReportId(each) for each in subject.reports]
    kept = await store.of_reports(desk.db, desk.tools.secrets, desk.city, reports)
    rows = [
        {
            "report": report,
            "name": each.contact.name,
            "email": each.contact.email,
            "phone": each.contact.phone,
            "language": each.contact.language,
        }
        for report, each in kept.items()
    ]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """The keys first, then what they sealed, then every message owed to it."""
    await owed.forget(desk.db, desk.city, await store.ids(desk.db, desk.city, reports=subject.reports))
    for report in subject.reports:
        await store.destroy(desk.db, desk.city, ReportId(report))


HOLDING = Holding(
    name="contacts", tables=frozenset({"report_contact", "contact_key", "owed"}), export=export, empty=empty
)
