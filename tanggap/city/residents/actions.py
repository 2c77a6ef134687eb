"""What is done with residents: a code is sent and typed, a browser becomes theirs, a name is drawn anew."""

import hmac
import os
import secrets as chance
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.owed import Letter, NewLetter, owe
from tanggap.city.passkeys import actions as passkeys
from tanggap.city.passkeys.store import Passkey
from tanggap.city.people import store as people
from tanggap.city.people.rules import RESIDENT_LIFETIME
from tanggap.city.people.throttle import TooSoon, network
from tanggap.city.people.throttle import store as tries
from tanggap.city.residents import rules, store
from tanggap.city.residents.rules import Way
from tanggap.city.residents.store import Code, Resident
from tanggap.city.terms import ResidentId
from tanggap.kit.errors import Invalid, Missing, SignInFirst
from tanggap.kit.ids import new_id
from tanggap.kit.secret import Secrets, open_sealed, seal
from tanggap.kit.words import say

_LOOKUP, _WRAP, _CODE, _SENT = "resident-lookup", "resident-key", "sign-in-code", "code sent"

# One sentence whatever was wrong: the answer tells nothing.
NO = say("Kode ini tidak cocok atau sudah lewat waktunya. Periksa lagi, atau minta kode baru.")


class Post(Struct, frozen=True, kw_only=True):
    """What only the addressee of a code may read."""

    address: str
    code: str


class Me(Struct, frozen=True, kw_only=True):
    """A resident as they see themselves."""

    id: ResidentId
    alias: str
    language: str
    address: str
    created_at: datetime


async def send_code(desk: Desk, typed: str | None, *, address: str) -> None:
    """Send a code to whom this browser named; the same happens whether anybody knows them here or not.

    ``address`` is where the browser comes from on the network. Raises Invalid for what is no address, TooSoon
    when too many were sent.
    """
    way = rules.way(typed)
    if way.channel not in desk.tools.reachable:
        raise Invalid(
            say("Kota ini belum bisa mengirim kode. Laporan tetap terbuka dengan nomor dan kuncinya."),
            field="address",
        )
    if desk.actor.session is None:
        raise Invalid(say("Nyalakan kuki peramban ini dulu, lalu coba lagi."), field="address")
    now, secrets = desk.now(), desk.tools.secrets
    lookup = _lookup(secrets, way)
    name, origin = (secrets.digest(_SENT, each).hex() for each in (lookup, network(address).encode()))
    sent = await tries.tries(desk.db, name, origin, since=now - rules.COUNTED_FOR)
    later = rules.wait_until(sent, now=now)
    if later is not None and later > now:
        raise TooSoon(say("Terlalu banyak kode diminta. Coba lagi dalam {wait}.", wait=later - now))
    await tries.note_try(desk.db, name, origin, now=now)
    code, identity = rules.draw_code(chance.randbelow), new_id()
    kept = Code(
        id=identity,
        channel=way.channel,
        lookup=lookup,
        sealed=secrets.seal(_CODE, msgspec.json.encode(Post(address=way.address, code=code))),
        digest=_digest(secrets, identity, code),
        language=desk.tongue.language,
        tries=0,
        expires_at=now + rules.CODE_LIVES,
    )
    await store.send(desk.db, kept, desk.actor.session)
    await owe(desk.db, desk.city, [_letter(kept, now)], at=now)


def _letter(code: Code, now: datetime) -> NewLetter:
    return NewLetter(
        dedupe=f"code:{code.id}",
        channel=code.channel,
        recipient=code.id,
        letter=Letter(
            subject=say("Kode masuk Tanggap"),
            # The postman puts the code in: what is owed lies open in the database.
            body=say(
                "Kode masuk: {code}\n\nBerlaku {lives}. Jangan beritahukan kepada siapa pun, juga tidak kepada petugas."
                " Bukan Anda yang memintanya? Abaikan saja surel ini.",
                code="",
                lives=rules.CODE_LIVES,
            ),
            path="/sign-in/code",
        ),
        due_at=now,
    )


async def awaited(desk: Desk) -> str | None:
    """The address this browser had a code sent to, as long as that code lives."""
    if desk.actor.session is None:
        return None
    code = await store.awaited(desk.db, desk.actor.session, now=desk.now())
    return open_post(desk.tools.secrets, code).address if code is not None else None


async def enter_code(open_desk: OpenDesk, typed: str | None, *, browser: bytes) -> ResidentId:
    """Let a resident in by the code this browser waits for: from now on ``browser``, a cookie just given, is theirs.

    Who comes for the first time is given an account. Raises Invalid. A try counts before it is looked at.
    """
    digits = rules.read_code(typed)
    async with open_desk() as desk:
        waiting = desk.actor.session
        code = await store.note_try(desk.db, waiting, now=desk.now()) if waiting is not None else None
        secrets = desk.tools.secrets
    if code is None or code.tries > rules.TRIES_MOST:
        raise Invalid(NO, field="code")
    if not hmac.compare_digest(code.digest, _digest(secrets, code.id, digits)):
        raise Invalid(NO, field="code")
    async with open_desk() as desk:
        if not await store.use(desk.db, code.id):
            raise Invalid(NO, field="code")
        resident = await store.find(desk.db, code.lookup) or await _newcomer(desk, code)
        await let_in(desk, resident, browser=browser)
    return resident


def whose(passkey: Passkey) -> ResidentId:
    """Whose passkey it is. Raises Invalid for one of nobody who has an account."""
    if passkey.resident is None:
        raise Invalid(passkeys.NO, field="passkey")
    return passkey.resident


async def let_in(desk: Desk, resident: ResidentId, *, browser: bytes) -> None:
    """Make a new browser's cookie a resident's; whoever sat at the old one is out."""
    if desk.actor.session is not None:
        await people.end_session(desk.db, desk.actor.session)
    now = desk.now()
    await store.begin_session(desk.db, browser, resident, now=now, expires_at=now + RESIDENT_LIFETIME)


async def me(desk: Desk) -> Me:
    """The resident at this desk, their address in the clear. Raises SignInFirst."""
    found = await store.get(desk.db, desk.actor.resident) if desk.actor.resident is not None else None
    if found is None:
        raise SignInFirst(say("Masuk dulu untuk membuka halaman ini."))
    return Me(
        id=found.id,
        alias=found.alias,
        language=found.language,
        address=open_address(desk.tools.secrets, found),
        created_at=found.created_at,
    )


async def language_of(desk: Desk, resident: ResidentId) -> str | None:
    """The language a resident wants to be spoken to in."""
    found = await store.get(desk.db, resident)
    return found.language if found is not None else None


async def draw_alias(desk: Desk) -> str:
    """Call the resident at this desk something else, by chance."""
    resident = (await me(desk)).id
    alias = rules.draw_alias(chance.randbelow)
    await store.rename(desk.db, resident, alias)
    return alias


async def end_others(desk: Desk) -> None:
    """Sign the resident at this desk out everywhere but here."""
    await store.end_others(desk.db, (await me(desk)).id, desk.actor.session)


async def choose_language(desk: Desk, language: str | None) -> str:
    """Write to the resident at this desk in this language. Raises Missing for one the city does not speak."""
    if language is None or language not in desk.ground.city.languages:
        raise Missing(say("Bahasa ini belum ada di sini."))
    await store.speak(desk.db, (await me(desk)).id, language)
    return language


def open_address(secrets: Secrets, resident: Resident) -> str:
    """A resident's address in the clear."""
    return open_sealed(secrets.open(_WRAP, resident.wrapped), resident.sealed).decode()


def open_post(secrets: Secrets, code: Code) -> Post:
    """Address and code, for the moment of sending."""
    return msgspec.json.decode(secrets.open(_CODE, code.sealed), type=Post)


async def _newcomer(desk: Desk, code: Code) -> ResidentId:
    secrets, key, now = desk.tools.secrets, os.urandom(32), desk.now()
    resident = Resident(
        id=ResidentId(new_id()),
        alias=rules.draw_alias(chance.randbelow),
        language=code.language,
        channel=code.channel,
        sealed=seal(key, open_post(secrets, code).address.encode()),
        wrapped=secrets.seal(_WRAP, key),
        created_at=now,
        last_seen_at=now,
    )
    return await store.add(desk.db, resident, lookup=code.lookup)


def _lookup(secrets: Secrets, way: Way) -> bytes:
    return secrets.digest(_LOOKUP, f"{way.channel}:{way.address}".encode())


def _digest(secrets: Secrets, code: UUID, digits: str) -> bytes:
    return secrets.digest(_CODE, code.bytes + digits.encode())
