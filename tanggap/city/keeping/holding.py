"""In which cities somebody left anything: what leads from them to all that the rooms hold."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.keeping import store
from tanggap.city.offers import Copy, Holding, Subject


async def find(desk: Desk, subject: Subject) -> Subject:
    """The subject with every city in which they did something."""
    return replace(subject, cities=subject.cities | frozenset(await store.cities(desk.db, subject.seats)))


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Nothing of its own: what was left there is handed over by those who keep it."""
    return []


async def empty(desk: Desk, subject: Subject) -> None:
    """They were nowhere."""
    await store.forget(desk.db, subject.seats)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """Where the browser was the resident was."""
    await store.join(desk.db, desk.city, browser, resident)


HOLDING = Holding(
    name="keeping",
    tables=frozenset({"seat_city"}),
    find=find,
    export=export,
    empty=empty,
    join=join,
    of_installation=True,
)
