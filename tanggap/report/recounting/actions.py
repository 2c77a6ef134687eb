"""What is open is counted anew: seen before a change of the calendar, done after it."""

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from tanggap.city.cities import Cities
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import CityState
from tanggap.city.terms import CityId
from tanggap.kit.log import Heard, history
from tanggap.report import clocks
from tanggap.report import store as reports
from tanggap.report.events import Recounted
from tanggap.report.recounting import rules, store
from tanggap.report.recounting.rules import Moved, Promise
from tanggap.report.recounting.store import Counted
from tanggap.report.report import ReportId

SETTLES = timedelta(seconds=10)
"""After so long no process counts by an older calendar: each asks every second, and a request takes less."""


async def moved_by(desk: Desk, ground: Ground) -> Moved:
    """How many open reports would be due later or earlier were the city like this."""
    moved = Moved()
    after: ReportId | None = None
    while True:
        after, recounted = await _recounted(desk, ground, after=after)
        moved = rules.added(moved, rules.moved(recounted.values()))
        if after is None:
            return moved


async def _recounted(
    desk: Desk, ground: Ground, *, after: ReportId | None
) -> tuple[ReportId | None, dict[ReportId, Recounted]]:
    """What moves by a calendar, of the next batch of all that is open; and after which report to go on, None at the end."""
    batch = await store.promises(desk.db, desk.city, after=after)
    asked: dict[UUID, list[Heard]] = defaultdict(list)
    for heard in await store.questions(desk.db, desk.city, [each.id for each in batch]):
        asked[heard.thing].append(heard)
    found = {each.id: rules.recounted(ground, each, clocks.pauses(asked.get(each.id, ()))) for each in batch}
    last = batch[-1].id if len(batch) == store.AT_ONCE else None
    return last, {report: event for report, event in found.items() if event is not None}


async def recount_all(cities: Cities, open_desk: OpenCity, settled: dict[CityId, int]) -> int:
    """Count the open reports of every city whose calendar has changed; how many moved. For the worker, once a second.

    ``settled`` is the worker's own memory of the versions it need not ask about again. Safe to run twice, to be
    killed and to be late: what is not as the calendar says is found by looking, not by having been told.
    """
    count = 0
    for city in list(cities.all()):
        ground = await cities.ground(city.id) if city.state is not CityState.LISTENING else None
        if ground is not None and settled.get(city.id) != ground.version:
            count += await _recount(ground, open_desk, settled)
    return count


async def _recount(ground: Ground, open_desk: OpenCity, settled: dict[CityId, int]) -> int:
    digest = rules.digest(ground.calendar)
    async with open_desk(ground.id) as desk:
        now, last = desk.now(), await store.counted(desk.db, ground.id)
        counted = Counted(digest=digest, version=ground.version, at=now, settled=last is None)
        if last is None:
            # What was promised so far was promised by this calendar.
            await store.put_counted(desk.db, ground.id, counted)
        if last is None or (last.digest == digest and last.settled):
            settled[ground.id] = ground.version
            return 0
        if last.version > ground.version or (last.digest == digest and now < last.at + SETTLES):
            return 0
    count = await _recount_open(ground, open_desk)
    async with open_desk(ground.id) as desk:
        await store.put_counted(desk.db, ground.id, replace(counted, settled=last.digest == digest))
    return count


async def _recount_open(ground: Ground, open_desk: OpenCity) -> int:
    count = 0
    after: ReportId | None = None
    while True:
        async with open_desk(ground.id) as desk:
            after, moving = await _recounted(desk, ground, after=after)
        for report in moving:
            # One report held at a time: holding many would lock out, and be locked out by, who merges two of them.
            async with open_desk(ground.id) as desk:
                count += await recount_one(desk, report)
        if after is None:
            return count


async def recount_one(desk: Desk, report: ReportId) -> int:
    """Count one report anew as it stands now; 1 when it moved."""
    found = await reports.open_for_change(desk.db, desk.city, report)
    promise = Promise(
        id=found.id,
        type=found.type,
        kind=found.kind,
        held_to=found.held_to,
        received_at=found.received_at,
        due_at=found.due_at,
        respond_by=found.respond_by,
    )
    asked = clocks.pauses(await history(desk.db, desk.city, report))
    event = rules.recounted(desk.ground, promise, asked)
    if event is None or not found.status.open:
        return 0
    await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())
    return 1
