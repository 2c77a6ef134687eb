"""Pages of moderation: a reader's flag, and the coordinator's queue with every decision in it."""

from typing import Any
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.journey.moderation import actions, rules
from tanggap.journey.moderation.held import back_from_photo, held_one, held_page, photo_page
from tanggap.kit.pictures.workshop import Workshop
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report.finding import find
from tanggap.report.report import FlagReason, HideReason, PhotoId
from tanggap.report.views import report_path

PAGES_MOST = 200


@post("/reports/{number:str}/flag", act="anyone")
async def flag(
    number: str, request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk, gate: Gate
) -> Redirect:
    """Say that a report should not be public as it stands."""
    async with open_desk() as desk:
        report, _ = await find(desk, number)
        staff = desk.actor.staff
    with gate.offered(Offer.of(request, door="flags", city=desk.city, trusted=staff)):
        async with open_desk() as desk:
            await actions.flag(desk, report, reason=form.choice("reason", FlagReason))
    # Hidden by this very flag, it has no page any more for whoever flagged it.
    said = say("Terima kasih. Petugas akan melihatnya.")
    return Redirect("/reports", flash=said)


@get("/held", act="triage")
async def show_held(desk: Desk, page: int = 1) -> Page:
    """What is kept from the public until somebody has looked."""
    return Page(
        "moderation/held.html", await held_page(desk, page=max(1, min(page, PAGES_MOST))), place="held"
    )


@get("/held/{number:str}", act="triage")
async def show_one(number: str, desk: Desk) -> Page:
    """One report, as it is and as the public would read it."""
    return Page("moderation/held_one.html", await held_one(desk, numbers.read(number).digits), place="held")


@post("/held/{number:str}/hiding", act="triage")
async def hide(number: str, form: Form, desk: Desk) -> Redirect:
    """Keep it from the public."""
    report = await parties.handled(desk, numbers.read(number).digits)
    await actions.hide(desk, report.id, reason=form.choice("reason", HideReason))
    return Redirect(_back(desk, report.number), flash=say("Laporan tidak tampil untuk umum."))


@post("/held/{number:str}/showing", act="triage")
async def show(number: str, desk: Desk) -> Redirect:
    """Let the public see it."""
    report = await parties.handled(desk, numbers.read(number).digits)
    await actions.show(desk, report.id)
    return Redirect(_back(desk, report.number), flash=say("Laporan tampil untuk umum."))


@get("/held/{number:str}/photos/{photo:uuid}", act="signed_in")
async def show_photo(number: str, photo: UUID, desk: Desk) -> Page:
    """One picture, and what is covered in it."""
    page = await photo_page(desk, numbers.read(number).digits, PhotoId(photo))
    return Page("moderation/photo.html", page, place="held")


@post("/held/{number:str}/photos/{photo:uuid}", act="signed_in")
async def cover(number: str, photo: UUID, form: Form, open_desk: OpenDesk, workshop: Workshop) -> Redirect:
    """Cover what is ticked; for a coordinator nothing else."""
    async with open_desk() as desk:
        report = await parties.handled(desk, numbers.read(number).digits)
        back = back_from_photo(desk, report)
    covers = rules.boxes(form.all("cell"))
    await actions.cover(open_desk, workshop, report.id, PhotoId(photo), covers)
    return Redirect(back, flash=say("Salinan umum foto ini dibuat ulang."))


@post("/held/{number:str}/photos/{photo:uuid}/hiding", act="triage")
async def hide_photo(number: str, photo: UUID, form: Form, desk: Desk) -> Redirect:
    """Keep one picture from the public."""
    report = await parties.handled(desk, numbers.read(number).digits)
    reason = form.choice("reason", HideReason)
    await actions.hide_photo(desk, report.id, PhotoId(photo), reason=reason)
    return Redirect(_back(desk, report.number), flash=say("Foto tidak tampil untuk umum."))


@post("/held/{number:str}/photos/{photo:uuid}/showing", act="triage")
async def show_photo_again(number: str, photo: UUID, desk: Desk) -> Redirect:
    """Let the public see it."""
    report = await parties.handled(desk, numbers.read(number).digits)
    await actions.show_photo(desk, report.id, PhotoId(photo))
    return Redirect(_back(desk, report.number), flash=say("Foto tampil untuk umum."))


def _back(desk: Desk, number: int) -> str:
    return report_path(desk.ground, number).replace("/reports/", "/held/")


PAGES = Pages(
    routes=[flag, show_held, show_one, hide, show, show_photo, cover, hide_photo, show_photo_again],
    menu=[Entry(place="held", href="/held", icon="eye", word=say("Tertahan"), act="triage", order=25)],
)
