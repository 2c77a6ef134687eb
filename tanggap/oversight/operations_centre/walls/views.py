"""What the templates of walls are given, and how a scene is drawn together."""

from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.screens import Panel, Sight
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug
from tanggap.kit.errors import Missing
from tanggap.kit.words import Say, say
from tanggap.oversight.operations_centre.tiles.views import BigMap, wall_map
from tanggap.oversight.operations_centre.walls import rules
from tanggap.oversight.operations_centre.walls.actions import ADDRESS
from tanggap.oversight.operations_centre.walls.wall import Scene, SceneSort, Wall


class PanelView(Struct, frozen=True, kw_only=True):
    """A panel as it is drawn: ``shown`` is None where there is nothing to show, ``stale`` when it is older than it should be."""

    name: str
    title: Say
    place: str
    template: str
    shown: Any
    as_of: datetime
    at: int
    interval_s: float
    soon_s: float | None
    stale: bool


class Tab(Struct, frozen=True, kw_only=True):
    """A scene of the wall: its code, what it is called, whether it is the one shown."""

    code: str
    title: Say
    here: bool


class PanelPage(Struct, frozen=True, kw_only=True):
    """What walls/panel.html is given."""

    panel: PanelView


class WallPage(Struct, frozen=True, kw_only=True):
    """What walls/wall.html and walls/scene.html are given.

    ``map`` is the larger map that its scenes share; None where there is none to draw. ``now`` is in milliseconds since 1970, as scripts count; ``next`` the scene after this one; ``build`` changes when
    another version of the wall is served.
    """

    name: str
    area: str | None
    address: str
    scene: str
    title: Say
    tabs: tuple[Tab, ...]
    next: str
    panels: tuple[PanelView, ...]
    map: BigMap | None
    rotates_s: int
    dim: bool
    zone: str
    at: datetime
    now: int
    build: str


class OpeningPage(Struct, frozen=True, kw_only=True):
    """What walls/opening.html is given."""

    name: str
    href: str


async def wall_page(desk: Desk, wall: Wall, scene: Scene, *, build: str) -> WallPage:
    """A wall as it shows one of its scenes."""
    ground, now = desk.ground, desk.now()
    scenes = rules.scenes_of(wall.scenes, ground)
    codes = [each.code for each in scenes]
    # What it stopped on may be no scene of its own: it goes on with the first.
    follows = codes[(codes.index(scene.code) + 1) % len(codes)] if scene.code in codes else codes[0]
    area = ground.area(wall.area)
    sight = sight_of(scene, wall)
    return WallPage(
        name=wall.name,
        area=area.name if area is not None else None,
        address=f"{ADDRESS}/{wall.id}",
        scene=scene.code,
        title=title_of(desk, scene),
        tabs=tuple(
            Tab(code=each.code, title=title_of(desk, each), here=each.code == scene.code) for each in scenes
        ),
        next=follows,
        panels=tuple([await panel_view(desk, panel, sight) for panel in panels_of(desk, scene)]),
        map=wall_map(desk, AreaCode(wall.area) if wall.area is not None else None),
        rotates_s=rules.ROTATES_S,
        dim=rules.dim(now, ground.zone),
        zone=ground.zone.key,
        at=now,
        now=_ms(now),
        build=build,
    )


def panels_of(desk: Desk, scene: Scene) -> list[Panel]:
    """The panels a scene shows, in their order."""
    return [panel for panel in desk.offers.panels if scene.sort in panel.scenes]


def panel_named(desk: Desk, scene: Scene, name: str) -> Panel:
    """The panel of this name in a scene. Raises Missing."""
    found = next((panel for panel in panels_of(desk, scene) if panel.name == name), None)
    if found is None:
        raise Missing(say("Halaman ini tidak ada."))
    return found


async def panel_view(desk: Desk, panel: Panel, sight: Sight) -> PanelView:
    """A panel as it is now."""
    now = desk.now()
    seen = await panel.look(desk, sight)
    as_of = seen.as_of if seen is not None else now
    return PanelView(
        name=panel.name,
        title=panel.title,
        place=panel.place,
        template=panel.template,
        shown=seen.shown if seen is not None else None,
        as_of=as_of,
        at=_ms(as_of),
        interval_s=panel.interval_s,
        soon_s=panel.soon_s,
        stale=now - as_of > 2 * timedelta(seconds=panel.interval_s),
    )


def sight_of(scene: Scene, wall: Wall) -> Sight:
    """What a scene of a wall looks at."""
    return Sight(
        area=AreaCode(wall.area) if wall.area is not None else None,
        group=GroupSlug(scene.slug) if scene.sort is SceneSort.GROUP else None,
        agency=AgencySlug(scene.slug) if scene.sort is SceneSort.AGENCY else None,
        late=scene.sort is SceneSort.LATE,
    )


def title_of(desk: Desk, scene: Scene) -> Say:
    """What a scene is called."""
    match scene.sort:
        case SceneSort.OVERVIEW:
            return say("Ringkasan")
        case SceneSort.LATE:
            return say("Lewat batas")
        case SceneSort.GROUP:
            return say("{name}", name=desk.ground.groups[scene.slug].name)
        case SceneSort.AGENCY:
            return say("{name}", name=desk.ground.agencies[AgencySlug(scene.slug)].short)


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
