"""Signing in and out."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import actions, rules
from tanggap.city.rights import Act, Actor, can
from tanggap.kit.errors import Forbidden
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post, sessions
from tanggap.kit.words import Say, say

TEMPLATE = "people/sign_in.html"


class SignInPage(Struct, frozen=True, kw_only=True):
    """The form, as it was filled in, and what was wrong with it."""

    login: str = ""
    address: str = ""
    then: str = ""
    codes: bool = True
    errors: dict[str, Say] = {}


@get("/sign-in", act="anyone")
async def show_sign_in(desk: Desk, then: str = "") -> Page:
    """The door of residents and of staff."""
    return Page(TEMPLATE, SignInPage(then=rules.own_path(then) or "", codes=bool(desk.tools.reachable)))


@post("/sign-in", act="anyone")
async def sign_in(request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let somebody in, on a new cookie, and lead them to where they wanted or to their first place."""
    login, then = form.text("login") or "", rules.own_path(form.text("then"))
    cookie = sessions.new_cookie()
    try:
        actor = await actions.sign_in(
            open_desk,
            email=login,
            password="".join(form.all("password")[-1:]),  # as it was typed, blanks and all
            address=request.client.host if request.client else "",
            browser=sessions.session_id(cookie),
        )
    except (Forbidden, actions.TooSoon) as refused:
        page = SignInPage(login=login, then=then or "", errors={"password": refused.say})
        return Page(TEMPLATE, page, status_code=429 if isinstance(refused, actions.TooSoon) else 422)
    sessions.give(request, cookie)
    if then is None:
        async with open_desk() as desk:
            then = first_place(desk.offers.pages, actor)
    return Redirect(then)


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


PAGES = Pages(routes=[show_sign_in, sign_in, sign_out])
