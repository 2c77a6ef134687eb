"""The cards of this door's pages: what a chat shows of the city and of a report."""

from typing import Any

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.kit.errors import Missing
from tanggap.kit.pictures.card import PETROL, Card
from tanggap.kit.web import Request, Response, get
from tanggap.kit.web.shared import Shared, card_answer, shared
from tanggap.kit.words import Tongue, say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.finding import numbered
from tanggap.report.report import Report

AnyRequest = Request[Any, Any, Any]
_GONE = say("Gambar ini tidak ada.")

HIDDEN_WITHIN_S = 5
"""What is hidden must be gone from every cache by then."""


@get("/og.png", act="anyone", packed=True)
async def show_city_card(desk: Desk, request: AnyRequest) -> Response[bytes]:
    """The card of every page about the city itself."""
    card = Card(
        city=desk.ground.known.name,
        title=desk.tongue(say("Lihat masalah? Laporkan.")),
        place=desk.tongue(say("Foto, kirim, pantau.")),
        icon="camera",
        colour=PETROL,
    )
    return await card_answer(request, card)


@get("/reports/{number:str}/og.png", act="anyone", packed=True)
async def show_report_card(number: str, desk: Desk, request: AnyRequest) -> Response[bytes]:
    """The card of a listed report. Raises Missing for any other, whoever asks: a card is for strangers."""
    report = await numbered(desk, number)
    if not report.listed:
        raise Missing(_GONE)
    sign = views.kind_sign(desk.ground, report.kind, desk.tongue)
    status = views.status_mark(report.status)
    card = Card(
        city=desk.ground.known.name,
        title=sign.name,
        place=_place(desk.ground, report, desk.tongue),
        icon=sign.icon,
        colour=sign.colour,
        status=(desk.tongue(status.word), status.shape, status.tone),
    )
    return await card_answer(request, card, kept_s=HIDDEN_WITHIN_S)


def city_shared(desk: Desk, request: AnyRequest, href: str, *, title: str) -> Shared:
    """How a page about the city is passed on."""
    words = say("Setiap laporan punya nomor, penanggung jawab, dan batas waktu.")
    return shared(request, href, image="/og.png", title=title, words=words)


def report_shared(desk: Desk, request: AnyRequest, report: Report) -> Shared | None:
    """How a report is passed on: by its kind, its area and where it stands, never in its reporter's words.

    None for one that is not the public's: whoever passes on its address passes on nothing else.
    """
    if not report.listed:
        return None
    href = views.report_path(desk.ground, report.number)
    place = _place(desk.ground, report, desk.tongue)
    return shared(
        request,
        href,
        image=f"{href}/og.png",
        title=f"{views.kind_sign(desk.ground, report.kind, desk.tongue).name} · {place}",
        words=say(
            "{status}. Laporan {number} di {city}: siapa yang menangani dan sampai kapan.",
            status=views.status_mark(report.status).word,
            number=numbers.show(desk.ground.known.code, report.number),
            city=desk.ground.known.name,
        ),
    )


def _place(ground: Ground, report: Report, tongue: Tongue) -> str:
    return views.place_view(ground, report.area, tongue, landmark=None, out_of_area=report.out_of_area).words
