"""The notes of the shifts as the desk shows them."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.people import store as people
from tanggap.city.terms import PersonId
from tanggap.oversight.operations_centre.desk.handover import actions
from tanggap.oversight.operations_centre.desk.handover.rules import Note


class NoteView(Struct, frozen=True, kw_only=True):
    """A note: whose words, and who took it over when; where it is taken over and pinned, or let go."""

    words: str
    writer: str
    written_at: datetime
    pinned: bool
    taker: str | None
    taken_at: datetime | None
    take: str
    pin: str


async def notes(desk: Desk) -> tuple[NoteView, ...]:
    """What stands on the desk."""
    found = await actions.standing(desk)
    named = {each for note in found for each in (note.writer, note.taker) if each is not None}
    names = await people.names(desk.db, named)
    return tuple(_view(note, writer=names.get(note.writer, ""), taker=_taker(note, names)) for note in found)


def _taker(note: Note, names: dict[PersonId, str]) -> str | None:
    return names.get(note.taker, "") if note.taker is not None else None


def _view(note: Note, *, writer: str, taker: str | None) -> NoteView:
    return NoteView(
        words=note.words,
        writer=writer,
        written_at=note.written_at,
        pinned=note.pinned,
        taker=taker,
        taken_at=note.taken_at,
        take=f"/operations/notes/{note.id}/taking",
        pin=f"/operations/notes/{note.id}/pin",
    )
