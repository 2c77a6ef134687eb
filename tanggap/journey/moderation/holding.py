"""What somebody flagged: the flag stays counted, without anybody it is of."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.moderation import store
from tanggap.journey.moderation.remarks import store as remarks
from tanggap.kit.words import Name
from tanggap.report import number

TITLE = Name(id="Laporan yang ditandai", en="Reports you flagged")
SAID = Name(id="Tulisan yang ditandai", en="Words you flagged")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Which reports and whose words, for what reason, and when."""
    code = desk.ground.known.code
    rows = [
        {"number": number.show(code, each.number), "reason": each.reason, "at": each.at}
        for each in await store.of_seats(desk.db, desk.city, subject.seats)
    ]
    said = [
        {"alias": each.alias, "reason": each.reason, "at": each.at}
        for each in await remarks.of_seats(desk.db, desk.city, subject.seats)
    ]
    return [Copy(title=TITLE, rows=rows), Copy(title=SAID, rows=said)]


async def empty(desk: Desk, subject: Subject) -> None:
    """Nothing ties the flag to its owner any more."""
    await store.forget(desk.db, desk.city, subject.seats)
    await remarks.forget(desk.db, desk.city, subject.seats)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser flagged is the resident's from now on."""
    await store.join(desk.db, desk.city, browser, resident.bytes)
    await remarks.join(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(
    name="flags",
    tables=frozenset({"report_flag", "remark_flag"}),
    export=export,
    empty=empty,
    join=join,
)
