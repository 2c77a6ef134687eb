"""Signing in and out."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.passkeys.rules import Site, site
from tanggap.city.people import actions, rules
from tanggap.city.people.factors import store
from tanggap.city.people.factors.rules import ADDRESS as KEYS
from tanggap.city.people.throttle import TooSoon
from tanggap.city.rights import Act, Actor, can
from tanggap.kit.errors import Forbidden, Invalid, Refused, SignInFirst
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post, sessions, setting_of
from tanggap.kit.words import Say, say

TEMPLATE = "people/sign_in.html"
FACTOR = "/sign-in/factor"
PROVIDER, BACK = "/sign-in/provider", "/sign-in/provider/return"

AnyRequest = Request[Any, Any, Any]


class SignInPage(Struct, frozen=True, kw_only=True):
    """The form, as it was filled in, and what was wrong with it."""

    login: str = ""
    address: str = ""
    then: str = ""
    codes: bool = True
    lax: bool = False
    provider: str | None = None
    errors: dict[str, Say] = {}


class FactorPage(Struct, frozen=True, kw_only=True):
    """What people/factor.html is given: which ways this person has."""

    then: str
    totp: bool
    passkeys: bool
    recovery: bool
    errors: dict[str, Say] = {}


@get("/sign-in", act="anyone")
async def show_sign_in(desk: Desk, then: str = "") -> Page:
    """The door of residents and of staff."""
    return Page(TEMPLATE, _door(desk, then=rules.own_path(then) or ""))


@post("/sign-in", act="anyone")
async def sign_in(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let somebody in, on a new cookie, or ask for what they must show beside their password."""
    login, then = form.text("login") or "", rules.own_path(form.text("then"))
    cookie = sessions.new_cookie()
    try:
        actor = await actions.sign_in(
            open_desk,
            email=login,
            password="".join(form.all("password")[-1:]),  # as it was typed, blanks and all
            address=caller(request),
            browser=sessions.session_id(cookie),
        )
    except (Forbidden, TooSoon) as refused:
        async with open_desk() as desk:
            page = _door(desk, login=login, then=then or "", errors={"password": refused.say})
        return Page(TEMPLATE, page, status_code=429 if isinstance(refused, TooSoon) else 422)
    async with open_desk() as desk:
        return inside(request, desk, actor, cookie, then)


@get(FACTOR, act="anyone")
async def show_factor(desk: Desk, then: str = "") -> Page | Redirect:
    """Where somebody shows their second factor, after their password."""
    try:
        return Page("people/factor.html", await _factor(desk, rules.own_path(then)))
    except SignInFirst as late:
        return Redirect("/sign-in", flash=late.say, tone="moving")


@post(FACTOR, act="anyone")
async def enter_factor(request: AnyRequest, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let somebody in by a code, on yet another cookie."""
    then, cookie = rules.own_path(form.text("then")), sessions.new_cookie()
    try:
        actor = await actions.show_factor(
            open_desk, form.text("code"), address=caller(request), browser=sessions.session_id(cookie)
        )
    except SignInFirst as late:
        return Redirect("/sign-in", flash=late.say, tone="moving")
    except (Invalid, TooSoon) as refused:
        async with open_desk() as desk:
            page = await _factor(desk, then, errors={"code": refused.say})
        return Page("people/factor.html", page, status_code=refused.status)
    async with open_desk() as desk:
        return inside(request, desk, actor, cookie, then)


def inside(request: AnyRequest, desk: Desk, actor: Actor | None, cookie: str, then: str | None) -> Redirect:
    """Give a browser its new cookie, and lead its person on: to what they have yet to show or set up, else to their work."""
    sessions.give(request, cookie)
    if actor is None:
        return Redirect(f"{FACTOR}?then={quote(then)}" if then else FACTOR)
    if actor.enrolling is not None:
        return Redirect(KEYS)
    return Redirect(then or first_place(desk.offers.pages, actor))


async def again(open_desk: OpenDesk, no: Refused, *, status: int) -> Page:
    """The door once more, for who came by the city's own provider and was not let in."""
    async with open_desk() as desk:
        return Page(TEMPLATE, _door(desk, errors={"provider": no.say}), status_code=status)


def caller(request: AnyRequest) -> str:
    """Where a request comes from on the network."""
    return request.client.host if request.client else ""


def site_of(request: AnyRequest) -> Site:
    """The site a request came to, as passkeys name it."""
    secure = setting_of(request).base_url.startswith("https://")
    return site(request.headers.get("host", ""), secure=secure)


def _door(desk: Desk, *, login: str = "", then: str = "", errors: dict[str, Say] | None = None) -> SignInPage:
    codes, lax = bool(desk.tools.reachable), not desk.tools.second_factor
    own = desk.ground.known.slug in desk.tools.providers
    provider = (f"{PROVIDER}?then={quote(then)}" if then else PROVIDER) if own else None
    return SignInPage(login=login, then=then, codes=codes, lax=lax, provider=provider, errors=errors or {})


async def _factor(desk: Desk, then: str | None, *, errors: dict[str, Say] | None = None) -> FactorPage:
    held = await store.held(desk.db, await actions.awaited(desk))
    return FactorPage(
        then=then or "",
        totp=held.totp,
        passkeys=held.passkeys > 0,
        recovery=held.recovery > 0,
        errors=errors or {},
    )


@post("/sign-out", act="anyone")
async def sign_out(request: Request[Any, Any, Any], desk: Desk) -> Redirect:
    """Let somebody out; the browser is a stranger again."""
    await actions.sign_out(desk)
    sessions.give(request, sessions.new_cookie())
    return Redirect("/", flash=say("Anda sudah keluar."))


def first_place(offered: Sequence[Pages], actor: Actor) -> str:
    """Where somebody's work begins: the first place of their menu, else the front page."""
    entries = sorted((entry for pages in offered for entry in pages.menu), key=lambda entry: entry.order)
    return next((entry.href for entry in entries if can(actor, Act(entry.act))), "/")


PAGES = Pages(routes=[show_sign_in, sign_in, show_factor, enter_factor, sign_out])
