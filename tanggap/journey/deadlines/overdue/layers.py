"""Where in the city the limits pass, for the map of the operations centre."""

from tanggap.city.desk import Desk
from tanggap.city.screens import Layer, Shades, Sight
from tanggap.journey.deadlines.overdue import store
from tanggap.journey.deadlines.overdue.scope import ADDRESS, scope_of
from tanggap.kit.words import say


async def shade(desk: Desk, sight: Sight) -> Shades:
    """How many reports of each kelurahan are over their limit now, of those whoever asks answers for."""
    counted = await store.by_area(
        desk.db, desk.city, scope_of(desk, within=sight.area), sight, now=desk.now()
    )
    return Shades(counts={each.area: each.count for each in counted}, behind=f"{ADDRESS}?area=")


LAYERS = (Layer(name="overdue", title=say("Lewat batas sekarang"), order=30, form="areas", look=shade),)
