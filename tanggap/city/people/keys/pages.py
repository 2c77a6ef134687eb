"""One's own keys: an app, passkeys, recovery codes; for who must have one, the first page they see."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.passkeys import store as passkeys
from tanggap.city.people import pages as door
from tanggap.city.people.factors import actions, store
from tanggap.city.people.factors.rules import ADDRESS
from tanggap.city.rights import Act
from tanggap.kit import totp
from tanggap.kit.errors import Invalid
from tanggap.kit.qr import Qr, qr
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, Response, get, post, sessions
from tanggap.kit.words import Say, say

PLACE = "keys"
TEMPLATE = "people/keys.html"

AnyRequest = Request[Any, Any, Any]


class KeyLine(Struct, frozen=True, kw_only=True):
    """One of somebody's passkeys."""

    id: str
    name: str
    site: str
    created_at: datetime
    used_at: datetime | None


class AppSetup(Struct, frozen=True, kw_only=True):
    """What an app is told: as a square code, and spelled in groups of four for who types it."""

    qr: Qr
    spelled: str


class KeysPage(Struct, frozen=True, kw_only=True):
    """What people/keys.html is given."""

    first: bool
    needed: bool
    changeable: bool
    totp: bool
    setup: AppSetup | None
    passkeys: tuple[KeyLine, ...]
    recovery: int
    again: str = f"/sign-in?then={ADDRESS}"
    reset_at: datetime | None = None
    errors: dict[str, Say] = {}


class RecoveryPage(Struct, frozen=True, kw_only=True):
    """What people/recovery.html is given: codes shown this once, and where to go on."""

    codes: tuple[str, ...]
    href: str


@get(ADDRESS, act=Act.OWN_KEYS)
async def show_keys(desk: Desk) -> Page:
    """What somebody has set up, and how to set up more."""
    return Page(TEMPLATE, await _keys(desk), place=PLACE)


@post(f"{ADDRESS}/totp", act=Act.OWN_KEYS)
async def begin_totp(form: Form, desk: Desk) -> Redirect:
    """Draw the secret for an app."""
    await actions.begin_totp(desk)
    return Redirect(f"{ADDRESS}#app")


@post(f"{ADDRESS}/totp/confirmation", act=Act.OWN_KEYS)
async def confirm_totp(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let the app count, now that it shows the right code."""
    cookie = sessions.new_cookie()
    try:
        async with open_desk() as desk:
            browser = sessions.session_id(cookie)
            codes = await actions.confirm_totp(desk, form.text("code"), browser=browser)
    except Invalid as refused:
        return await _refused(open_desk, refused)
    return _added(request, cookie, codes)


@post(f"{ADDRESS}/totp/removal", act=Act.OWN_KEYS)
async def remove_totp(request: AnyRequest, form: Form, desk: Desk) -> Redirect:
    """Let the app count no more."""
    cookie = sessions.new_cookie()
    await actions.remove_totp(desk, browser=sessions.session_id(cookie))
    return _removed(request, cookie)


@post(f"{ADDRESS}/passkeys/challenge", act=Act.OWN_KEYS)
async def ask_new_passkey(request: AnyRequest, form: Form, desk: Desk) -> Response[str]:
    """What a browser must make of a new passkey."""
    asked = await actions.begin_passkey(desk, door.site_of(request))
    return Response(asked, media_type="application/json")


@post(f"{ADDRESS}/passkeys", act=Act.OWN_KEYS)
async def keep_passkey(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Keep a passkey a browser made."""
    cookie = sessions.new_cookie()
    try:
        _, codes = await actions.make_passkey(
            open_desk,
            door.site_of(request),
            form.text("answer"),
            name=form.text("name"),
            browser=sessions.session_id(cookie),
        )
    except Invalid as refused:
        return await _refused(open_desk, refused)
    return _added(request, cookie, codes)


@post(f"{ADDRESS}/passkeys/removal", act=Act.OWN_KEYS)
async def remove_passkey(request: AnyRequest, form: Form, desk: Desk) -> Redirect:
    """Let a passkey open nothing any more."""
    cookie = sessions.new_cookie()
    await actions.remove_passkey(desk, form.text("passkey"), browser=sessions.session_id(cookie))
    return _removed(request, cookie)


@post(f"{ADDRESS}/recovery", act=Act.OWN_KEYS)
async def renew_recovery(form: Form, desk: Desk) -> Page:
    """New recovery codes; those from before are void."""
    codes = await actions.renew_recovery(desk)
    return Page("people/recovery.html", RecoveryPage(codes=codes, href=ADDRESS), place=PLACE)


def _added(request: AnyRequest, cookie: str, codes: tuple[str, ...]) -> Page | Redirect:
    sessions.give(request, cookie)
    if codes:
        return Page("people/recovery.html", RecoveryPage(codes=codes, href=ADDRESS), place=PLACE)
    return Redirect(ADDRESS, flash=say("Terpasang. Perangkat lain dikeluarkan."))


def _removed(request: AnyRequest, cookie: str) -> Redirect:
    sessions.give(request, cookie)
    return Redirect(ADDRESS, flash=say("Dihapus. Perangkat lain dikeluarkan."))


async def _refused(open_desk: OpenDesk, refused: Invalid) -> Page:
    async with open_desk() as desk:
        page = await _keys(desk, errors={refused.field or "passkey": refused.say})
    return Page(TEMPLATE, page, place=PLACE, status_code=refused.status)


async def _keys(desk: Desk, *, errors: dict[str, Say] | None = None) -> KeysPage:
    me = actions.me(desk)
    held = await store.held(desk.db, me)
    reset = await store.last_reset(desk.db, desk.city, me)
    return KeysPage(
        first=desk.actor.enrolling is not None,
        needed=await actions.needed(desk),
        changeable=await actions.may_change(desk),
        totp=held.totp,
        setup=await _setup(desk),
        passkeys=tuple(
            KeyLine(
                id=str(each.id),
                name=each.name,
                site=each.site,
                created_at=each.created_at,
                used_at=each.used_at,
            )
            for each in await passkeys.owned(desk.db, me)
        ),
        recovery=held.recovery,
        reset_at=reset.at if reset is not None else None,
        errors=errors or {},
    )


async def _setup(desk: Desk) -> AppSetup | None:
    secret = await actions.pending_totp(desk) if await actions.may_change(desk) else None
    if secret is None:
        return None
    who = await actions.owner(desk, actions.me(desk))
    spelled = totp.spelled(secret)
    return AppSetup(
        qr=qr(totp.address(secret, issuer=f"Tanggap {desk.ground.known.name}", account=who.name)),
        spelled=" ".join(spelled[at : at + 4] for at in range(0, len(spelled), 4)),
    )


PAGES = Pages(
    routes=[
        *(show_keys, begin_totp, confirm_totp, remove_totp),
        *(ask_new_passkey, keep_passkey, remove_passkey, renew_recovery),
    ]
)
