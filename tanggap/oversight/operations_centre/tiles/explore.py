"""The map for everybody: what is reported where, narrowed as the list of reports is, with that list beside it."""

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.journey.feed import asked as feed
from tanggap.journey.feed.asked import TONES
from tanggap.journey.feed.reading import read
from tanggap.kit.web import Page, get
from tanggap.oversight.operations_centre.tiles.views import BigMap, public_map
from tanggap.report import views
from tanggap.report.choices import Choice, OptionGroup
from tanggap.report.views import Card
from tanggap.report.views.maps import map_page

NEWEST = 8


class ExplorePage(Struct, frozen=True, kw_only=True):
    """What tiles/explore.html is given."""

    map: BigMap
    kinds: tuple[OptionGroup, ...]
    statuses: tuple[Choice, ...]
    areas: tuple[OptionGroup, ...]
    filtered: bool
    cards: tuple[Card, ...]
    feed: str


@get("/map", act="anyone")
async def show_map(desk: Desk, *, kind: str = "", status: str = "", area: str = "") -> Page:
    """The big map and the newest of what is on it."""
    ground, tongue = desk.ground, desk.tongue
    asked = feed.address(ground, kind=kind, status=status, area=area)
    sheet = await read(desk, asked, limit=NEWEST)
    seen = await views.glimpses(desk.db, desk.city, sheet.reports)
    page = ExplorePage(
        map=public_map(ground, tongue, query=asked.href("").removeprefix("?")),
        kinds=views.kind_filter(ground, tongue, asked.kind),
        statuses=tuple(replace(choice, chosen=tone == asked.status) for tone, choice in TONES.items()),
        areas=views.area_groups(ground, asked.area),
        filtered=asked.filtered,
        cards=tuple(views.card(ground, each, tongue) for each in seen),
        feed=asked.href(),
    )
    return map_page(ground, "tiles/explore.html", page, place="feed", keep=True)
