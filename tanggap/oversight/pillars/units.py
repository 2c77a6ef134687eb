"""How many of the city's units are in red, by the same rule as the overview's scores."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.resolution.filings import store as filings
from tanggap.oversight.counts import rules, store
from tanggap.oversight.counts.tally import By, Period, Proofs
from tanggap.oversight.scorecards.rules import Band


class Graded(Struct, frozen=True, kw_only=True):
    """So many units had enough reports to be rated, so many of them are in red."""

    rated: int
    red: int


async def graded(desk: Desk, period: Period) -> Graded:
    """How the units stand over a period, as `/overview` tells it."""
    zone = desk.ground.known.timezone
    waiting = await store.pressing(desk.db, desk.city, period, zone=zone, now=desk.now())
    proofs = await filings.record(desk.db, desk.city, first=period.first, last=period.last, zone=zone)
    standings = rules.standings(
        await store.told(desk.db, desk.city, period, By.ALL, By.AGENCY),
        {each.agency: each for each in waiting},
        proofs={each.agency: Proofs(untrue=each.false, filed=each.filed) for each in proofs},
    )
    bands = [each.score.band for each in standings if each.score is not None]
    return Graded(rated=len(bands), red=bands.count(Band.RED))
