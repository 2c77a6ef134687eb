"""Devices, and addresses that are no report's, can be told as long as they are kept."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.hearing import store
from tanggap.city.offers import Addressed, Addressee


async def find(desk: Desk, recipient: UUID) -> Addressed | None:
    """A device's subscription or an address; None when it was forgotten."""
    ear = await store.open_ear(desk.db, desk.tools.secrets, desk.city, recipient)
    return Addressed(address=ear.place, language=ear.language) if ear is not None else None


ADDRESSEE = Addressee(name="ear", find=find)
