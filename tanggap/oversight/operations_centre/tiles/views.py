"""The big map as a page has it: where its tiles are, what stands on it in words and signs, what is shown without it."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.areas.sketch import Drawing
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.rights import Role
from tanggap.city.screens import Sight
from tanggap.city.terms import AreaCode
from tanggap.kit.words import Say, Tongue
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report import views
from tanggap.report.report import Status

SHADING = "/operations/layers"


class LayerView(Struct, frozen=True, kw_only=True):
    """A layer of the map: how it is drawn, what it is called, whether it is on; ``href`` gives what it shades by itself."""

    name: str
    title: Say
    form: str
    on: bool
    href: str | None


class BigMap(Struct, frozen=True, kw_only=True):
    """What parts/bigmap.html is given: paths of ours, the city's middle and corners in degrees, and words as JSON.

    ``query`` narrows the tiles to what the screen is about, ``area`` is where that lies. ``report`` leads to a report and
    ``areas`` to an area by what follows them; ``behind`` lists the reports, None where clusters and areas lead to none.
    ``kinds`` and ``statuses`` tell by their codes how each looks and is called. ``late`` tells that the tiles know of
    limits that passed; ``at_once`` that the map opens with the page.
    """

    tiles: str
    query: str
    area: str
    report: str
    areas: str
    behind: str | None
    layers: tuple[LayerView, ...]
    shapes: str
    basemap: str
    bounds: str
    kinds: str
    statuses: str
    late: bool
    at_once: bool
    drawing: Drawing | None
    credit: str
    approximate: bool


def public_map(ground: Ground, tongue: Tongue, *, query: str = "") -> BigMap:
    """The map of what anybody may find, opened when somebody asks for it."""
    return _map(ground, tongue, tiles="/map/tiles", query=query, staff=False)


def staff_map(desk: Desk, those: Wanted, *, screen: str, behind: str) -> BigMap:
    """The map of what who operates may see of these reports; it opens with its page, on a phone when somebody asks.

    ``screen`` shows a narrowed area and ``behind`` lists what is narrowed, both by a query.
    """
    reports = "/triage/" if desk.actor.is_a(Role.COORDINATOR) else "/reports/"
    layers = tuple(
        LayerView(
            name=layer.name,
            title=layer.title,
            form=layer.form,
            on=layer.at_first,
            href=f"{SHADING}/{layer.name}" if layer.look is not None else None,
        )
        for layer in desk.offers.layers
    )
    plain = _map(desk.ground, desk.tongue, tiles="/operations/tiles", query=those.query, staff=True)
    return replace(plain, area=those.area or "", report=reports, areas=screen, behind=behind, layers=layers)


def wall_map(desk: Desk, area: AreaCode | None) -> BigMap:
    """The map before which anybody may stand; each scene says what it is about."""
    plain = _map(desk.ground, desk.tongue, tiles="/map/tiles", query="", staff=False)
    layers = tuple(
        LayerView(name=layer.name, title=layer.title, form=layer.form, on=True, href=None)
        for layer in desk.offers.layers
        if layer.wall and layer.look is None
    )
    return replace(plain, area=area or "", layers=layers)


def scene_query(sight: Sight) -> str:
    """What of the public's tiles a scene of a wall is about: what is open, or what is past its limit."""
    asked = {
        "only": "late" if sight.late else "open",
        "kind": sight.group,
        "agency": sight.agency,
        "area": sight.area,
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _map(ground: Ground, tongue: Tongue, *, tiles: str, query: str, staff: bool) -> BigMap:
    small = views.map_view(ground)
    return BigMap(
        tiles=tiles,
        query=query,
        area="",
        report="/reports/",
        areas="/areas/",
        behind=None,
        layers=(),
        shapes=small.shapes,
        basemap=f"/map/basemap?v={ground.version}",
        bounds=",".join(f"{edge:.4f}" for edge in ground.areas.bounds or _around(small.lon, small.lat)),
        kinds=_json(
            {
                slug: (sign.name, sign.colour, sign.icon)
                for slug in ("", *ground.kinds)
                for sign in (views.kind_sign(ground, slug or None, tongue),)
            }
        ),
        statuses=_json({each.value: tongue(views.status_mark(each).word) for each in Status}),
        late=staff,
        at_once=staff,
        drawing=ground.drawing,
        credit=small.credit,
        approximate=small.approximate,
    )


def _around(lon: float, lat: float) -> tuple[float, float, float, float]:
    """West, south, east and north of a city whose shape nobody told us."""
    return lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
