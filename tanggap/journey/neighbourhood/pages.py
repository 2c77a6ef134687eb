"""The office's page of its neighbourhood, and what residents post."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import AreaCode
from tanggap.journey.neighbourhood import actions, rules, views
from tanggap.journey.neighbourhood.store import residents
from tanggap.journey.neighbourhood.views import Announced
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report.choices import Choice, Option, choices
from tanggap.report.parties import speaks_to
from tanggap.report.remarks import store as remarks
from tanggap.report.remarks.remark import Remark, RemarkState
from tanggap.report.views import HIDE_REMARK_WORDS, Spoken, all_spoken, report_path
from tanggap.report.views.codes import FLAG_WORDS

PLACE = "neighbourhood"
_FIELDS = ("area", "title", "text", "until")
_WAITS = say("Terkirim. Tulisan tampil setelah dibaca petugas.")


class NeighbourhoodPage(Struct, frozen=True, kw_only=True):
    """What neighbourhood/neighbourhood.html is given."""

    areas: tuple[Option, ...]
    given: dict[str, str]
    errors: dict[str, Say]
    last: date
    standing: tuple[Announced, ...]
    held: tuple[Spoken, ...]
    hiding: tuple[Choice, ...]
    flagging: tuple[Choice, ...]


@get("/neighbourhood", act="announce")
async def show_neighbourhood(desk: Desk) -> Page:
    """What stands in this person's areas, what waits to be read, and the form for something new."""
    return Page("neighbourhood/neighbourhood.html", await _page(desk, Form()), place=PLACE)


@post("/neighbourhood", act="announce")
async def announce(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Tell the people of an area something."""
    try:
        async with open_desk() as desk:
            await actions.announce(
                desk,
                area=form.text("area"),
                title=form.text("title"),
                text=form.text("text"),
                ends_on=form.day("until"),
            )
    except Invalid as refused:
        async with open_desk() as desk:
            page = await _page(desk, form, refused=refused)
        return Page("neighbourhood/neighbourhood.html", page, place=PLACE, status_code=refused.status)
    return Redirect("/neighbourhood", flash=say("Pengumuman tampil di halaman wilayahnya."))


@post("/announcements/{announcement:uuid}/withdrawal", act="announce")
async def withdraw(announcement: UUID, desk: Desk) -> Redirect:
    """Take an announcement back."""
    await actions.withdraw(desk, announcement)
    return Redirect("/neighbourhood", flash=say("Pengumuman ditarik."))


@post("/announcements/{announcement:uuid}/replies", act="anyone")
async def reply(announcement: UUID, form: Form, desk: Desk) -> Redirect:
    """Answer an announcement as a resident."""
    said, state = await actions.reply(desk, announcement, text=form.text("text"))
    return Redirect(
        f"/areas/{said.area}",
        flash=_WAITS if state is RemarkState.HELD else say("Tanggapan tampil."),
        tone="moving" if state is RemarkState.HELD else "done",
    )


@post("/reports/{number:str}/thanks", act="anyone")
async def thank(number: str, form: Form, desk: Desk) -> Redirect:
    """Thank whoever did the work."""
    report, state = await actions.thank(desk, number, text=form.text("text"))
    held = state is RemarkState.HELD
    return Redirect(
        report_path(desk.ground, report.number),
        flash=_WAITS if held else say("Terima kasih disampaikan kepada petugasnya."),
        tone="moving" if held else "done",
    )


async def _page(desk: Desk, form: Form, *, refused: Invalid | None = None) -> NeighbourhoodPage:
    areas = rules.areas_of(desk.ground, desk.actor)
    codes = [area.code for area in areas]
    today = desk.ground.calendar.day_of(desk.now())
    chosen = form.text("area")
    held = all_spoken(desk, await _held(desk, codes), moderating=True)
    return NeighbourhoodPage(
        areas=tuple(
            Option(value=area.code, name=area.name, chosen=area.code == chosen)
            for area in sorted(areas, key=lambda each: (each.level.value, each.name))
        ),
        given={name: form.text(name) or "" for name in _FIELDS},
        errors={refused.field or "text": refused.say} if refused else {},
        last=today + rules.DAYS_MOST,
        standing=tuple(_without(each, held) for each in await views.announced(desk, codes)),
        held=held,
        hiding=choices(HIDE_REMARK_WORDS),
        flagging=choices(FLAG_WORDS),
    )


def _without(announced: Announced, held: Sequence[Spoken]) -> Announced:
    """An announcement with the replies that do not stand in the queue beside it."""
    waiting = {each.id for each in held}
    return replace(announced, replies=tuple(each for each in announced.replies if each.id not in waiting))


async def _held(desk: Desk, areas: Sequence[AreaCode]) -> Sequence[Remark]:
    """What residents wrote here that waits to be read; what lies in no area waits for who answers for all of them."""
    everywhere = speaks_to(desk.ground, desk.actor, None)
    return await remarks.held(desk.db, desk.city, residents.OURS, areas=None if everywhere else areas)


PAGES = Pages(
    routes=[show_neighbourhood, announce, withdraw, reply, thank],
    menu=[
        Entry(
            place=PLACE,
            href="/neighbourhood",
            icon="megaphone-simple",
            word=say("Lingkungan"),
            act="announce",
            order=60,
        )
    ],
)
