"""People of staff can be written to at the address they sign in with, as long as they may."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Addressed, Addressee
from tanggap.city.people import store
from tanggap.city.terms import PersonId
from tanggap.kit.words import SOURCE_LANGUAGE


async def find(desk: Desk, recipient: UUID) -> Addressed | None:
    """Somebody's address; None for nobody of the staff. What their duty brings them has no end by a link."""
    person = PersonId(recipient)
    email = (await store.addresses(desk.db, [person])).get(person)
    if email is None or not await store.duties_of(desk.db, desk.city, person):
        return None
    return Addressed(address=email, language=SOURCE_LANGUAGE, chooses=False)


ADDRESSEE = Addressee(name="person", find=find)
