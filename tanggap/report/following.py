"""Reports that follow another because they are about the same thing."""

from collections.abc import Sequence

from tanggap.kit.db import Db
from tanggap.kit.errors import Stale
from tanggap.kit.words import say
from tanggap.report import store as reports
from tanggap.report.report import Report


async def chain(db: Db, report: Report) -> Sequence[Report]:
    """What a report follows: the one it was merged into, what that one follows, and so on to the one that leads."""
    found: list[Report] = []
    while report.merged_into is not None:
        report = await reports.get(db, report.city_id, report.merged_into)
        found.append(report)
    return found


async def root(db: Db, report: Report) -> Report:
    """The report that this one follows in the end; itself when it follows none."""
    return [report, *await chain(db, report)][-1]


async def hold_chain(db: Db, report: Report) -> Sequence[Report]:
    """`chain` held until this transaction ends, the report itself too.

    Held in one order everywhere, so that nobody waits for somebody who waits for them. Raises Stale when it
    changed meanwhile.
    """
    seen = [report.id, *(each.id for each in await chain(db, report))]
    for each in sorted(seen):
        await reports.open_for_change(db, report.city_id, each)
    held = await chain(db, await reports.get(db, report.city_id, report.id))
    if [each.id for each in held] != seen[1:]:
        raise Stale(say("Laporan itu baru saja digabung. Muat ulang halaman ini."))
    return held
