"""An act that arrives late is done once, as of when it was done; what stood in its way is told."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.work.shift import rules, store
from tanggap.journey.work.shift.rules import Act
from tanggap.journey.work.shift.store import Taken
from tanggap.journey.work.task import task_report
from tanggap.kit.errors import Missing, Stale
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report import store as reports
from tanggap.report.dossier import gather, seen
from tanggap.report.purposes.rules import PurposeFirst
from tanggap.report.report import Report, ReportId

MEANWHILE = 3
"""How much of what happened is told with a refusal: the newest; the rest is on the task's page."""

Done = Callable[[Desk, ReportId], Awaitable[Report]]


class Meanwhile(Struct, frozen=True, kw_only=True):
    """Something that happened to a report, in the reader's language."""

    at: datetime
    words: str
    who: str | None
    note: str | None


async def once(desk: Desk, act: Act, done: Done) -> Taken:
    """Do what an officer did, in the transaction that remembers its key; what was done under it before stays so.

    Raises what the step raises, and Stale when somebody else is signed in.
    """
    rules.require_same(act, desk.actor.person)
    if (before := await store.find(desk.db, desk.city, act.by, act.key)) is not None:
        return before
    report = await task_report(desk, act.task)
    held = await reports.open_for_change(desk.db, desk.city, report)
    # Whoever held the report until now may have done just this.
    if (before := await store.find(desk.db, desk.city, act.by, act.key)) is not None:
        return before
    now = desk.now()
    at = rules.happened(act, now=now, last=held.changed_at)
    after = await done(desk.as_of(at), report)
    taken = Taken(
        person=act.by,
        key=act.key,
        report=report,
        task=act.task,
        step=act.step,
        nth=after.nth,
        happened_at=at,
        told_at=now - act.ago,
        received_at=now,
    )
    if not await store.add(desk.db, desk.city, taken):
        raise Stale(say("Langkah ini sedang dikirim dari tempat lain. Coba lagi."))
    return taken


async def meanwhile(desk: Desk, act: Act) -> tuple[Meanwhile, ...]:
    """What happened to an act's report, the newest first; nothing where this officer may not know of it any more."""
    try:
        report = await parties.handled(desk, await task_report(desk, act.task))
        told = seen(desk, await gather(desk, report)).timeline[:MEANWHILE]
    except (Missing, PurposeFirst):
        return ()
    return tuple(
        Meanwhile(at=each.at, words=desk.tongue(each.words), who=each.who, note=each.note) for each in told
    )
