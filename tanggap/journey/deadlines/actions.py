"""The sweep: whoever must hear that time went by is told, and what the clock ends by itself is ended."""

from datetime import timedelta

import structlog

from tanggap.city.cities import Cities
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.packs.pack import CityState
from tanggap.city.terms import CityId
from tanggap.journey.deadlines import rules, store
from tanggap.kit.db import AWAY
from tanggap.report import store as reports
from tanggap.report.report import ReportId

AT_ONCE = 100
BATCHES_MOST = 20
"""Of one city in one sweep; after that the next city has its turn."""
AFTER_A_MISTAKE = timedelta(hours=1)


log = structlog.get_logger()


async def sweep_all(cities: Cities, open_desk: OpenCity) -> int:
    """Look at every report of which something has fallen due; how many. For the worker, once a minute.

    Safe to run twice at once, to be killed and to be late: each report is looked at in a transaction of its own,
    in which its steps, what is told and when it is looked at next move together.
    """
    joined = [city.id for city in cities.all() if city.state is not CityState.LISTENING]
    return sum([await sweep(open_desk, city) for city in joined])


async def sweep(open_desk: OpenCity, city: CityId) -> int:
    """Look at the reports of one city of which something has fallen due, the longest waiting first; how many."""
    looked = 0
    for _ in range(BATCHES_MOST):
        async with open_desk(city) as desk:
            waiting = await store.waiting(desk.db, city, now=desk.now(), limit=AT_ONCE)
        for report in waiting:
            looked += await _look_apart(open_desk, city, report)
        if len(waiting) < AT_ONCE:
            break
    return looked


async def _look_apart(open_desk: OpenCity, city: CityId, report: ReportId) -> bool:
    """One report's mistake is told, and is not the others'."""
    try:
        async with open_desk(city) as desk:
            return await look(desk, report)
    except AWAY:
        raise
    except Exception:
        log.exception("deadlines: a report could not be looked at", city=city, report=str(report))
    async with open_desk(city) as desk:
        await store.look_later(desk.db, city, report, at=desk.now() + AFTER_A_MISTAKE)
    return False


async def look(desk: Desk, report: ReportId) -> bool:
    """Do for one report what has fallen due until now; False when it is not this desk's turn to."""
    now, ground = desk.now(), desk.ground
    if not await store.take(desk.db, desk.city, report, now=now):
        return False
    found = await reports.open_for_change(desk.db, desk.city, report)
    stages = rules.stages(await store.history(desk.db, desk.city, report, rules.KINDS))
    known = {(each.round, each.task, each.step) for each in await store.steps(desk.db, desk.city, report)}
    fresh = [due for key, due in rules.reached(ground, stages, now).items() if key not in known]
    await store.add(desk.db, desk.city, report, fresh)

    ending = rules.ends_itself(ground, stages[-1])
    ends = ending is not None and ending[0] <= now
    happens = [*rules.to_tell(ground, stages[-1], fresh), *(ending[1] if ending is not None and ends else ())]
    for event in happens:
        found = await reports.record(desk.db, desk.tools.epoch, found, event, at=now)
    # What ended by itself is heard of, and then looked at again as it stands.
    again = None if ends else rules.look_at(ground, stages[-1], now)
    await store.look_later(desk.db, desk.city, report, at=again)
    return True
