"""What is done to many reports at once, and how each goes back to where it stood. Values only."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from tanggap.city.terms import AgencySlug
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.log import Heard
from tanggap.kit.words import Say, say
from tanggap.report.events import EVENTS, Hidden, Shown, Step, Undone
from tanggap.report.parties import Handling
from tanggap.report.report import Status, TaskId
from tanggap.report.transitions import Need, Party, step

MOST = 50
"""So many reports at once: a page of the queue."""
UNDO_WITHIN = timedelta(minutes=30)


class BatchAct(StrEnum):
    """What can be done to many reports at once."""

    SEND_ON = "send_on"
    REFUSE = "refuse"
    MERGE = "merge"
    HIDE = "hide"


def said(act: BatchAct, *, done: int, refused: int) -> Say:
    """How many were done, and how many not, in one sentence."""
    told = _said(act, done)
    return say("{told} {n} tidak.", told=told, n=refused) if refused else told


def _said(act: BatchAct, done: int) -> Say:
    match act:
        case BatchAct.SEND_ON:
            return say("{n} laporan diteruskan.", n=done)
        case BatchAct.REFUSE:
            return say("{n} laporan ditolak.", n=done)
        case BatchAct.MERGE:
            return say("{n} laporan digabung.", n=done)
        case BatchAct.HIDE:
            return say("{n} laporan disembunyikan.", n=done)


class Before(Struct, frozen=True, kw_only=True):
    """How a report stood before it was decided about: where, and who held it."""

    status: Status
    agency: AgencySlug | None


def chosen(numbers: Sequence[str]) -> Sequence[str]:
    """The reports that were ticked, each once. Raises Invalid for none and for too many."""
    found = list(dict.fromkeys(numbers))
    if not found:
        raise Invalid(say("Centang dulu laporannya."), field="report")
    if len(found) > MOST:
        raise Invalid(say("Paling banyak {n} laporan sekaligus.", n=MOST), field="report")
    return found


def require_in_time(done_at: datetime, *, undone: bool, at: datetime) -> None:
    """Let a batch be taken back, once and as long as it is fresh. Raises Refused."""
    if undone:
        raise Refused(say("Ini sudah dibatalkan."))
    if at > done_at + UNDO_WITHIN:
        raise Refused(say("Sudah lewat 30 menit. Ubah laporannya satu per satu."))


def gone_on(act: BatchAct, since: Sequence[Heard]) -> bool:
    """Whether somebody has gone on with a report since, so that going back would undo what is theirs."""
    ours = (Hidden, Shown) if act is BatchAct.HIDE else (Step,)
    return any(isinstance(EVENTS.read(heard), ours) for heard in since)


def undo(handling: Handling, before: Before, *, reason: str | None, task: TaskId) -> Undone:
    """Let a report that was passed on or refused stand again where it stood; ``task`` is for the unit that held it.

    One that was passed on from triage stays settled. Raises Refused, Forbidden.
    """
    report = handling.report
    back = _back(report.status, before.status)
    given = frozenset({Need.UNDONE, Need.REASON} if reason else {Need.UNDONE})
    step(report.status, back, by=handling.by & {Party.COORDINATOR}, given=given)
    held = back in (Status.DISPOSED, Status.REOPENED) and before.agency is not None
    if back in (Status.DISPOSED, Status.REOPENED) and not held:
        raise Refused(ALREADY)
    return Undone(
        was=report.status, now=back, agency=before.agency if held else None, task=task if held else None
    )


def _back(now: Status, before: Status) -> Status:
    if now is Status.REJECTED:
        return before if before in (Status.VERIFIED, Status.DISPOSED) else Status.RECEIVED
    return Status.REOPENED if before is Status.REOPENED else Status.VERIFIED


ALREADY: Say = say("Sudah ada langkah lain sesudahnya. Ubah laporannya sendiri.")
