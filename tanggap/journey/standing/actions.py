"""Where somebody stands, for themselves to see."""

from tanggap.city.desk import Desk
from tanggap.journey.standing import rules, store
from tanggap.journey.standing.rules import Standing
from tanggap.report.reporter.store import holder


async def standing(desk: Desk) -> Standing | None:
    """Where whoever asks stands; None where the city reckons nothing, or they want nothing reckoned."""
    if not desk.ground.city.standing or await store.is_off(desk.db, desk.city, desk.actor.seat or b""):
        return None
    return rules.standing(await store.of_holder(desk.db, desk.city, holder(desk.actor)))
