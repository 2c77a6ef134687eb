"""The walls of a city: what each shows, the link that opens one, and its end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.pages import setting_of
from tanggap.kit.words import Say, say
from tanggap.oversight.operations_centre.walls import actions, rules, store, views
from tanggap.oversight.operations_centre.walls.wall import Scene, SceneSort, Wall, WallId
from tanggap.report.choices import Option, OptionGroup
from tanggap.report.views.choices import agency_options, area_groups

ADDRESS = "/admin/walls"
PLACE = "walls"
SAVED = say("Tersimpan. Layarnya ikut berubah dalam semenit.")


class Check(Struct, frozen=True, kw_only=True):
    """A scene that can be chosen."""

    value: str
    word: Say
    chosen: bool


class WallForm(Struct, frozen=True, kw_only=True):
    """The form of a wall, as it is or as it was filled in."""

    href: str
    name: str
    scenes: tuple[Check, ...]
    agencies: tuple[Option, ...]
    areas: tuple[OptionGroup, ...]


class WallRow(Struct, frozen=True, kw_only=True):
    """A wall in the list."""

    href: str
    name: str
    scenes: tuple[Say, ...]
    area: str | None
    link_until: datetime | None
    opened_at: datetime | None


class WallsPage(Struct, frozen=True, kw_only=True):
    """What walls/walls.html is given."""

    rows: tuple[WallRow, ...]
    add: str


class WallPage(Struct, frozen=True, kw_only=True):
    """What walls/keeping.html is given; ``wall`` is None for a new one, ``link`` the address just made, shown this once."""

    wall: WallRow | None
    form: WallForm
    renew: str | None = None
    revoke: str | None = None
    link: str | None = None
    days: int = rules.LINK_LASTS.days
    errors: dict[str, Say] = {}


@get(ADDRESS, act="administer")
async def show_walls(desk: Desk) -> Page:
    """All walls of the city."""
    rows = tuple(_row(desk, each) for each in await store.walls(desk.db, desk.city))
    return Page("walls/walls.html", WallsPage(rows=rows, add=f"{ADDRESS}/new"), place=PLACE)


@get(f"{ADDRESS}/new", act="administer")
async def show_new(desk: Desk) -> Page:
    """The form of a new wall."""
    form = _form(desk, ADDRESS, name="", codes=("overview", "late"), area=None)
    return Page("walls/keeping.html", WallPage(wall=None, form=form), place=PLACE)


@get(f"{ADDRESS}/{{wall:uuid}}", act="administer")
async def show_one(wall: UUID, desk: Desk) -> Page:
    """One wall."""
    found = await actions.wall_of(desk, WallId(wall))
    return Page("walls/keeping.html", _page(desk, found), place=PLACE)


@post(ADDRESS, act="administer")
async def make(request: Request[Any, Any, Any], form: Form, open_desk: OpenDesk) -> Page:
    """Make a wall, and show the link that opens it."""
    try:
        async with open_desk() as desk:
            name, codes, area = _typed(form)
            wall = await actions.make(desk, name=name, scenes=codes, area=area)
            return await _linked(desk, request, wall)
    except Invalid as refused:
        async with open_desk() as desk:
            page = WallPage(wall=None, form=_as_typed(desk, ADDRESS, form), errors=_errors(refused))
        return Page("walls/keeping.html", page, place=PLACE, status_code=refused.status)


@post(f"{ADDRESS}/{{wall:uuid}}", act="administer")
async def change(wall: UUID, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let a wall show something else."""
    href = f"{ADDRESS}/{wall}"
    try:
        async with open_desk() as desk:
            name, codes, area = _typed(form)
            await actions.change(desk, WallId(wall), name=name, scenes=codes, area=area)
    except Invalid as refused:
        async with open_desk() as desk:
            page = _page(desk, await actions.wall_of(desk, WallId(wall)), typed=form, errors=_errors(refused))
        return Page("walls/keeping.html", page, place=PLACE, status_code=refused.status)
    return Redirect(href, flash=SAVED)


@post(f"{ADDRESS}/{{wall:uuid}}/link", act="administer")
async def renew(wall: UUID, request: Request[Any, Any, Any], form: Form, desk: Desk) -> Page:
    """A new link for a wall; the screen that shows it goes on until another one opens the link."""
    return await _linked(desk, request, WallId(wall))


@post(f"{ADDRESS}/{{wall:uuid}}/ending", act="administer")
async def revoke(wall: UUID, form: Form, desk: Desk) -> Redirect:
    """Let no screen show a wall any more."""
    await actions.revoke(desk, WallId(wall))
    return Redirect(ADDRESS, flash=say("Dindingnya dicabut. Layarnya padam dalam beberapa detik."))


PAGES = Pages(
    routes=[show_walls, show_new, show_one, make, change, renew, revoke],
    menu=[
        Entry(
            place=PLACE,
            href=ADDRESS,
            icon="monitor",
            word=say("Dinding pusat kendali"),
            act="administer",
            order=65,
            beneath=True,
        )
    ],
)


async def _linked(desk: Desk, request: Request[Any, Any, Any], wall: WallId) -> Page:
    path = await actions.link(desk, wall)
    setting = setting_of(request)
    page = _page(desk, await actions.wall_of(desk, wall), link=setting.base_url + setting.path(path))
    return Page("walls/keeping.html", page, place=PLACE)


def _page(
    desk: Desk,
    wall: Wall,
    *,
    link: str | None = None,
    typed: Form | None = None,
    errors: dict[str, Say] | None = None,
) -> WallPage:
    href = f"{ADDRESS}/{wall.id}"
    return WallPage(
        wall=_row(desk, wall),
        form=_as_typed(desk, href, typed)
        if typed is not None
        else _form(desk, href, name=wall.name, codes=wall.scenes, area=wall.area),
        renew=f"{href}/link",
        revoke=f"{href}/ending",
        link=link,
        errors=errors or {},
    )


def _row(desk: Desk, wall: Wall) -> WallRow:
    area = desk.ground.area(wall.area)
    return WallRow(
        href=f"{ADDRESS}/{wall.id}",
        name=wall.name,
        scenes=tuple(views.title_of(desk, each) for each in rules.scenes_of(wall.scenes, desk.ground)),
        area=area.name if area is not None else None,
        link_until=wall.link_until if wall.link_until is not None and wall.link_until > desk.now() else None,
        opened_at=wall.opened_at,
    )


def _typed(form: Form) -> tuple[str | None, list[str], str | None]:
    agency = form.text("agency")
    codes = [*form.all("scenes"), *([Scene(SceneSort.AGENCY, agency).code] if agency else [])]
    return form.text("name"), codes, form.text("area")


def _as_typed(desk: Desk, href: str, form: Form) -> WallForm:
    name, codes, area = _typed(form)
    return _form(desk, href, name=name or "", codes=tuple(codes), area=area)


def _form(desk: Desk, href: str, *, name: str, codes: tuple[str, ...], area: str | None) -> WallForm:
    known = [scene for code in codes if (scene := rules.read_scene(code, desk.ground)) is not None]
    offered = (
        Scene(SceneSort.OVERVIEW),
        Scene(SceneSort.LATE),
        *(Scene(SceneSort.GROUP, group.slug) for group in desk.ground.groups.values() if not group.retired),
    )
    agency = next((scene.slug for scene in known if scene.sort is SceneSort.AGENCY), "")
    return WallForm(
        href=href,
        name=name,
        scenes=tuple(
            Check(value=each.code, word=views.title_of(desk, each), chosen=each in known) for each in offered
        ),
        agencies=agency_options(desk.ground, agency),
        areas=area_groups(desk.ground, area or ""),
    )


def _errors(refused: Invalid) -> dict[str, Say]:
    return {refused.field or "name": refused.say}
