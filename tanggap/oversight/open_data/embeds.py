"""What other sites may show in a frame: how many reports are open, and how a unit is scored. Open to everybody.

No script, no cookie, and nothing of whoever looks: theme and language stand in the address.
"""

from typing import Any

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug
from tanggap.journey.resolution.filings import store as filings
from tanggap.kit.errors import Missing
from tanggap.kit.web import Page, Request, get
from tanggap.kit.words import say
from tanggap.oversight.counts import rules, store, telling
from tanggap.oversight.counts.listener import LISTENER
from tanggap.oversight.counts.tally import ALWAYS, By, Period, Proofs
from tanggap.oversight.open_data.views import Embed
from tanggap.oversight.scorecards.rules import Score

AnyRequest = Request[Any, Any, Any]
KEPT_S = 60
"""How long an embedded page may be kept, in seconds: it is asked for by every reader of another site."""


@get("/embed/count", act="anyone")
async def embed_count(desk: Desk, request: AnyRequest) -> Page:
    """How all reports of the city stand now."""
    waiting = await store.pressing(
        desk.db, desk.city, ALWAYS, zone=desk.ground.known.timezone, now=desk.now()
    )
    told = await store.told(desk.db, desk.city, ALWAYS, By.ALL)
    return await _embedded(desk, request, title=desk.ground.known.name, totals=telling.totals(told, waiting))


@get("/embed/score/{agency:str}", act="anyone")
async def embed_score(agency: str, desk: Desk, request: AnyRequest) -> Page:
    """How a unit answered in the last days. Raises Missing."""
    found = desk.ground.agencies.get(AgencySlug(agency))
    if found is None:
        raise Missing(say("Unit ini tidak ditemukan."))
    period = rules.latest(desk.ground.calendar.day_of(desk.now()))
    score = await _score(desk, found.slug, period)
    return await _embedded(
        desk,
        request,
        title=found.name,
        score=telling.badge(score),
        failed_because=score.failed_because if score is not None else (),
        days=rules.LATEST_DAYS,
    )


async def _score(desk: Desk, agency: AgencySlug, period: Period) -> Score | None:
    zone = desk.ground.known.timezone
    told = await store.told(desk.db, desk.city, period, By.ALL, By.AGENCY)
    waiting = await store.pressing(desk.db, desk.city, period, zone=zone, now=desk.now())
    proofs = await filings.record(desk.db, desk.city, first=period.first, last=period.last, zone=zone)
    standings = rules.standings(
        told,
        {each.agency: each for each in waiting},
        proofs={each.agency: Proofs(untrue=each.false, filed=each.filed) for each in proofs},
    )
    return next((each.score for each in standings if each.agency == agency), None)


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
