"""What may be asked of somebody outside, for how long a link opens, and what an answer must hold. Values only."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from tanggap.city.terms import AgencySlug
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.words import Say, say
from tanggap.report.contacts import read_contact
from tanggap.report.events import Accepted, OutsideAnswered, OutsideAsked
from tanggap.report.parties import Handling, guarded
from tanggap.report.report import OutsideAnswer, OutsideId, PhotoId, Report, ReportId, Status, TaskId
from tanggap.report.transitions import Need, Party, step

ASKED_AT_ONCE_MOST = 5
ANSWERS_MOST = 20
PHOTOS_MOST = 3
NAME_MOST, WORDS_MOST = 120, 2000
TERM = timedelta(days=3)
"""Within how long an agency is asked to answer what it is given by itself, and what the form begins with."""
KEPT_AFTER = timedelta(days=90)
"""How long after a link's end it is still kept who had it. Source: DOMAIN 15.1, as a guest's contact."""


class Outcome(StrEnum):
    """How a request ended before its link did."""

    DONE = "done"
    NOT_OURS = "not_ours"
    REVOKED = "revoked"


class Standing(StrEnum):
    """What a link opens now."""

    OPEN = "open"
    ANSWERED = "answered"
    REVOKED = "revoked"
    EXPIRED = "expired"
    TASK_ENDED = "task_ended"


ENDED_WORDS = {
    Standing.ANSWERED: say("Jawaban sudah kami terima. Terima kasih; tidak ada lagi yang perlu diisi."),
    Standing.REVOKED: say(
        "Tautan ini sudah dicabut oleh unit yang memberikannya. Hubungi unit itu bila perlu."
    ),
    Standing.EXPIRED: say(
        "Tautan ini sudah lewat waktunya. Minta tautan baru kepada unit yang memberikannya."
    ),
    Standing.TASK_ENDED: say("Tugas ini sudah berakhir atau pindah tangan. Tidak ada lagi yang perlu diisi."),
}

STANDING_WORDS = {
    Standing.ANSWERED: say("Sudah dijawab."),
    Standing.REVOKED: say("Tautan dicabut."),
    Standing.EXPIRED: say("Tautan lewat waktunya."),
    Standing.TASK_ENDED: say("Tugasnya sudah berakhir."),
}
RENEWABLE = frozenset({Standing.OPEN, Standing.REVOKED, Standing.EXPIRED})


class Outsider(Struct, frozen=True, kw_only=True):
    """Who is asked: what they are called, and where they are written to; None when the link is passed on by hand."""

    name: str
    email: str | None = None


class Request(Struct, frozen=True, kw_only=True):
    """What was asked of somebody outside; ``sealed`` under the key that ``wrapped`` holds is who they are."""

    id: OutsideId
    report: ReportId
    task: TaskId
    nth: int
    link: UUID
    agency: AgencySlug | None
    sealed: bytes | None
    wrapped: bytes | None
    language: str
    asked_at: datetime
    answer_by: date
    expires_at: datetime
    ended_at: datetime | None = None
    outcome: Outcome | None = None


def may_ask(handling: Handling, task: TaskId) -> bool:
    """Whether this desk's actor may give this task's question away: the unit that holds it, or a coordinator."""
    report = handling.report
    holds = report.lead is not None and report.lead.id == task
    return holds and not guarded(report) and bool(handling.by & {Party.ACTING_UNIT, Party.COORDINATOR})


def read_party(name: str | None, email: str | None) -> Outsider:
    """Whom to ask, as typed. Raises Invalid."""
    if name is None or len(name) > NAME_MOST or not name.isprintable():
        raise Invalid(say("Tulis nama pihak yang diminta, tidak terlalu panjang."), field="party")
    try:
        read = read_contact(None, email, language="id")
    except Invalid as wrong:
        raise Invalid(wrong.say, field="email") from None
    if email is not None and (read is None or read.email is None):
        raise Invalid(say("Tulis alamat email yang lengkap, misalnya nama@contoh.id."), field="email")
    return Outsider(name=name, email=email)


def ask(
    handling: Handling,
    *,
    request: OutsideId,
    task: TaskId,
    question: str | None,
    answer_by: date | None,
    today: date,
    expires_at: datetime,
    zone: ZoneInfo,
    others: int,
) -> OutsideAsked:
    """Give a task's question to somebody outside; ``others`` are asked about it already.

    Raises Refused, Forbidden, Invalid.
    """
    report = handling.report
    if not handling.by & {Party.ACTING_UNIT, Party.COORDINATOR}:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    if guarded(report):
        raise Refused(say("Laporan rahasia tidak diberikan kepada pihak luar."))
    if report.lead is None or report.lead.id != task:
        raise Refused(say("Tugas ini sudah tidak dipegang unit itu. Muat ulang halaman ini."))
    if others >= ASKED_AT_ONCE_MOST:
        raise Refused(say("Sudah {n} pihak luar diminta. Cabut satu tautan dulu.", n=others))
    if question is None or len(question) > WORDS_MOST:
        raise Invalid(say("Tulis apa yang diminta, tidak terlalu panjang."), field="question")
    last = expires_at.astimezone(zone).date()
    if answer_by is None or not today < answer_by <= last:
        raise Invalid(say("Pilih tanggal sesudah hari ini, paling lambat {day}.", day=last), field="until")
    return OutsideAsked(request=request, task=task, answer_by=answer_by, expires_at=expires_at)


def standing(asked: Request, report: Report, *, now: datetime) -> Standing:
    """What a link opens at this moment: nothing once it was answered, revoked, too old, or its task has ended."""
    if asked.outcome is Outcome.REVOKED:
        return Standing.REVOKED
    if asked.outcome is not None:
        return Standing.ANSWERED
    lead = report.lead
    offered = asked.agency is not None and report.offered_to == asked.agency
    if guarded(report) or (not offered and (lead is None or lead.id != asked.task)):
        return Standing.TASK_ENDED
    return Standing.EXPIRED if now >= asked.expires_at else Standing.OPEN


def answer(
    asked: OutsideId,
    *,
    said: OutsideAnswer | None,
    text: str | None,
    until: date | None,
    photos: Sequence[PhotoId],
    today: date,
    last: date,
    before: int,
) -> OutsideAnswered:
    """What somebody outside answers; ``before`` is how often they did, ``last`` the last day their link opens.

    Raises Invalid, and Refused when it is too often.
    """
    if said is None:
        raise Invalid(say("Pilih jawabannya."), field="answer")
    if before >= ANSWERS_MOST:
        raise Refused(say("Jawaban lewat tautan ini sudah terlalu banyak. Hubungi unit yang memberikannya."))
    if text is not None and len(text) > WORDS_MOST:
        raise Invalid(say("Tulisan ini terlalu panjang."), field="text")
    if text is None and said is OutsideAnswer.NOT_OURS:
        raise Invalid(say("Tulis alasannya: milik siapa, atau mengapa bukan."), field="text")
    if text is None and said is OutsideAnswer.DONE:
        raise Invalid(say("Tulis apa yang sudah dikerjakan."), field="text")
    if said is not OutsideAnswer.LATER:
        return OutsideAnswered(request=asked, answer=said, until=None, photos=tuple(photos))
    if until is None or not today < until <= last:
        raise Invalid(say("Pilih tanggal sesudah hari ini, paling lambat {day}.", day=last), field="until")
    return OutsideAnswered(request=asked, answer=said, until=until, photos=tuple(photos))


def take_on(handling: Handling) -> Accepted:
    """An agency without accounts takes a report on: nobody of ours is its officer. Raises Refused, Forbidden."""
    report = handling.report
    step(report.status, Status.IN_PROGRESS, by=handling.by, given=frozenset({Need.OFFICER}))
    if report.lead is None:
        raise Refused(ENDED_WORDS[Standing.TASK_ENDED])
    return Accepted(
        was=report.status,
        now=Status.IN_PROGRESS,
        task=report.lead.id,
        officer=None,
        agency=report.lead.agency,
    )


class Span(Struct, frozen=True, kw_only=True):
    """From when to when a request was with its party; moments, aware."""

    began_at: datetime
    ended_at: datetime


def with_parties(spans: Iterable[Span]) -> timedelta:
    """How long at least one party had been asked and had not answered to the end: overlapping times count once."""
    total, reached = timedelta(), None
    for span in sorted(spans, key=lambda each: each.began_at):
        began = span.began_at if reached is None else max(span.began_at, reached)
        if span.ended_at > began:
            total += span.ended_at - began
            reached = span.ended_at
    return total


def why_ended(standing: Standing) -> Say | None:
    """What a link that opens nothing says; None for one that does."""
    return ENDED_WORDS.get(standing)
