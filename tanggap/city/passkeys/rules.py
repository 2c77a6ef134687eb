"""Whose a passkey is, what it is called, how many one person has. Values only."""

from datetime import timedelta
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import PersonId, ResidentId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

CHALLENGE_LIVES = timedelta(minutes=5)
PASSKEYS_MOST = 10
PASSKEY_NAME_MOST = 60


class Owner(Struct, frozen=True, kw_only=True):
    """Whose a passkey is: a resident's or a person's of staff, never both. ``name`` is what the device shows."""

    resident: ResidentId | None = None
    person: PersonId | None = None
    name: str

    @property
    def id(self) -> UUID:
        """Which resident or person: both are numbers of ours."""
        found = self.resident or self.person
        if found is None:
            raise ValueError("a passkey is somebody's")
        return found


class Site(Struct, frozen=True, kw_only=True):
    """The very site a passkey is for: its host without the port, and its origin as a browser names it."""

    host: str
    origin: str


def site(host: str, *, secure: bool) -> Site:
    """The site a request came to, by its Host header: each city by a host of its own is a site of its own."""
    return Site(host=host.rsplit(":", 1)[0], origin=f"{'https' if secure else 'http'}://{host}")


def passkey_name(typed: str | None, *, otherwise: str) -> str:
    """What a passkey is called by its owner. Raises Invalid when that is too long."""
    name = " ".join((typed or "").split()) or otherwise
    if len(name) > PASSKEY_NAME_MOST:
        raise Invalid(say("Nama paling panjang {most} huruf.", most=PASSKEY_NAME_MOST), field="name")
    return name
