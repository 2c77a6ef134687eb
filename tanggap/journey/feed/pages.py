"""The public feed: every report anybody may read, filtered and page by page."""

from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import asdict, replace

from tanggap.city.desk import Desk
from tanggap.city.terms import AreaCode, GroupSlug
from tanggap.journey.feed import store
from tanggap.journey.feed.store import Filter
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Page, Pages, get
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.choices import Choice, Option, OptionGroup
from tanggap.report.report import ReportId
from tanggap.report.views import Card, Tone

PAGE = 20

_TONES: dict[Tone, Choice] = {
    "waiting": Choice(value="waiting", word=say("Menunggu")),
    "moving": Choice(value="moving", word=say("Sedang ditangani")),
    "done": Choice(value="done", word=say("Selesai")),
    "aside": Choice(value="aside", word=say("Tidak diteruskan")),
}


class FeedPage(Struct, frozen=True, kw_only=True):
    """What feed/feed.html is given."""

    cards: tuple[Card, ...]
    groups: tuple[Option, ...]
    statuses: tuple[Choice, ...]
    areas: tuple[OptionGroup, ...]
    filtered: bool
    newer: str | None
    older: str | None


class Wanted(Struct, frozen=True, kw_only=True):
    """What the address asks for, as it says it; anything the city has not is not a filter."""

    kind: str
    status: str
    area: str

    def filter(self) -> Filter:
        """The same for the store."""
        tone: Tone | None = next((each for each in _TONES if each == self.status), None)
        return Filter(
            group=GroupSlug(self.kind) if self.kind else None,
            area=AreaCode(self.area) if self.area else None,
            statuses=views.of_tone(tone) if tone is not None else None,
        )

    def href(self, **place: str) -> str:
        """The path of a page of the feed with this filter."""
        asked = {name: value for name, value in {**asdict(self), **place}.items() if value}
        return f"/reports?{urlencode(asked)}" if asked else "/reports"


@get("/reports", act="anyone")
async def show_feed(
    desk: Desk, *, kind: str = "", status: str = "", area: str = "", before: str = "", after: str = ""
) -> Page:
    """The reports anybody may read, newest first; ``before`` and ``after`` a report by its number."""
    ground, tongue = desk.ground, desk.tongue
    wanted = _wanted(desk, kind=kind, status=status, area=area)
    older_than, newer_than = _number(before), _number(after)
    ids, more = await _ids(desk, wanted.filter(), before=older_than, after=newer_than)
    seen = await views.glimpses(desk.db, desk.city, ids)
    shown = [numbers.show(ground.known.code, each.number) for each in seen]
    older = newer_than is not None or more
    newer = older_than is not None or (newer_than is not None and more)
    page = FeedPage(
        cards=tuple(views.card(ground, each, tongue) for each in seen),
        groups=views.group_options(ground, tongue, wanted.kind),
        statuses=tuple(replace(choice, chosen=tone == wanted.status) for tone, choice in _TONES.items()),
        areas=views.area_groups(ground, wanted.area),
        filtered=bool(wanted.kind or wanted.status or wanted.area),
        newer=wanted.href(after=shown[0]) if shown and newer else None,
        older=wanted.href(before=shown[-1]) if shown and older else None,
    )
    return Page("feed/feed.html", page, place="feed")


async def _ids(
    desk: Desk, wanted: Filter, *, before: int | None, after: int | None
) -> tuple[list[ReportId], bool]:
    """One page of the feed, and whether there is more in the direction asked for."""
    if after is not None:
        found = await store.since(desk.db, desk.city, wanted, after=after, limit=PAGE + 1)
        return found[-PAGE:], len(found) > PAGE
    found = await store.newest(desk.db, desk.city, wanted, before=before, limit=PAGE + 1)
    return found[:PAGE], len(found) > PAGE


def _wanted(desk: Desk, *, kind: str, status: str, area: str) -> Wanted:
    ground = desk.ground
    return Wanted(
        kind=kind if kind in ground.groups else "",
        status=status if status in _TONES else "",
        area=area if ground.area(AreaCode(area)) is not None else "",
    )


def _number(text: str) -> int | None:
    """The place in the feed an address names; one that was mistyped begins at the newest."""
    try:
        return numbers.read(text).digits if text else None
    except Invalid:
        return None


PAGES = Pages(routes=[show_feed])
