"""What whoever holds a report tells better than its reporter: where it is, and of which kind."""

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.terms import KindSlug
from tanggap.journey.routing.facts import case_of
from tanggap.journey.routing.route import Route, route
from tanggap.journey.work.correcting import rules
from tanggap.journey.work.correcting.told import PlaceTold
from tanggap.kit.log import history
from tanggap.report import clocks, parties
from tanggap.report import store as reports
from tanggap.report.events import EVENTS, Disposed, KindChanged, Moved
from tanggap.report.report import Report, ReportId, TaskId


async def move(desk: Desk, report: ReportId, *, task: TaskId, told: PlaceTold, note: str | None) -> Report:
    """Say anew where it is. Raises Refused, Forbidden, Invalid."""
    handling = await parties.open_for_change(desk, report)
    found = handling.report
    words, before = await reports.words(desk.db, found), await reports.place(desk.db, found)
    moved = rules.moved(
        handling,
        task=task,
        area=told.area,
        out_of_area=told.out_of_area,
        words=told.landmark != words.landmark,
        point=before is None or (told.place.lon, told.place.lat) != (before.lon, before.lat),
        note=note,
    )
    if moved.words != found.words:
        landmark = replace(words, revision=moved.words, landmark=told.landmark)
        await reports.put_words(desk.db, found, landmark, at=desk.now())
    place = replace(told.place, revision=moved.place, area=told.area)
    await reports.put_place(desk.db, found, place, at=desk.now())
    return await parties.record(desk, found, moved, note=note)


async def change_kind(
    desk: Desk, report: ReportId, *, task: TaskId, kind: KindSlug | None, note: str | None
) -> Report:
    """Say of which kind it is. Raises Refused, Forbidden, Invalid."""
    handling = await parties.open_for_change(desk, report)
    pauses = clocks.pauses(await history(desk.db, desk.city, report))
    changed = rules.kind_changed(handling, desk.ground, task=task, kind=kind, pauses=pauses, note=note)
    return await parties.record(desk, handling.report, changed, note=note)


async def belongs_elsewhere(desk: Desk, report: Report) -> Route | None:
    """To whom the rules would send it as it was put right; None where that is who holds it, or nothing was put right.

    Nobody is asked by this: handing it over is for people to decide.
    """
    kind = desk.ground.kinds.get(report.kind) if report.kind is not None else None
    if kind is None or not await _put_right(desk, report):
        return None
    found = route(desk.ground, desk.offers.rules, await case_of(desk, report, kind))
    return found if found is not None and found.agency not in (report.agency, report.offered_to) else None


async def _put_right(desk: Desk, report: Report) -> bool:
    """Whether what it says of place or kind was changed since it came to who holds it."""
    for heard in reversed(await history(desk.db, desk.city, report.id)):
        event = EVENTS.read(heard)
        if isinstance(event, Disposed | Moved | KindChanged):
            return not isinstance(event, Disposed)
    return False
