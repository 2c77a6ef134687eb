"""What is done with a city's own provider: somebody leaves for it, and comes back as whom it vouches for."""

from datetime import timedelta

import msgspec

from tanggap.city import audit
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import actions as people
from tanggap.city.people import store as accounts
from tanggap.city.people.provider import store
from tanggap.city.people.serving import store as serving
from tanggap.city.rights import Actor, Factor
from tanggap.kit.errors import Missing, Refused
from tanggap.kit.oidc import Begun, OpenId, Vouched, refused
from tanggap.kit.words import say

BACK_WITHIN = timedelta(minutes=10)
_SEAL = "provider"


def of(desk: Desk) -> OpenId:
    """This city's provider. Raises Missing where it has none."""
    found = desk.tools.providers.get(desk.ground.known.slug)
    if found is None:
        raise Missing(say("Kota ini tidak punya akun kota untuk masuk."))
    return found


async def leave(open_desk: OpenDesk, *, redirect: str, then: str) -> str:
    """Where the provider lets this browser in, from where it comes back to ``redirect``. Raises Missing, Refused."""
    async with open_desk() as desk:
        provider = of(desk)
    address, begun = await provider.begin(redirect, then=then)
    async with open_desk() as desk:
        if desk.actor.session is None:
            raise Refused(say("Nyalakan kuki peramban ini dulu, lalu coba lagi."))
        kept = desk.tools.secrets.seal(_SEAL, msgspec.json.encode(begun))
        expires_at = desk.now() + BACK_WITHIN
        await store.left(desk.db, desk.actor.session, kept, expires_at=expires_at)
    return address


async def come_back(
    open_desk: OpenDesk, *, state: str, code: str, issuer: str | None, browser: bytes
) -> tuple[Actor | None, str]:
    """Let in whom the provider vouches for, on ``browser``, a new cookie, and where they wanted to go.

    None where they have a second factor of ours to show. What this browser left with is used up, whatever comes of
    it. Raises Missing, and Refused with one sentence for all that is wrong and for who does not serve here.
    """
    async with open_desk() as desk:
        provider, session = of(desk), desk.actor.session
        kept = await store.back(desk.db, session, now=desk.now()) if session is not None else None
        plain = desk.tools.secrets.open(_SEAL, kept) if kept is not None else None
    if plain is None:
        raise refused("nobody left from this browser")
    begun = msgspec.json.decode(plain, type=Begun)
    vouched = await provider.finish(begun, state=state, code=code, issuer=issuer)
    async with open_desk() as desk:
        return await _enter(desk, vouched, browser=browser), begun.then


async def _enter(desk: Desk, vouched: Vouched, *, browser: bytes) -> Actor | None:
    """Let somebody in who serves here, and in no other city: this one's provider does not speak for another."""
    known = await accounts.find(desk.db, vouched.mail)
    if known is None or not await accounts.may_enter(desk.db, desk.city, known.id):
        raise refused("not known here")
    if await serving.serves_elsewhere(desk.db, desk.city, known.id):
        raise refused("serves in another city too")
    await audit.note(desk, "vouched_for", thing=known.id)
    if not vouched.factor:
        return await people.let_in(desk, known.id, browser=browser, city=desk.city)
    return await people.enter(
        desk, known.id, browser=browser, factor=Factor.PROVIDER, shown_at=vouched.at, city=desk.city
    )
