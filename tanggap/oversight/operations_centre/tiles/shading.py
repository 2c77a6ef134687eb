"""What a room's layer shades on the desk's map, asked for when somebody switches it on."""

from typing import Any

from tanggap.city.desk import Desk
from tanggap.city.screens import Shades, Sight
from tanggap.kit.errors import Missing
from tanggap.kit.web import Request, Response, get, setting_of
from tanggap.kit.words import say
from tanggap.oversight.operations_centre.tiles.views import SHADING
from tanggap.oversight.operations_centre.wanted import wanted

AnyRequest = Request[Any, Any, Any]


@get(SHADING + "/{layer:str}", act="operate")
async def show_layer(desk: Desk, request: AnyRequest, layer: str) -> Response[Shades]:
    """How much each kelurahan carries of what a layer tells, as far as it knows what the screen is about. Raises Missing."""
    found = next((each for each in desk.offers.layers if each.name == layer and each.look is not None), None)
    if found is None or found.look is None:
        raise Missing(say("Halaman ini tidak ada."))
    today = desk.ground.calendar.day_of(desk.now())
    those = wanted(request.query_params, desk.ground, today=today)
    sight = Sight(area=those.area, group=those.group, kind=those.kind, agency=those.agency)
    shades = await found.look(desk, sight)
    told = Shades(counts=shades.counts, behind=setting_of(request).path(shades.behind))
    return Response(told, headers={"cache-control": "private, no-store"})
