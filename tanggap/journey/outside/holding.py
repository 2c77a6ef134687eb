"""Who was asked about a report: no data of its reporter, and forgotten all the same when theirs are erased."""

from collections.abc import Sequence

from tanggap.city import owed
from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.outside import store
from tanggap.journey.outside.rules import Outcome
from tanggap.report.report import ReportId


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Nothing: names and addresses of parties are theirs, not the reporter's."""
    return []


async def empty(desk: Desk, subject: Subject) -> None:
    """End the links about these reports, and forget who had them."""
    for report in subject.reports:
        for each in await store.of_report(desk.db, desk.city, ReportId(report)):
            if each.outcome is None:
                await store.end(desk.db, desk.city, each.id, outcome=Outcome.REVOKED, at=desk.now())
    gone = await store.forget(desk.db, desk.city, reports=subject.reports)
    await owed.forget(desk.db, desk.city, gone)


HOLDING = Holding(name="outside", tables=frozenset({"outside_request"}), export=export, empty=empty)
