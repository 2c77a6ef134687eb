"""The big map as a page has it: where its tiles are, what stands on it in words and signs, what is shown without it."""

import json
from collections.abc import Mapping

from msgspec import Struct

from tanggap.city.areas.sketch import Drawing
from tanggap.city.ground import Ground
from tanggap.kit.words import Tongue
from tanggap.report import views
from tanggap.report.report import Status


class BigMap(Struct, frozen=True, kw_only=True):
    """What parts/bigmap.html is given: paths of ours, the city's middle and corners in degrees, and words as JSON.

    ``query`` narrows the tiles; ``kinds`` and ``statuses`` tell by their codes how each looks and is called. ``late``
    tells that the tiles know of limits that passed; ``at_once`` that the map opens with the page.
    """

    tiles: str
    query: str
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


def staff_map(ground: Ground, tongue: Tongue, *, query: str = "") -> BigMap:
    """The map of what who operates may see; it opens with its page. ``query`` is that of a `Wanted`."""
    return _map(ground, tongue, tiles="/operations/tiles", query=query, staff=True)


def _map(ground: Ground, tongue: Tongue, *, tiles: str, query: str, staff: bool) -> BigMap:
    small = views.map_view(ground)
    return BigMap(
        tiles=tiles,
        query=query,
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
