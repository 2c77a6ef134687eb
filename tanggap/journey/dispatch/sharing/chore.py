"""Forgets where people were whose duty has ended, or whose telephone has fallen silent."""

from tanggap.city.desk import OpenCity
from tanggap.city.offers import Chore
from tanggap.city.teams.positions import store
from tanggap.city.teams.positions.rules import SILENCE
from tanggap.city.terms import CityId

EVERY_FIVE_MINUTES = "*/5 * * * *"


async def forget(open_desk: OpenCity, city: CityId) -> None:
    """Nothing is shown of these any more; now nothing is kept either. In a city that asks for none, all of them."""
    async with open_desk(city) as desk:
        now = desk.now()
        await store.sweep(
            desk.db, desk.city, now=now, silent_since=now - SILENCE, every=not desk.ground.city.positions
        )


CHORE = Chore(name="positions", cron=EVERY_FIVE_MINUTES, work=forget)
