"""One's own reports: what this browser holds, or what a resident holds wherever they sit."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import CityId
from tanggap.journey.standing import actions as standings
from tanggap.journey.standing.rules import LEVEL_WORDS
from tanggap.kit.web import Page, get
from tanggap.kit.words import Say
from tanggap.report.reporter import store as reporters
from tanggap.report.views import Card, Reader, card, glimpses

MOST = 200


class Elsewhere(Struct, frozen=True, kw_only=True):
    """Another city in which one holds reports."""

    name: str
    address: str


class MinePage(Struct, frozen=True, kw_only=True):
    """What web/mine.html is given."""

    alias: str | None
    level: Say | None
    standing: str | None
    reports: tuple[Card, ...]
    elsewhere: tuple[Elsewhere, ...]


@get("/mine", act="anyone")
async def show_mine(desk: Desk) -> Page:
    """Everything one sent, the newest first, finished ones too."""
    actor = desk.actor
    held = await reporters.held(desk.db, desk.city, actor, closed=True, limit=MOST)
    standing = await standings.standing(desk)
    name = reporters.holder(actor).name
    cities = await reporters.cities(desk.db, [name]) if name is not None else []
    page = MinePage(
        alias=actor.name if actor.resident is not None else None,
        level=LEVEL_WORDS[standing.level] if standing is not None else None,
        standing="/mine/standing" if desk.ground.city.standing else None,
        reports=tuple(
            card(desk.ground, seen, desk.tongue, reader=Reader.REPORTER)
            for seen in await glimpses(desk.db, desk.city, held)
        ),
        elsewhere=tuple([await _elsewhere(desk, city) for city in cities if city != desk.city]),
    )
    return Page("web/mine.html", page, place="mine")


async def _elsewhere(desk: Desk, city: CityId) -> Elsewhere:
    known = (await desk.tools.cities.ground(city)).known
    return Elsewhere(name=known.name, address=f"/{known.slug}/mine")
