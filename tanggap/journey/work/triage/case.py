"""One report on the coordinator's desk: what is suggested, and what may be decided about it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import KindSlug
from tanggap.journey.moderation.parts import Moderating, moderating
from tanggap.journey.replies import actions as replies
from tanggap.journey.replies.actions import Ready
from tanggap.journey.replies.rules import ReplyAct
from tanggap.journey.routing.parts import last_sent_by
from tanggap.journey.work.task import agency_groups
from tanggap.journey.work.triage.alike import Alike, alike_to
from tanggap.journey.work.triage.likely import likely
from tanggap.journey.work.triage.queue import By, neighbours, why
from tanggap.kit.words import Say, say
from tanggap.report import parties, views
from tanggap.report.choices import NO_REFUSAL, Choice, Option, OptionGroup, Refusal, choices
from tanggap.report.dossier import Dossier, gather, seen
from tanggap.report.questions.answers import AnswerView
from tanggap.report.report import Report, Status
from tanggap.report.splits import store as splits
from tanggap.report.transitions import Party, allowed
from tanggap.report.views.codes import REJECT_WORDS

TO_SEND_ON = frozenset({Status.RECEIVED, Status.VERIFIED, Status.REOPENED, Status.COORDINATING})


class TriageMay(Struct, frozen=True, kw_only=True):
    """What this coordinator may do with a report; ``verify``: its kind and place are still to be settled."""

    verify: bool
    dispose: bool
    reject: bool
    ask: bool
    merge: bool
    separate: bool
    split: bool = False
    rejoin: bool = False


class Pictured(Struct, frozen=True, kw_only=True):
    """A picture of the report, under the id by which a form names it."""

    id: str
    photo: views.PhotoView


class TriageOnePage(Struct, frozen=True, kw_only=True):
    """What work/triage_one.html is given."""

    number: str
    href: str
    order: str
    title: str
    text: str | None
    status: views.StatusMark
    why: Say
    place: views.PlaceView
    map_href: str | None
    at: datetime
    due: views.DueClock | None
    contact: Say
    photos: tuple[views.PhotoView, ...]
    kinds: tuple[OptionGroup, ...]
    areas: tuple[OptionGroup, ...]
    agencies: tuple[OptionGroup, ...]
    suggestion: Say | None
    alike: tuple[Alike, ...]
    reject_reasons: tuple[Choice, ...]
    timeline: tuple[views.Entry, ...]
    may: TriageMay
    errors: dict[str, Say]
    opened: str | None
    given: dict[str, str]
    previous: str | None
    next: str | None
    answers: tuple[AnswerView, ...] = ()
    because: Say | None = None
    sent_by: Say | None = None
    other_kinds: tuple[OptionGroup, ...] = ()
    pictured: tuple[Pictured, ...] = ()
    replies: tuple[Ready, ...] = ()
    moderating: Moderating | None = None


async def triage_one(
    desk: Desk, number: int, *, by: By = By.URGENCY, refusal: Refusal = NO_REFUSAL
) -> TriageOnePage:
    """One report, what is suggested, and what may be decided. Raises Missing."""
    report = await parties.handled(desk, number)
    dossier = await gather(desk, report)
    shown = seen(desk, dossier)
    choosing = await _choosing(desk, dossier, refusal)
    before, after = await neighbours(desk, report, by)
    return TriageOnePage(
        number=shown.number,
        href=f"/triage/{shown.number}",
        order=f"?by={by}",
        title=shown.title,
        text=shown.text,
        status=shown.status,
        why=why(report),
        place=shown.place,
        map_href=shown.map_href,
        at=report.received_at,
        due=shown.due,
        contact=shown.contact,
        photos=shown.photos,
        kinds=choosing.kinds,
        areas=choosing.areas,
        agencies=choosing.agencies,
        because=choosing.because,
        sent_by=last_sent_by(desk.ground, dossier.history),
        suggestion=choosing.reason,
        alike=await alike_to(desk, dossier, choosing.kind),
        reject_reasons=choices(REJECT_WORDS, chosen=refusal.given.get("rejection-reason")),
        moderating=await moderating(desk, report, views.Reader.STAFF),
        replies=await replies.ready(desk, report, ReplyAct.ASK, ReplyAct.REFUSE),
        timeline=shown.timeline,
        answers=shown.answers,
        may=await triage_may(desk, report),
        pictured=tuple(
            Pictured(id=str(kept.id), photo=photo)
            for kept, photo in zip(dossier.pictures("before"), shown.photos, strict=True)
        ),
        other_kinds=views.kind_groups(desk.ground, desk.tongue, refusal.given.get("split-kind", "")),
        errors=refusal.errors,
        opened=refusal.form,
        given=refusal.given,
        previous=before,
        next=after,
    )


async def triage_may(desk: Desk, report: Report) -> TriageMay:
    """What this desk's actor may decide about a report."""
    by = parties.parties(desk.ground, desk.actor, report)
    to = allowed(report.status, by=by)
    merged = report.status is Status.MERGED
    source = await splits.source_of(desk.db, desk.city, report.id)
    return TriageMay(
        verify=report.status is Status.RECEIVED,
        dispose=report.status in TO_SEND_ON and bool(to & {Status.DISPOSED, Status.VERIFIED}),
        reject=Status.REJECTED in to,
        ask=not merged and Status.NEEDS_INFO in to,
        merge=Status.MERGED in to,
        separate=merged and bool(to),
        split=Party.COORDINATOR in by and report.status.open,
        rejoin=source is not None and Status.MERGED in to,
    )


class _Choosing(Struct, frozen=True, kw_only=True):
    kinds: tuple[OptionGroup, ...]
    areas: tuple[OptionGroup, ...]
    agencies: tuple[OptionGroup, ...]
    because: Say | None
    reason: Say | None
    kind: KindSlug | None


async def _choosing(desk: Desk, dossier: Dossier, refusal: Refusal) -> _Choosing:
    """What to choose from, with what is most likely chosen already."""
    ground, report = desk.ground, dossier.report
    found = await likely(desk, report, dossier.words.text or "")
    chosen = refusal.given
    return _Choosing(
        kinds=_kinds(desk, first=found.kinds, chosen=chosen.get("disposition-kind") or found.kind or ""),
        areas=views.area_groups(ground, chosen.get("disposition-area") or report.area or ""),
        agencies=agency_groups(
            desk, report, chosen=chosen.get("disposition-agency") or found.agency, own=True
        ),
        because=found.because,
        reason=found.reason,
        kind=found.kind,
    )


def _kinds(desk: Desk, *, first: Sequence[KindSlug], chosen: str) -> tuple[OptionGroup, ...]:
    """The suggested kinds in a group of their own, then all others."""
    ground, tongue = desk.ground, desk.tongue
    suggested = tuple(
        Option(value=slug, name=ground.kinds[slug].name.in_(tongue.language), chosen=slug == chosen)
        for slug in first
    )
    others = views.kind_groups(ground, tongue, chosen, without=frozenset(first))
    if not suggested:
        return others
    return (OptionGroup(name=tongue(say("Disarankan")), options=suggested), *others)
