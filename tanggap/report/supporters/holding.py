"""What somebody supports: the voice stays counted, without anybody it is of."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city import owed
from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.kit.words import Name
from tanggap.report import contacts, number
from tanggap.report.supporters import store

TITLE = Name(id="Laporan yang didukung", en="Reports you support")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Which reports, since when, and how to reach them as far as they said so."""
    code = desk.ground.known.code
    supported = await store.of_seats(desk.db, desk.city, subject.seats)
    left = await contacts.of_supporters(
        desk.db, desk.tools.secrets, desk.city, {each.report for each in supported}
    )
    rows = [
        {
            "number": number.show(code, each.number),
            "since": each.since,
            "email": left[each.id].contact.email if each.id in left else None,
            "phone": left[each.id].contact.phone if each.id in left else None,
        }
        for each in supported
    ]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """How to reach them is destroyed, and nothing ties the voice to its owner any more."""
    supported = await store.of_seats(desk.db, desk.city, subject.seats)
    owed_to = await contacts.ids(desk.db, desk.city, supporters=[each.id for each in supported])
    await owed.forget(desk.db, desk.city, owed_to)
    for each in supported:
        await contacts.destroy(desk.db, desk.city, each.report, supporter=each.id)
    await store.forget(desk.db, desk.city, subject.seats)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser supported is the resident's from now on."""
    await store.join(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(name="supporters", tables=frozenset({"supporter"}), export=export, empty=empty, join=join)
