"""The first page: what this person sent, what others sent, and how the city answers."""

from datetime import timedelta
from typing import Any

from msgspec import Struct

from tanggap.channels.web import store
from tanggap.channels.web.sharing import city_shared
from tanggap.channels.web.store import HomeFigures
from tanggap.city.desk import Desk
from tanggap.city.packs.pack import CityState
from tanggap.journey.feed import store as feed
from tanggap.journey.search.wanted import Filter
from tanggap.kit.web import Page, Request, get
from tanggap.kit.web.shared import Shared
from tanggap.kit.words import Say, say
from tanggap.report.reporter import store as reporters
from tanggap.report.views import Card, Reader, card, glimpses

NEWEST = 12
FIGURES_OF = timedelta(days=90)


class HomePage(Struct, frozen=True, kw_only=True):
    """What web/home.html is given."""

    notice: Say | None
    figures: HomeFigures
    mine: tuple[Card, ...]
    newest: tuple[Card, ...]
    shared: Shared | None = None


@get("/", act="anyone")
async def show_home(desk: Desk, request: Request[Any, Any, Any]) -> Page:
    """The city's first page, with this browser's open reports on it."""
    ground, tongue = desk.ground, desk.tongue
    held = await reporters.held(desk.db, desk.city, desk.actor)
    newest = await feed.newest(desk.db, desk.city, Filter(), limit=NEWEST)
    page = HomePage(
        notice=say("{city} belum bergabung. Laporan dicatat dan menunggu kotanya.", city=ground.known.name)
        if ground.known.state is CityState.LISTENING
        else None,
        figures=await store.figures(desk.db, desk.city, since=desk.now() - FIGURES_OF),
        mine=tuple(
            card(ground, seen, tongue, reader=Reader.REPORTER)
            for seen in await glimpses(desk.db, desk.city, held)
        ),
        newest=tuple(card(ground, seen, tongue) for seen in await glimpses(desk.db, desk.city, newest)),
        shared=city_shared(desk, request, "/", title=f"Tanggap {ground.known.name}"),
    )
    return Page("web/home.html", page, place="home", keep=not page.mine)
