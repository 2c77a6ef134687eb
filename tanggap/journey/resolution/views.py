"""What the verifier's page shows: the work that waits to be looked at, one at a time."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.journey.resolution import store
from tanggap.journey.resolution.filings import store as filings
from tanggap.journey.resolution.proofs import Filed, Proven, last_filed, proven
from tanggap.kit.words import Say, say
from tanggap.report import closing, parties, views
from tanggap.report import events as e
from tanggap.report import number as numbers
from tanggap.report.choices import NO_REFUSAL, Choice, Option, Refusal, choices
from tanggap.report.dossier import Dossier, gather, seen
from tanggap.report.report import Status
from tanggap.report.transitions import Party
from tanggap.report.views.alongside import name_of
from tanggap.report.views.codes import RETURN_WORDS


class Finished(Struct, frozen=True, kw_only=True):
    """Work that waits to be checked by somebody else: what the unit that answers for it filed, and the ``parts`` of others.

    ``may``: by whoever reads this.
    ``whose`` are the units to choose from when it is given back, if more than one filed something.
    """

    may: bool
    href: str
    number: str
    report: str
    title: str
    kind: views.KindSign
    place: views.PlaceView
    before: views.PhotoView | None
    filed: Proven
    parts: tuple[Proven, ...]
    whose: tuple[Option, ...]
    drawn: bool
    last: str | None
    last_href: str | None
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
        item=await _item(desk, number, whose=refusal.given.get("return-whose"))
        if number is not None
        else None,
        return_reasons=choices(RETURN_WORDS),
        errors=refusal.errors,
        given=refusal.given,
        previous=_href(desk, queue[at - 1]) if at is not None and at > 0 else None,
        next=_href(desk, queue[at + 1]) if at is not None and at + 1 < len(queue) else None,
    )


def _href(desk: Desk, number: int) -> str:
    return f"/verification?number={numbers.show(desk.ground.known.code, number)}"


async def _item(desk: Desk, number: int, *, whose: str | None) -> Finished | None:
    """The work of one report; None when it does not wait to be looked at any more."""
    report = await parties.handled(desk, number)
    kept = await filings.of_report(desk.db, desk.city, report.id)
    drawn = report.status is Status.CLOSED and any(each.drawn for each in kept.values())
    if report.status is not Status.RESOLVED and not report.contested and not drawn:
        return None
    dossier = await gather(desk, report)
    filed, parts = last_filed(dossier.history)
    if filed is None:
        return None
    shown, code = seen(desk, dossier), desk.ground.known.code
    told = [await proven(desk, dossier, each, kept.get(each.heard.nth)) for each in parts]
    last = filed.event.last if isinstance(filed.event, e.Resolved) else None
    return Finished(
        may=Party.VERIFIER in parties.parties(desk.ground, desk.actor, report),
        href=f"/verification/{shown.number}",
        number=shown.number,
        report=views.report_path(desk.ground, report.number),
        title=shown.title,
        kind=shown.kind,
        place=shown.place,
        before=shown.before,
        filed=await proven(desk, dossier, filed, kept.get(filed.heard.nth)),
        parts=tuple(told),
        whose=_whose(desk, parts, chosen=whose),
        drawn=drawn,
        last=numbers.show(code, last) if last is not None else None,
        last_href=views.report_path(desk.ground, last) if last is not None else None,
        doubts=_doubts(dossier),
        due=_closes(desk, filed.heard.happened_at) if report.status is Status.RESOLVED else None,
        timeline=shown.timeline,
    )


def _whose(desk: Desk, parts: Sequence[Filed], *, chosen: str | None) -> tuple[Option, ...]:
    """The units that helped, to choose from when their part is not done."""
    return tuple(
        Option(value=agency, name=name_of(desk.ground, agency), chosen=agency == chosen)
        for agency in dict.fromkeys(each.event.agency for each in parts)
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
