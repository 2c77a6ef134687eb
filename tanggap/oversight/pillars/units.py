"""How many of the city's units are in red, by the scores that were published."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.scorecards import cards
from tanggap.oversight.scorecards.rules import Band


class Graded(Struct, frozen=True, kw_only=True):
    """So many units had enough reports to be rated, so many of them are in red."""

    rated: int
    red: int


async def graded(desk: Desk, period: Period) -> Graded:
    """How the units stand over a period of full months, as their scorecards tell it."""
    bands = await cards.bands(desk, first=period.first, last=period.last)
    return Graded(rated=len(bands), red=bands.count(Band.RED))
