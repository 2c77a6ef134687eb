"""What a view of the desk is kept as. Values only."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import PersonId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

ViewId = NewType("ViewId", UUID)
NAME_MOST = 60
VIEWS_MOST = 30
"""Of one person."""


class KeptView(Struct, frozen=True, kw_only=True):
    """A view under a name, as an address of the desk ``asks`` for it; its person's own or ``shared`` with the desk; ``opens`` where the desk begins with it."""

    id: ViewId
    person: PersonId
    name: str
    asks: str
    shared: bool
    opens: bool
    saved_at: datetime


def keep(view: KeptView, *, own: int) -> KeptView:
    """A view as it may be kept by who has so many of their own. Raises Invalid on `name`."""
    if not view.name or len(view.name) > NAME_MOST or not view.name.isprintable():
        raise Invalid(say("Beri nama, paling panjang {n} huruf.", n=NAME_MOST), field="name")
    if own >= VIEWS_MOST:
        raise Invalid(say("Sudah ada {n} tampilan tersimpan. Hapus satu dulu.", n=VIEWS_MOST), field="name")
    return view
