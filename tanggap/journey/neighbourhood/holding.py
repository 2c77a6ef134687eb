"""Whom somebody thanked: the thanks stay counted, without anybody they are of."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.neighbourhood.store import residents
from tanggap.kit.words import Name
from tanggap.report import number

TITLE = Name(id="Ucapan terima kasih", en="Thanks you gave")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """For which report, and when; the words beside it are among the comments."""
    code = desk.ground.known.code
    rows = [
        {"number": number.show(code, each.number), "at": each.at}
        for each in await residents.thanks_of(desk.db, desk.city, subject.seats)
    ]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """Nothing ties the thanks to its owner any more."""
    await residents.forget_thanks(desk.db, desk.city, subject.seats)


async def join(desk: Desk, browser: bytes, resident: UUID) -> None:
    """What the browser thanked for is the resident's from now on."""
    await residents.join_thanks(desk.db, desk.city, browser, resident.bytes)


HOLDING = Holding(name="thanks", tables=frozenset({"thanks"}), export=export, empty=empty, join=join)
