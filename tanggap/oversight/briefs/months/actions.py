"""A month's numbers: counted as they stand, or as they were kept once the month was over."""

from datetime import date, time

from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import CityId
from tanggap.kit.errors import Missing
from tanggap.kit.words import say
from tanggap.oversight.briefs.months import rules, store
from tanggap.oversight.briefs.months.facts import Facts
from tanggap.oversight.counts import store as counts
from tanggap.oversight.counts.tally import PUBLIC, By, Period

KEPT_AT_ONCE = 3
"""Months kept in one night: a city that brings years of history keeps them over some."""


async def months(desk: Desk) -> list[date]:
    """The months there is a report of, the newest first; the one that runs is always among them."""
    today = _today(desk)
    return rules.months(await store.first_day(desk.db, desk.city) or today, today)


async def of_month(desk: Desk, first: date) -> Facts:
    """A month's numbers, as they were kept or else as they stand. Raises Missing."""
    kept = await store.kept(desk.db, desk.city, first)
    if kept is not None:
        return kept
    if first not in await months(desk):
        raise Missing(say("Laporan bulan itu tidak ada."))
    return await counted(desk, first)


async def counted(desk: Desk, first: date) -> Facts:
    """A month's numbers as they stand now, from the same counts as the overview's."""
    period, calendar = rules.days_of(first), desk.ground.calendar
    return Facts(
        first=first,
        told=tuple(await counts.told(desk.db, desk.city, period, *PUBLIC)),
        lasted=tuple(
            await store.lasted(
                desk.db,
                desk.city,
                since=calendar.at(period.first, time()),
                until=calendar.at(rules.after(first), time()),
            )
        ),
        month_before=await _reports(desk, rules.days_of(rules.before(first))),
        year_before=await _reports(desk, rules.days_of(first.replace(year=first.year - 1))),
        later=await _reports(desk, period.afterwards),
        made_at=desk.now(),
    )


async def keep_finished(open_desk: OpenCity, city: CityId) -> None:
    """Keep the months that are over, each as it stands then."""
    async with open_desk(city) as desk:
        kept = frozenset(await store.all_kept(desk.db, city))
        over = [each for each in await months(desk) if rules.after(each) <= _today(desk)]
        for month in [each for each in over if each not in kept][:KEPT_AT_ONCE]:
            await store.keep(desk.db, city, await counted(desk, month))


async def _reports(desk: Desk, period: Period) -> int:
    return sum(each.reports for each in await counts.told(desk.db, desk.city, period, By.ALL))


def _today(desk: Desk) -> date:
    return desk.ground.calendar.day_of(desk.now())
