"""The register of formal requests for information as rows: the city's words and codes, nothing of who asked."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.ground import Ground
from tanggap.journey.information import actions
from tanggap.journey.information.store import register
from tanggap.journey.information.store.register import Line
from tanggap.oversight.open_data.asked import between, months
from tanggap.oversight.open_data.rules import Row
from tanggap.oversight.open_data.store import Between
from tanggap.oversight.operations_centre.wanted import Wanted

MOST_OF_A_MONTH = 100_000


async def pages(open_desk: OpenDesk, wanted: Wanted) -> AsyncIterator[Sequence[Row]]:
    """What is wanted, month by month, the newest first; each month in a transaction of its own."""
    async with open_desk() as desk:
        began = await register.earliest(desk.db, desk.city)
        now, zone = desk.now(), desk.ground.zone
        limits = between(wanted, zone)
    if began is None:
        return
    for month in months(wanted, began, now, zone):
        async with open_desk() as desk:
            page = await _between(desk, _both(month, limits), limit=MOST_OF_A_MONTH)
        if page:
            yield page


async def first_rows(desk: Desk, wanted: Wanted, *, limit: int) -> list[Row]:
    """The newest that are wanted."""
    return await _between(desk, between(wanted, desk.ground.zone), limit=limit)


async def _between(desk: Desk, time: Between, *, limit: int) -> list[Row]:
    found = await register.lines(desk.db, desk.city, first=time.since, until=time.until, limit=limit)
    return [told(each, desk.ground) for each in found]


def _both(one: Between, other: Between) -> Between:
    """The time that lies in both."""
    since = [each for each in (one.since, other.since) if each is not None]
    until = [each for each in (one.until, other.until) if each is not None]
    return Between(since=max(since, default=None), until=min(until, default=None))


def told(line: Line, ground: Ground) -> Row:
    """A request as the dataset has it."""

    def day(moment: datetime | None) -> str | None:
        return ground.calendar.day_of(moment).isoformat() if moment is not None else None

    return (
        actions.number_of(ground, line.number),
        day(line.received_at),
        line.summary,
        line.status.value,
        line.answer.value if line.answer is not None else None,
        day(line.answered_at),
        line.days_taken,
        line.extended_at is not None,
        day(line.objected_at),
        line.outcome.value if line.outcome is not None else None,
        day(line.decided_at),
    )


async def earliest(desk: Desk) -> datetime | None:
    """When the first request came in; None where none has."""
    return await register.earliest(desk.db, desk.city)
