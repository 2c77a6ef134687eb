"""What is done to the calendar: it is changed, a change is taken back, and the open reports are counted anew."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from uuid import UUID

from msgspec.structs import replace

from tanggap.city import audit, calendar
from tanggap.city.cities import Cities
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.national_days import national_days_off
from tanggap.city.packs.pack import CityState
from tanggap.city.terms import CityId
from tanggap.journey.calendar import rules, store
from tanggap.journey.calendar.rules import Edit, Moved, Promise
from tanggap.journey.calendar.store import Change, ChangeId, Counted
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.log import Heard, history
from tanggap.kit.words import say
from tanggap.report import clocks
from tanggap.report import store as reports
from tanggap.report.events import Recounted
from tanggap.report.report import ReportId

YEARS_AHEAD = 5
SETTLES = timedelta(seconds=10)
"""After so long no process counts by an older calendar: each asks every second, and a request takes less."""
REASON_MOST = 300

OpenCity = Callable[[CityId], AbstractAsyncContextManager[Desk]]


async def days_off(desk: Desk) -> Mapping[date, str]:
    """The days off as they stand, whatever this process still has in memory."""
    return (await calendar.days_off(desk.db, desk.city)).days


async def preview(desk: Desk, wanted: Mapping[date, str | None]) -> tuple[tuple[Edit, ...], Moved]:
    """What a change would be, and how many open reports it would move. Raises Invalid when it changes nothing."""
    days = await calendar.days_off(desk.db, desk.city)
    edits = rules.edits(days.days, wanted)
    other = desk.ground.with_days_off(rules.changed(days, edits).days)
    moved = Moved()
    after: ReportId | None = None
    while True:
        after, recounted = await _recounted(desk, other, after=after)
        moved = rules.added(moved, rules.moved(recounted.values()))
        if after is None:
            return edits, moved


async def national(desk: Desk, year: int) -> dict[date, str | None]:
    """What the national list of a year holds that the city neither has nor has taken out. Raises Invalid."""
    today = desk.ground.calendar.day_of(desk.now())
    if not today.year <= year <= today.year + YEARS_AHEAD:
        raise Invalid(
            say("Pilih tahun {first} sampai {last}.", first=today.year, last=today.year + YEARS_AHEAD),
            field="national",
        )
    days = await calendar.days_off(desk.db, desk.city)
    known = days.days.keys() | {each.day for each in days.own.remove}
    listed = await asyncio.to_thread(national_days_off, [year])
    return {day: name for day, name in listed.items() if day not in known}


async def change(desk: Desk, wanted: Mapping[date, str | None], *, reason: str | None) -> Change:
    """Make days free or worked, for a reason. Raises Invalid without one, or when nothing changes."""
    if not reason or len(reason) > REASON_MOST:
        raise Invalid(say("Tulis alasannya, tidak terlalu panjang."), field="reason")
    days = await calendar.open_for_change(desk.db, desk.city)
    return await _put(desk, days, rules.edits(days.days, wanted), reason=reason)


async def undo(desk: Desk, change: ChangeId) -> Change:
    """Take a change back. Raises Missing, and Refused when it was, or when its days were changed again."""
    days = await calendar.open_for_change(desk.db, desk.city)
    found = await store.changes(desk.db, desk.city, only=change)
    if not found:
        raise Missing(say("Perubahan ini tidak ditemukan."))
    if found[0].undone:
        raise Refused(say("Perubahan ini sudah dibatalkan."))
    edits = rules.undone(days.days, found[0].edits)
    return await _put(desk, days, edits, reason=found[0].reason, undoes=change)


async def _put(
    desk: Desk,
    days: calendar.DaysOff,
    edits: Sequence[Edit],
    *,
    reason: str,
    undoes: ChangeId | None = None,
) -> Change:
    if desk.actor.person is None:
        raise Forbidden(say("Anda tidak berwenang melakukan ini."))
    made = Change(
        id=ChangeId(new_id()),
        at=desk.now(),
        person=desk.actor.person,
        reason=reason,
        edits=tuple(edits),
        undoes=undoes,
    )
    await calendar.put(desk.db, desk.city, rules.changed(days, edits))
    await store.add(desk.db, desk.city, made)
    for each in edits:
        # The names stand in the change's own row: the trail has no place for words.
        await audit.note(
            desk,
            "calendar.change",
            thing=made.id,
            day=each.day.isoformat(),
            was_off=each.before is not None,
            off=each.after is not None,
            undoes=undoes,
        )
    return made


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
