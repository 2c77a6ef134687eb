"""What is done with those who serve: they are invited, come in, get duties, and lose them at once."""

import re
import secrets
from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from tanggap.city import audit
from tanggap.city import store as cities
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import actions as people
from tanggap.city.people import store as accounts
from tanggap.city.people.rules import check_duty
from tanggap.city.people.serving import rules, store
from tanggap.city.people.serving.store import Member
from tanggap.city.people.store import Person
from tanggap.city.rights import Duty
from tanggap.city.terms import PersonId
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.words import say

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
TOKEN_BYTES = 24


async def invite(desk: Desk, *, email: str, name: str, duty: Duty) -> PersonId:
    """Give somebody a duty in this city; who is new here is to be sent the link that `link` makes.

    Raises Invalid for a name, an address or a duty that cannot be.
    """
    if not name.strip() or len(name) > rules.NAME_MOST or not name.isprintable():
        raise Invalid(say("Tulis namanya, paling banyak {most} huruf.", most=rules.NAME_MOST), field="name")
    return await people.add(desk, email=email, name=name.strip(), duties=[duty], password=None)


async def link(desk: Desk, person: PersonId) -> str | None:
    """A new secret by which somebody sets their first password, once; None for who has one already.

    An earlier one stands no more. Nobody can read it again: only its digest is kept.
    """
    member = await member_of(desk, person)
    if not member.invited:
        return None
    token, now = secrets.token_urlsafe(TOKEN_BYTES), desk.now()
    await store.invite(desk.db, person, _digest(token), now=now, expires_at=now + rules.INVITATION_LASTS)
    await audit.note(desk, "invited", thing=person)
    return token


async def whose(desk: Desk, token: str) -> Person:
    """Who was invited by a link. Raises Missing for one that was used, is too old or never was."""
    found = await store.invited(desk.db, _digest(token), now=desk.now()) if TOKEN.fullmatch(token) else None
    if found is None:
        raise Missing(say("Undangan ini sudah dipakai atau kedaluwarsa. Minta yang baru kepada admin kota."))
    return found


async def come_in(open_desk: OpenDesk, token: str, *, password: str) -> str:
    """Let somebody who was invited set their password; the address they sign in with. Raises Missing, Invalid."""
    async with open_desk() as desk:
        person = await whose(desk, token)
    kept = await people.choose(password, email=person.email, name=person.name)
    async with open_desk() as desk:
        person = await whose(desk, token)
        await accounts.set_password(desk.db, person.id, kept)
        await store.used(desk.db, person.id)
        await audit.note(desk, "invitation_used", thing=person.id)
    return person.email


async def member_of(desk: Desk, person: PersonId) -> Member:
    """Somebody who serves in this city. Raises Missing."""
    found = await store.members(desk.db, desk.city, only=person)
    if not found:
        raise Missing(say("Petugas ini tidak ditemukan."))
    return found[0]


async def give(desk: Desk, person: PersonId, duty: Duty) -> None:
    """Give somebody who serves here one duty more. Raises Missing, Invalid."""
    await member_of(desk, person)
    check_duty(duty, desk.ground)
    if duty in await accounts.duties_of(desk.db, desk.city, person):
        raise Invalid(say("Tugas ini sudah dipegangnya."), field="role")
    await accounts.give(desk.db, desk.city, person, duty, now=desk.now())
    await audit.note(desk, "duty_given", thing=person, role=duty.role, agency=duty.agency, area=duty.area)


async def take(desk: Desk, person: PersonId, duty: UUID) -> None:
    """Take a duty from somebody, from their next request on. Raises Missing, and Refused for the last city admin."""
    await _end(desk, person, {duty})


async def let_go(desk: Desk, person: PersonId) -> None:
    """Take every duty in this city from somebody: from their next request on they are nobody of staff here.

    Their account may serve in other cities and is theirs. Raises Missing, and Refused for the last city admin.
    """
    held = [each.id for each in await store.held(desk.db, desk.city) if each.person == person]
    await _end(desk, person, held)
    await accounts.end_sessions(desk.db, person)


async def _end(desk: Desk, person: PersonId, duties: Collection[UUID]) -> None:
    # One at a time: two who take the duty from each other would leave nobody.
    await cities.hold(desk.db, desk.city)
    held = {each.id: each.duty for each in await store.held(desk.db, desk.city) if each.person == person}
    if not duties or not set(duties) <= held.keys():
        raise Missing(say("Petugas ini tidak ditemukan."))
    rules.check_left(await store.admins(desk.db, desk.city), frozenset(duties))
    await store.end(desk.db, desk.city, duties, now=desk.now())
    for each in duties:
        duty = held[each]
        await audit.note(desk, "duty_taken", thing=person, role=duty.role, agency=duty.agency, area=duty.area)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
