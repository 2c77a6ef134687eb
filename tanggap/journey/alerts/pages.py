"""What this browser follows, and the form to follow more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from tanggap.city.areas.area import Level
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.hearing import Pace, Way
from tanggap.city.rights import Act
from tanggap.city.terms import AreaCode
from tanggap.journey.alerts import actions, rules, store
from tanggap.journey.alerts.finding import store as finding
from tanggap.journey.alerts.finding.store import Found
from tanggap.journey.alerts.rules import What
from tanggap.journey.alerts.store import Kept
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, Response, get, post
from tanggap.kit.words import Name, Say, say
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.choices import Choice, Option, OptionGroup

PLACE = "notices"
FOUND_MOST = 5

_WHATS = {What.FRESH: say("Laporan baru"), What.DONE: say("Selesai")}
_WAYS = {
    Way.EMAIL: Choice(value=Way.EMAIL, word=say("Surel")),
    Way.PUSH: Choice(value=Way.PUSH, word=say("Ponsel ini")),
    Way.APP: Choice(value=Way.APP, word=say("Hanya di halaman ini")),
}
_PACES = {
    Pace.AT_ONCE: Choice(value=Pace.AT_ONCE, word=say("Langsung")),
    Pace.DAILY: Choice(value=Pace.DAILY, word=say("Sekali sehari")),
}


class FoundView(Struct, frozen=True, kw_only=True):
    """Something an alert found."""

    href: str
    number: str
    what: Say
    kind: str
    at: datetime


class AlertView(Struct, frozen=True, kw_only=True):
    """One thing that is followed."""

    where: str
    href: str | None
    about: tuple[Say, ...]
    how: Say
    confirmed: bool
    stop: str
    found: tuple[FoundView, ...]


class AlertsPage(Struct, frozen=True, kw_only=True):
    """What alerts/alerts.html is given."""

    alerts: tuple[AlertView, ...]
    areas: tuple[OptionGroup, ...]
    about: tuple[OptionGroup, ...]
    radii: tuple[Option, ...]
    ways: tuple[Choice, ...]
    paces: tuple[Choice, ...]
    email: str
    fresh: bool
    done: bool
    announced: bool
    errors: dict[str, Say]


class LinkPage(Struct, frozen=True, kw_only=True):
    """What alerts/link.html is given: what a link in a mail is about to do, and where its form posts."""

    href: str
    title: Say
    words: Say
    act: Say


@get("/alerts", act=Act.ANYONE)
async def show_alerts(desk: Desk, *, area: str = "") -> Page:
    """What is followed from this browser, and a form that begins with an area."""
    return Page(
        "alerts/alerts.html",
        await _page(desk, {"area": area, "fresh": "yes", "announced": "yes"}),
        place=PLACE,
    )


@post("/alerts", act=Act.ANYONE)
async def follow(desk: Desk, form: Form) -> Response[str]:
    """Follow an area or a circle."""
    try:
        wish = rules.read(
            form.text,
            areas=lambda code: desk.ground.area(AreaCode(code)) is not None,
            kinds=lambda slug: slug in desk.ground.kinds,
            groups=lambda slug: slug in desk.ground.groups,
        )
        email = rules.address(form.text("email")) if wish.way is Way.EMAIL else None
        await actions.follow(desk, wish, email=email)
    except Invalid as refused:
        page = await _page(desk, _typed(form), refused=refused)
        return Page("alerts/alerts.html", page, place=PLACE, status_code=refused.status)
    if email is not None:
        return Redirect("/alerts", flash=say("Buka tautan di surel yang baru kami kirim."), tone="moving")
    return Redirect("/alerts", flash=say("Wilayah ini diikuti."))


@post("/alerts/{alert:uuid}/removal", act=Act.ANYONE)
async def stop(desk: Desk, alert: UUID) -> Redirect:
    """Follow it no more."""
    await actions.stop(desk, alert)
    return Redirect("/alerts", flash=say("Tidak diikuti lagi."))


@get("/alerts/confirmation/{token:str}", act=Act.ANYONE)
async def show_confirmation(desk: Desk, token: str) -> Page:
    """What is about to be confirmed; a look alone confirms nothing, for machines look at links too."""
    alert = await actions.waiting(desk, token)
    page = LinkPage(
        href=f"/alerts/confirmation/{token}",
        title=say("Pastikan alamat surel"),
        words=say("Laporan dari {where} akan dikirim ke alamat surel Anda.", where=_where(desk, alert)),
        act=say("Ya, kirim kabar ke alamat saya"),
    )
    return Page("alerts/link.html", page)


@post("/alerts/confirmation/{token:str}", act=Act.ANYONE)
async def confirm(desk: Desk, token: str) -> Redirect:
    """The address is its owner's."""
    await actions.confirm(desk, token)
    return Redirect("/alerts", flash=say("Terima kasih. Kabar akan dikirim ke alamat itu."))


@get("/alerts/stop/{token:str}", act=Act.ANYONE)
async def show_stop(desk: Desk, token: str) -> Page:
    """What is about to end."""
    actions.of_link(desk, token)
    page = LinkPage(
        href=f"/alerts/stop/{token}",
        title=say("Berhenti mengikuti"),
        words=say("Setelah ini tidak ada surel lagi tentang wilayah ini."),
        act=say("Berhenti"),
    )
    return Page("alerts/link.html", page)


@post("/alerts/stop/{token:str}", act=Act.ANYONE)
async def stop_by_link(desk: Desk, token: str) -> Redirect:
    """Follow it no more, from the mail it came by."""
    await actions.stop_by_link(desk, token)
    return Redirect("/alerts", flash=say("Tidak diikuti lagi."))


@post("/api/v1/alerts/stop/{token:str}", act=Act.ANYONE, status_code=200, media_type="text/plain")
async def stop_at_once(open_desk: OpenDesk, token: str) -> str:
    """Follow no more what this token was mailed for (RFC 8058). The token is all the authority it needs."""
    async with open_desk() as desk:
        await actions.stop_by_link(desk, token)
    return "stopped\n"


def _typed(form: Form) -> dict[str, str]:
    names = ("area", "about", "radius", "lon", "lat", "email", "fresh", "done", "announced", "way", "pace")
    return {name: text for name in names if (text := form.text(name)) is not None}


async def _page(desk: Desk, given: dict[str, str], *, refused: Invalid | None = None) -> AlertsPage:
    actor = desk.actor
    mine = await store.of_owner(desk.db, desk.city, actor.seat, actor.person)
    found = await finding.found_by(
        desk.db, desk.city, [each.id for each in mine], now=desk.now(), limit=FOUND_MOST
    )
    return AlertsPage(
        alerts=tuple(_view(desk, each, found) for each in mine),
        areas=_areas(desk, given.get("area", "")),
        about=_about(desk, given.get("about", "")),
        radii=tuple(
            Option(value=str(each), name=desk.tongue.distance(each), chosen=given.get("radius") == str(each))
            for each in rules.RADII_M
        ),
        ways=_chosen(_WAYS, given.get("way", Way.EMAIL)),
        paces=_chosen(_PACES, given.get("pace", Pace.AT_ONCE)),
        email=given.get("email", ""),
        fresh="fresh" in given,
        done="done" in given,
        announced="announced" in given,
        errors={refused.field or "area": refused.say} if refused is not None else {},
    )


def _chosen(choices: dict[Any, Choice], value: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=each.value, word=each.word, chosen=each.value == value) for each in choices.values()
    )


def _areas(desk: Desk, chosen: str) -> tuple[OptionGroup, ...]:
    """Every kecamatan, then every kelurahan under its own."""
    whole = tuple(
        Option(value=each.code, name=each.name, chosen=each.code == chosen)
        for each in desk.ground.areas.all()
        if each.level is Level.KECAMATAN
    )
    return (
        OptionGroup(name=desk.tongue(say("Kecamatan")), options=whole),
        *views.area_groups(desk.ground, chosen),
    )


def _about(desk: Desk, chosen: str) -> tuple[OptionGroup, ...]:
    """Every group of kinds, then every kind of it; sealed and internal kinds are never told of."""
    language = desk.tongue.language
    return tuple(
        OptionGroup(
            name=group.name.in_(language),
            options=(
                Option(
                    value=slug,
                    name=desk.tongue(say("Semua {group}", group=group.name)),
                    chosen=slug == chosen,
                ),
                *(
                    Option(value=kind.slug, name=kind.name.in_(language), chosen=kind.slug == chosen)
                    for kind in desk.ground.kinds.values()
                    if kind.group == slug and not kind.retired and kind.sensitivity in rules.TOLD
                ),
            ),
        )
        for slug, group in desk.ground.groups.items()
    )


def _view(desk: Desk, alert: Kept, found: list[Found]) -> AlertView:
    return AlertView(
        where=_where(desk, alert),
        href=f"/areas/{alert.area}" if alert.area is not None else None,
        about=_subject(desk, alert),
        how=_how(alert),
        confirmed=alert.confirmed,
        stop=f"/alerts/{alert.id}/removal",
        found=tuple(_found(desk, each) for each in found if each.alert == alert.id),
    )


def _where(desk: Desk, alert: Kept) -> str:
    if alert.radius_m is None:
        return views.area_name(desk.ground, alert.area, desk.tongue)
    distance = desk.tongue.distance(alert.radius_m)
    return desk.tongue(say("{distance} di sekitar satu titik", distance=distance))


def _subject(desk: Desk, alert: Kept) -> tuple[Say, ...]:
    kind = desk.ground.kinds.get(alert.kind) if alert.kind is not None else None
    group = desk.ground.groups.get(alert.kind_group) if alert.kind_group is not None else None
    about: Name | Say = kind.name if kind else group.name if group else say("Semua jenis")
    told = (
        (alert.fresh, say("{about}: laporan baru", about=about)),
        (alert.done, say("{about}: laporan selesai", about=about)),
        (alert.announced, say("Pengumuman")),
    )
    return tuple(words for is_told, words in told if is_told)


def _how(alert: Kept) -> Say:
    way, pace = _WAYS[Way(alert.way)].word, _PACES[Pace(alert.pace)].word
    return say("{way} · {pace}", way=way, pace=pace) if alert.way != Way.APP else way


def _found(desk: Desk, found: Found) -> FoundView:
    number = numbers.show(desk.ground.known.code, found.number)
    return FoundView(
        href=f"/reports/{number}",
        number=number,
        what=_WHATS[found.what],
        kind=views.kind_sign(desk.ground, found.kind, desk.tongue).name,
        at=found.at,
    )


PAGES = Pages(
    routes=[show_alerts, follow, stop, show_confirmation, confirm, show_stop, stop_by_link],
    api=[stop_at_once],
)
