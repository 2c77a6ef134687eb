"""Forgets, at night, who asked once nothing more can follow, and what browsers held whose cookies are gone."""

from datetime import timedelta

from tanggap.city.desk import OpenCity
from tanggap.city.offers import Chore
from tanggap.city.terms import CityId
from tanggap.journey.information import actions, clocks
from tanggap.journey.information.store import inquiries, requesters

AT_NIGHT = "27 18 * * *"
"""UTC: between one and three at night in Indonesia."""
KEPT_AFTER = timedelta(days=90)
"""How long after the last day on which anything could follow. Source: DOMAIN 15.1, as a guest's contact."""
COOKIE = timedelta(days=30)


async def forget(open_desk: OpenCity, city: CityId) -> None:
    """Empty what is over for ninety days."""
    async with open_desk(city) as desk:
        now = desk.now()
        await requesters.forget_browsers(desk.db, city, before=now - COOKIE)
        for each in await inquiries.finished(desk.db, city, before=now - KEPT_AFTER):
            over = clocks.over_since(each, clocks.times(desk.ground, each, now=now))
            if over is not None and over + KEPT_AFTER < now:
                await actions.empty(desk, each.id, by_requester=False)


CHORE = Chore(name="information", cron=AT_NIGHT, work=forget)
