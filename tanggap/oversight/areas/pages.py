"""An area's page: what was asked there, what was done, who is in charge, what the office says. Open to everybody."""

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.sketch import Drawing
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode
from tanggap.journey.feed import store as feed
from tanggap.journey.neighbourhood import views as neighbourhood
from tanggap.journey.neighbourhood.views import Announced
from tanggap.kit.errors import Missing
from tanggap.kit.pictures.card import PETROL
from tanggap.kit.pictures.card import Card as SharePicture
from tanggap.kit.web import Page, Pages, Request, Response, get
from tanggap.kit.web.shared import Shared, card_answer, shared
from tanggap.kit.words import Say, say
from tanggap.oversight.areas import rules, store
from tanggap.oversight.areas.rules import Figures
from tanggap.oversight.counts.views import Share
from tanggap.report import views
from tanggap.report.choices import Choice, choices
from tanggap.report.report import ReportId
from tanggap.report.views import Card
from tanggap.report.views.codes import FLAG_WORDS
from tanggap.report.views.signs import LEVEL_WORDS

NEWEST = 12
AnyRequest = Request[Any, Any, Any]


class Place(Struct, frozen=True, kw_only=True):
    """A way to an area's page."""

    href: str
    name: str
    code: AreaCode
    here: bool = False


class District(Struct, frozen=True, kw_only=True):
    """A kecamatan and what lies in it."""

    place: Place
    within: tuple[Place, ...]


class AreasPage(Struct, frozen=True, kw_only=True):
    """What areas/areas.html is given."""

    districts: tuple[District, ...]
    drawing: Drawing | None
    approximate: bool


class AreaPage(Struct, frozen=True, kw_only=True):
    """What areas/area.html is given."""

    name: str
    level: Say
    around: Place | None
    office: str | None
    since: date
    at: datetime
    figures: Figures
    kinds: tuple[Share, ...]
    newest: tuple[Card, ...]
    announced: tuple[Announced, ...]
    hiding: tuple[Choice, ...]
    flagging: tuple[Choice, ...]
    within: tuple[Place, ...]
    drawing: Drawing | None
    drawn: tuple[AreaCode, ...]
    approximate: bool
    report: str
    feed: str
    follow: str
    posters: str
    shared: Shared | None = None


@get("/areas", act="anyone")
async def show_areas(desk: Desk) -> Page:
    """Every area of the city, on a drawing and in a list."""
    ground = desk.ground
    page = AreasPage(
        districts=_districts(ground),
        drawing=ground.drawing,
        approximate=any(area.approximate for area in ground.areas.all()),
    )
    return Page("areas/areas.html", page, place="areas")


@get("/areas/{code:str}", act="anyone")
async def show_area(code: str, desk: Desk, request: AnyRequest) -> Page:
    """One area of the city. Raises Missing."""
    ground, now = desk.ground, desk.now()
    area = _area(ground, code)
    since = now - rules.FIGURES_OF
    counted = await store.counted(desk.db, desk.city, area.code, since=since, now=now)
    chain = ground.areas.chain(area.code)
    around = next((each for each in chain[1:] if each.level is not Level.CITY), None)
    office = ground.offices.get(area.code)
    within = _within(ground, area.code)
    page = AreaPage(
        name=area.name,
        level=LEVEL_WORDS[area.level],
        around=_place(around) if around is not None else None,
        office=office.name if office is not None else None,
        since=ground.calendar.day_of(since),
        at=now,
        figures=rules.figures(counted),
        kinds=_kinds(desk, rules.most_common(counted)),
        newest=await _newest(desk, area.code),
        announced=await neighbourhood.announced(desk, [each.code for each in chain]),
        hiding=choices(views.HIDE_REMARK_WORDS),
        flagging=choices(FLAG_WORDS),
        within=within or _within(ground, area.parent, here=area.code),
        drawing=ground.drawing,
        drawn=tuple(each.code for each in within) or (area.code,),
        approximate=area.approximate,
        report=f"/reports/new?area={area.code}",
        feed=f"/reports?area={area.code}",
        follow=f"/alerts?area={area.code}",
        posters=f"/posters?area={area.code}",
        shared=shared(
            request,
            f"/areas/{area.code}",
            image=f"/areas/{area.code}/og.png",
            title=f"{area.name} · {ground.known.name}",
            words=say("Apa yang dilaporkan warga di {area}, dan apa yang sudah beres.", area=area.name),
        ),
    )
    return Page("areas/area.html", page, place="areas")


@get("/areas/{code:str}/og.png", act="anyone", packed=True)
async def show_area_card(code: str, desk: Desk, request: AnyRequest) -> Response[bytes]:
    """The card of an area's page. Raises Missing."""
    area = _area(desk.ground, code)
    card = SharePicture(
        city=desk.ground.known.name,
        title=area.name,
        place=desk.tongue(say("Laporan warga dan jawabannya")),
        icon="map-trifold",
        colour=PETROL,
    )
    return await card_answer(request, card)


async def _newest(desk: Desk, area: AreaCode) -> tuple[Card, ...]:
    wanted = feed.Filter(area=area)
    ids: list[ReportId] = await feed.newest(desk.db, desk.city, wanted, limit=NEWEST)
    return tuple(
        views.card(desk.ground, seen, desk.tongue) for seen in await views.glimpses(desk.db, desk.city, ids)
    )


def _area(ground: Ground, code: str) -> Area:
    found = ground.area(AreaCode(code))
    if found is None or found.level is Level.CITY:
        raise Missing(say("Wilayah ini tidak ada di kota ini."))
    return found


def _place(area: Area, *, here: AreaCode | None = None) -> Place:
    return Place(href=f"/areas/{area.code}", name=area.name, code=area.code, here=area.code == here)


def _within(ground: Ground, parent: AreaCode | None, *, here: AreaCode | None = None) -> tuple[Place, ...]:
    areas = (each for each in ground.areas.all() if each.parent == parent and each.level is Level.KELURAHAN)
    return tuple(_place(each, here=here) for each in sorted(areas, key=lambda one: one.name))


def _districts(ground: Ground) -> tuple[District, ...]:
    districts = (each for each in ground.areas.all() if each.level is Level.KECAMATAN)
    return tuple(
        District(place=_place(each), within=_within(ground, each.code))
        for each in sorted(districts, key=lambda one: one.name)
    )


def _kinds(desk: Desk, common: tuple[rules.Common, ...]) -> tuple[Share, ...]:
    signs = ((each, views.kind_sign(desk.ground, each.kind, desk.tongue)) for each in common)
    return tuple(
        Share(
            name=sign.name,
            colour=sign.colour,
            icon=sign.icon,
            count=each.count,
            percent=each.percent,
            width=each.width,
        )
        for each, sign in signs
    )


PAGES = Pages(routes=[show_areas, show_area, show_area_card])
