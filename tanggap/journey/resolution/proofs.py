"""What units filed as proof of their work, as the verifier sees it: with everything that is doubtful about it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import AgencySlug, PersonId
from tanggap.journey.resolution import actions, hints
from tanggap.journey.resolution.filings import store as filings
from tanggap.journey.resolution.filings.rules import BY_LOT, TOLD_FOR
from tanggap.journey.resolution.filings.store import Filing
from tanggap.journey.resolution.hints import Hint
from tanggap.kit.log import Heard
from tanggap.kit.words import Say, say
from tanggap.report import events as e
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.dossier import Dossier
from tanggap.report.photos.store import Photo
from tanggap.report.views.alongside import name_of
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


class Proven(Struct, frozen=True, kw_only=True):
    """What one unit filed, and everything doubtful about its photo; ``record`` is how its proofs held lately."""

    agency: str
    who: str
    at: datetime
    reply: str
    photo: views.PhotoView | None = None
    distance_m: float | None = None
    accuracy_m: float | None = None
    taken_at: datetime | None = None
    camera: bool = False
    hints: tuple[Hint, ...] = ()
    reuses: tuple[Reuse, ...] = ()
    scene: Say | None = None
    same_scene: bool = False
    record: UnitRecord | None = None


class Filed(Struct, frozen=True, kw_only=True):
    """An event by which a unit said that its work, or its part of it, is done."""

    heard: Heard
    event: e.Resolved | e.HelpGiven


def last_filed(history: Sequence[Heard]) -> tuple[Filed | None, tuple[Filed, ...]]:
    """What a report stands on: the last that was filed for the whole, and the parts that belong to it.

    Parts of an earlier round went back with their whole.
    """
    whole: Filed | None = None
    parts: list[Filed] = []
    for heard in history:
        event = e.EVENTS.read(heard)
        if isinstance(event, e.Reopened):
            parts = []
        elif isinstance(event, e.HelpGiven):
            parts.append(Filed(heard=heard, event=event))
        elif isinstance(event, e.Resolved):
            whole = Filed(heard=heard, event=event)
    return whole, tuple(parts)


async def proven(desk: Desk, dossier: Dossier, filed: Filed, kept: Filing | None) -> Proven:
    """What a unit filed; ``kept`` is what became of it since, once it has been heard of."""
    event, heard, report = filed.event, filed.heard, dossier.report
    note = dossier.notes.get(heard.nth)
    photo = next((each for each in dossier.photos if each.id == event.photo), None)
    used = await actions.used(desk, report, photo.earlier) if photo is not None else []
    alike = dossier.pictures("before")
    return Proven(
        agency=name_of(desk.ground, event.agency),
        who=dossier.names.get(PersonId(heard.actor), "") if heard.actor is not None else "",
        at=heard.happened_at,
        reply=(note.text if note is not None else None) or "",
        photo=_shown(desk, dossier, photo),
        distance_m=event.distance_m,
        accuracy_m=event.accuracy_m,
        taken_at=event.taken_at,
        camera=event.camera,
        hints=_hints(dossier, filed, photo, [told for _, told in used]),
        reuses=tuple(
            Reuse(
                words=hints.used_before(told),
                href=None
                if told.here or told.number is None
                else views.report_path(desk.ground, each.number),
            )
            for each, told in used
        ),
        scene=_scene(kept) if photo is not None and alike else None,
        same_scene=kept is not None and (kept.points or 0) >= hints.SAME_POINTS,
        record=await _record(desk, event.agency),
    )


def _shown(desk: Desk, dossier: Dossier, photo: Photo | None) -> views.PhotoView | None:
    if photo is None:
        return None
    words = views.proof_words(desk.ground, dossier.report.kind, dossier.report.area, desk.tongue)
    return views.photo_view(photo.id, photo.width, photo.height, alt=words)


def _hints(
    dossier: Dossier, filed: Filed, photo: Photo | None, used: Sequence[hints.Used]
) -> tuple[Hint, ...]:
    """What was doubtful when it was filed; where it was used before stands apart, since it leads there."""
    event = filed.event
    if event.photo is None:
        return ()
    facts = hints.Facts(
        at=filed.heard.happened_at,
        placed=event.distance_m is not None or dossier.map_href is None,
        distance_m=event.distance_m,
        accuracy_m=event.accuracy_m,
        taken_at=event.taken_at,
        marks=photo.marks if photo is not None else (),
        used=used,
    )
    return tuple(each for each in hints.hints(facts) if each.code is not hints.HintCode.USED)


def _scene(kept: Filing | None) -> Say | None:
    """What comparing a proof with the complaint's photos gave."""
    if kept is None or kept.compared_at is None:
        return say("Kedua foto sedang dibandingkan. Muat ulang sebentar lagi.")
    return hints.same_scene(kept.points) if kept.points is not None else None


async def _record(desk: Desk, agency: AgencySlug) -> UnitRecord | None:
    """How often the unit's proofs were not true lately; None where they all were, as far as is known."""
    since = desk.now() - TOLD_FOR
    day = desk.ground.calendar.day_of
    records = await filings.record(
        desk.db,
        desk.city,
        first=day(since),
        last=day(desk.now()),
        zone=desk.ground.known.timezone,
        agency=agency,
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
            for each in await filings.false_ones(desk.db, desk.city, agency, since=since)
        ),
    )
