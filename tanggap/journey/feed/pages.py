"""The public feed: every report anybody may read, searched, filtered, in order and page by page."""

from collections.abc import Sequence
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.journey.feed import asked as asking
from tanggap.journey.feed import syndication
from tanggap.journey.feed.asked import ORDERS, TONES, Address
from tanggap.journey.feed.reading import Sheet, read
from tanggap.journey.search import rules
from tanggap.journey.search.public import public_text
from tanggap.journey.search.wanted import Order
from tanggap.kit.web import Page, Pages, get
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.choices import Choice, Option, OptionGroup
from tanggap.report.views import Card, Glimpse

PAGE = 20


class Meant(Struct, frozen=True, kw_only=True):
    """What was probably meant by a mistyped search, and where it is answered."""

    words: str
    href: str


class FeedPage(Struct, frozen=True, kw_only=True):
    """What feed/feed.html is given."""

    q: str
    title: Say
    cards: tuple[Card, ...]
    kinds: tuple[OptionGroup, ...]
    statuses: tuple[Choice, ...]
    areas: tuple[OptionGroup, ...]
    agencies: tuple[Option, ...]
    orders: tuple[Choice, ...]
    near: str
    filtered: bool
    total: Say | None
    meant: Meant | None
    said: Say | None
    follow: str
    newer: str | None
    first: str | None
    older: str | None
    rss: str
    atom: str


@get("/reports", act="anyone")
async def show_feed(
    desk: Desk,
    *,
    q: str = "",
    kind: str = "",
    status: str = "",
    area: str = "",
    agency: str = "",
    order: str = "",
    near: str = "",
    before: str = "",
    after: str = "",
) -> Page:
    """The reports anybody may read; ``before`` and ``after`` a report by its number."""
    ground, tongue = desk.ground, desk.tongue
    asked = asking.address(
        ground, q=q, kind=kind, status=status, area=area, agency=agency, order=order, near=near
    )
    sheet = await read(desk, asked, limit=PAGE, before=asking.number(before), after=asking.number(after))
    seen = await views.glimpses(desk.db, desk.city, sheet.reports)
    shown = [numbers.show(ground.known.code, each.number) for each in seen]
    backwards = asked.order is Order.NEWEST and sheet.question is None
    page = FeedPage(
        q=asked.q,
        title=_title(asked, sheet),
        cards=_cards(desk, seen, sheet),
        kinds=views.kind_filter(ground, tongue, asked.kind),
        statuses=tuple(replace(choice, chosen=tone == asked.status) for tone, choice in TONES.items()),
        areas=views.area_groups(ground, asked.area),
        agencies=views.agency_options(ground, asked.agency),
        orders=tuple(
            replace(choice, chosen=order is asked.order)
            for order, choice in ORDERS.items()
            if order is not Order.NEAREST or asked.near is not None
        ),
        near=str(asked.near) if asked.near is not None else "",
        filtered=asked.filtered,
        total=_total(sheet),
        meant=_meant(asked, sheet),
        said=_said(asked, sheet),
        follow=f"/alerts?{urlencode({'area': asked.area})}" if asked.area else "/alerts",
        newer=asked.href(after=shown[0]) if shown and sheet.newer and backwards else None,
        first=asked.href() if sheet.newer and not backwards else None,
        older=asked.href(before=shown[-1]) if shown and sheet.older else None,
        rss=asked.href("/reports.rss"),
        atom=asked.href("/reports.atom"),
    )
    return Page("feed/feed.html", page, place="feed", keep=True)


def _cards(desk: Desk, seen: Sequence[Glimpse], sheet: Sheet) -> tuple[Card, ...]:
    cards = tuple(views.card(desk.ground, each, desk.tongue) for each in seen)
    if sheet.question is None:
        return cards
    terms = sheet.question.terms
    return tuple(_marked(card, public_text(each.text), terms) for card, each in zip(cards, seen, strict=True))


def _marked(card: Card, text: str, terms: frozenset[str]) -> Card:
    """A card with the words somebody looked for marked, in its title or else where they stand."""
    title = rules.marked(card.title, terms)
    if any(piece.hit for piece in title):
        return replace(card, marked=title)
    return replace(card, excerpt=rules.excerpt(text, terms))


def _title(asked: Address, sheet: Sheet) -> Say:
    if sheet.question is not None:
        return say("Hasil pencarian")
    return {
        Order.NEWEST: say("Laporan terbaru"),
        Order.SUPPORTED: say("Laporan yang paling didukung"),
        Order.NEAREST: say("Laporan dari kelurahan terdekat"),
    }[asked.order]


def _total(sheet: Sheet) -> Say | None:
    if sheet.total is None or not sheet.reports:
        return None
    if sheet.more_than:
        return say("Lebih dari {n} laporan", n=sheet.total)
    return say("{n} laporan", n=sheet.total)


def _meant(asked: Address, sheet: Sheet) -> Meant | None:
    better = sheet.question.better if sheet.question is not None else None
    return Meant(words=better, href=replace(asked, q=better).href()) if better is not None else None


def _said(asked: Address, sheet: Sheet) -> Say | None:
    """What is to be said of the words looked for: those that say nothing, those nobody wrote."""
    if asked.q and sheet.question is None:
        return say(
            "Tidak ada kata yang bisa dicari di situ. Sebut bendanya atau tempatnya, misalnya “lampu jalan”."
        )
    if sheet.question is not None and sheet.question.unknown and sheet.question.words:
        return say("Tidak ada laporan dengan kata: {words}.", words=", ".join(sheet.question.unknown))
    return None


PAGES = Pages(routes=[show_feed, syndication.show_rss, syndication.show_atom])
