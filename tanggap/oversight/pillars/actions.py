"""Counting what a city's indicators are reckoned from."""

from datetime import timedelta

from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import CityId
from tanggap.oversight.pillars import rules, store
from tanggap.oversight.pillars.rules import Span, Sum
from tanggap.oversight.pillars.units import graded

AS_OLD = timedelta(hours=6)
"""Older figures are counted anew: they are of months that are over, but their reports still move."""


async def keep_up(open_desk: OpenCity, city: CityId) -> None:
    """Count a city's indicators where they are six hours old, or a month has ended since."""
    async with open_desk(city) as desk:
        over = rules.months(desk.ground.calendar.day_of(desk.now()))
        zone = desk.ground.known.timezone
        if await store.is_due(desk.db, city, over, zone=zone, before=desk.now() - AS_OLD):
            await count(desk)


async def count(desk: Desk) -> None:
    """Count everything anew: the last twelve full months, those before them, and each month.

    Who counts at the same time waits, and then counts again; readers see the old figures until these stand.
    """
    over = rules.months(desk.ground.calendar.day_of(desk.now()))
    zone, now = desk.ground.known.timezone, desk.now()
    await store.begin(desk.db, desk.city, months_end=over.year.last, at=now)
    ground = desk.ground
    scopes = rules.scopes(ground.pack.indicators, {slug: kind.group for slug, kind in ground.kinds.items()})
    await store.count(desk.db, desk.city, over, scopes, zone=zone, now=now)
    await store.count_reporters(desk.db, desk.city, over, zone=zone)
    spans = [(Span.YEAR, over.before), (Span.YEAR, over.year), *((Span.MONTH, each) for each in over.each)]
    units = [(span, period, await graded(desk, period)) for span, period in spans]
    await store.keep(
        desk.db,
        desk.city,
        [
            Sum(
                span=span,
                first=period.first,
                measure="units_in_red",
                part="",
                amount=units.red,
                n=units.rated,
            )
            for span, period, units in units
        ],
    )
