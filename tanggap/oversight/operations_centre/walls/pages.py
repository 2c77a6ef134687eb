"""A wall's own pages: opened once by its link, then one page that keeps itself up to date, panel by panel."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.kit.errors import Missing
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.pages import Setting, setting_of
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.walls import actions, rules, views
from tanggap.oversight.operations_centre.walls.actions import ADDRESS, OPENING
from tanggap.oversight.operations_centre.walls.wall import Scene, WallId
from tanggap.report.views.maps import map_page

COOKIE = "tanggap-wall"
COOKIE_S = 400 * 86400
"""As long as browsers keep any cookie; given anew whenever the page is loaded, which it does every night."""
BUILD = "tanggap-build"
ASSETS = ("look.ts", "styles/wall.css", "icons/sprite.svg")
AnyRequest = Request[Any, Any, Any]


@get(f"{OPENING}/{{token:str}}", act="anyone")
async def show_opening(token: str, desk: Desk) -> Page:
    """Which wall this screen is about to become. Raises Missing."""
    wall = await actions.linked(desk, token)
    page = views.OpeningPage(name=wall.name, href=f"{OPENING}/{token}")
    return Page("walls/opening.html", page)


@post(f"{OPENING}/{{token:str}}", act="anyone")
async def open_wall(token: str, request: AnyRequest, form: Form, desk: Desk) -> Redirect:
    """Make this screen the wall. Raises Missing."""
    wall, cookie = await actions.open_on_screen(desk, token)
    answer = Redirect(f"{ADDRESS}/{wall}")
    _keep(answer, request, wall, cookie)
    return answer


@get(f"{ADDRESS}/{{wall:uuid}}", act="anyone")
async def show_wall(wall: UUID, request: AnyRequest, desk: Desk) -> Page:
    """The wall, as it begins with a scene. Raises Missing."""
    cookie = request.cookies.get(COOKIE)
    desk, found = await actions.before(desk, WallId(wall), cookie)
    asked = rules.read_scene(request.query_params.get("scene", ""), desk.ground)
    scene = asked or rules.scenes_of(found.scenes, desk.ground)[0]
    page = await views.wall_page(desk, found, scene, build=build(setting_of(request)))
    answer = map_page(desk.ground, "walls/wall.html", page)
    if cookie is not None:
        _keep(answer, request, found.id, cookie)
    return answer


@get(f"{ADDRESS}/{{wall:uuid}}/scenes/{{scene:str}}", act="anyone")
async def show_scene(wall: UUID, scene: str, request: AnyRequest, desk: Desk) -> Page:
    """All that stands in a scene, to be put in place of another. Raises Missing."""
    desk, found = await actions.before(desk, WallId(wall), request.cookies.get(COOKIE))
    here = build(setting_of(request))
    page = await views.wall_page(desk, found, _scene(desk, scene), build=here)
    return _of_this_build(Page("walls/scene.html", page), here)


@get(f"{ADDRESS}/{{wall:uuid}}/scenes/{{scene:str}}/{{panel:str}}", act="anyone")
async def show_panel(wall: UUID, scene: str, panel: str, request: AnyRequest, desk: Desk) -> Page:
    """One panel, to be put in place of what it was. Raises Missing."""
    desk, found = await actions.before(desk, WallId(wall), request.cookies.get(COOKIE))
    shown = _scene(desk, scene)
    named = views.panel_named(desk, shown, panel)
    page = views.PanelPage(panel=await views.panel_view(desk, named, views.sight_of(shown, found)))
    return _of_this_build(Page("walls/panel.html", page), build(setting_of(request)))


PAGES = Pages(routes=[show_opening, open_wall, show_wall, show_scene, show_panel])


def build(setting: Setting) -> str:
    """Which version of walls is served: another one after a deploy that changed what a wall loads or how it is drawn."""
    assets = "|".join(setting.asset(name) for name in ASSETS)
    return sha256(f"{_templates()}|{assets}".encode()).hexdigest()[:16]


@cache
def _templates() -> str:
    folder = Path(__file__).parent / "templates" / "walls"
    return "|".join(sha256(each.read_bytes()).hexdigest() for each in sorted(folder.iterdir()))


def _scene(desk: Desk, code: str) -> Scene:
    found = rules.read_scene(code, desk.ground)
    if found is None:
        raise Missing(say("Halaman ini tidak ada."))
    return found


def _of_this_build(answer: Page, here: str) -> Page:
    answer.headers[BUILD] = here
    return answer


def _keep(answer: Page | Redirect, request: AnyRequest, wall: WallId, cookie: str) -> None:
    setting = setting_of(request)
    answer.set_cookie(
        COOKIE,
        cookie,
        path=setting.path(f"{ADDRESS}/{wall}"),
        max_age=COOKIE_S,
        httponly=True,
        samesite="lax",
        secure=setting.base_url.startswith("https:"),
    )
