"""What is done with passkeys: one is made, one signs for its owner, one is renamed or removed."""

from uuid import UUID

import msgspec
from msgspec import Struct
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.passkeys import store
from tanggap.city.passkeys.rules import CHALLENGE_LIVES, PASSKEYS_MOST, Owner, Site, passkey_name
from tanggap.city.passkeys.store import Passkey
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say

MAKING, SIGN_IN = "making", "sign_in"
NO = say("Kunci sandi ini tidak dikenal di sini. Masuk dengan cara lain, lalu pasang kunci sandi lagi.")
_GARBLED = say("Jawaban kunci sandi tidak terbaca. Coba lagi.")

# What strangers' bytes make the library raise, beside what it says it raises.
_UNREADABLE = (WebAuthnException, ValueError, KeyError, IndexError, TypeError, AttributeError)


class _Named(Struct):
    raw_id: str = msgspec.field(name="rawId")


async def begin_making(desk: Desk, site: Site, owner: Owner) -> str:
    """What this browser is asked to make for somebody, as JSON. Raises Refused when there are too many."""
    present = await store.owned(desk.db, owner.id)
    if len(present) >= PASSKEYS_MOST:
        raise Refused(say("Paling banyak {most} kunci sandi. Hapus dulu salah satu.", most=PASSKEYS_MOST))
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=f"Tanggap {desk.ground.known.name}",
        # What a device stores of a resident is the drawn name and a number of ours: no address.
        user_id=owner.id.bytes,
        user_name=owner.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=each.credential) for each in present if each.site == site.host
        ],
    )
    expires_at = desk.now() + CHALLENGE_LIVES
    await store.ask(desk.db, _browser(desk), MAKING, options.challenge, expires_at=expires_at)
    return options_to_json(options)


async def asked(open_desk: OpenDesk, purpose: str) -> bytes | None:
    """What this browser was asked, in a transaction of its own: a wrong answer uses it up as well."""
    async with open_desk() as desk:
        return await store.asked(desk.db, _browser(desk), purpose, now=desk.now())


async def keep(
    desk: Desk, site: Site, owner: Owner, challenge: bytes | None, answer: str | None, *, name: str | None
) -> Passkey:
    """Keep the passkey a browser made for somebody when it was asked to sign ``challenge``. Raises Invalid."""
    if challenge is None:
        raise Invalid(_GARBLED, field="passkey")
    try:
        made = verify_registration_response(
            credential=answer or "",
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _UNREADABLE:
        raise Invalid(_GARBLED, field="passkey") from None
    passkey = Passkey(
        id=new_id(),
        resident=owner.resident,
        person=owner.person,
        name=passkey_name(name, otherwise=desk.tongue(say("Perangkat {day}", day=desk.now().date()))),
        site=site.host,
        credential=made.credential_id,
        public_key=made.credential_public_key,
        signs=made.sign_count,
        created_at=desk.now(),
        used_at=None,
    )
    if not await store.keep(desk.db, passkey):
        raise Invalid(say("Kunci sandi ini sudah terpasang."), field="passkey")
    return passkey


async def begin_sign_in(desk: Desk, site: Site) -> str:
    """What a browser is asked to sign to come in, as JSON; whose passkey it will be, the device says."""
    options = generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    expires_at = desk.now() + CHALLENGE_LIVES
    await store.ask(desk.db, _browser(desk), SIGN_IN, options.challenge, expires_at=expires_at)
    return options_to_json(options)


async def signed(desk: Desk, site: Site, challenge: bytes | None, answer: str | None) -> Passkey:
    """The passkey that signed what this browser was asked. Raises Invalid.

    A challenge is good for one answer, right or wrong; a passkey whose count went back was copied and signs for nobody.
    """
    passkey = await store.find(desk.db, _credential(answer))
    if challenge is None or passkey is None or passkey.site != site.host:
        raise Invalid(NO, field="passkey")
    signs = _proved(passkey, site, challenge, answer)
    await store.used(desk.db, passkey.id, signs=signs, at=desk.now())
    return passkey


def _proved(passkey: Passkey, site: Site, challenge: bytes, answer: str | None) -> int:
    """How often the passkey has signed, now that it signed this. Raises Invalid."""
    try:
        proved = verify_authentication_response(
            credential=answer or "",
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.signs,
            require_user_verification=True,
        )
    except _UNREADABLE:
        raise Invalid(NO, field="passkey") from None
    return proved.new_sign_count


async def rename(desk: Desk, owner: UUID, passkey: UUID, name: str | None) -> None:
    """Call somebody's passkey something else. Raises Missing, Invalid."""
    wanted = passkey_name(name, otherwise=desk.tongue(say("Perangkat")))
    if not await store.rename(desk.db, owner, passkey, wanted):
        raise _missing()


async def remove(desk: Desk, owner: UUID, passkey: UUID) -> None:
    """Let somebody's passkey open nothing any more. Raises Missing."""
    if not await store.remove(desk.db, owner, passkey):
        raise _missing()


def chosen(typed: str | None) -> UUID:
    """Which passkey a form names. Raises Missing."""
    try:
        return UUID(typed or "")
    except ValueError:
        raise _missing() from None


def _browser(desk: Desk) -> bytes:
    if desk.actor.session is None:
        raise Invalid(_GARBLED, field="passkey")
    return desk.actor.session


def _credential(answer: str | None) -> bytes:
    """The name a device gave its passkey, from an answer nobody has checked yet."""
    try:
        return base64url_to_bytes(msgspec.json.decode(answer or "", type=_Named).raw_id)
    except (msgspec.MsgspecError, ValueError):
        raise Invalid(_GARBLED, field="passkey") from None


def _missing() -> Missing:
    return Missing(say("Kunci sandi ini tidak ada."))
