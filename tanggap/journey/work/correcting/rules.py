"""Who may say that a report lies elsewhere or is of another kind, and what follows for its limits. Values only."""

from collections.abc import Sequence

from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause
from tanggap.city.packs.pack import Kind, Sensitivity
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.words import say
from tanggap.report import clocks
from tanggap.report.events import KindChanged, Moved
from tanggap.report.parties import Handling
from tanggap.report.report import Report, Status, TaskId
from tanggap.report.transitions import Party

CORRECTABLE = frozenset(
    {Status.DISPOSED, Status.COORDINATING, Status.IN_PROGRESS, Status.ON_HOLD, Status.REOPENED}
)
"""As long as a unit holds it and has not said that it is done; before that triage decides."""
NOTE_MOST = 300
_BY = frozenset({Party.ACTING_UNIT, Party.COORDINATOR})
_GUARD = list(Sensitivity)


def may_correct(handling: Handling, task: TaskId) -> bool:
    """Whether somebody may put right what a task's report says of its place and kind."""
    lead = handling.report.lead
    return (
        lead is not None
        and lead.id == task
        and handling.report.status in CORRECTABLE
        and bool(handling.by & _BY)
    )


def moved(
    handling: Handling,
    *,
    task: TaskId,
    area: AreaCode | None,
    out_of_area: bool,
    words: bool,
    point: bool,
    note: str | None = None,
) -> Moved:
    """It lies elsewhere than was told: at another ``point``, in another area, or with other ``words`` for it.

    Who holds it holds it on. Raises Refused, Forbidden, and Invalid for no area and for the place it was told at.
    """
    report = handling.report
    by = _by(handling, task, note)
    if area is None and not out_of_area:
        raise Invalid(say("Tunjukkan titiknya atau pilih kelurahannya."), field="area")
    if (area, out_of_area) == (report.area, report.out_of_area) and not words and not point:
        raise Invalid(say("Tempatnya masih sama. Geser titiknya atau pilih kelurahan lain."), field="place")
    return Moved(
        place=report.place + 1,
        words=report.words + 1 if words else report.words,
        area=area,
        was_area=report.area,
        out_of_area=out_of_area,
        by=by,
        agency=report.agency if by is Party.ACTING_UNIT else None,
    )


def kind_changed(
    handling: Handling,
    ground: Ground,
    *,
    task: TaskId,
    kind: KindSlug | None,
    pauses: Sequence[Pause] = (),
    note: str | None = None,
) -> KindChanged:
    """It is of another kind than was told, and stays what was asked of the city.

    A unit neither gains time by it, since the earlier limit holds, nor lets more be seen: only a coordinator does.
    Raises Refused, Forbidden, and Invalid for no kind, one the city has not, and the one it is of.
    """
    report = handling.report
    by = _by(handling, task, note)
    found = _kind(ground, report, kind)
    slug = KindSlug(found.slug)
    unit = by is Party.ACTING_UNIT
    before = (*report.held_to, *((report.kind,) if report.kind is not None else ()))
    held_to = tuple(dict.fromkeys(each for each in before if each != slug)) if unit else ()
    changed = replace(report, kind=slug, held_to=held_to)
    return KindChanged(
        kind=slug,
        kind_group=GroupSlug(found.group),
        was_kind=report.kind,
        type=report.type,
        was_type=report.type,
        sensitivity=max(report.sensitivity, found.sensitivity, key=_GUARD.index)
        if unit
        else found.sensitivity,
        due_at=clocks.due_at(ground, changed, pauses),
        respond_by=clocks.respond_by(ground, changed),
        held_to=held_to,
        by=by,
        agency=report.agency if unit else None,
    )


def _kind(ground: Ground, report: Report, kind: KindSlug | None) -> Kind:
    found = ground.kinds.get(kind) if kind is not None else None
    if found is None or found.retired:
        raise Invalid(say("Pilih jenis yang benar."), field="kind")
    if kind == report.kind:
        raise Invalid(say("Laporan ini sudah berjenis itu."), field="kind")
    return found


def _by(handling: Handling, task: TaskId, note: str | None) -> Party:
    """As whom they correct it; who is both speaks for the unit, which may do less."""
    if not handling.by & _BY:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    if not may_correct(handling, task):
        raise Refused(say("Laporan ini tidak bisa dibetulkan dari tugas ini lagi. Muat ulang halaman ini."))
    if note is not None and len(note) > NOTE_MOST:
        raise Invalid(say("Alasan paling panjang {most} huruf.", most=NOTE_MOST), field="note")
    return Party.ACTING_UNIT if speaks_for_unit(handling.by) else Party.COORDINATOR


def speaks_for_unit(by: frozenset[Party]) -> bool:
    """Whether somebody corrects it for the unit that holds it, which gains no time by that."""
    return Party.ACTING_UNIT in by
