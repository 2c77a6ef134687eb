"""The way through a city's own provider: out to it, and back."""

from typing import Any

from tanggap.city.desk import OpenDesk
from tanggap.city.people import pages as door
from tanggap.city.people.pages import BACK, PROVIDER
from tanggap.city.people.provider import actions
from tanggap.city.people.rules import own_path
from tanggap.kit.errors import Refused
from tanggap.kit.web import Page, Pages, Redirect, Request, Response, get, sessions, setting_of

AnyRequest = Request[Any, Any, Any]


@get(PROVIDER, act="anyone")
async def leave(request: AnyRequest, open_desk: OpenDesk, then: str = "") -> Page | Response[str]:
    """Send a browser to the provider."""
    redirect = f"{door.site_of(request).origin}{setting_of(request).path(BACK)}"
    try:
        address = await actions.leave(open_desk, redirect=redirect, then=own_path(then) or "")
    except Refused as no:
        return await door.again(open_desk, no, status=no.status)
    return Response("", media_type="text/plain", status_code=303, headers={"location": address})


@get(BACK, act="anyone")
async def come_back(request: AnyRequest, open_desk: OpenDesk) -> Page | Redirect:
    """Let in whom the provider vouches for."""
    cookie, answer = sessions.new_cookie(), request.query_params  # the framework keeps `state` to itself
    try:
        actor, then = await actions.come_back(
            open_desk,
            state=answer.get("state", ""),
            code=answer.get("code", ""),
            issuer=answer.get("iss"),
            browser=sessions.session_id(cookie),
        )
    except Refused as no:
        return await door.again(open_desk, no, status=no.status)
    async with open_desk() as desk:
        return door.inside(request, desk, actor, cookie, own_path(then))


PAGES = Pages(routes=[leave, come_back])
