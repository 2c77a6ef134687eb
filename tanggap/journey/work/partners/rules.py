"""Who may ask another unit for a part of the work, and what that unit may do with it. Values only."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from tanggap.city.terms import AgencySlug, PersonId
from tanggap.journey.resolution.rules import Proof, Weighed, require_explained
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.words import say
from tanggap.report.events import HelpAccepted, HelpAsked, HelpDeclined, HelpGiven, HelpWithdrawn
from tanggap.report.parties import Handling
from tanggap.report.report import (
    DeclineReason,
    Report,
    Status,
    Task,
    TaskId,
    TaskOutcome,
    TaskRole,
)
from tanggap.report.transitions import NEED_SENTENCES, Need, Party

MAY_ASK = frozenset({Status.DISPOSED, Status.IN_PROGRESS, Status.ON_HOLD, Status.REOPENED})
"""Where a unit holds the report and has still to finish it."""


class Weight(StrEnum):
    """Whether the report waits for a part of the work."""

    MUST = "must"
    MAY = "may"


def ask(
    handling: Handling,
    *,
    target: AgencySlug,
    weight: Weight | None,
    text: str | None,
    due_at: datetime | None,
    task: TaskId,
) -> HelpAsked:
    """Ask another unit for a part of the work, in words, until a moment.

    Raises Forbidden, Refused, and Invalid on `agency`, `text` or `weight`.
    """
    report = handling.report
    if Party.ACTING_UNIT not in handling.by:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    if report.lead is None or report.status not in MAY_ASK:
        raise Refused(say("Bantuan tidak bisa diminta sekarang. Muat ulang halaman ini."))
    if target == report.lead.agency:
        raise Invalid(say("Laporan ini sudah dipegang unit itu. Pilih unit lain."), field="agency")
    if any(target == each.agency for each in report.helpers):
        raise Invalid(say("Unit itu sudah dimintai bantuan. Tunggu jawabannya."), field="agency")
    if not text:
        raise Invalid(say("Tulis apa yang diperlukan."), field="text")
    if weight is None:
        raise Invalid(NEED_SENTENCES[Need.REASON_CODE], field="weight")
    return HelpAsked(task=task, agency=target, mandatory=weight is Weight.MUST, due_at=due_at, again=None)


def term(day: date | None, *, today: date, latest: date) -> date:
    """The day until which a part is to be done. Raises Invalid on `until` for none, or one out of reach."""
    if day is None or not today <= day <= latest:
        raise Invalid(say("Pilih tanggal dari hari ini, paling lama {day}.", day=latest), field="until")
    return day


def accept(
    handling: Handling, task: TaskId, *, own: frozenset[AgencySlug], officer: PersonId
) -> HelpAccepted:
    """Take a part on. Raises Missing, Forbidden, Refused."""
    found = _own(handling, task, own)
    if found.accepted_at is not None:
        raise Refused(say("Bagian ini sudah diterima. Muat ulang halaman ini."))
    return HelpAccepted(task=task, agency=found.agency, officer=officer)


def decline(
    handling: Handling, task: TaskId, *, own: frozenset[AgencySlug], reason: DeclineReason | None
) -> HelpDeclined:
    """Say that a unit does not do its part. Raises Missing, Forbidden, Refused, and Invalid on `reason`."""
    found = _own(handling, task, own)
    if reason is None:
        raise Invalid(NEED_SENTENCES[Need.REASON_CODE], field="reason")
    return HelpDeclined(task=task, agency=found.agency, reason=reason)


def give(
    handling: Handling,
    task: TaskId,
    *,
    own: frozenset[AgencySlug],
    text: str | None,
    proof: Proof | None = None,
    weighed: Weighed | None = None,
    needs_proof: bool = False,
    explained: bool = False,
) -> HelpGiven:
    """Say that a part is done, and how; ``explained``: somebody wrote why a doubtful photo holds all the same.

    Raises Missing, Forbidden, Refused, Invalid on `text`, and Doubtful.
    """
    found = _own(handling, task, own)
    if found.accepted_at is None:
        raise Refused(say("Terima dulu bagian ini, baru laporkan hasilnya."))
    if not text:
        raise Invalid(NEED_SENTENCES[Need.REPLY], field="text")
    require_explained(weighed, needs_proof=needs_proof, explained=explained)
    return HelpGiven(
        task=task,
        agency=found.agency,
        photo=proof.photo if proof is not None else None,
        distance_m=weighed.distance_m if weighed is not None else None,
        taken_at=proof.taken_at if proof is not None else None,
        accuracy_m=proof.spot.accuracy_m if proof is not None and proof.spot is not None else None,
        camera=proof is not None and proof.camera,
    )


def withdraw(handling: Handling, task: TaskId, *, text: str | None) -> HelpWithdrawn:
    """Need a part no longer. Raises Missing, Forbidden, Refused, and Invalid on `reason`."""
    found = supporting(handling.report, task)
    if not handling.by & {Party.ACTING_UNIT, Party.COORDINATOR}:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    _still_open(found)
    if not text:
        raise Invalid(NEED_SENTENCES[Need.REASON], field="reason")
    return HelpWithdrawn(task=task, agency=found.agency)


def supporting(report: Report, task: TaskId) -> Task:
    """One supporting task of a report. Raises Missing."""
    for each in report.tasks:
        if each.id == task and each.role is TaskRole.SUPPORT:
            return each
    raise Missing(say("Tugas ini tidak ditemukan. Mungkin sudah dipegang unit lain."))


def again(report: Report, *, at: datetime, new_task: Callable[[], TaskId]) -> list[HelpAsked]:
    """Whom to ask again when finished work was opened again: every unit whose last part was done, or stopped with it.

    Each has as long as it had, and the words it was asked with. Nothing for a report that is not open again.
    """
    done = [
        each for each in report.tasks if each.role is TaskRole.LEAD and each.outcome is TaskOutcome.RESOLVED
    ]
    if report.lead is None or not done:
        return []
    finished = done[-1].ended_at
    last = {each.agency: each for each in report.tasks if each.role is TaskRole.SUPPORT}
    return [
        HelpAsked(
            task=new_task(),
            agency=each.agency,
            mandatory=each.mandatory,
            due_at=at + (each.due_at - each.opened_at) if each.due_at is not None else None,
            again=each.id,
        )
        for each in last.values()
        if each.agency != report.lead.agency
        and (
            each.outcome is TaskOutcome.RESOLVED or (each.ended_at is not None and each.ended_at == finished)
        )
    ]


def require_own(handling: Handling, task: TaskId, *, own: frozenset[AgencySlug]) -> None:
    """That a part is this unit's and still to be done. Raises Missing, Forbidden, Refused."""
    _own(handling, task, own)


def _own(handling: Handling, task: TaskId, own: frozenset[AgencySlug]) -> Task:
    found = supporting(handling.report, task)
    if found.agency not in own:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    _still_open(found)
    if Party.PARTNER_UNIT not in handling.by:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    return found


def _still_open(task: Task) -> None:
    if task.ended_at is not None:
        raise Refused(say("Bagian ini sudah berakhir. Muat ulang halaman ini."))
