"""What is done with people: they are added, let in, recognised, let out, given a new password, disabled."""

import re
from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address, ip_network

from msgspec import Struct

from tanggap.city import audit
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import passwords, rules, store
from tanggap.city.people.passwords import Hashed
from tanggap.city.people.store import Person
from tanggap.city.rights import Actor, Duty
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say

TRIES = "sign-in tries"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class TooSoon(Refused):
    """Too many guesses from here; the next one is looked at later."""

    status = 429


class _Door(Struct, frozen=True, kw_only=True):
    """What the first look at a sign-in found: by which names its failures are counted, and whose it would be."""

    name: str
    origin: str
    account: store.Account | None


async def recognise(db: Db, city: CityId, browser: bytes, *, now: datetime) -> Actor:
    """Who a browser is in a city: a person of staff with duties there, a resident, else a visitor."""
    session = await store.session(db, browser)
    if session is None or not rules.alive(session, at=now):
        return Actor(session=browser)
    if rules.worth_noting(session, at=now):
        await store.saw(db, browser, now=now)
    if session.person is None:
        return Actor(resident=session.resident, name=session.name, session=browser)
    return Actor(
        person=session.person,
        name=session.name,
        duties=tuple(await store.duties_of(db, city, session.person)),
        session=browser,
    )


async def sign_in(open_desk: OpenDesk, *, email: str, password: str, address: str, browser: bytes) -> Actor:
    """Let somebody in: from now on ``browser``, the digest of a cookie just given, is theirs.

    ``address`` is where they come from on the network. Raises TooSoon after too many guesses, and Forbidden
    with one and the same sentence, after the same work, whatever was wrong. A try counts as failed before
    it is looked at, in a transaction of its own, so that many at once gain nothing.
    """
    async with open_desk() as desk:
        door = await _approach(desk, email, address)
    account = door.account
    matches = await passwords.matches(account.password if account is not None else None, password)
    if account is None or not matches:
        async with open_desk() as desk:
            await audit.note(desk, "sign_in_failed", thing=account.person if account is not None else None)
        raise Forbidden(say("Nama masuk atau kata sandi tidak cocok. Periksa keduanya."))
    renewed = await passwords.hashed(password) if passwords.outdated(account.password) else None
    async with open_desk() as desk:
        if renewed is not None:
            await store.set_password(desk.db, account.person, renewed)
        await store.forget_tries(desk.db, door.name, door.origin)
        if desk.actor.session is not None:
            await store.end_session(desk.db, desk.actor.session)
        now = desk.now()
        await store.begin_session(desk.db, browser, account.person, now=now, expires_at=now + rules.LIFETIME)
        await audit.note(desk, "signed_in", thing=account.person)
        return await recognise(desk.db, desk.city, browser, now=now)


async def _approach(desk: Desk, email: str, address: str) -> _Door:
    """Note a try and see whose account it is for. Raises TooSoon."""
    now = desk.now()
    account = await store.account(desk.db, desk.city, email)
    # A browser this person has used before is counted by itself: others at the same address do not slow it down.
    before = await store.session(desk.db, desk.actor.session) if desk.actor.session else None
    known = before is not None and account is not None and before.person == account.person
    name = _counted_as(desk, email.casefold())
    origin = _counted_as(desk, repr(desk.actor.session) if known else network(address))
    tries = await store.tries(desk.db, name, origin, since=now - rules.TRIES_REMEMBERED)
    later = rules.wait_until(tries)
    if later is not None and now < later:
        raise TooSoon(say("Terlalu banyak percobaan. Coba lagi dalam {wait}.", wait=later - now))
    await store.note_try(desk.db, name, origin, now=now)
    return _Door(name=name, origin=origin, account=account)


def network(address: str) -> str:
    """The network a guess is counted for: an IPv4 address, or the /64 a provider gives one customer."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def _counted_as(desk: Desk, what: str) -> str:
    return desk.tools.secrets.digest(TRIES, what.encode()).hex()


async def sign_out(desk: Desk) -> None:
    """End the session of the browser at this desk."""
    if desk.actor.session is not None:
        await store.end_session(desk.db, desk.actor.session)
    if desk.actor.person is not None:
        await audit.note(desk, "signed_out", thing=desk.actor.person)


async def choose(password: str, *, email: str, name: str) -> Hashed:
    """A password for this person, ready to be kept. Raises Invalid when it is easily guessed."""
    own = frozenset(re.findall(r"[^\W\d_]+", f"{email.partition('@')[0]} {name}"))
    rules.check_password(password, common=passwords.common_words(), own=own)
    return await passwords.hashed(password)


async def add(
    desk: Desk, *, email: str, name: str, duties: Sequence[Duty], password: Hashed | None
) -> PersonId:
    """Give somebody duties in this city; without a password somebody new has yet to choose one.

    Who is known already, here or in another city, gets these duties too and keeps name and password. Raises
    Invalid for an address or a duty that cannot be.
    """
    if not _ADDRESS.fullmatch(email):
        raise Invalid(say("Alamat surel ini tidak lengkap."), field="email")
    for duty in duties:
        rules.check_duty(duty, desk.ground)
    known = await store.find(desk.db, email)
    person = known.id if known is not None else PersonId(new_id())
    if known is None:
        newcomer = Person(id=person, email=email, name=name, disabled_at=None, last_seen_at=None)
        await store.save(desk.db, newcomer, password=password, now=desk.now())
    present = await store.duties_of(desk.db, desk.city, person)
    for duty in duties:
        if duty not in present:
            await store.give(desk.db, desk.city, person, duty, now=desk.now())
            await audit.note(
                desk, "duty_given", thing=person, role=duty.role, agency=duty.agency, area=duty.area
            )
    return person


async def reset(desk: Desk, email: str, *, password: Hashed) -> None:
    """Give somebody who serves in this city a new password; every browser of theirs is forgotten. Raises Missing."""
    person = await _of_staff(desk, email)
    await store.set_password(desk.db, person, password)
    await store.end_sessions(desk.db, person)
    await audit.note(desk, "password_reset", thing=person)


async def disable(desk: Desk, email: str) -> None:
    """Let somebody who serves in this city in no more, anywhere, from the next request on. Raises Missing."""
    person = await _of_staff(desk, email)
    await store.disable(desk.db, person, now=desk.now())
    await store.end_sessions(desk.db, person)
    await audit.note(desk, "person_disabled", thing=person)


async def _of_staff(desk: Desk, email: str) -> PersonId:
    person = await store.find(desk.db, email)
    if person is None or not await store.duties_of(desk.db, desk.city, person.id):
        raise Missing(say("Tidak ada petugas dengan alamat {email} di kota ini.", email=email))
    return person.id
