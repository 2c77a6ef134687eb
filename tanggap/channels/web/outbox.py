"""The outbox: where reports wait on the phone until there is a signal, and the door they come in by."""

from typing import Any

import msgspec
from msgspec import Struct

from tanggap.channels.web import uploads
from tanggap.channels.web.finding import address_in
from tanggap.channels.web.form import block_of, message_of
from tanggap.channels.web.kept import kept_of
from tanggap.channels.web.sending import held_by_sender, offer_of
from tanggap.city.desk import OpenDesk
from tanggap.city.ground import Ground
from tanggap.journey.intake.message import Taken
from tanggap.journey.intake.uploads.actions import require_all
from tanggap.journey.intake.uploads.rules import SCOPE, upload
from tanggap.journey.reception import Reception
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Request, get, post, setting_of
from tanggap.kit.web.gate import Gate
from tanggap.report import number as numbers
from tanggap.report.report import HideReason
from tanggap.report.views import report_path


class OutboxPage(Struct, frozen=True, kw_only=True):
    """What web/outbox.html is given: nothing, since all of it is on the phone."""


class TokenAnswer(Struct, frozen=True, kw_only=True):
    """The token this browser's forms carry now; the one in a page that was kept may be of an older cookie.

    ``challenge`` is work the phone does before it sends, as the form does it while it is filled in.
    """

    token: str
    challenge: str


class TakenAnswer(Struct, frozen=True, kw_only=True):
    """A report is in: its number, and where its receipt is."""

    number: str
    receipt: str


@get("/mine/outbox", act="anyone")
async def show_outbox() -> Page:
    """Drafts, what waits for a signal, and what was sent from this phone."""
    return Page("web/outbox.html", OutboxPage(), place="outbox", keep=True)


@get("/mine/outbox/token", act="anyone")
async def show_token(request: Request[Any, Any, Any], gate: Gate) -> TokenAnswer:
    """The token for what is posted next, and work to do before it; a browser without a cookie is given one."""
    here: Ground = request.state.ground
    return TokenAnswer(token=setting_of(request).token(), challenge=gate.challenge(here.id))


@post("/mine/outbox", act="anyone", status_code=201)
async def send_from_outbox(
    request: Request[Any, Any, Any], form: Form, reception: Reception, open_desk: OpenDesk, gate: Gate
) -> TakenAnswer:
    """Take a report in whose pictures were sent before it, named by ``photo_sha256``.

    The key alone makes it the same report, whoever has signed in meanwhile. Raises Stale when a picture is not
    here any more: it is sent again, and then this; TooMany when too many come from there, upon which it is tried later.
    """
    try:
        with gate.offered(await offer_of(request, form, open_desk)) as passing:
            taken = await _taken(form, reception, open_desk, held=passing.held)
    except Invalid as refused:
        raise Invalid(refused.say, field=block_of(refused, form.text("kind") or "")) from None
    receipt = taken.receipt
    async with open_desk(receipt.city) as desk:
        await held_by_sender(desk, receipt.report, form)
    return TakenAnswer(
        number=numbers.show(desk.ground.known.code, receipt.number),
        receipt=address_in(request, desk.ground, f"{report_path(desk.ground, receipt.number)}/receipt"),
    )


async def _taken(form: Form, reception: Reception, open_desk: OpenDesk, *, held: bool) -> Taken:
    async with open_desk() as desk:
        # As it was when the report was written: asking again in another language is asking for the same.
        wanted = form.text("language")
        language = wanted if wanted in desk.ground.city.languages else desk.tongue.language
        message = message_of(form, desk.ground, scope=SCOPE, language=language)
        city = await uploads.city_of(desk, message.lon, message.lat)
        shared = await kept_of(desk, form)
    sent = [
        upload(each, scope=message.scope, key=message.key, sent_by=None).photo
        for each in form.all("photo_sha256")
    ]
    photos = tuple(dict.fromkeys((*shared, *sent)))
    async with open_desk(city) as desk:
        await require_all(desk, photos)
    reason = HideReason.FLOOD if held else None
    whole = msgspec.structs.replace(message, photos=photos, held=reason)
    return await reception.receive(whole, city=city)
