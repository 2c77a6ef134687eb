"""A try is noted, refused for now, or taken back."""

from ipaddress import ip_address, ip_network

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.people import rules
from tanggap.city.people.throttle import store
from tanggap.kit.errors import Refused
from tanggap.kit.words import say

TRIES = "sign-in tries"


class TooSoon(Refused):
    """Too many guesses from here; the next one is looked at later."""

    status = 429


class Knock(Struct, frozen=True, kw_only=True):
    """One try: by which names it is counted, and how many there were for the same thing in the last hour."""

    name: str
    origin: str
    before: int


async def knock(desk: Desk, what: str, *, origin: str) -> Knock:
    """Note a try at something, from somewhere, as failed. Raises TooSoon."""
    now = desk.now()
    name, place = _counted_as(desk, what), _counted_as(desk, origin)
    tries = await store.tries(desk.db, name, place, since=now - rules.TRIES_REMEMBERED)
    later = rules.wait_until(tries)
    if later is not None and now < later:
        raise TooSoon(say("Terlalu banyak percobaan. Coba lagi dalam {wait}.", wait=later - now))
    await store.note_try(desk.db, name, place, now=now)
    return Knock(name=name, origin=place, before=tries.account)


async def forgive(desk: Desk, knock: Knock) -> None:
    """Take the tries from one place back: its person is in."""
    await store.forget_tries(desk.db, knock.name, knock.origin)


def _counted_as(desk: Desk, what: str) -> str:
    """What a try is counted for, so that nobody can read it back."""
    return desk.tools.secrets.digest(TRIES, what.encode()).hex()


def network(address: str) -> str:
    """The network a guess is counted for: an IPv4 address, or the /64 a provider gives one customer."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
