"""What is done with second factors: shown at the door, set up, removed, taken away by an admin."""

import os
import secrets as chance
from datetime import datetime

from tanggap.city import audit
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.owed import Letter, NewLetter, owe
from tanggap.city.passkeys import actions as ceremony
from tanggap.city.passkeys.rules import Owner, Site
from tanggap.city.passkeys.store import Passkey
from tanggap.city.people import store as people
from tanggap.city.people.factors import rules, store
from tanggap.city.people.factors.rules import ADDRESS, Held, Stay
from tanggap.city.people.rules import LIFETIME
from tanggap.city.rights import Factor, needs_factor
from tanggap.city.terms import CityId, PersonId
from tanggap.kit import totp
from tanggap.kit.errors import Invalid, Missing, Refused, SignInFirst
from tanggap.kit.ids import new_id
from tanggap.kit.words import Say, say

_SEAL = "totp"
_SUBJECT = say("Kunci akun Anda berubah")


async def prove(desk: Desk, person: PersonId, code: str) -> Factor | None:
    """Which factor of somebody's a code shows, used up by it; None for a wrong one."""
    if len(code) == rules.RECOVERY_LETTERS:
        if not await store.use_recovery(desk.db, person, rules.digest(person, code)):
            return None
        await tell(desk, person, say("Satu kode cadangan Anda dipakai untuk masuk."))
        return Factor.RECOVERY
    app = await store.totp(desk.db, person)
    if app is None or app.confirmed_at is None:
        return None
    return Factor.TOTP if await _used(desk, person, app, code) else None


async def _used(desk: Desk, person: PersonId, app: store.Totp, code: str) -> bool:
    secret, now = desk.tools.secrets.open(_SEAL, app.secret), desk.now()
    step = totp.step_of(secret, code, now=totp.step_at(now), after=app.step)
    return step is not None and await store.use_step(desk.db, person, step, now=now)


async def await_factor(desk: Desk, person: PersonId, *, browser: bytes) -> None:
    """Have a new cookie be the one at which somebody who gave their password has a second factor yet to show."""
    await _leave(desk)
    now = desk.now()
    await store.wait_for(desk.db, browser, person, now=now, expires_at=now + rules.STEP_LIVES)


async def begin(
    desk: Desk,
    person: PersonId,
    *,
    browser: bytes,
    factor: Factor | None,
    shown_at: datetime | None = None,
    city: CityId | None = None,
) -> None:
    """Make a new cookie somebody's who showed who they are, now or at ``shown_at``; whoever sat at the old one is out.

    With a ``city`` it counts in that one only.
    """
    await _leave(desk)
    now = desk.now()
    await people.begin_session(
        desk.db,
        browser,
        person,
        now=now,
        expires_at=now + LIFETIME,
        factor=factor,
        shown_at=shown_at or now,
        city=city,
    )


async def _leave(desk: Desk) -> None:
    if desk.actor.session is not None:
        await people.end_session(desk.db, desk.actor.session)
        await store.waits_no_more(desk.db, desk.actor.session)


def me(desk: Desk) -> PersonId:
    """The person of staff at this desk, also one who must set up a factor first. Raises SignInFirst."""
    person = desk.actor.person or desk.actor.enrolling
    if person is None:
        raise SignInFirst(say("Masuk dulu untuk membuka halaman ini."))
    return person


async def needed(desk: Desk) -> bool:
    """Whether the duties of the person at this desk ask for a second factor here."""
    return desk.tools.second_factor and needs_factor(await people.duties_of(desk.db, desk.city, me(desk)))


async def may_change(desk: Desk) -> bool:
    """Whether the person at this desk showed who they are recently enough to change their keys."""
    stay = await store.stay(desk.db, desk.actor.session) if desk.actor.session is not None else None
    return stay is not None and rules.fresh(stay, await store.held(desk.db, me(desk)), at=desk.now())


async def begin_totp(desk: Desk) -> None:
    """Draw the secret of an app for the person at this desk. Raises Refused when they have one."""
    person = await _changing(desk)
    secret = desk.tools.secrets.seal(_SEAL, os.urandom(totp.SECRET_BYTES))
    if not await store.begin_totp(desk.db, person, secret, now=desk.now()):
        raise Refused(say("Aplikasi kode sudah terpasang. Hapus dulu yang lama."))


async def pending_totp(desk: Desk) -> bytes | None:
    """The secret of the app the person at this desk is about to set up."""
    app = await store.totp(desk.db, me(desk))
    if app is None or app.confirmed_at is not None:
        return None
    return desk.tools.secrets.open(_SEAL, app.secret)


async def confirm_totp(desk: Desk, typed: str | None, *, browser: bytes) -> tuple[str, ...]:
    """Let the app of the person at this desk count, now that it shows the right code.

    ``browser`` is a new cookie, theirs from now on; every other is out. Recovery codes are given with the first
    factor. Raises Invalid for a wrong code.
    """
    person, before = await _changing(desk), await store.held(desk.db, me(desk))
    code, app = rules.read_code(typed), await store.totp(desk.db, me(desk))
    if app is None or app.confirmed_at is not None or not await _used(desk, person, app, code):
        raise Invalid(
            say("Kode ini tidak cocok. Periksa jam ponsel Anda, lalu ketik kode yang sedang tampil."),
            field="code",
        )
    return await _added(desk, person, before, Factor.TOTP, browser=browser)


async def owner(desk: Desk, person: PersonId) -> Owner:
    """Whose passkey it will be: the device shows the address this person signs in with."""
    found = (await people.addresses(desk.db, [person])).get(person)
    if found is None:
        raise SignInFirst(say("Masuk dulu untuk membuka halaman ini."))
    return Owner(person=person, name=found)


async def begin_passkey(desk: Desk, site: Site) -> str:
    """What the browser of the person at this desk is asked to make, as JSON. Raises Refused."""
    return await ceremony.begin_making(desk, site, await owner(desk, await _changing(desk)))


async def make_passkey(
    open_desk: OpenDesk, site: Site, answer: str | None, *, name: str | None, browser: bytes
) -> tuple[Passkey, tuple[str, ...]]:
    """Keep the passkey a browser made for the person at this desk, as `confirm_totp` does an app. Raises Invalid."""
    challenge = await ceremony.asked(open_desk, ceremony.MAKING)
    async with open_desk() as desk:
        person, before = await _changing(desk), await store.held(desk.db, me(desk))
        made = await ceremony.keep(desk, site, await owner(desk, person), challenge, answer, name=name)
        return made, await _added(desk, person, before, Factor.PASSKEY, browser=browser)


async def first_passkey(desk: Desk, person: PersonId, *, browser: bytes) -> tuple[str, ...]:
    """Let somebody who was invited in by the passkey just kept; their recovery codes."""
    return await _added(desk, person, Held(), Factor.PASSKEY, browser=browser)


async def _added(
    desk: Desk, person: PersonId, before: Held, factor: Factor, *, browser: bytes
) -> tuple[str, ...]:
    codes = await _recovery(desk, person) if not before.any else ()
    await _changed(desk, person, factor, browser=browser)
    await audit.note(desk, "factor_added", thing=person, factor=factor)
    await tell(desk, person, say("Cara masuk baru terpasang pada akun Anda."))
    return codes


async def remove_totp(desk: Desk, *, browser: bytes) -> None:
    """Let the app of the person at this desk count no more.

    Raises Missing, and Refused for the last factor of who needs one.
    """
    person = await _changing(desk)
    await store.hold(desk.db, person)
    held = await store.held(desk.db, person)
    if not held.totp:
        raise Missing(say("Aplikasi kode belum terpasang."))
    rules.check_removal(held, totp=True, needed=await needed(desk))
    await store.remove_totp(desk.db, person)
    await _removed(desk, person, Factor.TOTP, browser=browser)


async def remove_passkey(desk: Desk, typed: str | None, *, browser: bytes) -> None:
    """Let a passkey of the person at this desk open nothing any more. Raises Missing, Refused as `remove_totp`."""
    person, passkey = await _changing(desk), ceremony.chosen(typed)
    await store.hold(desk.db, person)
    held = await store.held(desk.db, person)
    await ceremony.remove(desk, person, passkey)
    rules.check_removal(held, totp=False, needed=await needed(desk))
    await _removed(desk, person, Factor.PASSKEY, browser=browser)


async def _removed(desk: Desk, person: PersonId, factor: Factor, *, browser: bytes) -> None:
    left = await store.held(desk.db, person)
    if not left.any:
        await store.put_recovery(desk.db, person, [])
    stay = await _stay(desk)
    await _changed(desk, person, stay.factor if left.any else None, browser=browser, shown_at=stay.shown_at)
    await audit.note(desk, "factor_removed", thing=person, factor=factor)
    await tell(desk, person, say("Satu cara masuk dihapus dari akun Anda."))


async def renew_recovery(desk: Desk) -> tuple[str, ...]:
    """New recovery codes for the person at this desk; those from before are void. Raises Refused without a factor."""
    person = await _changing(desk)
    if not (await store.held(desk.db, person)).any:
        raise Refused(say("Pasang langkah kedua dulu; kode cadangan datang bersamanya."))
    codes = await _recovery(desk, person)
    await audit.note(desk, "recovery_renewed", thing=person)
    await tell(desk, person, say("Kode cadangan akun Anda diganti."))
    return codes


async def reset(desk: Desk, person: PersonId, *, reason: str) -> None:
    """Take every factor of somebody away: they come in by their password again, and set up new ones first.

    Every browser of theirs is forgotten, and they are told. ``reason`` was looked over by `rules.check_reset`.
    """
    await store.forget_all(desk.db, person)
    await people.end_sessions(desk.db, person)
    await store.note_reset(desk.db, desk.city, person, actor=desk.actor.person, reason=reason, at=desk.now())
    await audit.note(desk, "factors_reset", thing=person)
    await tell(desk, person, say("Langkah kedua akun Anda direset oleh admin. Pasang yang baru saat masuk."))


async def tell(desk: Desk, person: PersonId, what: Say) -> None:
    """Write to somebody that their keys changed, where mail is sent."""
    if "email" in desk.tools.reachable:
        letter = Letter(subject=_SUBJECT, body=_body(what), path=ADDRESS)
        due = NewLetter(
            dedupe=f"keys:{new_id()}", channel="email", recipient=person, letter=letter, due_at=desk.now()
        )
        await owe(desk.db, desk.city, [due], at=desk.now())


def _body(what: Say) -> Say:
    return say("{what}\n\nBukan Anda? Segera hubungi admin kota.", what=what)


async def _recovery(desk: Desk, person: PersonId) -> tuple[str, ...]:
    codes = rules.draw_recovery(chance.randbelow)
    await store.put_recovery(desk.db, person, rules.digests(person, codes))
    return codes


async def _changing(desk: Desk) -> PersonId:
    """Who is about to change their keys. Raises Refused when they showed who they are too long ago."""
    if not await may_change(desk):
        raise Refused(say("Masuk lagi dulu, lalu ubah kunci Anda."))
    return me(desk)


async def _changed(
    desk: Desk, person: PersonId, factor: Factor | None, *, browser: bytes, shown_at: datetime | None = None
) -> None:
    """Whoever came in by what counted before is out, but for this browser, on its new cookie and no further than before."""
    stay = await _stay(desk)
    await people.end_sessions(desk.db, person)
    await begin(desk, person, browser=browser, factor=factor, shown_at=shown_at, city=stay.city)


async def _stay(desk: Desk) -> Stay:
    found = await store.stay(desk.db, desk.actor.session) if desk.actor.session is not None else None
    return found or Stay()
