"""The public list for readers of feeds: the same filters, the same reports, and nothing the page does not tell."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.feed import asked as asking
from tanggap.journey.feed import near, paper
from tanggap.journey.feed.asked import TONES, Address
from tanggap.journey.feed.paper import Item, Paper
from tanggap.journey.feed.reading import read
from tanggap.journey.search.public import public_text
from tanggap.kit.web import Request, Response, get, setting_of
from tanggap.kit.web.conditional import already_there
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.views import Glimpse, Reader

MOST = 50
KEPT_S = 5
"""As a picture is: what is hidden is gone from every cache within five seconds."""
AnyRequest = Request[Any, Any, Any]
Written = Callable[..., bytes]


@get("/reports.rss", act="anyone")
async def show_rss(desk: Desk, request: AnyRequest) -> Response[bytes]:
    """The newest of the list as RSS 2.0."""
    return await _answer(desk, request, paper.rss, path="/reports.rss", media="application/rss+xml")


@get("/reports.atom", act="anyone")
async def show_atom(desk: Desk, request: AnyRequest) -> Response[bytes]:
    """The newest of the list as Atom."""
    return await _answer(desk, request, paper.atom, path="/reports.atom", media="application/atom+xml")


async def _answer(
    desk: Desk, request: AnyRequest, written: Written, *, path: str, media: str
) -> Response[bytes]:
    asked = asking.address(
        desk.ground,
        **{
            name: request.query_params.get(name, "")
            for name in ("q", "kind", "status", "area", "agency", "order")
        },
    )
    told = await _paper(desk, asked, base_url=setting_of(request).base_url, path=path)
    # A list without reports changed at no moment anybody knows; the house's first year will do.
    changed_at = told.changed_at(datetime(2026, 1, 1, tzinfo=UTC)).astimezone(UTC)
    body = written(told, changed_at=changed_at)
    etag = paper.mark(body)
    headers = {
        "etag": etag,
        "last-modified": format_datetime(changed_at, usegmt=True),
        "cache-control": f"public, max-age={KEPT_S}, must-revalidate",
        "vary": "accept-language, cookie",
    }
    if already_there(request, etag, changed_at):
        return Response(b"", status_code=304, headers=headers, media_type=media)
    return Response(body, headers=headers, media_type=f"{media}; charset=utf-8")


async def _paper(desk: Desk, asked: Address, *, base_url: str, path: str) -> Paper:
    sheet = await read(desk, asked, limit=MOST)
    seen = await views.glimpses(desk.db, desk.city, sheet.reports)
    known = desk.ground.known
    root = f"{base_url}/{known.slug}"
    return Paper(
        title=_title(desk, asked),
        words=desk.tongue(say("Laporan warga yang terbuka untuk umum di {city}.", city=known.name)),
        publisher=f"Tanggap {known.name}",
        language=desk.tongue.language,
        authority=urlsplit(base_url).hostname or known.slug,
        url=root + asked.href(),
        own=root + asked.href(path),
        items=tuple(_item(desk, each, root) for each in seen),
    )


def _item(desk: Desk, seen: Glimpse, root: str) -> Item:
    ground, tongue = desk.ground, desk.tongue
    card = views.card(ground, seen, tongue)
    blurred = seen.sensitivity is Sensitivity.BLURRED
    facts = [tongue(card.status.word), card.kind.name, card.place]
    return Item(
        number=numbers.show(ground.known.code, seen.number),
        url=root + card.href,
        title=card.title,
        words="\n".join(filter(None, (public_text(seen.text), " · ".join(facts)))),
        kind=card.kind.name,
        at=card.at,
        changed_at=views.told_at(seen.changed_at, seen, reader=Reader.PUBLIC, zone=ground.zone),
        # Exact points are shown to nobody but those who work on a report; blurred ones not even by kelurahan.
        point=near.centre(ground, seen.area) if not blurred else None,
    )


def _title(desk: Desk, asked: Address) -> str:
    """The city, and what was asked for: "Laporan warga Kota Bekasi: Jalan, Margahayu"."""
    ground, tongue = desk.ground, desk.tongue
    group = ground.groups.get(asked.kind)
    kind = ground.kinds.get(KindSlug(asked.kind))
    area = ground.area(AreaCode(asked.area))
    agency = ground.agencies.get(AgencySlug(asked.agency))
    named = group or kind
    tone = next((choice.word for each, choice in TONES.items() if each == asked.status), None)
    parts = [
        asked.q and f"“{asked.q}”",
        named.name.in_(tongue.language) if named is not None else "",
        area.name if area is not None else "",
        agency.name if agency is not None else "",
        tongue(tone) if tone is not None else "",
    ]
    title = tongue(say("Laporan warga {city}", city=ground.known.name))
    told = ", ".join(filter(None, parts))
    return f"{title}: {told}" if told else title
