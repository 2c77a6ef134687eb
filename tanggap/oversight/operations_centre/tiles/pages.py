"""Tiles of reports for maps, as everybody may see them and as who operates the city may; vector tiles of points."""

from typing import Any

from tanggap.city.desk import OpenDesk
from tanggap.city.ground import Ground
from tanggap.journey.feed import asked as feed
from tanggap.kit.web import Pages, Request, Response, get
from tanggap.oversight.operations_centre.tiles import actions, asked, rules
from tanggap.oversight.operations_centre.tiles.explore import show_map
from tanggap.oversight.operations_centre.tiles.kept import LIFE_S, Made, kept
from tanggap.oversight.operations_centre.tiles.rules import Square
from tanggap.oversight.operations_centre.tiles.shading import show_layer
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
    only: str = "",
    anew: str = "",
) -> Response[bytes]:
    """A tile of what anybody may find, narrowed as the feed is, or only what is `open` or `late`. Raises Missing.

    ``anew`` asks for one made just now.
    """
    ground: Ground = request.state.ground
    square = Square(z, x, y)
    rules.cells(square)
    address = feed.address(ground, kind=kind, status=status, area=area, agency=agency)
    meant = asked.of_public(address, ground, only=only)

    async def make() -> bytes:
        async with open_desk() as desk:
            return await actions.tile(desk, meant, rules.EVERYBODY, square)

    made = await kept(ground).made((square, meant), make, anew=bool(anew))
    return _answer(request, made, "public")


@get("/operations/tiles/{z:int}/{x:int}/{y:int}", act="operate", packed=True)
async def show_staff_tile(
    open_desk: OpenDesk, request: AnyRequest, z: int, x: int, y: int
) -> Response[bytes]:
    """A tile of what who operates may see, narrowed by a `Wanted`; ``anew`` as for everybody. Raises Missing, Invalid."""
    square = Square(z, x, y)
    rules.cells(square)
    async with open_desk() as desk:
        ground, limits = desk.ground, asked.limits_of(desk.actor)
        today = ground.calendar.day_of(desk.now())
    meant = asked.of_staff(wanted(request.query_params, ground, today=today), ground)

    async def make() -> bytes:
        # Who waits for a tile that somebody else makes holds no transaction meanwhile.
        async with open_desk() as own:
            return await actions.tile(own, meant, limits, square)

    anew = bool(request.query_params.get("anew"))
    made = await kept(ground).made((square, meant, limits), make, anew=anew)
    return _answer(request, made, "private")


def _answer(request: AnyRequest, made: Made, whose: str) -> Response[bytes]:
    """A tile, or that it has not changed since this browser was given it."""
    headers = {"etag": made.etag, "cache-control": f"{whose}, max-age={LIFE_S}"}
    if made.etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=MEDIA_TYPE)
    return Response(made.content, headers=headers, media_type=MEDIA_TYPE)


PAGES = Pages(routes=[show_map, show_tile, show_staff_tile, show_layer, show_basemap, show_streets])
