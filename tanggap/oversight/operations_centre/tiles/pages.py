"""Tiles of reports for maps, as everybody may see them and as who operates the city may; vector tiles of points."""

from typing import Any

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.ground import Ground
from tanggap.journey.feed import asked as feed
from tanggap.kit.web import Pages, Request, Response, get
from tanggap.oversight.operations_centre.tiles import actions, asked, rules
from tanggap.oversight.operations_centre.tiles.explore import show_map
from tanggap.oversight.operations_centre.tiles.kept import LIFE_S, Made, kept
from tanggap.oversight.operations_centre.tiles.rules import Square
from tanggap.oversight.operations_centre.tiles.streets import show_basemap, show_streets
from tanggap.oversight.operations_centre.wanted import wanted

AnyRequest = Request[Any, Any, Any]
MEDIA_TYPE = "application/vnd.mapbox-vector-tile"


@get("/map/tiles/{z:int}/{x:int}/{y:int}", act="anyone", packed=True)
async def show_tile(
    request: AnyRequest,
    open_desk: OpenDesk,
    z: int,
    x: int,
    y: int,
    *,
    kind: str = "",
    status: str = "",
    area: str = "",
    agency: str = "",
    anew: str = "",
) -> Response[bytes]:
    """A tile of what anybody may find, narrowed as the feed is; ``anew`` asks for one made just now. Raises Missing."""
    ground: Ground = request.state.ground
    square = Square(z, x, y)
    rules.cells(square)
    address = feed.address(ground, kind=kind, status=status, area=area, agency=agency)
    meant = asked.of_public(address, ground)
    key = (square, meant)
    made = kept(ground).get(key, anew=bool(anew))
    if made is None:
        async with open_desk() as desk:
            made = kept(ground).keep(key, await actions.tile(desk, meant, rules.EVERYBODY, square))
    return _answer(request, made, "public")


@get("/operations/tiles/{z:int}/{x:int}/{y:int}", act="operate", packed=True)
async def show_staff_tile(desk: Desk, request: AnyRequest, z: int, x: int, y: int) -> Response[bytes]:
    """A tile of what who operates may see, narrowed by a `Wanted`; ``anew`` as for everybody. Raises Missing, Invalid."""
    square = Square(z, x, y)
    rules.cells(square)
    today = desk.ground.calendar.day_of(desk.now())
    meant = asked.of_staff(wanted(request.query_params, desk.ground, today=today), desk.ground)
    limits = asked.limits_of(desk.actor)
    key = (square, meant, limits)
    made = kept(desk.ground).get(key, anew=bool(request.query_params.get("anew")))
    if made is None:
        made = kept(desk.ground).keep(key, await actions.tile(desk, meant, limits, square))
    return _answer(request, made, "private")


def _answer(request: AnyRequest, made: Made, whose: str) -> Response[bytes]:
    """A tile, or that it has not changed since this browser was given it."""
    headers = {"etag": made.etag, "cache-control": f"{whose}, max-age={LIFE_S}"}
    if made.etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=MEDIA_TYPE)
    return Response(made.content, headers=headers, media_type=MEDIA_TYPE)


PAGES = Pages(routes=[show_map, show_tile, show_staff_tile, show_basemap, show_streets])
