"""The pages on which formal requests for information are handled, with sample values."""

from datetime import date

from msgspec.structs import replace

from tanggap.journey.information.handling.views import (
    HandlingPage,
    InquiriesPage,
    RequesterView,
    WaitingRow,
)
from tanggap.journey.information.inquiry import (
    Delivery,
    Exemption,
    RequesterKind,
    Status,
)
from tanggap.journey.information.words import (
    ANSWER_WORDS,
    DELIVERY_WORDS,
    EXEMPTION_WORDS,
    KIND_WORDS,
    OUTCOME_WORDS,
    STATUS_MARKS,
)
from tanggap.kit.words import say
from tanggap.report.choices import Choice, choices
from tests.look import samples as x
from tests.look.information import NUMBER, QUESTION, late, objected, rows


def waiting() -> InquiriesPage:
    """What waits, one of it late, and the whole register."""
    row = WaitingRow(
        href=f"/inquiries/{NUMBER}",
        number=NUMBER,
        question=QUESTION,
        status=STATUS_MARKS[Status.OPEN],
        due=x.due(say("lewat {span}", span=x.NOW - x.ago(days=2)), hours=-48),
    )
    objection = replace(
        row,
        number="BKSPI-55512-00417-3",
        question="Kontrak pengelolaan parkir di pasar, dengan semua lampirannya.",
        status=STATUS_MARKS[Status.OBJECTED],
        due=x.due(say("sisa {span}", span=x.NOW - x.ago(days=9)), hours=216),
    )
    return InquiriesPage(
        rows=(row, objection),
        late=1,
        register=rows(f"/inquiries/{NUMBER}"),
        previous=None,
        next="/inquiries?page=2",
    )


def none_waiting() -> InquiriesPage:
    return InquiriesPage(rows=(), late=0, register=(), previous=None, next=None)


def handling() -> HandlingPage:
    """One that waits for an answer; a test was refused."""
    told = late().told
    return HandlingPage(
        told=replace(told, due=x.due(say("sisa {span}", span=x.NOW - x.ago(days=2)), hours=48)),
        href=f"/inquiries/{NUMBER}",
        requester=RequesterView(
            kind=KIND_WORDS[RequesterKind.LEGAL_BODY],
            name="Yayasan Taman Terbuka",
            identity="AHU-*****45",
            covered=True,
            contact="surat@taman.example",
            delivery=DELIVERY_WORDS[Delivery.MAIL],
        ),
        summary="Kontrak pemeliharaan taman kota 2025",
        may_answer=True,
        may_extend=True,
        extended_by=date(2026, 12, 4),
        answers=choices(ANSWER_WORDS),
        exemptions=_exemptions(),
        may_decide=False,
        not_you=False,
        outcomes=choices(OUTCOME_WORDS),
        shows_identity=True,
        errors={"test-until": say("Pengecualian ini tidak berlaku selamanya. Pilih sampai kapan.")},
        given={"test-part": "Denah ruang server"},
        refused="test",
    )


def objection() -> HandlingPage:
    """An objection as the superior reads it."""
    return replace(
        handling(),
        told=objected(),
        may_answer=False,
        may_extend=False,
        may_decide=True,
        shows_identity=False,
        errors={},
        given={},
        refused=None,
    )


def not_theirs() -> HandlingPage:
    """The same as whoever answered it reads it, once the requester's data is gone."""
    return replace(objection(), requester=None, may_decide=False, not_you=True)


def _exemptions() -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=each,
            word=word,
            hint=say("Pasal 17 huruf {letter}", letter=each),
            chosen=each is Exemption.C,
        )
        for each, word in EXEMPTION_WORDS.items()
    )
