"""Throws away at night what shifts told each other long ago."""

from tanggap.city.desk import OpenCity
from tanggap.city.offers import Chore
from tanggap.city.terms import CityId
from tanggap.oversight.operations_centre.desk.handover import rules, store

AT_NIGHT = "41 18 * * *"
"""UTC: between one and three at night in Indonesia."""


async def forget(open_desk: OpenCity, city: CityId) -> None:
    """Keep the notes of ninety days."""
    async with open_desk(city) as desk:
        await store.forget(desk.db, city, before=desk.now() - rules.KEPT)


CHORE = Chore(name="handover", cron=AT_NIGHT, work=forget)
