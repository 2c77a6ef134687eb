"""Forgets, once a night, what rules decided longer ago than is counted."""

from datetime import timedelta

from tanggap.city.desk import OpenCity
from tanggap.city.offers import Chore
from tanggap.city.terms import CityId
from tanggap.journey.routing import store

COUNTED = timedelta(days=90)
AT_NIGHT = "31 18 * * *"


async def forget_old(open_desk: OpenCity, city: CityId) -> None:
    """Forget what was decided before the days that are counted."""
    async with open_desk(city) as desk:
        await store.forget(desk.db, city, before=desk.now() - COUNTED)


CHORE = Chore(name="routing", cron=AT_NIGHT, work=forget_old)
