"""Links that open one thing without a sign-in: its id, and a mark only this installation can make."""

import hmac
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.kit.errors import Missing
from tanggap.kit.secret import Secrets
from tanggap.kit.words import say

HEARING = "hearing"
"""The purpose of a link that opens what somebody at one address chose, and ends all mail there."""

_MARK = 32


def make(secrets: Secrets, city: CityId, purpose: str, thing: UUID) -> str:
    """The token for one thing of a city, for one purpose: letters and digits only."""
    return thing.hex + _mark(secrets, city, purpose, thing)


def read(secrets: Secrets, city: CityId, purpose: str, token: str) -> UUID:
    """Which thing a token opens. Raises Missing for one we did not make."""
    try:
        thing = UUID(hex=token[:-_MARK])
        told = token[-_MARK:].encode("ascii")
    except ValueError:
        raise _unknown() from None
    if not hmac.compare_digest(_mark(secrets, city, purpose, thing).encode(), told):
        raise _unknown()
    return thing


def _mark(secrets: Secrets, city: CityId, purpose: str, thing: UUID) -> str:
    return secrets.digest(f"link-{purpose}", f"{city}:{thing.hex}".encode()).hex()[:_MARK]


def _unknown() -> Missing:
    return Missing(say("Tautan ini tidak dikenal. Buka lagi dari surel yang kami kirim."))
