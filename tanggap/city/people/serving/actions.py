"""What is done with those who serve: they are invited, come in, get duties, and lose them at once."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from tanggap.city import audit
from tanggap.city import store as cities
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.owed import Letter, NewLetter, forget, owe
from tanggap.city.passkeys import actions as ceremony
from tanggap.city.passkeys.rules import Owner, Site
from tanggap.city.people import actions as people
from tanggap.city.people import store as accounts
from tanggap.city.people.factors import actions as factors
from tanggap.city.people.factors.rules import check_reset
from tanggap.city.people.rules import check_duty
from tanggap.city.people.serving import rules, store
from tanggap.city.people.serving.store import Member
from tanggap.city.people.store import Person
from tanggap.city.rights import Duty
from tanggap.city.teams.positions import store as positions
from tanggap.city.terms import PersonId
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
ADDRESS = "/sign-in/invitation"


async def invite(desk: Desk, *, email: str, name: str, duty: Duty) -> PersonId:
    """Give somebody a duty in this city; who is new here is to be sent the link that `link` makes.

    Raises Invalid for a name, an address or a duty that cannot be.
    """
    if not name.strip() or len(name) > rules.NAME_MOST or not name.isprintable():
        raise Invalid(say("Tulis namanya, paling banyak {most} huruf.", most=rules.NAME_MOST), field="name")
    return await people.add(desk, email=email, name=name.strip(), duties=[duty], password=None)


async def link(desk: Desk, person: PersonId) -> str | None:
    """A new secret by which somebody sets their first password or passkey, once; None for who has one already.

    An earlier one stands no more. Nobody can read it again: only its digest is kept. Whoever reads it can come in
    as them wherever they serve. Raises Missing, and Refused for who is to serve in another city too.
    """
    invited = (await member_of(desk, person)).invited
    if invited and await store.serves_elsewhere(desk.db, desk.city, person):
        raise Refused(
            say(
                "Orang ini diundang kota lain juga, jadi tautannya tidak dibuka di sini. Minta operator memberinya kata sandi."
            )
        )
    made = await _invitation(desk, person)
    return _token(desk, made) if made is not None else None


async def send(desk: Desk, person: PersonId) -> bool:
    """Send somebody a link as `link` makes it, by mail; False for who needs none. Raises Missing."""
    made = await _invitation(desk, person)
    if made is not None:
        await owe(desk.db, desk.city, [_letter(desk, made)], at=desk.now())
    return made is not None


def _letter(desk: Desk, invitation: UUID) -> NewLetter:
    body = say(
        "Anda diundang bertugas di {city}. Buka tautan ini dan pilih cara Anda masuk: kata sandi atau kunci sandi."
        "\n\nSekali pakai, berlaku {lasts}. Tidak merasa diundang? Abaikan saja.",
        city=desk.ground.known.name,
        lasts=rules.INVITATION_LASTS,
    )
    # The postman puts the link in: what is owed lies open in the database.
    letter = Letter(subject=say("Undangan bertugas di Tanggap"), body=body, path="/sign-in")
    return NewLetter(
        dedupe=f"invitation:{invitation}",
        channel="email",
        recipient=invitation,
        letter=letter,
        due_at=desk.now(),
    )


def by_mail(desk: Desk) -> bool:
    """Whether invitations go by mail here; where they do nobody else reads the link."""
    return "email" in desk.tools.reachable


async def take_back(desk: Desk, person: PersonId) -> None:
    """Let somebody's invitation open nothing any more. Raises Missing."""
    await member_of(desk, person)
    if not await _forget(desk, person):
        raise Missing(say("Undangan ini sudah tidak berlaku."))
    await audit.note(desk, "invitation_revoked", thing=person)


async def _invitation(desk: Desk, person: PersonId) -> UUID | None:
    if not (await member_of(desk, person)).invited:
        return None
    await _forget(desk, person)
    made, now = new_id(), desk.now()
    digest, ends = _digest(_token(desk, made)), now + rules.INVITATION_LASTS
    await store.invite(desk.db, person, digest, invitation=made, now=now, expires_at=ends)
    await audit.note(desk, "invited", thing=person)
    return made


async def _forget(desk: Desk, person: PersonId) -> bool:
    gone = await store.forget(desk.db, person)
    if gone is not None:
        await forget(desk.db, desk.city, [gone])
    return gone is not None


def path_of(desk: Desk, invitation: UUID) -> str:
    """Where the link of an invitation leads."""
    return f"{ADDRESS}/{_token(desk, invitation)}"


def _token(desk: Desk, invitation: UUID) -> str:
    return urlsafe_b64encode(desk.tools.secrets.digest("invitation", invitation.bytes)).decode().rstrip("=")


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
        await _used(desk, person.id)
    return person.email


async def begin_passkey(desk: Desk, token: str, site: Site) -> str:
    """What the browser of somebody who was invited is asked to make, as JSON. Raises Missing."""
    return await ceremony.begin_making(desk, site, _owner(await whose(desk, token)))


async def come_in_by_passkey(
    open_desk: OpenDesk, token: str, site: Site, answer: str | None, *, name: str | None, browser: bytes
) -> tuple[str, ...]:
    """Let somebody who was invited in by the passkey they made, on ``browser``, a new cookie; their recovery codes.

    Raises Missing, Invalid.
    """
    challenge = await ceremony.asked(open_desk, ceremony.MAKING)
    async with open_desk() as desk:
        person = await whose(desk, token)
        await ceremony.keep(desk, site, _owner(person), challenge, answer, name=name)
        await _used(desk, person.id)
        return await factors.first_passkey(desk, person.id, browser=browser)


def _owner(person: Person) -> Owner:
    return Owner(person=person.id, name=person.email)


async def _used(desk: Desk, person: PersonId) -> None:
    await store.forget(desk.db, person)
    await audit.note(desk, "invitation_used", thing=person)


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


async def reset_factors(desk: Desk, person: PersonId, *, reason: str | None) -> None:
    """Take the second factors of somebody who serves here away, because their device is gone.

    Raises Missing, Invalid without a reason, and Refused for one's own and for who serves in another city too.
    """
    await member_of(desk, person)
    elsewhere = await store.serves_elsewhere(desk.db, desk.city, person)
    said = check_reset(reason, own=person == desk.actor.person, elsewhere=elsewhere)
    await factors.reset(desk, person, reason=said)


async def _end(desk: Desk, person: PersonId, duties: Collection[UUID]) -> None:
    # One at a time: two who take the duty from each other would leave nobody.
    await cities.hold(desk.db, desk.city)
    held = {each.id: each.duty for each in await store.held(desk.db, desk.city) if each.person == person}
    if not duties or not set(duties) <= held.keys():
        raise Missing(say("Petugas ini tidak ditemukan."))
    rules.check_left(await store.admins(desk.db, desk.city), frozenset(duties))
    await store.end(desk.db, desk.city, person, duties, now=desk.now())
    await positions.forget(desk.db, desk.city, person)
    for each in duties:
        duty = held[each]
        await audit.note(desk, "duty_taken", thing=person, role=duty.role, agency=duty.agency, area=duty.area)


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
