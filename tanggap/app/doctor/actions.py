"""Looking over everything: the installation, and what every room checks in every city."""

from tanggap.app.doctor.look import look
from tanggap.app.tools import Workbench
from tanggap.city.offers import Mistake
from tanggap.city.packs.pack import CityState


async def look_everywhere(bench: Workbench) -> dict[str, list[Mistake]]:
    """What is not as it should be: the installation under "", each city that serves under its name."""
    found = {"": await look(bench.settings)}
    for city in bench.cities.all():
        if city.state is CityState.LISTENING:
            continue
        found[city.name] = []
        for check in bench.offers.checks:
            async with bench.entrance.open_desk(city.id) as desk:
                found[city.name] += await check.look(desk)
    return found
