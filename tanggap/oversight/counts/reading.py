"""Reading what is counted, the same numbers on every page that shows them: of now, of a period, and how old they are."""

from datetime import datetime

from tanggap.city.desk import Desk
from tanggap.kit.words import Say
from tanggap.oversight.counts import store, telling
from tanggap.oversight.counts.listener import LISTENER
from tanggap.oversight.counts.tally import ALWAYS, By, Period
from tanggap.oversight.counts.views import Section, Totals


async def totals(desk: Desk) -> Totals:
    """How all reports that anybody may find stand now."""
    everyone = await store.told(desk.db, desk.city, ALWAYS, By.ALL)
    return telling.totals(everyone, late=await store.late(desk.db, desk.city, now=desk.now(), listed=True))


async def as_of(desk: Desk) -> datetime | None:
    """Until when the counts tell; None when nobody has counted yet."""
    return await store.as_of(
        desk.db, desk.city, listener=LISTENER.name, epoch=desk.tools.epoch, now=desk.now()
    )


async def section(desk: Desk, period: Period, *, id: str, title: Say) -> Section:
    """A period, told in the reader's language."""
    told = await store.told(desk.db, desk.city, period, *telling.TOLD)
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
