"""What is done with people: they are added, let in, recognised, let out, given a new password, disabled."""

import re
from collections.abc import Sequence
from datetime import datetime

from tanggap.city import audit
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import passwords, rules, store, throttle
from tanggap.city.people.factors import actions as factors
from tanggap.city.people.factors import store as keys
from tanggap.city.people.factors.rules import TRIES_OF_PERSON, read_code
from tanggap.city.people.passwords import Hashed
from tanggap.city.people.store import Person
from tanggap.city.rights import Actor, Duty, Factor, admitted
from tanggap.city.teams.positions import store as positions
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db
from tanggap.kit.errors import Forbidden, Invalid, Missing, SignInFirst
from tanggap.kit.ids import new_id
from tanggap.kit.words import say

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NO_CODE = say("Kode ini tidak cocok, atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.")


async def recognise(db: Db, city: CityId, browser: bytes, *, now: datetime, strict: bool) -> Actor:
    """Who a browser is in a city: a person of staff with duties there, a resident, else a visitor.

    ``strict`` says whether those whose duties ask for a second factor must have shown one.
    """
    session = await store.session(db, browser)
    if session is None or not rules.alive(session, at=now) or session.city not in (None, city):
        return Actor(session=browser)
    if rules.worth_noting(session, at=now):
        await store.saw(db, browser, now=now)
    if session.person is None:
        return Actor(resident=session.resident, name=session.name, session=browser)
    actor = Actor(
        person=session.person,
        name=session.name,
        duties=tuple(await store.duties_of(db, city, session.person)),
        session=browser,
    )
    return admitted(actor, shown=session.factor is not None, required=strict)


async def sign_in(
    open_desk: OpenDesk, *, email: str, password: str, address: str, browser: bytes
) -> Actor | None:
    """Let somebody in by their password: from now on ``browser``, the digest of a cookie just given, is theirs.

    None when they have a second factor, which this browser has yet to show. ``address`` is where they come from on
    the network. Raises TooSoon after too many guesses, and Forbidden with one and the same sentence, after the same
    work, whatever was wrong. A try counts as failed before it is looked at, in a transaction of its own, so that
    many at once gain nothing.
    """
    async with open_desk() as desk:
        account = await store.account(desk.db, desk.city, email)
        tried = await throttle.knock(desk, email.casefold(), origin=await _origin(desk, account, address))
    matches = await passwords.matches(account.password if account is not None else None, password)
    if account is None or not matches:
        async with open_desk() as desk:
            await audit.note(desk, "sign_in_failed", thing=account.person if account is not None else None)
        raise Forbidden(say("Nama masuk atau kata sandi tidak cocok. Periksa keduanya."))
    renewed = await passwords.hashed(password) if passwords.outdated(account.password) else None
    async with open_desk() as desk:
        if renewed is not None:
            await store.set_password(desk.db, account.person, renewed)
        await throttle.forgive(desk, tried)
        return await let_in(desk, account.person, browser=browser)


async def _origin(desk: Desk, account: store.Account | None, address: str) -> str:
    # A browser this person has used before is counted by itself: others at the same address do not slow it down.
    before = await store.session(desk.db, desk.actor.session) if desk.actor.session else None
    known = before is not None and account is not None and before.person == account.person
    return repr(desk.actor.session) if known else throttle.network(address)


async def show_factor(open_desk: OpenDesk, typed: str | None, *, address: str, browser: bytes) -> Actor:
    """Let somebody in by the code they show after their password, on ``browser``, another new cookie.

    Raises SignInFirst when nobody is awaited here any more, Invalid for a wrong code, TooSoon.
    """
    async with open_desk() as desk:
        person = await awaited(desk)
        code = read_code(typed)
        tried = await throttle.knock(desk, f"factor {person}", origin=throttle.network(address))
    if tried.before >= TRIES_OF_PERSON:
        raise throttle.TooSoon(
            say("Terlalu banyak kode salah. Pakai kunci sandi, atau coba lagi satu jam lagi.")
        )
    async with open_desk() as desk:
        factor = await factors.prove(desk, person, code)
        if factor is not None:
            await throttle.forgive(desk, tried)
            return await enter(desk, person, browser=browser, factor=factor)
        await audit.note(desk, "factor_failed", thing=person)
    raise Invalid(NO_CODE, field="code")


async def awaited(desk: Desk) -> PersonId:
    """Whose second factor this browser has yet to show. Raises SignInFirst."""
    browser = desk.actor.session
    person = await keys.awaited(desk.db, browser, now=desk.now()) if browser is not None else None
    if person is None:
        raise SignInFirst(say("Waktunya habis. Masuk lagi dari awal."))
    return person


async def let_in(desk: Desk, person: PersonId, *, browser: bytes, city: CityId | None = None) -> Actor | None:
    """Make a new cookie somebody's who gave a password; None when they have a second factor yet to show.

    With a ``city`` whose provider vouched for them, in that city only.
    """
    if (await keys.held(desk.db, person)).any:
        await factors.await_factor(desk, person, browser=browser)
        return None
    return await enter(desk, person, browser=browser, factor=None, city=city)


async def enter(
    desk: Desk,
    person: PersonId,
    *,
    browser: bytes,
    factor: Factor | None,
    shown_at: datetime | None = None,
    city: CityId | None = None,
) -> Actor:
    """Make a new cookie somebody's who showed all they have to, now or at ``shown_at``."""
    await factors.begin(desk, person, browser=browser, factor=factor, shown_at=shown_at, city=city)
    await audit.note(desk, "signed_in", thing=person, factor=factor)
    now, strict = desk.now(), desk.tools.second_factor
    return await recognise(desk.db, desk.city, browser, now=now, strict=strict)


async def enter_by_passkey(desk: Desk, person: PersonId, *, browser: bytes) -> Actor:
    """Let in somebody of staff whose passkey signed. Raises Forbidden for who may not any more, or not here."""
    if not await store.may_enter(desk.db, desk.city, person):
        raise Forbidden(say("Kunci sandi ini milik akun yang tidak bertugas di kota ini."))
    return await enter(desk, person, browser=browser, factor=Factor.PASSKEY)


async def sign_out(desk: Desk) -> None:
    """End the session of the browser at this desk."""
    if desk.actor.session is not None:
        await store.end_session(desk.db, desk.actor.session)
    if desk.actor.person is not None:
        await positions.forget(desk.db, desk.city, desk.actor.person)
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


async def reset_factors(desk: Desk, email: str, *, reason: str) -> None:
    """Take the second factors of somebody who serves in this city away, as the operator. Raises Missing."""
    await factors.reset(desk, await _of_staff(desk, email), reason=reason)


async def disable(desk: Desk, email: str) -> None:
    """Let somebody who serves in this city in no more, anywhere, from the next request on. Raises Missing."""
    person = await _of_staff(desk, email)
    await store.disable(desk.db, person, now=desk.now())
    await store.end_sessions(desk.db, person)
    await positions.forget(desk.db, desk.city, person)
    await audit.note(desk, "person_disabled", thing=person)


async def _of_staff(desk: Desk, email: str) -> PersonId:
    person = await store.find(desk.db, email)
    if person is None or not await store.duties_of(desk.db, desk.city, person.id):
        raise Missing(say("Tidak ada petugas dengan alamat {email} di kota ini.", email=email))
    return person.id
