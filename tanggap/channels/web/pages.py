"""The routes of the citizen's door."""

from typing import Any

from msgspec import Struct

from tanggap.channels.web import (
    api,
    correction,
    home,
    how,
    install,
    kinds,
    listing,
    mine,
    neighbour,
    outbox,
    own,
    pictures,
    places,
    report,
    sending,
    share,
    sharing,
    track,
    uploads,
)
from tanggap.city.desk import Desk
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.pages import CHOICE_S, LANGUAGE, SAVING

AnyRequest = Request[Any, Any, Any]


class PlainPage(Struct, frozen=True, kw_only=True):
    """A page that says the same to everybody."""


@post("/language", act="anyone")
async def choose_language(form: Form, desk: Desk) -> Redirect:
    """Speak another language to this browser, and go back to where it was."""
    answer = _back(form)
    language = form.text("language")
    if language in desk.ground.city.languages:
        answer.set_cookie(LANGUAGE, language, max_age=CHOICE_S, httponly=True, samesite="lax")
    return answer


@post("/data-saver", act="anyone")
async def choose_saving(form: Form) -> Redirect:
    """Load pictures only when they are asked for, or at once again, whatever this browser asks for by itself."""
    answer = _back(form)
    if (saving := form.text("saving")) in {"on", "off"}:
        answer.set_cookie(SAVING, saving, max_age=CHOICE_S, httponly=True, samesite="lax")
    return answer


def _back(form: Form) -> Redirect:
    """To where a choice was made."""
    back = form.text("back") or "/"
    # Only to a path of ours: "//" and "/\" would leave the house.
    ours = back.startswith("/") and back[1:2] not in {"/", "\\"}
    return Redirect(back if ours else "/")


@get("/help", act="anyone")
async def show_help(desk: Desk) -> Page:
    """What can be reported, how long it takes, who sees it."""
    return Page("web/help.html", PlainPage(), keep=True)


@get("/offline", act="anyone")
async def show_offline() -> Page:
    """What a phone keeps to show when there is no signal."""
    return Page("web/offline.html", PlainPage(), keep=True)


@get("/lapor", act="anyone")
async def short_new(request: AnyRequest) -> Redirect:
    """The short address of posters and QR codes, with the area and kind they name."""
    return _longer("/reports/new", request)


@get("/cek", act="anyone")
async def short_track(request: AnyRequest) -> Redirect:
    """The short address for tracking."""
    return _longer("/track", request)


def _longer(href: str, request: AnyRequest) -> Redirect:
    query = request.url.query
    return Redirect(f"{href}?{query}" if query else href)


PAGES = Pages(
    routes=[
        *(home.show_home, sending.show_form, sending.send, sending.show_receipt),
        *(report.show_report, own.answer, own.dispute, own.withdraw, own.rate, own.erase),
        mine.show_mine,
        *(correction.show_correction, correction.correct_kind, correction.correct_place),
        *(
            correction.add_photos,
            neighbour.confirm,
            neighbour.comment,
            track.show_track,
            track.track,
            pictures.show_photo,
        ),
        *(kinds.show_suggested, kinds.show_question_rules),
        *(places.show_area, places.find_places, places.show_shapes),
        *(choose_language, choose_saving, show_help, show_offline, short_new, short_track),
        *(outbox.show_outbox, outbox.show_token, outbox.send_from_outbox, share.share),
        install.show_manifest,
        *(how.show_how, sharing.show_city_card, sharing.show_report_card),
    ],
    api=[
        kinds.show_kinds,
        api.send_report,
        api.send_photo,
        api.give_challenge,
        uploads.show_upload,
        uploads.send_piece,
        listing.list_reports,
        api.show_report,
    ],
)
