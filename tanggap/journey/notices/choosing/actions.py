"""Choosing how to be told, and ending all mail to an address."""

from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.hearing import Choices, store, tokens
from tanggap.city.hearing.wishes import store as wishes
from tanggap.kit.errors import Missing
from tanggap.kit.words import say
from tanggap.report import contacts


class Chooser(Struct, frozen=True, kw_only=True):
    """Who chooses, under all their names: a seat and the person on it, or the address a link was sent to."""

    names: tuple[bytes, ...]
    lookup: bytes | None = None


async def chooser(desk: Desk, token: str | None) -> Chooser:
    """Whose choices these are. Raises Missing for a link we did not send, or whose address was forgotten."""
    if token is not None:
        lookup = await _lookup(desk, tokens.read(desk.tools.secrets, desk.city, tokens.HEARING, token))
        return Chooser(names=(lookup,), lookup=lookup)
    actor = desk.actor
    seat = (actor.seat,) if actor.seat is not None else ()
    person = (actor.person.bytes,) if actor.person is not None else ()
    return Chooser(names=(*seat, *person))


async def _lookup(desk: Desk, recipient: UUID) -> bytes:
    ear = await store.open_ear(desk.db, desk.tools.secrets, desk.city, recipient)
    found = ear.lookup if ear is not None else await contacts.lookup(desk.db, desk.city, recipient)
    if found is None:
        raise Missing(say("Alamat ini sudah tidak kami simpan, jadi tidak ada lagi yang dikirim ke sana."))
    return found


async def chosen(desk: Desk, by: Chooser) -> Choices:
    """What somebody chose last."""
    made = await wishes.choices(desk.db, desk.city, by.names)
    return max(made.values(), key=lambda each: each.at).body if made else Choices()


async def choose(desk: Desk, by: Chooser, choices: Choices) -> None:
    """Keep what somebody chose. Who chooses by the link in a mail wants mail again."""
    for name in by.names:
        await wishes.choose(desk.db, desk.city, name, choices, at=desk.now())
    if by.lookup is not None:
        await wishes.allow_mail(desk.db, desk.city, by.lookup)


async def stop(desk: Desk, token: str) -> None:
    """Write nothing more to the address a link was sent to. Safe to ask twice."""
    by = await chooser(desk, token)
    if by.lookup is not None:
        await wishes.stop_mail(desk.db, desk.city, by.lookup, at=desk.now())
