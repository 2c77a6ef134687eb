"""A resident's way in and their account: a code or a passkey, what they are called, their passkeys."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.keeping import actions as keeping
from tanggap.city.passkeys import actions as passkeys
from tanggap.city.passkeys import store as keys
from tanggap.city.passkeys.rules import Owner
from tanggap.city.people import actions as people
from tanggap.city.people import pages as door
from tanggap.city.people.rules import own_path
from tanggap.city.people.throttle import TooSoon
from tanggap.city.residents import actions
from tanggap.city.rights import Act
from tanggap.city.terms import ResidentId
from tanggap.kit.errors import Forbidden, Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, Response, get, post, sessions
from tanggap.kit.web.pages import CHOICE_S, LANGUAGE
from tanggap.kit.words import Say, say

PLACE = "account"
HOME = "/mine"

AnyRequest = Request[Any, Any, Any]


class CodePage(Struct, frozen=True, kw_only=True):
    """What residents/code.html is given."""

    address: str
    then: str
    errors: dict[str, Say] = {}


class PasskeyLine(Struct, frozen=True, kw_only=True):
    """One of somebody's passkeys."""

    id: str
    name: str
    site: str
    created_at: datetime
    used_at: datetime | None


class AccountPage(Struct, frozen=True, kw_only=True):
    """What residents/account.html is given."""

    alias: str
    address: str
    language: str
    since: datetime
    passkeys: tuple[PasskeyLine, ...]
    errors: dict[str, Say] = {}


@post("/sign-in/codes", act=Act.ANYONE)
async def send_code(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Send a code to whoever was named, and ask for it."""
    then = own_path(form.text("then"))
    try:
        async with open_desk() as desk:
            await actions.send_code(
                desk, form.text("address"), address=request.client.host if request.client else ""
            )
    except (Invalid, TooSoon) as refused:
        page = door.SignInPage(
            address=form.text("address") or "", then=then or "", errors={"address": refused.say}
        )
        return Page(door.TEMPLATE, page, status_code=refused.status)
    return Redirect(f"/sign-in/code{_query(then)}")


@get("/sign-in/code", act=Act.ANYONE)
async def show_code(desk: Desk, then: str = "") -> Page | Redirect:
    """Where the code is typed or pasted."""
    address = await actions.awaited(desk)
    if address is None:
        return Redirect("/sign-in", flash=say("Kode sudah lewat waktunya. Minta yang baru."), tone="moving")
    return Page("residents/code.html", CodePage(address=address, then=own_path(then) or ""))


@post("/sign-in/code", act=Act.ANYONE)
async def enter_code(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let somebody in by the code, on a new cookie, with what their browser held."""
    then, cookie = own_path(form.text("then")), sessions.new_cookie()
    try:
        resident = await actions.enter_code(open_desk, form.text("code"), browser=sessions.session_id(cookie))
    except Invalid as refused:
        async with open_desk() as desk:
            address = await actions.awaited(desk)
        if address is None:
            page = door.SignInPage(then=then or "", errors={"address": refused.say})
            return Page(door.TEMPLATE, page, status_code=refused.status)
        asked = CodePage(address=address, then=then or "", errors={"code": refused.say})
        return Page("residents/code.html", asked, status_code=refused.status)
    return await _inside(request, open_desk, resident, cookie, then)


@post("/sign-in/passkey/challenge", act=Act.ANYONE)
async def ask_passkey(request: AnyRequest, form: Form, desk: Desk) -> Response[str]:
    """What a passkey must sign to come in."""
    return Response(await passkeys.begin_sign_in(desk, door.site_of(request)), media_type="application/json")


@post("/sign-in/passkey", act=Act.ANYONE)
async def enter_by_passkey(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let somebody in by what their passkey signed: a resident, or a person of staff, who needs no password then."""
    then, cookie = own_path(form.text("then")), sessions.new_cookie()
    browser = sessions.session_id(cookie)
    try:
        challenge = await passkeys.asked(open_desk, passkeys.SIGN_IN)
        async with open_desk() as desk:
            key = await passkeys.signed(desk, door.site_of(request), challenge, form.text("answer"))
            if key.person is not None:
                actor = await people.enter_by_passkey(desk, key.person, browser=browser)
                return door.inside(request, desk, actor, cookie, then)
            resident = actions.whose(key)
            await actions.let_in(desk, resident, browser=browser)
    except (Invalid, Forbidden) as refused:
        page = door.SignInPage(then=then or "", errors={"passkey": refused.say})
        return Page(door.TEMPLATE, page, status_code=422)
    return await _inside(request, open_desk, resident, cookie, then)


async def _inside(
    request: AnyRequest, open_desk: OpenDesk, resident: ResidentId, cookie: str, then: str | None
) -> Redirect:
    """Somebody is in: what this browser held is theirs, the browser has a new cookie and their language."""
    async with open_desk() as desk:
        browser, language = desk.actor.session, await actions.language_of(desk, resident)
    if browser is not None:
        await keeping.join(open_desk, browser, resident)
    sessions.give(request, cookie)
    answer = Redirect(then or HOME)
    if language is not None:
        answer.set_cookie(LANGUAGE, language, max_age=CHOICE_S, httponly=True, samesite="lax")
    return answer


@get("/account", act=Act.RESIDENT)
async def show_account(desk: Desk) -> Page:
    """What a resident is called, how they are reached, their passkeys, and what they may ask for."""
    return Page("residents/account.html", await _account(desk), place=PLACE)


@post("/account/alias", act=Act.RESIDENT)
async def draw_alias(form: Form, desk: Desk) -> Redirect:
    """Be called something else."""
    alias = await actions.draw_alias(desk)
    return Redirect("/account", flash=say("Nama samaran baru: {alias}.", alias=alias))


@post("/account/language", act=Act.RESIDENT)
async def choose_language(form: Form, desk: Desk) -> Redirect:
    """Be spoken and written to in another language."""
    language = await actions.choose_language(desk, form.text("language"))
    answer = Redirect("/account")
    answer.set_cookie(LANGUAGE, language, max_age=CHOICE_S, httponly=True, samesite="lax")
    return answer


@post("/account/passkeys/challenge", act=Act.RESIDENT)
async def ask_new_passkey(request: AnyRequest, form: Form, desk: Desk) -> Response[str]:
    """What a browser must make of a new passkey."""
    return Response(
        await passkeys.begin_making(desk, door.site_of(request), await _owner(desk)),
        media_type="application/json",
    )


@post("/account/passkeys", act=Act.RESIDENT)
async def keep_passkey(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Keep a passkey a browser made."""
    try:
        challenge = await passkeys.asked(open_desk, passkeys.MAKING)
        async with open_desk() as desk:
            answer, name = form.text("answer"), form.text("name")
            where, owner = door.site_of(request), await _owner(desk)
            made = await passkeys.keep(desk, where, owner, challenge, answer, name=name)
    except Invalid as refused:
        async with open_desk() as desk:
            page = await _account(desk, errors={refused.field or "passkey": refused.say})
        return Page("residents/account.html", page, place=PLACE, status_code=refused.status)
    return Redirect("/account", flash=say("Kunci sandi terpasang: {name}.", name=made.name))


@post("/account/passkeys/name", act=Act.RESIDENT)
async def rename_passkey(form: Form, desk: Desk) -> Redirect:
    """Call a passkey something else."""
    me = await actions.me(desk)
    await passkeys.rename(desk, me.id, passkeys.chosen(form.text("passkey")), form.text("name"))
    return Redirect("/account")


@post("/account/passkeys/removal", act=Act.RESIDENT)
async def remove_passkey(form: Form, desk: Desk) -> Redirect:
    """Let a passkey open nothing any more."""
    await passkeys.remove(desk, (await actions.me(desk)).id, passkeys.chosen(form.text("passkey")))
    return Redirect("/account", flash=say("Kunci sandi dihapus. Hapus juga dari perangkatnya."))


@post("/account/sessions/end", act=Act.RESIDENT)
async def end_other_sessions(form: Form, desk: Desk) -> Redirect:
    """Be signed in nowhere but here."""
    await actions.end_others(desk)
    return Redirect("/account", flash=say("Semua perangkat lain sudah keluar."))


async def _account(desk: Desk, *, errors: dict[str, Say] | None = None) -> AccountPage:
    me = await actions.me(desk)
    return AccountPage(
        alias=me.alias,
        address=me.address,
        language=me.language,
        since=me.created_at,
        passkeys=tuple(
            PasskeyLine(
                id=str(each.id),
                name=each.name,
                site=each.site,
                created_at=each.created_at,
                used_at=each.used_at,
            )
            for each in await keys.owned(desk.db, me.id)
        ),
        errors=errors or {},
    )


async def _owner(desk: Desk) -> Owner:
    me = await actions.me(desk)
    return Owner(resident=me.id, name=me.alias)


def _query(then: str | None) -> str:
    return f"?then={quote(then)}" if then else ""


PAGES = Pages(
    routes=[
        *(send_code, show_code, enter_code, ask_passkey, enter_by_passkey),
        *(show_account, draw_alias, choose_language, end_other_sessions),
        *(ask_new_passkey, keep_passkey, rename_passkey, remove_passkey),
    ]
)
