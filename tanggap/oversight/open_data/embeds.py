"""What other sites may show in a frame: how many reports are open, where they are, how a unit is scored. Open to everybody.

No form, no cookie, and nothing of whoever looks: theme and language stand in the address. Only the map has scripts.
"""

from typing import Any

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.journey.feed import asked as feed
from tanggap.journey.feed import store as listed
from tanggap.kit.errors import Missing
from tanggap.kit.web import Page, Request, get, setting_of
from tanggap.kit.web.edge import framed_map
from tanggap.kit.words import say
from tanggap.oversight.counts import reading, store
from tanggap.oversight.counts.tally import ALWAYS, By
from tanggap.oversight.open_data.views import Embed, EmbeddedMap, Theme
from tanggap.oversight.operations_centre.tiles.views import public_map
from tanggap.oversight.scorecards import telling as scores
from tanggap.oversight.scorecards.months import store as months
from tanggap.oversight.scorecards.months.rules import Subject
from tanggap.report.views.maps import street_origins

AnyRequest = Request[Any, Any, Any]
KEPT_S = 60
"""How long an embedded page may be kept, in seconds: it is asked for by every reader of another site."""


@get("/embed/count", act="anyone")
async def embed_count(desk: Desk, request: AnyRequest) -> Page:
    """How all reports of the city stand now."""
    return await _embedded(desk, request, title=desk.ground.known.name, totals=await reading.totals(desk))


@get("/embed/map", act="anyone")
async def embed_map(
    desk: Desk, request: AnyRequest, *, kind: str = "", status: str = "", area: str = ""
) -> Page:
    """The map of what anybody may find, narrowed as `/map` is, and how many that are."""
    ground = desk.ground
    asked = feed.address(ground, kind=kind, status=status, area=area)
    if asked.filtered:
        count, most = await listed.count(desk.db, desk.city, asked.filter(ground)), listed.MOST_COUNTED
    else:
        told = await store.told(desk.db, desk.city, ALWAYS, By.ALL)
        count = most = sum(each.reports for each in told)
    language = request.query_params.get("lang", "")
    page = EmbeddedMap(
        title=ground.known.name,
        theme=_theme(request),
        map=public_map(ground, setting_of(request).speak(language), query=asked.href("").removeprefix("?")),
        count=count,
        most=most,
        as_of=desk.now(),
        href=asked.href("/map"),
    )
    answer = _framed(Page("open_data/embed_map.html", page, framed=True, language=language))
    answer.headers["content-security-policy"] = framed_map(*street_origins(ground))
    return answer


@get("/embed/score/{agency:str}", act="anyone")
async def embed_score(agency: str, desk: Desk, request: AnyRequest) -> Page:
    """How a unit was scored in the month that was published last. Raises Missing."""
    found = desk.ground.agencies.get(AgencySlug(agency))
    if found is None:
        raise Missing(say("Unit ini tidak ditemukan."))
    published = await months.versions(desk.db, desk.city)
    version = published[0] if published else None
    if version is None:
        return await _embedded(desk, request, title=found.name, score=scores.badge(None))
    given = await months.cards(desk.db, desk.city, version.month, version.version, [Subject.AGENCY])
    card = next((each for each in given if each.key == found.slug), None)
    return await _embedded(
        desk,
        request,
        title=found.name,
        score=scores.badge(card.score if card is not None else None),
        failed_because=scores.why(card, desk.offers.measures, version.grading) if card is not None else (),
        month=version.month,
        href=scores.path_of(Subject.AGENCY, found.slug),
    )


async def _embedded(desk: Desk, request: AnyRequest, **shown: Any) -> Page:
    page = Embed(theme=_theme(request), as_of=await reading.as_of(desk), **shown)
    language = request.query_params.get("lang", "")
    return _framed(Page("open_data/embed.html", page, framed=True, language=language))


def _theme(request: AnyRequest) -> Theme | None:
    asked = request.query_params.get("theme")
    return asked if asked in ("light", "dark") else None


def _framed(answer: Page) -> Page:
    answer.headers["cache-control"] = f"public, max-age={KEPT_S}"
    return answer
