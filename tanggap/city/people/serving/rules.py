"""How long an invitation stands, and what a city must not be left without. Values only."""

from collections.abc import Iterable, Set
from datetime import timedelta
from uuid import UUID

from msgspec import Struct

from tanggap.city.rights import Duty, Role
from tanggap.city.terms import PersonId
from tanggap.kit.errors import Refused
from tanggap.kit.words import say

INVITATION_LASTS = timedelta(days=3)
NAME_MOST = 80


class Held(Struct, frozen=True, kw_only=True):
    """A duty that somebody holds."""

    id: UUID
    person: PersonId
    duty: Duty


def check_left(admins: Iterable[Held], ending: Set[UUID]) -> None:
    """Let duties end, as long as somebody administers the whole city afterwards. Raises Refused.

    ``admins`` are the duties of city admins who can sign in.
    """
    before = [each for each in admins if each.duty.role is Role.CITY_ADMIN and each.duty.area is None]
    if any(each.id in ending for each in before) and all(each.id in ending for each in before):
        raise Refused(say("Ini admin kota terakhir. Beri tugas itu ke orang lain dulu."))
