"""The transition table of DOMAIN 5.2, as data, and the one rule that reads it."""

from enum import StrEnum

from msgspec import Struct

from tanggap.kit.errors import Forbidden, Refused
from tanggap.kit.words import Say, say
from tanggap.report.report import Status


class Party(StrEnum):
    """In what capacity somebody acts on one report. A person may be several."""

    SYSTEM = "system"
    REPORTER = "reporter"
    OPERATOR = "operator"
    COORDINATOR = "coordinator"
    AREA_OFFICER = "area_officer"
    LIAISON = "liaison"
    ACTING_UNIT = "acting_unit"
    TARGET_UNIT = "target_unit"
    PARTNER_UNIT = "partner_unit"
    VERIFIER = "verifier"


class Need(StrEnum):
    """What a step must come with."""

    KIND_AND_AREA = "kind_and_area"
    QUESTION = "question"
    ANSWER = "answer"
    REASON_CODE = "reason_code"
    REASON = "reason"
    PRIMARY = "primary"
    AGENCY = "agency"
    OFFICER = "officer"
    REVIEW_DAY = "review_day"
    REPLY = "reply"
    PROOF = "proof"
    APART = "apart"
    UNDONE = "undone"


class Lacking(Refused):
    """A step without something it must come with."""

    def __init__(self, need: Need) -> None:
        super().__init__(NEED_SENTENCES[need])
        self.need = need


class Transition(Struct, frozen=True, kw_only=True):
    """One line of the table: from any of ``before`` to any of ``after``, by any of ``who``, with all of ``needs``."""

    before: frozenset[Status]
    after: frozenset[Status]
    who: frozenset[Party]
    needs: frozenset[Need] = frozenset()


def _line(before: str, after: str, who: str, needs: str = "") -> Transition:
    return Transition(
        before=frozenset(map(Status, before.split())),
        after=frozenset(map(Status, after.split())),
        who=frozenset(map(Party, who.split())),
        needs=frozenset(map(Need, needs.split())),
    )


_BEFORE_MERGING = "received needs_info verified coordinating disposed"

# Proof is needed where the kind asks for it; `journey/resolution` adds it to what the step must have.
TRANSITIONS: tuple[Transition, ...] = (
    _line("received", "verified", "coordinator area_officer system", "kind_and_area"),
    _line("received verified disposed", "needs_info", "coordinator liaison", "question"),
    _line("needs_info", "received", "reporter operator", "answer"),
    _line("needs_info", "rejected", "system coordinator", "reason_code"),
    _line("received verified disposed", "rejected", "coordinator", "reason_code reason"),
    _line(_BEFORE_MERGING, "merged", "coordinator", "primary"),
    # Apart: it goes back to where it stood, and by no other step.
    _line("merged", _BEFORE_MERGING, "coordinator", "reason apart"),
    # Undone: it goes back to where the decision that is taken back found it, and by no other step.
    _line("disposed", "verified reopened", "coordinator", "reason undone"),
    _line("rejected", "received verified disposed", "coordinator", "reason undone"),
    _line("received verified needs_info disposed", "withdrawn", "reporter"),
    _line("verified", "disposed", "coordinator system", "agency reason"),
    _line(
        "verified disposed in_progress", "coordinating", "liaison area_officer acting_unit", "agency reason"
    ),
    _line("coordinating", "disposed", "target_unit coordinator"),
    _line("coordinating", "verified", "target_unit", "reason_code"),
    # Its unit is retired: the successor begins anew, or triage does.
    _line("coordinating disposed in_progress on_hold reopened", "verified disposed", "system", "reason"),
    _line("disposed", "in_progress", "acting_unit", "officer"),
    _line("in_progress", "on_hold", "acting_unit", "reason_code review_day"),
    _line("on_hold", "in_progress", "acting_unit system"),
    _line("in_progress", "resolved", "acting_unit", "reply"),
    _line("resolved", "closed", "verifier system"),
    _line("resolved closed", "reopened", "reporter verifier", "reason"),
    _line("reopened", "disposed", "coordinator acting_unit"),
    _line("reopened", "in_progress", "coordinator acting_unit"),
)


def step(
    before: Status,
    after: Status,
    *,
    by: frozenset[Party],
    given: frozenset[Need],
) -> None:
    """Let a report go from one status to another, or say why not.

    Raises Refused (409) when the table has no such step, Forbidden when it is not theirs to take, and
    Lacking (409) naming what is missing when it comes without what it must have.
    """
    lines = [
        line
        for line in TRANSITIONS
        if before in line.before
        and after in line.after
        and (Need.UNDONE not in line.needs or Need.UNDONE in given)
    ]
    # What the house alone does is, to whoever asks, no step at all; nor is what only takes another back.
    if not any(line.who - {Party.SYSTEM} for line in lines) and not (lines and Party.SYSTEM in by):
        raise Refused(
            say(
                "Laporan berstatus {before}; dari sana tidak bisa menjadi {after}. Muat ulang halaman ini.",
                before=status_word(before),
                after=status_word(after),
            )
        )
    theirs = [line for line in lines if by & line.who]
    if not theirs:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    missing = min((line.needs - given for line in theirs), key=len)
    if missing:
        raise Lacking(min(missing))


def allowed(before: Status, *, by: frozenset[Party]) -> frozenset[Status]:
    """Where somebody may take a report from here; for buttons, not for decisions."""
    return frozenset(
        after
        for line in TRANSITIONS
        if before in line.before and by & line.who and Need.UNDONE not in line.needs
        for after in line.after
    )


_WORDS = {
    Status.RECEIVED: say("Menunggu"),
    Status.NEEDS_INFO: say("Menunggu data pelapor"),
    Status.VERIFIED: say("Terverifikasi"),
    Status.COORDINATING: say("Koordinasi"),
    Status.DISPOSED: say("Disposisi"),
    Status.IN_PROGRESS: say("Proses"),
    Status.ON_HOLD: say("Tertunda"),
    Status.RESOLVED: say("Ditindaklanjuti"),
    Status.CLOSED: say("Selesai"),
    Status.REOPENED: say("Dibuka kembali"),
    Status.REJECTED: say("Ditolak"),
    Status.MERGED: say("Digabung"),
    Status.WITHDRAWN: say("Dicabut"),
}


def status_word(status: Status) -> Say:
    """The public word for a status (DOMAIN 5.1)."""
    return _WORDS[status]


NEED_SENTENCES = {
    Need.KIND_AND_AREA: say("Tentukan dulu jenis dan wilayahnya."),
    Need.QUESTION: say("Tulis pertanyaan untuk pelapor."),
    Need.ANSWER: say("Tulis jawabannya atau lampirkan foto."),
    Need.REASON_CODE: say("Pilih alasannya."),
    Need.REASON: say("Tulis alasannya."),
    Need.PRIMARY: say("Sebutkan nomor laporan utamanya."),
    Need.AGENCY: say("Pilih instansi yang dituju."),
    Need.OFFICER: say("Sebutkan petugas yang mengerjakan."),
    Need.REVIEW_DAY: say("Tentukan tanggal ditinjau lagi, paling lama 30 hari."),
    Need.REPLY: say("Tulis apa yang sudah dikerjakan."),
    Need.UNDONE: say("Langkah ini hanya untuk membatalkan keputusan yang baru saja diambil."),
    Need.APART: say("Laporan ini mengikuti laporan lain. Pisahkan dulu."),
    Need.PROOF: say("Lampirkan foto sesudah dan tempatnya."),
}
