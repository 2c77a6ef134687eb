"""What an address of the feed asks for, and the addresses of its neighbours."""

from collections.abc import Mapping
from urllib.parse import urlencode

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug
from tanggap.journey.feed import near as places
from tanggap.journey.feed.near import Near
from tanggap.journey.search.rules import MOST_LETTERS
from tanggap.journey.search.wanted import Filter, Order
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.choices import Choice
from tanggap.report.views import Tone

TONES: Mapping[Tone, Choice] = {
    "waiting": Choice(value="waiting", word=say("Menunggu")),
    "moving": Choice(value="moving", word=say("Sedang ditangani")),
    "done": Choice(value="done", word=say("Selesai")),
    "aside": Choice(value="aside", word=say("Tidak diteruskan")),
}
ORDERS: Mapping[Order, Choice] = {
    Order.NEWEST: Choice(value="newest", word=say("Terbaru")),
    Order.SUPPORTED: Choice(value="supported", word=say("Paling didukung")),
    Order.NEAREST: Choice(value="nearest", word=say("Terdekat")),
}


class Address(Struct, frozen=True, kw_only=True):
    """What the address asks for, as it says it; anything the city has not is not asked for.

    ``kind`` is a group's slug or a kind's.
    """

    q: str = ""
    kind: str = ""
    status: str = ""
    area: str = ""
    agency: str = ""
    order: Order = Order.NEWEST
    near: Near | None = None

    @property
    def filtered(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.kind or self.status or self.area or self.agency)

    def filter(self, ground: Ground) -> Filter:
        """The same for the store."""
        tone: Tone | None = next((each for each in TONES if each == self.status), None)
        grouped = self.kind in ground.groups
        return Filter(
            group=GroupSlug(self.kind) if grouped else None,
            kind=KindSlug(self.kind) if self.kind and not grouped else None,
            area=AreaCode(self.area) if self.area else None,
            agency=AgencySlug(self.agency) if self.agency else None,
            statuses=views.of_tone(tone) if tone is not None else None,
        )

    def href(self, path: str = "/reports", **place: str) -> str:
        """The path of a page of the feed that asks for the same, elsewhere in it."""
        said = {
            "q": self.q,
            "kind": self.kind,
            "status": self.status,
            "area": self.area,
            "agency": self.agency,
            "order": self.order if self.order is not Order.NEWEST else "",
            "near": str(self.near) if self.near is not None else "",
            **place,
        }
        asked = {name: value for name, value in said.items() if value}
        return f"{path}?{urlencode(asked)}" if asked else path


def address(
    ground: Ground,
    *,
    q: str = "",
    kind: str = "",
    status: str = "",
    area: str = "",
    agency: str = "",
    order: str = "",
    near: str = "",
) -> Address:
    """What was asked for, as far as this city has it. Nearness without a place is the newest."""
    place = places.read(near)
    wanted = next((each for each in Order if each == order), Order.NEWEST)
    return Address(
        # What no page can show cannot be asked for either: halves of characters, control characters.
        q="".join(sign if sign.isprintable() else " " for sign in q).strip()[:MOST_LETTERS],
        kind=kind if kind in ground.groups or kind in ground.kinds else "",
        status=status if status in TONES else "",
        area=area if ground.area(AreaCode(area)) is not None else "",
        agency=agency if agency in ground.agencies else "",
        order=Order.NEWEST if wanted is Order.NEAREST and place is None else wanted,
        near=place,
    )


def number(text: str) -> int | None:
    """The place in the feed an address names; one that was mistyped begins at the beginning."""
    try:
        return numbers.read(text).digits if text else None
    except Invalid:
        return None
