"""What the verifier's page shows: the work that waits to be looked at, one at a time."""

from datetime import datetime

from msgspec import Struct, structs

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.journey.resolution import actions, rules, store
from tanggap.kit.words import Say, say
from tanggap.report import closing, parties, views
from tanggap.report import events as e
from tanggap.report import number as numbers
from tanggap.report.choices import NO_REFUSAL, Choice, Refusal
from tanggap.report.dossier import Dossier, gather, seen
from tanggap.report.report import ReturnReason, Status

RETURN_REASONS = (
    Choice(value=ReturnReason.WRONG_PLACE, word=say("Tempatnya salah")),
    Choice(value=ReturnReason.NOT_FINISHED, word=say("Belum selesai")),
    Choice(value=ReturnReason.UNCLEAR_PHOTO, word=say("Fotonya tidak jelas")),
    Choice(value=ReturnReason.OLD_PHOTO, word=say("Fotonya lama")),
)


class Reuse(Struct, frozen=True, kw_only=True):
    """That the proof was used before; the report it was used in, where the verifier may follow it there."""

    words: Say
    href: str | None


class Finished(Struct, frozen=True, kw_only=True):
    """Work that waits to be checked by somebody else."""

    href: str
    number: str
    report: str
    title: str
    kind: views.KindSign
    place: views.PlaceView
    agency: str
    who: str
    at: datetime
    reply: str
    before: views.PhotoView | None
    after: views.PhotoView | None
    distance_m: float | None
    warnings: tuple[Say, ...]
    reuses: tuple[Reuse, ...]
    doubts: tuple[str, ...]
    due: views.DueClock | None
    timeline: tuple[views.Entry, ...]


class VerificationPage(Struct, frozen=True, kw_only=True):
    """What resolution/verification.html is given."""

    waiting: int
    item: Finished | None
    return_reasons: tuple[Choice, ...]
    errors: dict[str, Say]
    given: dict[str, str]
    previous: str | None
    next: str | None


async def verification_page(
    desk: Desk, *, wanted: int | None = None, refusal: Refusal = NO_REFUSAL
) -> VerificationPage:
    """The longest waiting work this verifier may look at, or the one wanted.

    Raises Missing when they may not know of the one wanted.
    """
    areas = parties.reach(desk.actor, Role.VERIFIER)
    me = desk.actor.person
    queue = [each.number for each in await store.waiting(desk.db, desk.city, areas=areas, verifier=me)]
    number = wanted if wanted is not None else next(iter(queue), None)
    at = queue.index(number) if number in queue else None
    return VerificationPage(
        waiting=await store.waiting_count(desk.db, desk.city, areas=areas, verifier=me),
        item=await _item(desk, number) if number is not None else None,
        return_reasons=RETURN_REASONS,
        errors=refusal.errors,
        given=refusal.given,
        previous=_href(desk, queue[at - 1]) if at is not None and at > 0 else None,
        next=_href(desk, queue[at + 1]) if at is not None and at + 1 < len(queue) else None,
    )


def _href(desk: Desk, number: int) -> str:
    return f"/verification?number={numbers.show(desk.ground.known.code, number)}"


async def _item(desk: Desk, number: int) -> Finished | None:
    """The work of one report; None when it does not wait to be looked at any more."""
    report = await parties.handled(desk, number)
    if report.status is not Status.RESOLVED and not report.contested:
        return None
    dossier = await gather(desk, report)
    finished = _finished(desk, dossier)
    if finished is None or finished.after is None:
        return finished
    return structs.replace(finished, reuses=await _reuses(desk, dossier))


async def _reuses(desk: Desk, dossier: Dossier) -> tuple[Reuse, ...]:
    """Where the proof that is shown was used before."""
    proof = next((each for each in reversed(dossier.photos) if each.role == "after"), None)
    if proof is None:
        return ()
    return tuple(
        Reuse(
            words=rules.used_before(told),
            href=None if told.here or told.number is None else views.report_path(desk.ground, each.number),
        )
        for each, told in await actions.used(desk, dossier.report, proof.earlier)
    )


def _finished(desk: Desk, dossier: Dossier) -> Finished | None:
    report, shown = dossier.report, seen(desk, dossier)
    for heard in reversed(dossier.history):
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Resolved):
            note = dossier.notes.get(heard.nth)
            agency = desk.ground.agencies.get(event.agency)
            return Finished(
                href=f"/verification/{shown.number}",
                number=shown.number,
                report=views.report_path(desk.ground, report.number),
                title=shown.title,
                kind=shown.kind,
                place=shown.place,
                agency=agency.name if agency is not None else event.agency,
                who=dossier.names.get(report.doer, "") if report.doer is not None else "",
                at=heard.happened_at,
                reply=(note.text if note is not None else None) or "",
                before=shown.before,
                after=shown.after,
                distance_m=event.distance_m,
                warnings=_warnings(dossier, event, heard.happened_at),
                reuses=(),
                doubts=_doubts(dossier),
                due=_closes(desk, heard.happened_at) if report.status is Status.RESOLVED else None,
                timeline=shown.timeline,
            )
    return None


def _warnings(dossier: Dossier, event: e.Resolved, filed_at: datetime) -> tuple[Say, ...]:
    if event.photo is None:
        return ()
    pinned = dossier.map_href is not None
    return rules.doubts(
        event.distance_m, event.taken_at, at=filed_at, placed=event.distance_m is not None or not pinned
    )


def _doubts(dossier: Dossier) -> tuple[str, ...]:
    """What neighbours wrote who say that the present closing is not done."""
    found: list[str] = []
    for heard in reversed(dossier.history):
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Resolved | e.Upheld):
            break
        note = dossier.notes.get(heard.nth)
        if isinstance(event, e.Confirmed) and not event.done and note is not None and note.text:
            found.append(note.text)
    return tuple(found)


def _closes(desk: Desk, resolved_at: datetime) -> views.DueClock:
    """When a report closes by itself."""
    at, now = closing.closes_at(desk.ground, resolved_at), desk.now()
    if now > at:
        return views.DueClock(words=say("menutup sendiri"), late=False, at=at)
    return views.DueClock(words=say("menutup sendiri dalam {span}", span=at - now), late=False, at=at)
