"""What a reporter may do with their report, and until when (DOMAIN 5.2, 5.6)."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.hours import Pause
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import say
from tanggap.report import clocks
from tanggap.report.events import (
    Answered,
    KindChanged,
    KindDoubted,
    Moved,
    Rated,
    Reopened,
    Replied,
    Withdrawn,
)
from tanggap.report.report import Report, ReturnReason, Status, TaskId
from tanggap.report.transitions import Need, Party, allowed, step

REPORTER = frozenset({Party.REPORTER})


class Allowed(Struct, frozen=True, kw_only=True):
    """What a reporter may do with a report now."""

    answer: bool = False
    correct: bool = False
    rate: bool = False
    dispute: bool = False
    withdraw: bool = False


def allowed_now(report: Report, *, question: bool, dispute_until: datetime | None, now: datetime) -> Allowed:
    """What its reporter may do with a report now; ``question``: one waits for an answer."""
    steps = allowed(report.status, by=REPORTER)
    return Allowed(
        answer=Status.RECEIVED in steps or (question and report.status.open),
        correct=_correctable(report),
        rate=report.status is Status.CLOSED and report.stars is None,
        dispute=Status.REOPENED in steps and dispute_until is not None and now <= dispute_until,
        withdraw=Status.WITHDRAWN in steps,
    )


def _correctable(report: Report) -> bool:
    """Whether what the reporter told may still be told better: until the work is done."""
    return report.status.open and report.status is not Status.RESOLVED


def require_correctable(report: Report) -> None:
    """Raises Refused once the work is done, or the report has ended."""
    if not _correctable(report):
        raise Refused(say("Laporan ini sudah dikerjakan atau berakhir, jadi tidak diubah lagi."))


def moved(report: Report, *, area: AreaCode | None, out_of_area: bool, words: bool) -> Moved:
    """The reporter tells anew where it is, with other ``words`` for it or not. Who holds the report holds it on.

    Raises Refused once the work is done.
    """
    require_correctable(report)
    return Moved(
        place=report.place + 1,
        words=report.words + 1 if words else report.words,
        area=area,
        was_area=report.area,
        out_of_area=out_of_area,
    )


def kind_corrected(
    ground: Ground, report: Report, kind: KindSlug | None, *, pauses: Sequence[Pause] = ()
) -> KindChanged | KindDoubted:
    """The reporter says of which kind it is: so it is as long as nobody has read it, afterwards its unit is told.

    Raises Refused once the work is done, Invalid for no kind, one the city has not, or the one it is of.
    """
    require_correctable(report)
    found = ground.kinds.get(kind) if kind is not None else None
    if kind is None or found is None or found.retired:
        raise Invalid(say("Pilih jenis yang benar."), field="kind")
    if kind == report.kind:
        raise Invalid(say("Laporan ini sudah berjenis itu."), field="kind")
    if report.status not in (Status.RECEIVED, Status.NEEDS_INFO):
        return KindDoubted(kind=kind)
    return KindChanged(
        kind=kind,
        kind_group=GroupSlug(found.group),
        was_kind=report.kind,
        type=found.report_type,
        was_type=report.type,
        sensitivity=found.sensitivity,
        due_at=ground.due_at(report.received_at, found.report_type, found, pauses=pauses),
        respond_by=ground.respond_by(report.received_at, found),
    )


def answered(
    ground: Ground, report: Report, *, question: bool, given: bool, pauses: Sequence[Pause] = ()
) -> Answered | Replied:
    """The reporter answers; ``pauses`` are all in which the clocks stood, up to now. Raises Refused when nobody asked, or when the answer is empty."""
    if report.status is Status.NEEDS_INFO:
        step(
            report.status,
            Status.RECEIVED,
            by=REPORTER,
            given=frozenset({Need.ANSWER}) if given else frozenset(),
        )
        return Answered(
            was=report.status,
            now=Status.RECEIVED,
            by=Party.REPORTER,
            due_at=clocks.due_at(ground, report, pauses),
        )
    if not question or not report.status.open:
        raise Refused(say("Tidak ada pertanyaan yang menunggu jawaban."))
    if not given:
        raise Invalid(say("Tulis jawabannya atau lampirkan foto."), field="text")
    return Replied()


def withdrawn(report: Report) -> Withdrawn:
    """The reporter takes the report back. Raises Refused once work has begun."""
    step(report.status, Status.WITHDRAWN, by=REPORTER, given=frozenset())
    return Withdrawn(was=report.status, now=Status.WITHDRAWN)


def rated(report: Report, stars: int) -> Rated:
    """The reporter's stars, 1 to 5, once per closing. Raises Refused when it is not closed or was rated."""
    if report.status is not Status.CLOSED:
        raise Refused(say("Laporan dinilai setelah selesai."))
    if report.stars is not None:
        raise Refused(say("Laporan ini sudah dinilai."))
    if not 1 <= stars <= 5:
        raise Invalid(say("Pilih satu sampai lima bintang."), field="stars")
    return Rated(stars=stars)


def disputed(
    report: Report, *, reason: str | None, until: datetime | None, at: datetime, task: TaskId
) -> Reopened:
    """The reporter says it is not done: the same unit holds it again, in a new task.

    Raises Refused when it is not done, without a reason, or after the limit.
    """
    step(
        report.status,
        Status.REOPENED,
        by=REPORTER,
        given=frozenset({Need.REASON}) if reason else frozenset(),
    )
    if until is None or at > until:
        raise Refused(say("Masa untuk menyatakan belum beres sudah lewat. Buat laporan baru."))
    return Reopened(
        was=report.status,
        now=Status.REOPENED,
        by=Party.REPORTER,
        reason=ReturnReason.DISPUTED,
        agency=report.agency,
        task=task if report.agency is not None else None,
    )
