"""What a reporter may still do with a report, and until when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.hours import Pause
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import AgencySlug, CityId
from tanggap.journey.feedback import rules
from tanggap.kit.errors import Invalid, Refused
from tanggap.report.closing import disputable_until
from tanggap.report.events import Answered, Replied
from tanggap.report.report import Channel, Report, ReportId, Status, TaskId, Visibility
from tests import bekasi

NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
TASK = TaskId(uuid4())
REPORT = Report(
    city_id=CityId(3275),
    id=ReportId(UUID(int=1)),
    number=4821097315,
    nth=3,
    type=ReportType.FIELD_ISSUE,
    status=Status.DISPOSED,
    agency=AgencySlug("dbmsda"),
    channel=Channel.WEB,
    visibility=Visibility.PUBLIC,
    sensitivity=Sensitivity.PUBLIC,
    received_at=NOW,
    changed_at=NOW,
)
CLOSED = replace(REPORT, status=Status.CLOSED, resolved_at=NOW, closed_at=NOW)


def test_an_answer_to_a_question_that_stopped_the_clock_sends_the_report_back_to_be_read() -> None:
    asked = replace(REPORT, status=Status.NEEDS_INFO)

    answered = rules.answered(bekasi.ground(), asked, question=True, given=True)

    assert isinstance(answered, Answered)
    assert answered.now is Status.RECEIVED


def test_the_wait_for_an_answer_is_not_counted_and_never_makes_anything_due_earlier() -> None:
    promised = bekasi.ground().due_at(NOW, ReportType.FIELD_ISSUE, None)
    asked = replace(REPORT, status=Status.NEEDS_INFO, due_at=promised)
    waited = Pause(began_at=NOW + timedelta(hours=1), ended_at=NOW + timedelta(days=3))

    at_once = rules.answered(bekasi.ground(), asked, question=True, given=True)
    late = rules.answered(bekasi.ground(), asked, question=True, given=True, pauses=[waited])

    assert isinstance(at_once, Answered)
    assert isinstance(late, Answered)
    assert late.due_at is not None
    assert at_once.due_at == promised < late.due_at


def test_an_answer_to_a_question_beside_the_work_changes_nothing_else() -> None:
    working = replace(REPORT, status=Status.IN_PROGRESS)

    assert isinstance(rules.answered(bekasi.ground(), working, question=True, given=True), Replied)


@pytest.mark.parametrize("status", [Status.NEEDS_INFO, Status.IN_PROGRESS])
def test_an_empty_answer_is_none(status: Status) -> None:
    with pytest.raises(Refused, match="Tulis jawabannya"):
        rules.answered(bekasi.ground(), replace(REPORT, status=status), question=True, given=False)


def test_nobody_answers_what_was_not_asked() -> None:
    with pytest.raises(Refused, match="Tidak ada pertanyaan"):
        rules.answered(bekasi.ground(), REPORT, question=False, given=True)


@pytest.mark.parametrize("status", Status)
def test_a_report_is_taken_back_only_before_work_begins(status: Status) -> None:
    report = replace(REPORT, status=status)

    if status in {Status.RECEIVED, Status.VERIFIED, Status.NEEDS_INFO, Status.DISPOSED}:
        assert rules.withdrawn(report).now is Status.WITHDRAWN
    else:
        with pytest.raises(Refused):
            rules.withdrawn(report)


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.CLOSED])
def test_only_a_closed_report_is_rated(status: Status) -> None:
    with pytest.raises(Refused, match="setelah selesai"):
        rules.rated(replace(REPORT, status=status), 5)


def test_a_closing_is_rated_once() -> None:
    assert rules.rated(CLOSED, 4).stars == 4
    with pytest.raises(Refused, match="sudah dinilai"):
        rules.rated(replace(CLOSED, stars=4), 5)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_a_rating_has_one_to_five_stars(stars: int) -> None:
    with pytest.raises(Invalid, match="satu sampai lima"):
        rules.rated(CLOSED, stars)


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED])
def test_a_dispute_gives_the_same_unit_a_new_task(status: Status) -> None:
    report = replace(CLOSED, status=status)

    reopened = rules.disputed(report, reason="Masih berlubang", until=NOW, at=NOW, task=TASK)

    assert (reopened.agency, reopened.task) == (REPORT.agency, TASK)
    assert reopened.now is Status.REOPENED


def test_a_dispute_says_why() -> None:
    with pytest.raises(Refused, match="Tulis alasannya"):
        rules.disputed(CLOSED, reason=None, until=NOW, at=NOW, task=TASK)


def test_a_dispute_comes_in_time() -> None:
    with pytest.raises(Refused, match="sudah lewat"):
        rules.disputed(CLOSED, reason="x", until=NOW, at=NOW + timedelta(seconds=1), task=TASK)


async def test_a_report_may_be_disputed_for_ten_working_days_of_its_city(bench: Workbench) -> None:
    ground = await bench.cities.ground(CityId(3275))

    until = disputable_until(ground, CLOSED)

    # From Wednesday, 1 July 2026: ten working days end on Wednesday, 15 July, 23.59.59 WIB.
    assert until == datetime(2026, 7, 15, 16, 59, 59, tzinfo=UTC)
    assert disputable_until(ground, REPORT) is None


@pytest.mark.parametrize("status", Status)
def test_what_a_page_offers_is_never_refused_for_the_status(status: Status) -> None:
    report = replace(REPORT, status=status)
    may = rules.allowed_now(report, question=False, dispute_until=NOW, now=NOW)

    if may.withdraw:
        rules.withdrawn(report)
    if may.rate:
        rules.rated(report, 3)
    if may.dispute:
        rules.disputed(report, reason="x", until=NOW, at=NOW, task=TASK)
    if may.answer:
        rules.answered(bekasi.ground(), report, question=False, given=True)
