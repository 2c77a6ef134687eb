"""What reporters were told in the app."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.offers import Copy, Holding, Subject
from tanggap.journey.notices import store
from tanggap.kit.words import Name

TITLE = Name(id="Kabar", en="Notices")


async def export(desk: Desk, subject: Subject) -> Sequence[Copy]:
    """Each notice in words, when it was given and when it was read."""
    told = await store.to_reporters(desk.db, desk.city, subject.reports)
    rows = [{"at": each.at, "words": desk.tongue(each.message), "read_at": each.read_at} for each in told]
    return [Copy(title=TITLE, rows=rows)]


async def empty(desk: Desk, subject: Subject) -> None:
    """They are forgotten; what is told to staff names no reporter and stays."""
    await store.forget(desk.db, desk.city, subject.reports)


HOLDING = Holding(name="notices", tables=frozenset({"notice"}), export=export, empty=empty)
