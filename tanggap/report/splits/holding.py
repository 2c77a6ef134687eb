"""What was split off from somebody's report is theirs as well: copied with it, and emptied with it."""

from collections.abc import Sequence

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.report.splits import store


async def find(desk: Desk, subject: Subject) -> Subject:
    """With the reports split off from those they hold."""
    if not subject.reports:
        return subject
    return replace(subject, reports=tuple(await store.family(desk.db, desk.city, subject.reports)))


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Nothing of its own: the reports themselves are copied."""
    return []


async def empty(desk: Desk, subject: Subject) -> None:
    """Nothing of its own: it holds no more than which report came from which."""


HOLDING = Holding(name="splits", tables=frozenset({"report_split"}), export=export, empty=empty, find=find)
