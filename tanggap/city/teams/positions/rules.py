"""For how long a position is told, and which of a team's is its own. Values only."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import isfinite

from msgspec import Struct

from tanggap.city.teams.rules import Team, duty_end
from tanggap.city.terms import PersonId
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say

EVERY_S = 30
"""How often a telephone tells where it is, at most."""
SILENCE = timedelta(minutes=15)
"""After this long without a word nobody knows where they are, and they told it for the last time."""


class Position(Struct, frozen=True, kw_only=True):
    """Where somebody of staff was last: degrees, metres of accuracy; without ``at`` their telephone has not said yet."""

    person: PersonId
    since: datetime
    until: datetime
    at: datetime | None = None
    lon: float | None = None
    lat: float | None = None
    accuracy_m: float | None = None


class Spot(Struct, frozen=True, kw_only=True):
    """Where a team is: degrees, and when its member's telephone said so."""

    lon: float
    lat: float
    at: datetime


def until(teams: Iterable[Team], local: datetime) -> datetime | None:
    """Until when somebody of these teams may let it be known where they are; None while none of them is on duty.

    Who is on call is at home, and where that is concerns nobody.
    """
    return max((end for each in teams if (end := duty_end(each, local)) is not None), default=None)


def told(position: Position | None, *, now: datetime) -> bool:
    """Whether somebody still lets it be known where they are."""
    if position is None or now >= position.until:
        return False
    return now - (position.at or position.since) < SILENCE


def spot(team: Team, positions: Sequence[Position], *, now: datetime) -> Spot | None:
    """Where a team is: where the one of its members is who said so last; None when nobody does."""
    found = [
        Spot(lon=each.lon, lat=each.lat, at=each.at)
        for each in positions
        if each.person in team.members
        and told(each, now=now)
        and each.at is not None
        and each.lon is not None
        and each.lat is not None
    ]
    return max(found, key=lambda each: each.at, default=None)


def checked(
    lon: float | None, lat: float | None, accuracy_m: float | None
) -> tuple[float, float, float | None]:
    """A point on earth as a telephone tells it. Raises Invalid."""
    if lon is None or lat is None or not (abs(lon) <= 180 and abs(lat) <= 90):
        raise Invalid(say("Titik ini tidak terbaca."), field="lon")
    sure = accuracy_m is not None and isfinite(accuracy_m) and accuracy_m >= 0
    return lon, lat, accuracy_m if sure else None
