"""The door of somebody who was invited: they set their own password or passkey, once."""

from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people import pages as door
from tanggap.city.people.factors.rules import ADDRESS as KEYS
from tanggap.city.people.keys.pages import RecoveryPage
from tanggap.city.people.serving import actions
from tanggap.city.people.serving.actions import ADDRESS
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, Response, get, post, sessions
from tanggap.kit.words import Say, say

TEMPLATE = "people/invitation.html"


class InvitationPage(Struct, frozen=True, kw_only=True):
    """What people/invitation.html is given."""

    name: str
    login: str
    href: str
    errors: dict[str, Say] = {}


@get(f"{ADDRESS}/{{token:str}}", act="anyone")
async def show_invitation(token: str, desk: Desk) -> Page:
    """The form of a first password."""
    return Page(TEMPLATE, await _page(desk, token))


@post(f"{ADDRESS}/{{token:str}}", act="anyone")
async def come_in(token: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Set a first password."""
    try:
        password = "".join(form.all("password")[-1:])  # as it was typed, blanks and all
        await actions.come_in(open_desk, token, password=password)
    except Invalid as refused:
        async with open_desk() as desk:
            page = await _page(desk, token, errors={"password": refused.say})
        return Page(TEMPLATE, page, status_code=refused.status)
    return Redirect("/sign-in", flash=say("Kata sandi tersimpan. Silakan masuk."))


@post(f"{ADDRESS}/{{token:str}}/passkey/challenge", act="anyone")
async def ask_passkey(token: str, request: Request[Any, Any, Any], form: Form, desk: Desk) -> Response[str]:
    """What a browser must make of a first passkey."""
    asked = await actions.begin_passkey(desk, token, door.site_of(request))
    return Response(asked, media_type="application/json")


@post(f"{ADDRESS}/{{token:str}}/passkey", act="anyone")
async def come_in_by_passkey(
    token: str, request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk
) -> Page:
    """Keep a first passkey; whoever made it is in, and shown their recovery codes."""
    cookie, site = sessions.new_cookie(), door.site_of(request)
    try:
        codes = await actions.come_in_by_passkey(
            open_desk,
            token,
            site,
            form.text("answer"),
            name=form.text("name"),
            browser=sessions.session_id(cookie),
        )
    except Invalid as refused:
        async with open_desk() as desk:
            page = await _page(desk, token, errors={"passkey": refused.say})
        return Page(TEMPLATE, page, status_code=refused.status)
    sessions.give(request, cookie)
    return Page("people/recovery.html", RecoveryPage(codes=codes, href=KEYS))


async def _page(desk: Desk, token: str, *, errors: dict[str, Say] | None = None) -> InvitationPage:
    person = await actions.whose(desk, token)
    return InvitationPage(
        name=person.name, login=person.email, href=f"{ADDRESS}/{token}", errors=errors or {}
    )


PAGES = Pages(routes=[show_invitation, come_in, ask_passkey, come_in_by_passkey])
