"""Leaving a note for the next shift, taking one over, and keeping one on top."""

from tanggap.city.desk import Desk
from tanggap.kit.errors import Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.desk.handover import rules, store
from tanggap.oversight.operations_centre.desk.handover.rules import Note, NoteId
from tanggap.oversight.operations_centre.desk.scope import person_of


async def write(desk: Desk, words: str | None, *, pinned: bool) -> Note:
    """Leave a note. Raises Invalid."""
    note = rules.write(words, pinned=pinned, note=NoteId(new_id()), writer=person_of(desk), at=desk.now())
    await store.add(desk.db, desk.city, note)
    return note


async def take(desk: Desk, note: NoteId) -> None:
    """Take a note over. Raises Refused where somebody has, or where it is gone."""
    if not await store.take(desk.db, desk.city, note, taker=person_of(desk), at=desk.now()):
        raise Refused(say("Catatan ini sudah diambil alih, atau sudah tidak ada."))


async def pin(desk: Desk, note: NoteId, *, pinned: bool) -> None:
    """Keep a note on top, or no longer. Raises Refused where it is gone."""
    if not await store.pin(desk.db, desk.city, note, pinned=pinned):
        raise Refused(say("Catatan ini sudah tidak ada."))


async def standing(desk: Desk) -> list[Note]:
    """The notes that stand on the desk now."""
    now = desk.now()
    return await store.standing(
        desk.db, desk.city, written_since=now - rules.KEPT, taken_since=now - rules.SHOWN_FOR
    )
