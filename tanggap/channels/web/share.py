"""What another app on the phone shares with Tanggap: it becomes the beginning of a report.

Where the page's own worker runs, it takes the share and nothing is sent before the person sends it. This is for
phones where it does not.
"""

from pathlib import Path
from typing import Any

from tanggap.channels.web import pictures
from tanggap.channels.web.form import form_page
from tanggap.city.desk import OpenDesk
from tanggap.journey.intake.message import PHOTOS_MOST
from tanggap.kit.errors import Forbidden, Invalid
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Form, Page, Request, post
from tanggap.kit.web.forms import FILE_BYTES_MOST, read_form
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say

BODY_BYTES_MOST = (PHOTOS_MOST + 1) * FILE_BYTES_MOST


@post("/share", act="anyone", request_max_body_size=BODY_BYTES_MOST, status_code=200)
async def share(request: Request[Any, Any, Any], open_desk: OpenDesk, workshop: Workshop, gate: Gate) -> Page:
    """The report form with what was shared in it; the pictures wait for it, this browser's alone.

    The phone itself posts this, with no page of ours before it and so without a token: nothing is done but
    what the person sees, and sends or leaves.
    """
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise Forbidden(say("Bagikan foto ke Tanggap dari ponsel, bukan dari halaman lain."))
    async with open_desk() as desk:
        folder = desk.tools.files.scratch
        offer = Offer.of(
            request, door="shares", city=desk.city, seat=desk.actor.seat, trusted=desk.actor.staff
        )
    with gate.offered(offer):
        return await _shared(request, folder, open_desk, workshop, gate)


async def _shared(
    request: Request[Any, Any, Any], folder: Path, open_desk: OpenDesk, workshop: Workshop, gate: Gate
) -> Page:
    shared = await read_form(request, folder=folder)
    try:
        sent = await pictures.take(
            shared.files("photo")[:PHOTOS_MOST],
            open_desk=open_desk,
            workshop=workshop,
            too_large=shared.refused("photo"),
        )
    finally:
        shared.discard()
    words = "\n".join(text for name in ("title", "text", "url") if (text := shared.text(name)))
    refused = Invalid(sent.refused[0], field="photo") if sent.refused else None
    async with open_desk() as desk:
        challenge = gate.challenge(desk.city)
        page = form_page(desk, Form({"text": [words]}), challenge=challenge, refused=refused, kept=sent.kept)
    return Page("web/report_form.html", page, place="new")
