"""One task: the report, what happened to it, and the next steps."""

from collections.abc import AsyncGenerator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.terms import PersonId
from tanggap.journey.dispatch.views import Dispatching, dispatching
from tanggap.journey.moderation.parts import Moderating, moderating
from tanggap.journey.replies import actions as replies
from tanggap.journey.replies.actions import Ready
from tanggap.journey.replies.rules import ReplyAct
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.resolution.hints import Hint
from tanggap.journey.routing.parts import last_sent_by
from tanggap.journey.routing.route import explain
from tanggap.journey.work import back, store
from tanggap.journey.work.helping import Helpers, helpers
from tanggap.journey.work.rules import TO_ACCEPT, WORKERS, latest_review
from tanggap.journey.work.units import suggested_units
from tanggap.kit.errors import Missing
from tanggap.kit.words import Say, say
from tanggap.report import events as e
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report.choices import NO_REFUSAL, Choice, Option, OptionGroup, Refusal, choices
from tanggap.report.dossier import Dossier, gather, seen
from tanggap.report.questions.answers import AnswerView
from tanggap.report.report import Report, ReportId, Status, Task, TaskId
from tanggap.report.transitions import Party, allowed
from tanggap.report.views.codes import DECLINE_WORDS, HOLD_WORDS


class TaskMay(Struct, frozen=True, kw_only=True):
    """What this officer may do with a task."""

    accept: bool
    decline: bool
    prove: bool
    hand_over: bool
    hold: bool
    resume: bool
    ask: bool
    note: bool


class Shown(Struct, frozen=True, kw_only=True):
    """What another room adds to a task's page: its template, which finds ``part`` there."""

    template: str
    part: Any


class TaskPage(Struct, frozen=True, kw_only=True):
    """What work/task.html is given."""

    number: str
    href: str
    report: str
    title: str
    text: str | None
    kind: views.KindSign
    status: views.StatusMark
    place: views.PlaceView
    map_href: str | None
    at: datetime
    due: views.DueClock | None
    holder: views.Holder | None
    contact: Say
    photos: tuple[views.PhotoView, ...]
    before: views.PhotoView | None
    after: views.PhotoView | None
    timeline: tuple[views.Entry, ...]
    may: TaskMay
    ahead: TaskMay | None
    person: PersonId | None
    proof_needs_photo: bool
    proof_hints: tuple[Hint, ...]
    last_times: tuple[Option, ...]
    suggested: tuple[Option, ...]
    agencies: tuple[OptionGroup, ...]
    decline_reasons: tuple[Choice, ...]
    hold_reasons: tuple[Choice, ...]
    hold_until_latest: date
    errors: dict[str, Say]
    opened: str | None
    given: dict[str, str]
    answers: tuple[AnswerView, ...] = ()
    moderating: Moderating | None = None
    partners: Helpers | None = None
    dispatch: Dispatching | None = None
    sent_by: Say | None = None
    back: views.Back | None = None
    replies: tuple[Ready, ...] = ()
    parts: tuple[Shown, ...] = ()


async def task_report(desk: Desk, task: UUID) -> ReportId:
    """The report of a task. Raises Missing."""
    found = await store.report_of(desk.db, desk.city, task)
    if found is None:
        raise Missing(say("Tugas ini tidak ditemukan. Mungkin sudah dipegang unit lain."))
    return found


async def task_page(
    desk: Desk, task: UUID, *, refusal: Refusal = NO_REFUSAL, hints: Sequence[Hint] = ()
) -> TaskPage:
    """A task with its next steps. Raises Missing when this officer may not know of its report."""
    report = await parties.handled(desk, await task_report(desk, task))
    dossier = await gather(desk, report)
    shown = seen(desk, dossier)
    by = parties.parties(desk.ground, desk.actor, report)
    may = task_may(by, report, TaskId(task))
    return TaskPage(
        number=shown.number,
        href=f"/tasks/{task}",
        report=views.report_path(desk.ground, report.number),
        title=shown.title,
        text=shown.text,
        kind=shown.kind,
        status=shown.status,
        place=shown.place,
        map_href=shown.map_href,
        at=report.received_at,
        due=shown.due,
        holder=views.holder(desk.ground, report.agency, reason_of(desk, dossier)),
        contact=shown.contact,
        photos=shown.photos,
        before=shown.before,
        after=shown.after,
        timeline=shown.timeline,
        answers=shown.answers,
        moderating=await moderating(desk, report, views.Reader.STAFF),
        may=may,
        ahead=task_ahead(by, report, TaskId(task)),
        person=desk.actor.person,
        dispatch=await dispatching(desk, report, _task(report, task), by),
        partners=helpers(desk, dossier, by, ask=f"/tasks/{task}/partners" if may.ask else None),
        sent_by=last_sent_by(desk.ground, dossier.history),
        back=back.of_dossier(desk, dossier),
        replies=await replies.ready(desk, report, ReplyAct.ASK, ReplyAct.ANSWER),
        proof_needs_photo=resolution.needs_proof(desk, report),
        proof_hints=tuple(hints),
        last_times=await _last_times(desk, report, chosen=refusal.given.get("proof-last")),
        suggested=suggested_units(desk.ground, report),
        agencies=agency_groups(desk, report),
        decline_reasons=choices(DECLINE_WORDS),
        hold_reasons=choices(HOLD_WORDS),
        hold_until_latest=latest_review(desk.ground, desk.now()),
        errors=refusal.errors,
        opened=refusal.form,
        given=refusal.given,
        parts=tuple([shown async for shown in _parts(desk, report)]),
    )


async def _last_times(desk: Desk, report: Report, *, chosen: str | None) -> tuple[Option, ...]:
    """Where the same was finished before; asked only while somebody works on it."""
    if report.status is not Status.IN_PROGRESS:
        return ()
    found = [
        (numbers.show(desk.ground.known.code, each.number), desk.ground.calendar.day_of(each.closed_at))
        for each in await resolution.last_times(desk, report)
    ]
    return tuple(
        Option(
            value=number,
            name=desk.tongue(say("{number}, selesai {day}", number=number, day=day)),
            chosen=number == chosen,
        )
        for number, day in found
    )


def _task(report: Report, task: UUID) -> Task | None:
    """One task of a report; None for what is only offered, which has none yet."""
    return next((each for each in report.tasks if each.id == task), None)


async def _parts(desk: Desk, report: Report) -> AsyncGenerator[Shown]:
    for each in desk.offers.parts:
        if each.place == "task":
            part = await each.look(desk, report, views.Reader.STAFF)
            if part is not None:
                yield Shown(template=each.template, part=part)


def reason_of(desk: Desk, dossier: Dossier) -> Say:
    """Why a report is where it is, told again from the rule its last disposal names."""
    report = dossier.report
    kind = desk.ground.kinds.get(report.kind) if report.kind is not None else None
    for heard in reversed(dossier.history):
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Disposed) and kind is not None:
            return explain(
                desk.ground,
                desk.offers.rules,
                rule=event.rule,
                kind=kind,
                area=report.area,
                agency=event.agency,
            )
    return say("Dikirim oleh petugas kota.")


def task_may(by: frozenset[Party], report: Report, task: TaskId) -> TaskMay:
    """What somebody may do from a task's page; of a task that has ended, nothing but look."""
    status, to = report.status, allowed(report.status, by=by)
    holds = Party.ACTING_UNIT in by and report.lead is not None and report.lead.id == task
    asked = Party.TARGET_UNIT in by and status is Status.COORDINATING
    working = status in (Status.DISPOSED, Status.IN_PROGRESS, Status.ON_HOLD, Status.REOPENED)
    return TaskMay(
        accept=asked or (holds and status in TO_ACCEPT),
        decline=asked,
        prove=holds and Status.RESOLVED in to,
        hand_over=holds and Status.COORDINATING in to,
        hold=holds and Status.ON_HOLD in to,
        resume=holds and status is Status.ON_HOLD,
        ask=holds and working,
        note=bool(by & WORKERS) and status.open,
    )


def task_ahead(by: frozenset[Party], report: Report, task: TaskId) -> TaskMay | None:
    """What they may do once they have taken it on, or gone on with it: what a phone offers that cannot ask.

    None where that is what they may do now, and for what is only offered: taking it makes another task.
    """
    if report.status not in (*TO_ACCEPT, Status.ON_HOLD):
        return None
    return task_may(by, replace(report, status=Status.IN_PROGRESS), task)


def agency_groups(
    desk: Desk, report: Report, *, chosen: str | None = None, own: bool = False
) -> tuple[OptionGroup, ...]:
    """The city's agencies to choose from, those whose task this kind is first; its holder only if ``own``."""
    kind = desk.ground.kinds.get(report.kind) if report.kind is not None else None
    wanted = frozenset(kind.agency_types) if kind is not None else frozenset[str]()
    agencies = [
        each
        for each in desk.ground.agencies.values()
        if not each.retired and (own or each.slug != report.agency)
    ]
    fitting = [
        each
        for each in agencies
        if each.slug == chosen
        or (wanted.intersection(each.types) and (not each.areas or report.area in each.areas))
    ]
    groups = (
        (say("Disarankan"), fitting),
        (say("Semua unit"), [each for each in agencies if each not in fitting]),
    )
    return tuple(
        OptionGroup(
            name=desk.tongue(word),
            options=tuple(
                Option(value=each.slug, name=each.name, chosen=each.slug == chosen) for each in some
            ),
        )
        for word, some in groups
        if some
    )
