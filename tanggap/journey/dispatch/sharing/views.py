"""The switch by which somebody on duty lets it be known where they are, as their pages show it."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.teams.positions.rules import EVERY_S, SILENCE
from tanggap.journey.dispatch.sharing import actions


class Sharing(Struct, frozen=True, kw_only=True):
    """What dispatch/sharing.html is given as ``part``: ``at`` is when one's place was told last; every ``every_s`` it is told."""

    on: bool
    until: datetime
    at: datetime | None = None
    every_s: int = EVERY_S
    silence_minutes: int = int(SILENCE.total_seconds() // 60)


async def sharing(desk: Desk) -> Sharing | None:
    """The switch as it stands; None for who has none: the city does not ask for it, or no team of theirs is on duty."""
    until = await actions.until(desk)
    if until is None:
        return None
    position = await actions.mine(desk)
    return Sharing(on=position is not None, until=until, at=position.at if position is not None else None)
