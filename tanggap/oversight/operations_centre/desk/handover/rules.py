"""What a note for the next shift may hold, and how long it is kept. Values only."""

from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import PersonId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

NoteId = NewType("NoteId", UUID)
WORDS_MOST = 1000
KEPT = timedelta(days=90)
SHOWN_FOR = timedelta(days=2)
"""How long a note stands on the desk after it was taken over; one that is pinned, or waits, stands longer."""


class Note(Struct, frozen=True, kw_only=True):
    """What somebody leaves for the next shift: who takes it over answers for it from then on."""

    id: NoteId
    writer: PersonId
    words: str
    pinned: bool
    written_at: datetime
    taker: PersonId | None = None
    taken_at: datetime | None = None


def write(words: str | None, *, pinned: bool, note: NoteId, writer: PersonId, at: datetime) -> Note:
    """A note that can be left. Raises Invalid on `words` for one that says nothing or too much."""
    if not words or len(words) > WORDS_MOST:
        raise Invalid(say("Tulis catatannya, paling panjang {n} huruf.", n=WORDS_MOST), field="words")
    return Note(id=note, writer=writer, words=words, pinned=pinned, written_at=at)
