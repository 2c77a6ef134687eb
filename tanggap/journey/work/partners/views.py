"""The page of a supporting task: what is asked of this unit, of which report, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.dispatch.views import Dispatching, dispatching
from tanggap.journey.resolution.hints import Hint
from tanggap.journey.work.helping import asked_words, how_far, name_of
from tanggap.journey.work.partners import actions, rules
from tanggap.kit.words import Say, say
from tanggap.report import parties, views
from tanggap.report.choices import NO_REFUSAL, Choice, Refusal, choices
from tanggap.report.dossier import gather, seen
from tanggap.report.questions.answers import AnswerView
from tanggap.report.report import TaskId
from tanggap.report.transitions import Party
from tanggap.report.views.codes import DECLINE_WORDS

LEADS = say("Memegang laporan ini dan meminta bantuan.")


class PartnerMay(Struct, frozen=True, kw_only=True):
    """What this officer may do with a supporting task."""

    accept: bool
    decline: bool
    give: bool


class PartnerPage(Struct, frozen=True, kw_only=True):
    """What partners/task.html is given."""

    number: str
    href: str
    report: str
    title: str
    text: str | None
    kind: views.KindSign
    place: views.PlaceView
    map_href: str | None
    at: datetime
    agency: str
    word: Say
    tone: views.Tone
    mandatory: bool
    due: views.DueClock | None
    what: str | None
    holder: views.Holder | None
    contact: Say
    photos: tuple[views.PhotoView, ...]
    answers: tuple[AnswerView, ...]
    timeline: tuple[views.Entry, ...]
    may: PartnerMay
    decline_reasons: tuple[Choice, ...]
    errors: dict[str, Say]
    opened: str | None
    given: dict[str, str]
    proof_hints: tuple[Hint, ...] = ()
    dispatch: Dispatching | None = None


async def partner_page(
    desk: Desk, task: UUID, *, refusal: Refusal = NO_REFUSAL, hints: Sequence[Hint] = ()
) -> PartnerPage:
    """A supporting task with its next steps. Raises Missing when this officer may not know of its report."""
    report = await parties.handled(desk, await actions.report_of(desk, task))
    found = rules.supporting(report, TaskId(task))
    dossier = await gather(desk, report)
    shown = seen(desk, dossier)
    word, tone = how_far(found)
    by = parties.parties(desk.ground, desk.actor, report)
    theirs = found.ended_at is None and found.agency in actions.own(desk) and Party.PARTNER_UNIT in by
    return PartnerPage(
        number=shown.number,
        href=f"/partners/{task}",
        report=views.report_path(desk.ground, report.number),
        title=shown.title,
        text=shown.text,
        kind=shown.kind,
        place=shown.place,
        map_href=shown.map_href,
        at=found.opened_at,
        agency=name_of(desk.ground, found),
        word=word,
        tone=tone,
        mandatory=found.mandatory,
        due=views.due_clock(report.status, found.due_at or report.due_at, desk.now())
        if found.ended_at is None
        else None,
        what=asked_words(dossier.history, dossier.notes, found.id),
        holder=views.holder(desk.ground, report.agency, LEADS),
        contact=shown.contact,
        photos=shown.photos,
        answers=shown.answers,
        timeline=shown.timeline,
        may=PartnerMay(
            accept=theirs and found.accepted_at is None,
            decline=theirs,
            give=theirs and found.accepted_at is not None,
        ),
        decline_reasons=choices(DECLINE_WORDS),
        errors=refusal.errors,
        opened=refusal.form,
        given=refusal.given,
        proof_hints=tuple(hints),
        dispatch=await dispatching(desk, report, found, by),
    )
