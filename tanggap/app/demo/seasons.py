"""A year of the demo city: what comes when, by the week, the season and the storm."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from msgspec import Struct

from tanggap.app.demo.letters import moment, on_weekday
from tanggap.app.demo.script import Storm, Year
from tanggap.city.terms import KindSlug

DAYS = 365


class Arrival(Struct, frozen=True, kw_only=True):
    """When a report comes (UTC), about what, and from which areas, none for any."""

    at: datetime
    kind: KindSlug
    within: tuple[str, ...] = ()


def arrivals(year: Year, zone: ZoneInfo, chance: Random, *, now: datetime) -> list[Arrival]:
    """Everything that came in the year before now, in order."""
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=n) for n in range(DAYS - 1, -1, -1)]
    drawn = [*_by_season(year, days, zone, chance), *_by_storm(year, days, zone, chance)]
    return sorted((each for each in drawn if each.at < now), key=lambda each: each.at)


def _by_season(year: Year, days: list[date], zone: ZoneInfo, chance: Random) -> Iterator[Arrival]:
    chances = [
        (day, kind, share * on_weekday(day) * year.season(kind, day))
        for day in days
        for kind, share in year.kinds.items()
    ]
    for day, kind, _ in chance.choices(chances, [weight for *_, weight in chances], k=year.reports):
        yield Arrival(at=moment(day, zone, chance), kind=kind)


def _by_storm(year: Year, days: list[date], zone: ZoneInfo, chance: Random) -> Iterator[Arrival]:
    for storm in year.storms:
        for day in days:
            if (day.month, day.day) == (storm.month, storm.day):
                yield from _storm(storm, day, year.low_lying, zone, chance)


def _storm(
    storm: Storm, day: date, low_lying: tuple[str, ...], zone: ZoneInfo, chance: Random
) -> Iterator[Arrival]:
    """Most of it on the first day, some on the next two."""
    for kind, count in storm.kinds.items():
        for after in chance.choices((0, 1, 2), (6, 3, 1), k=count):
            yield Arrival(at=moment(day + timedelta(days=after), zone, chance), kind=kind, within=low_lying)
