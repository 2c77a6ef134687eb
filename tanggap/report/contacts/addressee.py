"""Reporters can be written to, as long as their contact stands."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Addressed, Addressee
from tanggap.report.contacts.store import open_contact


async def find(desk: Desk, recipient: UUID) -> Addressed | None:
    """The e-mail address a reporter left; None when they left none, or not this one."""
    to = await open_contact(desk.db, desk.tools.secrets, desk.city, recipient)
    if to is None or to.email is None:
        return None
    return Addressed(address=to.email, language=to.language)


ADDRESSEE = Addressee(name="reporter", find=find)
