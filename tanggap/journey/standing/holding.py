"""Who wants no standing reckoned: a wish that goes with whoever had it."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.standing import store
from tanggap.kit.words import Name

TITLE = Name(id="Tanpa hitungan kegunaan", en="No standing reckoned")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Since when."""
    rows = [{"since": since} for since in await store.off(desk.db, desk.city, subject.seats)]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """The wish is forgotten, and what became of their reports says nothing of anybody any more."""
    await store.forget(desk.db, desk.city, subject.seats)
    await store.unmark(desk.db, desk.city, subject.reports)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser wanted the resident wants."""
    await store.join(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(
    name="standing",
    tables=frozenset({"standing_off", "standing_mark"}),
    export=export,
    empty=empty,
    join=join,
)
