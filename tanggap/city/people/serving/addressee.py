"""Whoever was invited is sent the link, as long as it stands; it is made for the moment of sending."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Addressed, Addressee
from tanggap.city.people.serving import actions, store
from tanggap.kit.words import SOURCE_LANGUAGE


async def find(desk: Desk, recipient: UUID) -> Addressed | None:
    """Where an invitation goes and the path of its link; None for one that was used, taken back or is too old."""
    found = await store.standing(desk.db, recipient, now=desk.now())
    if found is None:
        return None
    path = actions.path_of(desk, recipient)
    return Addressed(address=found.email, language=SOURCE_LANGUAGE, chooses=False, path=path)


ADDRESSEE = Addressee(name="invitation", find=find)
