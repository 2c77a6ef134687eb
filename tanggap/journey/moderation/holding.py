"""What somebody flagged: the flag stays counted, without anybody it is of."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.moderation.flags import store
from tanggap.kit.words import Name
from tanggap.report import number

TITLE = Name(id="Laporan yang ditandai", en="Reports you flagged")
SAID = Name(id="Tulisan yang ditandai", en="Words you flagged")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Which reports and whose words, for what reason, and when."""
    code = desk.ground.known.code
    found = await store.of_seats(desk.db, desk.city, subject.seats)
    rows = [
        {"number": number.show(code, each.number), "reason": each.reason, "at": each.at}
        for each in found
        if each.number is not None
    ]
    said = [
        {"alias": each.alias, "reason": each.reason, "at": each.at} for each in found if each.number is None
    ]
    return [Copy(title=TITLE, rows=rows), Copy(title=SAID, rows=said)]


async def empty(desk: Desk, subject: Subject) -> None:
    """Nothing ties the flag to its owner any more."""
    await store.forget(desk.db, desk.city, subject.seats)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser flagged is the resident's from now on."""
    await store.join(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(
    name="flags",
    tables=frozenset({"flag"}),
    export=export,
    empty=empty,
    join=join,
)
