"""Choosing a sheet, and the sheet itself. Open to everybody: whoever has a wall may hang one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

from msgspec import Struct

from tanggap.channels.posters import drawing, rules
from tanggap.channels.posters.rules import Phone, Poster, Sheet
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Kind
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.errors import Missing
from tanggap.kit.qr import Qr, qr
from tanggap.kit.web import Page, Pages, Request, Response, get, setting_of
from tanggap.kit.words import Say, say
from tanggap.report.choices import Choice, Option, OptionGroup
from tanggap.report.views import area_groups
from tanggap.report.views.signs import colour_of

KEPT_S = 86400
AnyRequest = Request[Any, Any, Any]

_SHEETS: tuple[tuple[Sheet, Say, Say], ...] = (
    (Sheet.A4, say("Poster A4"), say("Untuk dinding kantor, pos ronda, halte.")),
    (Sheet.A5, say("Selebaran A5"), say("Untuk meja layanan dan papan pengumuman.")),
    (Sheet.A6, say("Selebaran A6"), say("Untuk dibagikan.")),
    (Sheet.STICKERS, say("Stiker"), say("Dua belas di selembar A4, untuk tiang dan tempat sampah.")),
)


class PostersPage(Struct, frozen=True, kw_only=True):
    """What posters/posters.html is given."""

    sheets: tuple[Choice, ...]
    areas: tuple[OptionGroup, ...]
    kinds: tuple[OptionGroup, ...]
    agencies: tuple[Option, ...]
    code: Qr
    short: str


class _Wish(Struct, frozen=True, kw_only=True):
    """What an address asks for, as far as the city has it."""

    area: AreaCode | None
    kind: Kind | None
    agency: AgencySlug | None


# One at a time: drawing takes a twentieth of a second of the processor that answers everybody.
_DESK = ThreadPoolExecutor(max_workers=1, thread_name_prefix="posters")


@get("/posters", act="anyone")
async def show_posters(
    desk: Desk, request: AnyRequest, *, area: str = "", kind: str = "", agency: str = ""
) -> Page:
    """What can be printed, with what the address asks for chosen."""
    ground = desk.ground
    wish = _wish(ground, area=area, kind=kind, agency=agency)
    base = _base(request)
    chosen_kind = wish.kind.slug if wish.kind else None
    page = PostersPage(
        sheets=tuple(
            Choice(value=sheet.value, word=word, hint=hint, chosen=sheet is Sheet.A4)
            for sheet, word, hint in _SHEETS
        ),
        areas=area_groups(ground, wish.area or ""),
        kinds=_kinds(desk, chosen_kind),
        agencies=tuple(
            Option(value=each.slug, name=each.name, chosen=each.slug == wish.agency)
            for each in sorted(ground.agencies.values(), key=lambda one: one.name)
            if not each.retired
        ),
        code=qr(rules.address_of(base, area=wish.area, kind=chosen_kind)),
        short=rules.short_of(base),
    )
    return Page("posters/posters.html", page)


@get("/posters/{sheet:str}", act="anyone", packed=True)
async def print_sheet(
    sheet: str, desk: Desk, request: AnyRequest, *, area: str = "", kind: str = "", agency: str = ""
) -> Response[bytes]:
    """One sheet as a PDF; what the city does not have is left out."""
    wanted = next((each for each in Sheet if sheet in (each.value, f"{each.value}.pdf")), None)
    if wanted is None:
        raise Missing(say("Lembar ini tidak ada."))
    wish = _wish(desk.ground, area=area, kind=kind, agency=agency)
    poster = _poster(desk.ground, wish, _base(request))
    content = await asyncio.get_running_loop().run_in_executor(_DESK, drawing.draw, wanted, poster)
    slug = wish.kind.slug if wish.kind else None
    name = rules.file_name(wanted, city=desk.ground.known.slug, area=wish.area, kind=slug)
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "content-disposition": f'inline; filename="{name}"',
            "cache-control": f"public, max-age={KEPT_S}",
            "etag": f'"{sha256(content).hexdigest()[:32]}"',
        },
    )


@get("/posters/print", act="anyone")
async def choose_sheet(request: AnyRequest, *, sheet: str = "") -> Response[str]:
    """What the form asks for, at its own address."""
    asked = "&".join(part for part in request.url.query.split("&") if not part.startswith("sheet="))
    wanted = next((each for each in Sheet if each.value == sheet), Sheet.A4)
    href = setting_of(request).path(f"/posters/{wanted.value}.pdf")
    location = f"{href}?{asked}" if asked else href
    return Response("", status_code=303, headers={"location": location}, media_type="text/plain")


def _base(request: AnyRequest) -> str:
    setting = setting_of(request)
    return setting.base_url + setting.prefix


def _wish(ground: Ground, *, area: str, kind: str, agency: str) -> _Wish:
    found = ground.kinds.get(KindSlug(kind))
    return _Wish(
        area=AreaCode(area) if ground.area(AreaCode(area)) is not None else None,
        kind=found if found is not None and _offered(found) else None,
        agency=AgencySlug(agency) if agency in ground.agencies else None,
    )


def _offered(kind: Kind) -> bool:
    """Whether a kind may be asked for from a wall: who sees an emergency calls."""
    return not (kind.retired or kind.emergency)


def _kinds(desk: Desk, chosen: KindSlug | None) -> tuple[OptionGroup, ...]:
    ground, language = desk.ground, desk.tongue.language
    groups = (
        OptionGroup(
            name=group.name.in_(language),
            options=tuple(
                Option(value=kind.slug, name=kind.name.in_(language), chosen=kind.slug == chosen)
                for kind in ground.kinds.values()
                if kind.group == group.slug and _offered(kind)
            ),
        )
        for group in ground.groups.values()
    )
    return tuple(group for group in groups if group.options)


def _poster(ground: Ground, wish: _Wish, base: str) -> Poster:
    agency = ground.agencies[wish.agency].name if wish.agency else None
    chain = ground.areas.chain(wish.area) if wish.area else ()
    names = [each.name for each in chain if each.level.value != "city"]
    return Poster(
        city=ground.known.name,
        place=", ".join(names) or None,
        agency=agency,
        kind=wish.kind.name if wish.kind else None,
        icon=wish.kind.icon if wish.kind else "camera",
        colour=colour_of(ground, wish.kind) if wish.kind else drawing.PETROL,
        address=rules.address_of(base, area=wish.area, kind=wish.kind.slug if wish.kind else None),
        short=rules.short_of(base),
        phones=tuple(Phone(number=each.number, name=each.name) for each in ground.city.emergency_numbers),
    )


PAGES = Pages(routes=[show_posters, choose_sheet, print_sheet])
