"""Parties outside can be written to, as long as they are asked; their link is made for the moment of sending."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Addressed, Addressee
from tanggap.journey.outside import actions, store


async def find(desk: Desk, recipient: UUID) -> Addressed | None:
    """Where a party is written to and the path of their link; None for who is asked nothing any more."""
    request = await store.by_id(desk.db, desk.city, recipient)
    if request is None or request.outcome is not None:
        return None
    who = actions.party_of(desk, request)
    if who is None or who.email is None:
        return None
    return Addressed(
        address=who.email, language=request.language, chooses=False, path=actions.path_of(desk, request)
    )


ADDRESSEE = Addressee(name="outside", find=find)
