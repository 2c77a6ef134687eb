"""Who holds which report: what leads from a person to everything else."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.city.terms import ResidentId
from tanggap.report.reporter import store


async def find(desk: Desk, subject: Subject) -> Subject:
    """The subject with the reports they hold in this city, and the cities in which they hold any."""
    held = await store.all_of(desk.db, desk.city, resident=subject.resident, browsers=subject.browsers)
    return replace(
        subject,
        reports=tuple(dict.fromkeys([*subject.reports, *held])),
        cities=subject.cities | frozenset(await store.cities(desk.db, list(subject.seats))),
    )


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser held here is the resident's from now on."""
    await store.join(desk.db, desk.city, browser, ResidentId(resident))


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Nothing of its own: the reports themselves are handed over by those who keep them."""
    return []


async def empty(desk: Desk, subject: Subject) -> None:
    """Nobody holds these reports any more; who has the key still opens what is left."""
    await store.let_go(
        desk.db, desk.city, reports=subject.reports, resident=subject.resident, browsers=subject.browsers
    )


HOLDING = Holding(
    name="reporters",
    tables=frozenset({"session_report", "resident_report", "reporter_city"}),
    find=find,
    join=join,
    export=export,
    empty=empty,
)
