"""What neighbours said of finished work: the voice stays counted, without anybody it is of."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.confirmation import store
from tanggap.kit.words import Name
from tanggap.report import number

TITLE = Name(id="Keterangan tentang pekerjaan yang selesai", en="What you said of finished work")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Of which report, whether it was done, and in which words."""
    code = desk.ground.known.code
    rows = [
        {"number": number.show(code, each.number), "done": each.done, "text": each.text, "at": each.at}
        for each in await store.of_seats(desk.db, desk.city, subject.seats)
    ]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """The words go, and what tied the voice to its owner."""
    await store.forget(desk.db, desk.city, subject.seats)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser said is the resident's from now on."""
    await store.join(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(
    name="confirmations", tables=frozenset({"confirmation"}), export=export, empty=empty, join=join
)
