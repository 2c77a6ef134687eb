"""The public scorecards: how units, areas and kinds did, month by month, and what that was worked out from."""

from typing import Any

from tanggap.city.areas.area import Level
from tanggap.city.desk import Desk
from tanggap.city.packs.pack import in_force
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, Response, get, post
from tanggap.kit.words import say
from tanggap.oversight.scorecards import cards, publishing, telling, views
from tanggap.oversight.scorecards.months import actions, store
from tanggap.oversight.scorecards.months.rules import Subject

AnyRequest = Request[Any, Any, Any]
PLACE = "overview"


@get("/open", act="anyone")
async def show_index(desk: Desk, request: AnyRequest) -> Page:
    """How everybody stands in the month that was published last, or another."""
    published = await store.versions(desk.db, desk.city)
    version = cards.chosen(published, _asked(request))
    found = await store.cards(desk.db, desk.city, version.month, version.version, Subject) if version else []
    drafts = [
        each
        for each in await store.versions(desk.db, desk.city, published=False)
        if each.published_at is None
    ]
    page = views.IndexPage(
        month=version.month if version else None,
        published_at=version.published_at if version else None,
        months=cards.months("/open", published, version),
        rankings=telling.rankings(desk.ground, desk.tongue, found, desk.offers.measures, version.grading)
        if version
        else (),
        versions=telling.versions(each for each in published if version and each.month == version.month),
        first_on=drafts[-1].publish_on if drafts and not published else None,
    )
    return Page("scorecards/index.html", page, place=PLACE)


@get("/open/agencies/{slug:str}", act="anyone")
async def show_agency(slug: str, desk: Desk, request: AnyRequest) -> Page:
    """A unit's scorecard. Raises Missing."""
    _require(desk, slug)
    return Page(
        "scorecards/card.html",
        await cards.card_page(desk, Subject.AGENCY, slug, _asked(request)),
        place=PLACE,
    )


@get("/open/areas/{code:str}", act="anyone")
async def show_area(code: str, desk: Desk, request: AnyRequest) -> Page:
    """An area's scorecard. Raises Missing."""
    area = desk.ground.area(AreaCode(code))
    if area is None or area.level is Level.CITY:
        raise Missing(say("Wilayah ini tidak dikenal."))
    return Page(
        "scorecards/card.html", await cards.card_page(desk, Subject.AREA, code, _asked(request)), place=PLACE
    )


@get("/open/kinds/{slug:str}", act="anyone")
async def show_kind(slug: str, desk: Desk, request: AnyRequest) -> Page:
    """The scorecard of a kind of report. Raises Missing."""
    if slug not in desk.ground.kinds:
        raise Missing(say("Jenis laporan ini tidak dikenal."))
    return Page(
        "scorecards/card.html", await cards.card_page(desk, Subject.KIND, slug, _asked(request)), place=PLACE
    )


@post("/open/agencies/{slug:str}/answers", act="answer_for_unit")
async def answer(slug: str, form: Form, desk: Desk) -> Redirect:
    """Say something in public beside a unit's score. Raises Forbidden, Invalid, Missing, Refused."""
    _require(desk, slug)
    if (month := cards.month_of(form.text("month"))) is None:
        raise Invalid(say("Pilih bulannya."), field="month")
    await actions.answer(desk, AgencySlug(slug), month, form.text("text") or "")
    return Redirect(telling.path_of(Subject.AGENCY, slug), flash=say("Jawaban tampil di samping nilai."))


@get("/open/scores/{file:str}", act="anyone")
async def download(file: str, desk: Desk) -> Response[str]:
    """What a month's scores were worked out from: 2026-10.csv or 2026-10.json. Raises Missing."""
    name, _, kind = file.partition(".")
    month = cards.month_of(name)
    found = await store.versions(desk.db, desk.city, first=month, last=month) if month else []
    if not found or kind not in ("csv", "json"):
        raise Missing(say("Rapor bulan itu belum terbit."))
    version = found[0]
    of = await store.cards(desk.db, desk.city, version.month, version.version, (Subject.CITY, Subject.AGENCY))
    text = (publishing.table if kind == "csv" else publishing.document)(desk, version, of)
    return Response(
        text,
        media_type="text/csv" if kind == "csv" else "application/json",
        headers={
            "content-disposition": f'attachment; filename="{desk.ground.known.slug}-{name}.{kind}"',
            "access-control-allow-origin": "*",
        },
    )


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


PAGES = Pages(routes=[show_index, show_agency, show_area, show_kind, answer, download, show_method])


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


def _require(desk: Desk, agency: str) -> None:
    if AgencySlug(agency) not in desk.ground.agencies:
        raise Missing(say("Unit ini tidak dikenal."))
