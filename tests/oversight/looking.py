"""What a visitor of the city would see on a wall."""

from typing import Any

from tanggap.app.tools import Workbench
from tanggap.city.rights import VISITOR
from tanggap.city.screens import Sight
from tanggap.city.terms import KindSlug
from tests.conftest import BEKASI

FLOOD, FIRE, ROAD = KindSlug("flood"), KindSlug("fire"), KindSlug("road-damage")


ALL = Sight()


async def look(bench: Workbench, what: Any, sight: Sight = ALL) -> Any:
    async with bench.entrance.open_desk(BEKASI, actor=VISITOR) as desk:
        seen = await what(desk, sight)
        return None if seen is None else seen.shown
