"""What staff see of inquiries: those that wait, and one with what can be done about it."""

from datetime import date

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Act, can
from tanggap.journey.information import actions as inquiries_of
from tanggap.journey.information import clocks, rules, views
from tanggap.journey.information.handling import actions
from tanggap.journey.information.inquiry import Status
from tanggap.journey.information.rules import Requester
from tanggap.journey.information.store import inquiries, register
from tanggap.journey.information.views import RegisterRow, Told
from tanggap.journey.information.words import (
    ANSWER_WORDS,
    DELIVERY_WORDS,
    EXEMPTION_WORDS,
    KIND_WORDS,
    OUTCOME_WORDS,
    STATUS_MARKS,
)
from tanggap.kit.words import Say, say
from tanggap.report.choices import Choice, Refusal, choices
from tanggap.report.views import DueClock, StatusMark

ADDRESS = "/inquiries"
EXCERPT, REGISTER_PAGE = 160, 50


class WaitingRow(Struct, frozen=True, kw_only=True):
    """One the city owes something."""

    href: str
    number: str
    question: str | None
    status: StatusMark
    due: DueClock | None


class InquiriesPage(Struct, frozen=True, kw_only=True):
    """What information/inquiries.html is given: what waits, the nearest due first, and the whole register."""

    rows: tuple[WaitingRow, ...]
    late: int
    register: tuple[RegisterRow, ...]
    previous: str | None
    next: str | None


class RequesterView(Struct, frozen=True, kw_only=True):
    """Who asks, as staff read it; the identity number is covered until it is asked for."""

    kind: Say
    name: str
    identity: str | None
    covered: bool
    contact: str | None
    delivery: Say


class HandlingPage(Struct, frozen=True, kw_only=True):
    """What information/handling.html is given."""

    told: Told
    href: str
    requester: RequesterView | None
    summary: str | None
    may_answer: bool
    may_extend: bool
    extended_by: date
    answers: tuple[Choice, ...]
    exemptions: tuple[Choice, ...]
    may_decide: bool
    not_you: bool
    outcomes: tuple[Choice, ...]
    shows_identity: bool
    errors: dict[str, Say]
    given: dict[str, str]
    refused: str | None


async def inquiries_page(desk: Desk, page: int) -> InquiriesPage:
    """What waits, the nearest due first, and one page of the register."""
    waiting = await inquiries.waiting(desk.db, desk.city)
    asked = await inquiries.questions(desk.db, desk.city, [each.id for each in waiting])
    clocked = [(each, clocks.due_at(each, inquiries_of.moments_of(desk, each))) for each in waiting]
    clocked.sort(key=lambda each: (each[1] or each[0].received_at, each[0].number))
    lines = await register.lines(
        desk.db,
        desk.city,
        skip=REGISTER_PAGE * (page - 1),
        limit=REGISTER_PAGE + 1,
    )
    return InquiriesPage(
        rows=tuple(
            WaitingRow(
                href=_path(desk, each.number),
                number=inquiries_of.number_of(desk.ground, each.number),
                question=_excerpt(asked.get(each.id)),
                status=STATUS_MARKS[each.status],
                due=views.due_clock(due_at, now=desk.now()),
            )
            for each, due_at in clocked
        ),
        late=sum(due_at is not None and desk.now() > due_at for _, due_at in clocked),
        register=tuple(
            views.register_row(desk, each, href=_path(desk, each.number)) for each in lines[:REGISTER_PAGE]
        ),
        previous=f"{ADDRESS}?page={page - 1}" if page > 1 else None,
        next=f"{ADDRESS}?page={page + 1}" if len(lines) > REGISTER_PAGE else None,
    )


def _excerpt(question: str | None) -> str | None:
    if question is None or len(question) <= EXCERPT:
        return question
    return question[:EXCERPT].rsplit(" ", 1)[0] + "…"


def _path(desk: Desk, number: int) -> str:
    return f"{ADDRESS}/{inquiries_of.number_of(desk.ground, number)}"


async def handling_page(desk: Desk, written: str, shown: Refusal, *, whole: bool = False) -> HandlingPage:
    """One, with what this person may do about it; that they looked stands in the trail. Raises Missing, Forbidden."""
    inquiry, who = await actions.read(desk, written, whole=whole)
    told = await views.told(desk, inquiry, staff=True)
    moments = inquiries_of.moments_of(desk, inquiry)
    answers = can(desk.actor, Act.ANSWER_INQUIRIES)
    decides = can(desk.actor, Act.DECIDE_OBJECTIONS) and inquiry.status is Status.OBJECTED
    fits = rules.may_decide(inquiry, desk.actor.person)
    is_open = answers and inquiry.status is Status.OPEN
    return HandlingPage(
        told=told,
        href=f"{ADDRESS}/{told.number}",
        requester=_requester(who, whole=whole) if who is not None else None,
        summary=(await inquiries.words(desk.db, desk.city, inquiry.id)).summary,
        may_answer=is_open,
        may_extend=is_open and inquiry.extended_at is None and desk.now() <= moments.answer_by,
        extended_by=inquiries_of.day_of(desk, moments.extended_by),
        answers=choices(ANSWER_WORDS, chosen=shown.given.get("answer-answer")),
        exemptions=_exemptions(shown),
        may_decide=decides and fits,
        not_you=decides and not fits,
        outcomes=choices(OUTCOME_WORDS, chosen=shown.given.get("decide-outcome")),
        shows_identity=answers,
        errors=shown.errors,
        given=shown.given,
        refused=shown.form,
    )


def _exemptions(shown: Refusal) -> tuple[Choice, ...]:
    chosen = shown.given.get("test-grounds", "").split()
    return tuple(
        Choice(
            value=each,
            word=word,
            hint=say("Pasal 17 huruf {letter}", letter=each),
            chosen=each in chosen,
        )
        for each, word in EXEMPTION_WORDS.items()
    )


def _requester(who: Requester, *, whole: bool) -> RequesterView:
    identity = who.identity
    return RequesterView(
        kind=KIND_WORDS[who.kind],
        name=who.name,
        identity=rules.covered(identity) if identity is not None and not whole else identity,
        covered=identity is not None and not whole,
        contact=who.email or who.phone,
        delivery=DELIVERY_WORDS[who.delivery],
    )
