"""An inquiry as its requester, staff and the public read it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.journey.information import actions, clocks, events, rules
from tanggap.journey.information.inquiry import SUFFIX, Inquiry, Status, Weighing
from tanggap.journey.information.store import inquiries
from tanggap.journey.information.store.inquiries import Words
from tanggap.journey.information.store.register import Line
from tanggap.journey.information.words import (
    ANSWER_WORDS,
    EXEMPTION_WORDS,
    GROUND_WORDS,
    OUTCOME_WORDS,
    STATUS_MARKS,
)
from tanggap.kit.log import Happened, Heard, history
from tanggap.kit.words import Say, say
from tanggap.report.number import Number
from tanggap.report.views import DueClock, StatusMark
from tanggap.report.views.parts import Entry, Tone


class GroundView(Struct, frozen=True, kw_only=True):
    """A ground of exemption: its article, and what that is in short."""

    article: Say
    word: Say


class WeighingView(Struct, frozen=True, kw_only=True):
    """What was weighed of one part; ``until`` is None where no end is known."""

    part: str
    grounds: tuple[GroundView, ...]
    law: str | None
    harm: str
    interest: str
    until: date | None


class AnswerView(Struct, frozen=True, kw_only=True):
    """An answer, or the superior's decision: what, in which words, and where the document is; ``host`` says on whose site."""

    word: Say
    text: str | None
    link: str | None
    host: str | None
    elsewhere: str | None
    at: datetime
    days: int | None = None


class Told(Struct, frozen=True, kw_only=True):
    """An inquiry in words: what its requester and the staff read alike."""

    number: str
    status: StatusMark
    due: DueClock | None
    answer_by: date
    extended: bool
    question: str | None
    purpose: str | None
    answer: AnswerView | None
    weighings: tuple[WeighingView, ...]
    objection: str | None
    ground: Say | None
    decide_by: date | None
    decision: AnswerView | None
    dispute_by: date | None
    story: tuple[Entry, ...]


class RegisterRow(Struct, frozen=True, kw_only=True):
    """A line of the register; ``href`` leads staff to the inquiry."""

    number: str
    on: date
    summary: str | None
    status: StatusMark
    decision: Say | None
    days: int | None
    extended: bool
    objection: Say | None
    href: str | None


async def told(desk: Desk, inquiry: Inquiry, *, staff: bool) -> Told:
    """All that is to be said of it; to the requester what was weighed only with an answer that rests on it."""
    words = await inquiries.words(desk.db, desk.city, inquiry.id)
    moments = actions.moments_of(desk, inquiry)
    shown = staff or (inquiry.answer is not None and inquiry.answer.withholds)
    weighed = await inquiries.weighings(desk.db, desk.city, inquiry.id) if shown else []
    day = desk.ground.calendar.day_of
    return Told(
        number=actions.number_of(desk.ground, inquiry.number),
        status=STATUS_MARKS[inquiry.status],
        due=due_clock(clocks.due_at(inquiry, moments), now=desk.now()),
        answer_by=day(moments.answer_by),
        extended=inquiry.extended_at is not None,
        question=words.question,
        purpose=words.purpose,
        answer=_answer(inquiry, words),
        weighings=tuple(_weighing(each) for each in weighed),
        objection=words.objection,
        ground=GROUND_WORDS[inquiry.ground] if inquiry.ground is not None else None,
        decide_by=day(moments.decide_by) if moments.decide_by is not None else None,
        decision=_decision(inquiry, words),
        dispute_by=day(moments.dispute_by) if moments.dispute_by is not None else None,
        story=_story(desk, await history(desk.db, desk.city, inquiry.id), words, staff=staff),
    )


def due_clock(due_at: datetime | None, *, now: datetime) -> DueClock | None:
    """How long there still is; None where nothing is owed."""
    if due_at is None:
        return None
    late = now > due_at
    words = say("lewat {span}", span=now - due_at) if late else say("sisa {span}", span=due_at - now)
    return DueClock(words=words, late=late, at=due_at)


def _answer(inquiry: Inquiry, words: Words) -> AnswerView | None:
    if inquiry.answer is None or inquiry.answered_at is None:
        return None
    return AnswerView(
        word=ANSWER_WORDS[inquiry.answer],
        text=words.answer_text,
        link=words.answer_link,
        host=rules.host_of(words.answer_link),
        elsewhere=words.elsewhere,
        at=inquiry.answered_at,
        days=inquiry.days_taken,
    )


def _decision(inquiry: Inquiry, words: Words) -> AnswerView | None:
    if inquiry.outcome is None or inquiry.decided_at is None:
        return None
    return AnswerView(
        word=OUTCOME_WORDS[inquiry.outcome],
        text=words.decision_text,
        link=words.decision_link,
        host=rules.host_of(words.decision_link),
        elsewhere=None,
        at=inquiry.decided_at,
    )


def _weighing(weighing: Weighing) -> WeighingView:
    return WeighingView(
        part=weighing.part,
        grounds=tuple(
            GroundView(article=say("Pasal 17 huruf {letter}", letter=each), word=EXEMPTION_WORDS[each])
            for each in weighing.grounds
        ),
        law=weighing.law,
        harm=weighing.harm,
        interest=weighing.interest,
        until=weighing.until,
    )


def _story(desk: Desk, heard: Sequence[Heard], words: Words, *, staff: bool) -> tuple[Entry, ...]:
    """What happened, the newest first."""

    def entries() -> Iterator[Entry]:
        for each in reversed(heard):
            event = events.EVENTS.read(each)
            said = _happened(desk, event, words, staff=staff) if event is not None else None
            if said is not None:
                line, note, tone = said
                yield Entry(at=each.happened_at, words=line, note=note, tone=tone)

    return tuple(entries())


def _happened(
    desk: Desk, event: Happened, words: Words, *, staff: bool
) -> tuple[Say, str | None, Tone] | None:
    day = desk.ground.calendar.day_of
    match event:
        case events.InquiryReceived():
            return say("Permohonan diterima"), None, "waiting"
        case events.InquiryExtended():
            line = say("Waktu jawaban diperpanjang sampai {day}", day=day(event.answer_by))
            return line, words.extension_reason, "moving"
        case events.InquiryAnswered():
            line = say("Dijawab pada hari kerja ke-{n}", n=event.days)
            return line, None, "done"
        case events.InquiryObjected():
            line = say("Keberatan diajukan, diputus paling lambat {day}", day=day(event.decide_by))
            return line, None, "waiting"
        case events.ObjectionDecided():
            return say("Keberatan diputus"), None, "done"
        case events.InquiryWithdrawn():
            return say("Permohonan ditarik"), None, "aside"
        case events.InquiryEmptied():
            return say("Data pemohon dihapus"), None, "aside"
        case _:
            line = _INSIDE.get(type(event)) if staff else None
            return (line, None, "aside") if line is not None else None


_INSIDE: Mapping[type[Happened], Say] = {
    events.InquiryTested: say("Satu bagian diuji konsekuensinya"),
    events.InquirySummarised: say("Ringkasan untuk register diubah"),
}


def register_row(desk: Desk, line: Line, *, href: str | None = None) -> RegisterRow:
    """A line as it is read."""
    objection = None
    if line.objected_at is not None:
        withdrawn = line.status is Status.WITHDRAWN
        waits = STATUS_MARKS[line.status].word if withdrawn else say("Menunggu putusan")
        objection = OUTCOME_WORDS[line.outcome] if line.outcome is not None else waits
    return RegisterRow(
        number=actions.number_of(desk.ground, line.number),
        on=desk.ground.calendar.day_of(line.received_at),
        summary=line.summary,
        status=STATUS_MARKS[line.status],
        decision=ANSWER_WORDS[line.answer] if line.answer is not None else None,
        days=line.days_taken,
        extended=line.extended_at is not None,
        objection=objection,
        href=href,
    )


def number_path(number: str, *rest: str) -> str:
    """Where its requester finds an inquiry."""
    return "/".join(("/information", number, *rest))


def track_path(ground: Ground, number: Number) -> str | None:
    """Where this number is asked for, if it is an inquiry's of this city."""
    if number.code != ground.known.code + SUFFIX:
        return None
    return f"/information/track?number={actions.number_of(ground, number.digits)}"
