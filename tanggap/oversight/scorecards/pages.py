"""The public scorecards: how units, areas and kinds did, month by month, and what that was worked out from."""

from typing import Any

from tanggap.city.areas.area import Level
from tanggap.city.desk import Desk
from tanggap.city.packs.dated import in_force
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, Response, get, post
from tanggap.kit.words import say
from tanggap.oversight.scorecards import cards, listing, publishing, telling, views
from tanggap.oversight.scorecards.months import actions, store
from tanggap.oversight.scorecards.months.rules import Span, Subject

AnyRequest = Request[Any, Any, Any]
PLACE = "overview"


@get("/open", act="anyone")
async def show_index(desk: Desk, request: AnyRequest) -> Page:
    """How everybody stands in the month that was published last, or another, or over the twelve that end with it."""
    published = await store.versions(desk.db, desk.city)
    version = cards.chosen(published, _asked(request), request.query_params.get("version"))
    page = await cards.index_page(desk, published, version, cards.span_of(request.query_params.get("over")))
    return Page("scorecards/index.html", page, place=PLACE)


@get("/open/agencies/{slug:str}", act="anyone")
async def show_agency(slug: str, desk: Desk, request: AnyRequest) -> Page:
    """A unit's scorecard. Raises Missing."""
    _require(desk, slug)
    return Page(
        "scorecards/card.html",
        await _card_page(desk, request, Subject.AGENCY, slug),
        place=PLACE,
    )


@get("/open/areas/{code:str}", act="anyone")
async def show_area(code: str, desk: Desk, request: AnyRequest) -> Page:
    """An area's scorecard. Raises Missing."""
    area = desk.ground.area(AreaCode(code))
    if area is None or area.level is Level.CITY:
        raise Missing(say("Wilayah ini tidak dikenal."))
    return Page("scorecards/card.html", await _card_page(desk, request, Subject.AREA, code), place=PLACE)


@get("/open/kinds/{slug:str}", act="anyone")
async def show_kind(slug: str, desk: Desk, request: AnyRequest) -> Page:
    """The scorecard of a kind of report. Raises Missing."""
    if slug not in desk.ground.kinds:
        raise Missing(say("Jenis laporan ini tidak dikenal."))
    return Page("scorecards/card.html", await _card_page(desk, request, Subject.KIND, slug), place=PLACE)


@post("/open/agencies/{slug:str}/answers", act="answer_for_unit")
async def answer(slug: str, form: Form, desk: Desk) -> Redirect:
    """Say something in public beside a unit's score. Raises Forbidden, Invalid, Missing, Refused."""
    _require(desk, slug)
    if (month := cards.month_of(form.text("month"))) is None:
        raise Invalid(say("Pilih bulannya."), field="month")
    await actions.answer(desk, AgencySlug(slug), month, form.text("text") or "")
    return Redirect(telling.path_of(Subject.AGENCY, slug), flash=say("Jawaban tampil di samping nilai."))


@post("/open/corrections", act="decide")
async def correct(form: Form, desk: Desk) -> Redirect:
    """Publish a month anew, with the reason. Raises Forbidden, Invalid, Missing."""
    if (month := cards.month_of(form.text("month"))) is None:
        raise Invalid(say("Pilih bulannya."), field="month")
    await actions.correct(desk, month, form.text("reason") or "")
    return Redirect(f"/open?month={month:%Y-%m}", flash=say("Rapor terbit lagi, dengan alasannya."))


@get("/open/scores/{file:str}", act="anyone")
async def download(file: str, desk: Desk, request: AnyRequest) -> Response[str]:
    """What a month's scores were worked out from: 2026-10.csv or 2026-10.json, of a version or the latest. Raises Missing."""
    name, _, kind = file.partition(".")
    month = cards.month_of(name)
    found = await store.versions(desk.db, desk.city, first=month, last=month) if month else []
    version = cards.chosen(found, name, request.query_params.get("version"))
    if version is None or kind not in ("csv", "json"):
        raise Missing(say("Rapor bulan itu belum terbit."))
    of = {
        span: await store.cards(
            desk.db, desk.city, version.month, version.version, (Subject.CITY, Subject.AGENCY), span=span
        )
        for span in Span
    }
    text = (publishing.table if kind == "csv" else publishing.document)(desk, version, of)
    return Response(
        text,
        media_type="text/csv" if kind == "csv" else "application/json",
        headers={
            "content-disposition": f'attachment; filename="{desk.ground.known.slug}-{name}.{kind}"',
            "access-control-allow-origin": "*",
        },
    )


@get("/open/reports", act="anyone")
async def show_behind(desk: Desk, request: AnyRequest) -> Page:
    """The reports behind a figure: the listed ones, and for the unit's own people all. Raises Missing."""
    return Page("scorecards/behind.html", await listing.behind_page(desk, request.query_params), place=PLACE)


@get("/open/method", act="anyone")
async def show_method(desk: Desk) -> Page:
    """How a score comes about, with one that was published worked out step by step."""
    grading = in_force(desk.ground.city.scorecard, desk.ground.calendar.day_of(desk.now()))
    page = views.MethodPage(
        grading=grading,
        gradings=desk.ground.city.scorecard,
        fewest_shown=telling.FEWEST_SHOWN,
        weights=tuple(
            views.Weighed(title=each.title, weight=grading.weights[each.name])
            for each in desk.offers.measures
            if each.name in grading.weights
        ),
        example=await _example(desk),
    )
    return Page("scorecards/method.html", page, place=PLACE)


PAGES = Pages(
    routes=[
        show_index,
        show_agency,
        show_area,
        show_kind,
        answer,
        correct,
        download,
        show_behind,
        show_method,
    ]
)


async def _example(desk: Desk) -> views.Example | None:
    """The score of the agency that finished most in the month published last, step by step."""
    published = await store.versions(desk.db, desk.city)
    if not published:
        return None
    version = published[0]
    of = await store.cards(desk.db, desk.city, version.month, version.version, (Subject.CITY, Subject.AGENCY))
    return publishing.example(desk, version, of)


def _asked(request: AnyRequest) -> str | None:
    return request.query_params.get("month")


async def _card_page(desk: Desk, request: AnyRequest, subject: Subject, key: str) -> views.CardPage:
    return await cards.card_page(desk, subject, key, _asked(request), request.query_params.get("version"))


def _require(desk: Desk, agency: str) -> None:
    if AgencySlug(agency) not in desk.ground.agencies:
        raise Missing(say("Unit ini tidak dikenal."))
