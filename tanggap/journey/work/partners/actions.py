"""What is done about supporting tasks: asked, taken on, declined, answered, withdrawn, and asked again."""

from datetime import date, datetime, time
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.city.terms import AgencySlug
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.resolution.rules import Spot
from tanggap.journey.work.partners import rules, store
from tanggap.journey.work.partners.rules import Weight
from tanggap.journey.work.rules import latest_review
from tanggap.kit.errors import Forbidden, Missing
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.report import parties
from tanggap.report.events import Noted
from tanggap.report.report import DeclineReason, PhotoId, Report, ReportId, TaskId

_LAST_SECOND = time(23, 59, 59)


async def ask(
    desk: Desk,
    report: ReportId,
    *,
    target: AgencySlug,
    weight: Weight | None,
    until: date | None,
    text: str | None,
) -> Report:
    """Ask another unit for a part of the work, until the end of a day."""
    handling = await parties.open_for_change(desk, report)
    day = rules.term(
        until,
        today=desk.ground.calendar.day_of(desk.now()),
        latest=latest_review(desk.ground, desk.now()),
    )
    asked = rules.ask(
        handling,
        target=target,
        weight=weight,
        text=text,
        due_at=_end_of(desk, day),
        task=TaskId(new_id()),
    )
    return await parties.record(desk, handling.report, asked, note=text, public=False)


async def accept(desk: Desk, task: TaskId) -> Report:
    """Take a part on, as the officer at this desk."""
    handling = await parties.open_for_change(desk, await report_of(desk, task))
    if desk.actor.person is None:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    accepted = rules.accept(handling, task, own=own(desk), officer=desk.actor.person)
    return await parties.record(desk, handling.report, accepted)


async def decline(desk: Desk, task: TaskId, *, reason: DeclineReason | None, text: str | None) -> Report:
    """Say that the unit does not do its part."""
    handling = await parties.open_for_change(desk, await report_of(desk, task))
    declined = rules.decline(handling, task, own=own(desk), reason=reason)
    return await parties.record(desk, handling.report, declined, note=text, public=False)


async def give(
    desk: Desk,
    task: TaskId,
    *,
    text: str | None,
    photo: PhotoId | None = None,
    spot: Spot | None = None,
    captured_at: datetime | None = None,
    explanation: str | None = None,
) -> Report:
    """Say what the unit did; its photo is looked into as that of the whole is, and asks for the same words.

    ``photo`` is one this browser sent and nobody has claimed; ``spot`` is where it was taken, ``captured_at`` when the
    page's own camera button took it.
    """
    handling = await parties.open_for_change(desk, await report_of(desk, task))
    found = handling.report
    rules.require_own(handling, task, own=own(desk))
    proof, weighed = await resolution.proven(desk, found, photo, spot, captured_at)
    given = rules.give(
        handling,
        task,
        own=own(desk),
        text=text,
        proof=proof,
        weighed=weighed,
        needs_proof=resolution.needs_proof(desk, found),
        explained=explanation is not None,
    )
    if explanation is not None:
        found = await parties.record(desk, found, Noted(), note=explanation, public=False)
    return await parties.record(desk, found, given, note=text)


async def withdraw(desk: Desk, task: TaskId, *, text: str | None) -> Report:
    """Need a part no longer; the unit reads why."""
    handling = await parties.open_for_change(desk, await report_of(desk, task))
    withdrawn = rules.withdraw(handling, task, text=text)
    return await parties.record(desk, handling.report, withdrawn, note=text, public=False)


async def ask_again(desk: Desk, report: ReportId) -> None:
    """Ask every unit that had a part of work that was opened again. Asking twice asks nobody twice."""
    handling = await parties.open_for_change(desk, report)
    found = handling.report
    for asked in rules.again(found, at=desk.now(), new_task=lambda: TaskId(new_id())):
        found = await parties.record(desk, found, asked)


def own(desk: Desk) -> frozenset[AgencySlug]:
    """The units for which the officer at this desk works."""
    return desk.actor.agencies(Role.LIAISON, Role.FIELD_OFFICER)


async def report_of(desk: Desk, task: UUID) -> ReportId:
    """The report of a supporting task. Raises Missing."""
    found = await store.report_of(desk.db, desk.city, task)
    if found is None:
        raise Missing(say("Tugas ini tidak ditemukan. Mungkin sudah dipegang unit lain."))
    return found


def _end_of(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, _LAST_SECOND, desk.ground.zone)
