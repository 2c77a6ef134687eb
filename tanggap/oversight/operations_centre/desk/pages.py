"""The desk of the operations centre: what is new, what is open, what is late, and what the last shift left."""

from typing import Any
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.desk.asked import ADDRESS, asked
from tanggap.oversight.operations_centre.desk.handover import actions as handover
from tanggap.oversight.operations_centre.desk.handover.rules import NoteId
from tanggap.oversight.operations_centre.desk.kept import actions as kept
from tanggap.oversight.operations_centre.desk.kept.rules import ViewId
from tanggap.oversight.operations_centre.desk.scope import today
from tanggap.oversight.operations_centre.desk.screen import desk_page
from tanggap.report.choices import refusal
from tanggap.report.views.maps import map_page

AnyRequest = Request[Any, Any, Any]
PLACE, TEMPLATE = "operations", "desk/desk.html"


@get(ADDRESS, act="operate")
async def show_desk(desk: Desk, request: AnyRequest) -> Page | Redirect:
    """What is asked for; without asking, the view somebody begins with, or the last week."""
    query = dict(request.query_params)
    if not query and (first := await kept.first(desk)) is not None:
        return Redirect(first.href)
    page = await desk_page(desk, asked(query, desk.ground, today=today(desk)))
    return map_page(desk.ground, TEMPLATE, page, place=PLACE)


@post(f"{ADDRESS}/notes", act="operate")
async def write_note(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Leave a note for the next shift."""
    try:
        async with open_desk() as desk:
            await handover.write(desk, form.text("words"), pinned=form.text("pinned") is not None)
            back = kept.read(desk, form.text("query") or "").href
    except Invalid as refused:
        return await _again(form, open_desk, "note", refused, "words")
    return Redirect(back, flash=say("Catatan ditinggalkan untuk giliran berikutnya."))


@post(ADDRESS + "/notes/{note:uuid}/taking", act="operate")
async def take_note(note: UUID, desk: Desk) -> Redirect:
    """Take a note over."""
    await handover.take(desk, NoteId(note))
    return Redirect(ADDRESS, flash=say("Catatan diambil alih."))


@post(ADDRESS + "/notes/{note:uuid}/pin", act="operate")
async def pin_note(note: UUID, form: Form, open_desk: OpenDesk) -> Redirect:
    """Keep a note on top, or no longer."""
    pinned = form.text("pinned") is not None
    async with open_desk() as desk:
        await handover.pin(desk, NoteId(note), pinned=pinned)
    return Redirect(ADDRESS, flash=say("Catatan disematkan.") if pinned else say("Sematan dilepas."))


@post(f"{ADDRESS}/views", act="operate")
async def keep_view(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Keep what is shown under a name."""
    shared, opens = form.text("shared") is not None, form.text("opens") is not None
    query = form.text("query") or ""
    try:
        async with open_desk() as desk:
            view = await kept.keep(desk, form.text("name"), query, shared=shared, opens=opens)
    except Invalid as refused:
        return await _again(form, open_desk, "view", refused, "name")
    return Redirect(f"{ADDRESS}?{view.asks}", flash=say("Tampilan disimpan: {name}.", name=view.name))


@post(ADDRESS + "/views/{view:uuid}/opening", act="operate")
async def open_with_view(view: UUID, desk: Desk) -> Redirect:
    """Begin with this view from now on."""
    await kept.open_with(desk, ViewId(view))
    return Redirect(ADDRESS, flash=say("Pusat kendali sekarang dibuka dengan tampilan ini."))


@post(ADDRESS + "/views/{view:uuid}/removal", act="operate")
async def drop_view(view: UUID, desk: Desk) -> Redirect:
    """Keep a view no longer."""
    await kept.drop(desk, ViewId(view))
    return Redirect(ADDRESS, flash=say("Tampilan dihapus."))


async def _again(form: Form, open_desk: OpenDesk, name: str, refused: Invalid, field: str) -> Page:
    """The desk once more, with what is to be mended in one of its forms. Raises what no field of it is to blame for."""
    shown = refusal(name, refused, {field: form.text(field)})
    if shown is None:
        raise refused
    async with open_desk() as desk:
        page = await desk_page(desk, kept.read(desk, form.text("query") or ""), shown)
        return map_page(desk.ground, TEMPLATE, page, place=PLACE, status_code=422)


PAGES = Pages(
    routes=[show_desk, write_note, take_note, pin_note, keep_view, open_with_view, drop_view],
    menu=[Entry(place=PLACE, href=ADDRESS, icon="gauge", word=say("Pusat kendali"), act="operate", order=34)],
)
