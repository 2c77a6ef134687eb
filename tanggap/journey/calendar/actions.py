"""What is done to the calendar: it is changed, and a change is taken back."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date

from tanggap.city import calendar
from tanggap.city.calendar import DaysOff
from tanggap.city.desk import Desk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.store import Change, ChangeId
from tanggap.city.national_days import national_days_off
from tanggap.journey.calendar import rules
from tanggap.journey.calendar.rules import Edit
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.report.recounting.actions import moved_by
from tanggap.report.recounting.rules import Moved

YEARS_AHEAD = 5


async def days_off(desk: Desk) -> Mapping[date, str]:
    """The days off as they stand, whatever this process still has in memory."""
    return (await calendar.days_off(desk.db, desk.city)).days


async def preview(desk: Desk, wanted: Mapping[date, str | None]) -> tuple[tuple[Edit, ...], Moved]:
    """What a change would be, and how many open reports it would move. Raises Invalid when it changes nothing."""
    days = await calendar.days_off(desk.db, desk.city)
    edits = rules.edits(days.days, wanted)
    other = desk.ground.with_days_off(rules.changed(days, edits).days)
    return edits, await moved_by(desk, other)


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
    why = editing.why(reason)
    days = await calendar.open_for_change(desk.db, desk.city)
    return await _put(desk, days, rules.edits(days.days, wanted), reason=why)


async def undo(desk: Desk, change: ChangeId) -> Change:
    """Take a change back. Raises Missing, and Refused when it was, or when its days were changed again."""
    days = await calendar.open_for_change(desk.db, desk.city)
    found = await editing.taken_back(desk, change, of=lambda part: part == rules.PART)
    edits = rules.undone(days.days, rules.days_of(found.edits))
    return await _put(desk, days, edits, reason=found.reason, undoes=change)


async def _put(
    desk: Desk, days: DaysOff, edits: Sequence[Edit], *, reason: str, undoes: ChangeId | None = None
) -> Change:
    await calendar.put(desk.db, desk.city, rules.changed(days, edits))
    return await editing.record(desk, rules.kept(edits), reason=reason, undoes=undoes)
