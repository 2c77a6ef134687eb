"""What other sites may show in a frame: how many reports are open, and how a unit is scored. Open to everybody.

No script, no cookie, and nothing of whoever looks: theme and language stand in the address.
"""

from typing import Any

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.kit.errors import Missing
from tanggap.kit.web import Page, Request, get
from tanggap.kit.words import say
from tanggap.oversight.counts import reading, store
from tanggap.oversight.counts.listener import LISTENER
from tanggap.oversight.open_data.views import Embed
from tanggap.oversight.scorecards import telling as scores
from tanggap.oversight.scorecards.months import store as months
from tanggap.oversight.scorecards.months.rules import Subject

AnyRequest = Request[Any, Any, Any]
KEPT_S = 60
"""How long an embedded page may be kept, in seconds: it is asked for by every reader of another site."""


@get("/embed/count", act="anyone")
async def embed_count(desk: Desk, request: AnyRequest) -> Page:
    """How all reports of the city stand now."""
    return await _embedded(desk, request, title=desk.ground.known.name, totals=await reading.totals(desk))


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
    asked = request.query_params
    theme = asked.get("theme")
    as_of = await store.as_of(
        desk.db, desk.city, listener=LISTENER.name, epoch=desk.tools.epoch, now=desk.now()
    )
    page = Embed(theme=theme if theme in ("light", "dark") else None, as_of=as_of, **shown)
    answer = Page("open_data/embed.html", page, framed=True, language=asked.get("lang", ""))
    answer.headers["cache-control"] = f"public, max-age={KEPT_S}"
    return answer
