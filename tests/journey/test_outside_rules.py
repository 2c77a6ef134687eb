"""What may be asked of somebody outside, what a link opens, and whose time it is."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.city.rights import Actor
from tanggap.city.terms import AgencySlug
from tanggap.journey.outside import rules
from tanggap.journey.outside.rules import Outcome, Request, Span, Standing
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.report import timeline
from tanggap.report.events import Disposed, OutsideAsked
from tanggap.report.parties import Handling, parties
from tanggap.report.report import OutsideAnswer, OutsideId, Report, ReportId, Status, TaskId, Visibility
from tests import bekasi
from tests.bekasi import CITY, CLEANSING_OFFICER, COORDINATOR, NOW, ROADS, ROADS_OFFICER, VERIFIER

TASK, OTHER = TaskId(UUID(int=1)), TaskId(UUID(int=2))
ASKED = OutsideId(UUID(int=3))
TODAY = date(2026, 7, 1)
LAST = date(2026, 7, 15)
EXPIRES = NOW + timedelta(days=14)


def held(**changes: object) -> Report:
    """A report the roads hold."""
    report = timeline.born(CITY, ReportId(UUID(int=9)), bekasi.received(1), NOW)
    given_to = Disposed(
        was=Status.VERIFIED, now=Status.DISPOSED, agency=ROADS, was_agency=None, task=TASK, rule=None
    )
    return replace(timeline.after(report, given_to, NOW), **changes)


def ask(
    actor: Actor,
    report: Report,
    *,
    task: TaskId = TASK,
    question: str | None = "Milik siapa?",
    day: date | None = LAST,
    others: int = 0,
) -> OutsideAsked:
    """Somebody asks somebody outside."""
    return rules.ask(
        Handling(report=report, by=parties(bekasi.ground(), actor, report)),
        request=ASKED,
        task=task,
        question=question,
        answer_by=day,
        today=TODAY,
        expires_at=EXPIRES,
        zone=bekasi.ground().zone,
        others=others,
    )


def request(**changes: object) -> Request:
    """What was asked."""
    known = Request(
        id=ASKED,
        report=ReportId(UUID(int=9)),
        task=TASK,
        nth=3,
        link=UUID(int=4),
        agency=None,
        sealed=None,
        wrapped=None,
        language="id",
        asked_at=NOW,
        answer_by=LAST,
        expires_at=EXPIRES,
    )
    return replace(known, **changes)


@pytest.mark.parametrize("actor", [ROADS_OFFICER, COORDINATOR])
def test_the_unit_that_holds_a_task_or_a_coordinator_gives_it_outside(actor: Actor) -> None:
    assert ask(actor, held()).task == TASK


@pytest.mark.parametrize("actor", [CLEANSING_OFFICER, VERIFIER])
def test_nobody_else_gives_it_outside(actor: Actor) -> None:
    with pytest.raises(Forbidden):
        ask(actor, held())


def test_a_confidential_report_is_given_to_nobody_outside() -> None:
    with pytest.raises(Refused, match="rahasia"):
        ask(COORDINATOR, held(visibility=Visibility.CONFIDENTIAL))


def test_a_question_has_words_and_a_term_within_its_links_life() -> None:
    for day in (None, TODAY, LAST + timedelta(days=1)):
        with pytest.raises(Invalid):
            ask(ROADS_OFFICER, held(), day=day)
    with pytest.raises(Invalid):
        ask(ROADS_OFFICER, held(), question=None)
    with pytest.raises(Refused, match="Cabut"):
        ask(ROADS_OFFICER, held(), others=rules.ASKED_AT_ONCE_MOST)
    with pytest.raises(Refused, match="tidak dipegang"):
        ask(ROADS_OFFICER, held(), task=OTHER)


@pytest.mark.parametrize(
    ("asked", "report", "at", "standing"),
    [
        (request(), held(), NOW, Standing.OPEN),
        (request(), held(), EXPIRES, Standing.EXPIRED),
        (request(task=OTHER), held(), NOW, Standing.TASK_ENDED),
        (request(), held(visibility=Visibility.CONFIDENTIAL), NOW, Standing.TASK_ENDED),
        (request(outcome=Outcome.REVOKED), held(), NOW, Standing.REVOKED),
        (request(outcome=Outcome.DONE), held(), NOW, Standing.ANSWERED),
        (request(agency=AgencySlug("pln")), held(offered_to=AgencySlug("pln")), NOW, Standing.OPEN),
        (request(agency=AgencySlug("pln"), task=OTHER), held(), NOW, Standing.TASK_ENDED),
    ],
)
def test_a_link_opens_only_what_its_task_still_asks(
    asked: Request, report: Report, at: datetime, standing: Standing
) -> None:
    assert rules.standing(asked, report, now=at) is standing
    assert (rules.why_ended(standing) is None) == (standing is Standing.OPEN)


def answered(
    said: OutsideAnswer | None, text: str | None = "Sudah.", until: date | None = None, before: int = 0
) -> None:
    """Somebody outside answers."""
    rules.answer(ASKED, said=said, text=text, until=until, photos=(), today=TODAY, last=LAST, before=before)


def test_an_answer_says_what_it_must() -> None:
    answered(OutsideAnswer.ACCEPTED, None)
    answered(OutsideAnswer.LATER, None, LAST)
    for said, text, until in (
        (None, "Sudah.", None),
        (OutsideAnswer.DONE, None, None),
        (OutsideAnswer.NOT_OURS, None, None),
        (OutsideAnswer.LATER, "Nanti.", None),
        (OutsideAnswer.LATER, "Nanti.", LAST + timedelta(days=1)),
        (OutsideAnswer.DONE, "x" * (rules.WORDS_MOST + 1), None),
    ):
        with pytest.raises(Invalid):
            answered(said, text, until)
    with pytest.raises(Refused, match="terlalu banyak"):
        answered(OutsideAnswer.ACCEPTED, before=rules.ANSWERS_MOST)


@pytest.mark.parametrize(
    ("name", "email"), [(None, None), ("x" * 121, None), ("RT", "0812-3456-7890"), ("RT", "rt@")]
)
def test_whoever_is_asked_has_a_name_and_an_address_one_can_write_to(
    name: str | None, email: str | None
) -> None:
    with pytest.raises(Invalid):
        rules.read_party(name, email)


spans = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 100)).map(
        lambda each: Span(
            began_at=NOW + timedelta(hours=each[0]), ended_at=NOW + timedelta(hours=each[0] + each[1])
        )
    ),
    max_size=6,
)


@given(spans)
def test_time_with_several_parties_at_once_counts_once(found: list[Span]) -> None:
    hours = {
        hour
        for span in found
        for hour in range(
            int((span.began_at - NOW) / timedelta(hours=1)), int((span.ended_at - NOW) / timedelta(hours=1))
        )
    }

    assert rules.with_parties(found) == timedelta(hours=len(hours))
