"""Forgets at night who had a link that ended long ago."""

from tanggap.city import owed
from tanggap.city.desk import OpenCity
from tanggap.city.offers import Chore
from tanggap.city.terms import CityId
from tanggap.journey.outside import store
from tanggap.journey.outside.rules import KEPT_AFTER

AT_NIGHT = "17 18 * * *"
"""UTC: between one and three at night in Indonesia."""


async def forget(open_desk: OpenCity, city: CityId) -> None:
    """Empty name and address of parties whose link ended 90 days ago, and every mail owed to them."""
    async with open_desk(city) as desk:
        gone = await store.forget(desk.db, desk.city, before=desk.now() - KEPT_AFTER)
        await owed.forget(desk.db, desk.city, gone)


CHORE = Chore(name="outside", cron=AT_NIGHT, work=forget)
