"""Who may say of finished work that it is done or not, and until when (DOMAIN 5.2)."""

from datetime import datetime

from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import say
from tanggap.report.events import Confirmed
from tanggap.report.report import Report, Status

FINISHED = frozenset({Status.RESOLVED, Status.CLOSED})


def may_confirm(report: Report, *, until: datetime | None, now: datetime) -> bool:
    """Whether a neighbour may say of this report what they saw."""
    return report.status in FINISHED and until is not None and now <= until


def confirmed(
    report: Report, *, done: bool | None, reason: str | None, until: datetime | None, now: datetime
) -> Confirmed:
    """A neighbour saw it: done, or not yet, and then why.

    Raises Refused when it is not finished or that is too long ago, Invalid for no answer or a no without reason.
    """
    if report.status not in FINISHED:
        raise Refused(say("Laporan ini belum dikerjakan. Tunggu sampai ada hasilnya."))
    if not may_confirm(report, until=until, now=now):
        raise Refused(say("Masa untuk menyatakan belum beres sudah lewat. Buat laporan baru."))
    if done is None:
        raise Invalid(say("Pilih sudah beres atau belum."), field="done")
    if not done and not reason:
        raise Invalid(say("Tulis apa yang belum beres."), field="reason")
    return Confirmed(done=done)
