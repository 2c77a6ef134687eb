"""A browser says that it wants to be told, and where its push service is."""

from tanggap.channels.push import actions
from tanggap.city.desk import Desk
from tanggap.city.rights import Act
from tanggap.kit import webpush
from tanggap.kit.web import Form, Pages, Redirect, Response, get, post
from tanggap.kit.webpush import Signer
from tanggap.kit.words import say

AFTER = "/notices/settings"


@get("/push/key", act=Act.ANYONE)
async def show_key(desk: Desk) -> Response[str]:
    """The public key a browser subscribes with."""
    headers = {"cache-control": "public, max-age=3600"}
    return Response(Signer(desk.tools.secrets).public, media_type="text/plain", headers=headers)


@post("/push", act=Act.ANYONE)
async def subscribe(desk: Desk, form: Form) -> Redirect:
    """From now on this browser's device is told too."""
    subscription = webpush.checked(
        endpoint=form.text("endpoint"), p256dh=form.text("p256dh"), auth=form.text("auth")
    )
    await actions.subscribe(desk, subscription)
    return Redirect(AFTER, flash=say("Perangkat ini akan diberi kabar."))


@post("/push/removal", act=Act.ANYONE)
async def unsubscribe(desk: Desk) -> Redirect:
    """From now on it is not."""
    await actions.unsubscribe(desk)
    return Redirect(AFTER, flash=say("Perangkat ini tidak diberi kabar lagi."))


PAGES = Pages(routes=[show_key, subscribe, unsubscribe])
