"""What the verifier's page shows: the work that waits to be looked at, one at a time."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct, structs

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.journey.resolution import actions, hints, store
from tanggap.journey.resolution.filings import store as filings
from tanggap.journey.resolution.filings.rules import BY_LOT, TOLD_FOR
from tanggap.journey.resolution.hints import Hint
from tanggap.kit.words import Say, say
from tanggap.report import closing, parties, views
from tanggap.report import events as e
from tanggap.report import number as numbers
from tanggap.report.choices import NO_REFUSAL, Choice, Refusal, choices
from tanggap.report.dossier import Dossier, gather, seen
from tanggap.report.photos.store import Photo
from tanggap.report.report import Report, Status
from tanggap.report.transitions import Party
from tanggap.report.views.codes import RETURN_WORDS

FALSE_WORDS: dict[str, Say] = {**RETURN_WORDS, BY_LOT: say("pemeriksaan acak")}
"""Why a proof was not true, by the codes kept."""


class Reuse(Struct, frozen=True, kw_only=True):
    """That the proof was used before; the report it was used in, where the verifier may follow it there."""

    words: Say
    href: str | None


class UntrueLine(Struct, frozen=True, kw_only=True):
    """A report whose proof was not true, and why."""

    href: str
    number: str
    word: Say
    at: datetime


class UnitRecord(Struct, frozen=True, kw_only=True):
    """How often a unit's proofs were not true lately, of how many it filed."""

    days: int
    filed: int
    false: int
    latest: tuple[UntrueLine, ...]


class Finished(Struct, frozen=True, kw_only=True):
    """Work that waits to be checked by somebody else; ``may``: by whoever reads this."""

    may: bool
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
    accuracy_m: float | None
    taken_at: datetime | None
    camera: bool
    hints: tuple[Hint, ...]
    reuses: tuple[Reuse, ...]
    scene: Say | None
    same_scene: bool
    drawn: bool
    last: str | None
    last_href: str | None
    record: UnitRecord | None
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
    me, units = desk.actor.person, parties.units(desk.actor)
    queue = [
        each.number for each in await store.waiting(desk.db, desk.city, areas=areas, verifier=me, units=units)
    ]
    number = wanted if wanted is not None else next(iter(queue), None)
    at = queue.index(number) if number in queue else None
    return VerificationPage(
        waiting=await store.waiting_count(desk.db, desk.city, areas=areas, verifier=me, units=units),
        item=await _item(desk, number) if number is not None else None,
        return_reasons=choices(RETURN_WORDS),
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
    filing = await filings.latest(desk.db, desk.city, report.id)
    drawn = report.status is Status.CLOSED and filing is not None and filing.drawn
    if report.status is not Status.RESOLVED and not report.contested and not drawn:
        return None
    dossier = await gather(desk, report)
    proof = next((each for each in reversed(dossier.photos) if each.role == "after"), None)
    used = await actions.used(desk, report, proof.earlier) if proof is not None else []
    may = Party.VERIFIER in parties.parties(desk.ground, desk.actor, report)
    finished = _finished(desk, dossier, proof, [told for _, told in used], may=may)
    if finished is None:
        return None
    return structs.replace(
        finished,
        reuses=tuple(
            Reuse(
                words=hints.used_before(told),
                href=None
                if told.here or told.number is None
                else views.report_path(desk.ground, each.number),
            )
            for each, told in used
        ),
        scene=_scene(finished, filing),
        same_scene=filing is not None and (filing.points or 0) >= hints.SAME_POINTS,
        drawn=drawn,
        record=await _record(desk, report),
    )


def _scene(finished: Finished, filing: filings.Filing | None) -> Say | None:
    """What comparing the proof with the complaint's photos gave; None where there is nothing to compare."""
    if finished.before is None or finished.after is None:
        return None
    if filing is None or filing.compared_at is None:
        return say("Kedua foto sedang dibandingkan. Muat ulang sebentar lagi.")
    return hints.same_scene(filing.points) if filing.points is not None else None


async def _record(desk: Desk, report: Report) -> UnitRecord | None:
    """How often the unit's proofs were not true lately; None where they all were, as far as is known."""
    if report.agency is None:
        return None
    since = desk.now() - TOLD_FOR
    day = desk.ground.calendar.day_of
    records = await filings.record(
        desk.db,
        desk.city,
        first=day(since),
        last=day(desk.now()),
        zone=desk.ground.known.timezone,
        agency=report.agency,
    )
    if not any(each.false for each in records):
        return None
    return UnitRecord(
        days=TOLD_FOR.days,
        filed=records[0].filed,
        false=records[0].false,
        latest=tuple(
            UntrueLine(
                href=views.report_path(desk.ground, each.number),
                number=numbers.show(desk.ground.known.code, each.number),
                word=FALSE_WORDS[each.reason],
                at=each.at,
            )
            for each in await filings.false_ones(desk.db, desk.city, report.agency, since=since)
        ),
    )


def _finished(
    desk: Desk, dossier: Dossier, proof: Photo | None, used: Sequence[hints.Used], *, may: bool
) -> Finished | None:
    report, shown = dossier.report, seen(desk, dossier)
    for heard in reversed(dossier.history):
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Resolved):
            note = dossier.notes.get(heard.nth)
            agency = desk.ground.agencies.get(event.agency)
            return Finished(
                may=may,
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
                accuracy_m=event.accuracy_m,
                taken_at=event.taken_at,
                camera=event.camera,
                hints=_hints(dossier, event, proof, used, at=heard.happened_at),
                reuses=(),
                scene=None,
                same_scene=False,
                drawn=False,
                last=numbers.show(desk.ground.known.code, event.last) if event.last is not None else None,
                last_href=views.report_path(desk.ground, event.last) if event.last is not None else None,
                record=None,
                doubts=_doubts(dossier),
                due=_closes(desk, heard.happened_at) if report.status is Status.RESOLVED else None,
                timeline=shown.timeline,
            )
    return None


def _hints(
    dossier: Dossier, event: e.Resolved, proof: Photo | None, used: Sequence[hints.Used], *, at: datetime
) -> tuple[Hint, ...]:
    """What was doubtful when it was filed; where it was used before stands apart, since it leads there."""
    if event.photo is None:
        return ()
    facts = hints.Facts(
        at=at,
        placed=event.distance_m is not None or dossier.map_href is None,
        distance_m=event.distance_m,
        accuracy_m=event.accuracy_m,
        taken_at=event.taken_at,
        marks=proof.marks if proof is not None else (),
        used=used,
    )
    return tuple(each for each in hints.hints(facts) if each.code is not hints.HintCode.USED)


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
