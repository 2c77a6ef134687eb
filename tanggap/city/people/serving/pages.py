"""The door of somebody who was invited: they set their own password, once."""

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.people.serving import actions
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say

ADDRESS = "/sign-in/invitation"
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


async def _page(desk: Desk, token: str, *, errors: dict[str, Say] | None = None) -> InvitationPage:
    person = await actions.whose(desk, token)
    return InvitationPage(
        name=person.name, login=person.email, href=f"{ADDRESS}/{token}", errors=errors or {}
    )


PAGES = Pages(routes=[show_invitation, come_in])
