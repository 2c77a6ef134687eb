"""Reading what is counted of a period, told as a section: the same numbers on every page that shows them."""

from tanggap.city.desk import Desk
from tanggap.kit.words import Say
from tanggap.oversight.counts import store, telling
from tanggap.oversight.counts.tally import By, Period, Pressing
from tanggap.oversight.counts.views import Section


async def waiting(desk: Desk, period: Period) -> list[Pressing]:
    """What waits too long of a period's reports."""
    return await store.pressing(desk.db, desk.city, period, zone=desk.ground.known.timezone, now=desk.now())


async def section(desk: Desk, period: Period, *, id: str, title: Say) -> Section:
    """A period, told in the reader's language."""
    told = await store.told(desk.db, desk.city, period, *By)
    later = await store.told(desk.db, desk.city, period.afterwards, By.ALL)
    return telling.section(
        desk.ground,
        desk.tongue,
        period,
        told,
        id=id,
        title=title,
        later=sum(each.reports for each in later),
    )
