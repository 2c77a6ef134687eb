"""What a page shows of a report depends on who reads it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.packs.times import ReportType
from tanggap.city.rights import VISITOR, Actor, Duty, Role
from tanggap.city.terms import AgencySlug, CityId, KindSlug
from tanggap.kit.errors import Missing
from tanggap.kit.words import Tongue
from tanggap.report import views
from tanggap.report.report import Channel, Report, ReportId, Status, Visibility
from tanggap.report.views import Reader

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 7, 1, 2, 34, 56, tzinfo=UTC)
ROADS = AgencySlug("dbmsda")
REPORT = Report(
    city_id=CityId(3275),
    id=ReportId(UUID(int=1)),
    number=4821097315,
    nth=3,
    type=ReportType.FIELD_ISSUE,
    status=Status.DISPOSED,
    kind=KindSlug("road-damage"),
    agency=ROADS,
    channel=Channel.WEB,
    visibility=Visibility.PUBLIC,
    sensitivity=Sensitivity.PUBLIC,
    received_at=NOW,
    changed_at=NOW,
)
CONFIDENTIAL = replace(REPORT, visibility=Visibility.CONFIDENTIAL)
OFFICER = Actor(duties=(Duty(role=Role.FIELD_OFFICER, agency=ROADS),))
OTHER_OFFICER = Actor(duties=(Duty(role=Role.FIELD_OFFICER, agency=AgencySlug("dlh")),))
LIAISON = Actor(duties=(Duty(role=Role.LIAISON, agency=ROADS),))
COORDINATOR = Actor(duties=(Duty(role=Role.COORDINATOR),))
VERIFIER = Actor(duties=(Duty(role=Role.VERIFIER),))


@pytest.fixture
async def bekasi(bench: Workbench) -> Ground:
    """Kota Bekasi as it stands in memory."""
    return await bench.cities.ground(CityId(3275))


def test_an_open_report_is_read_by_anybody(bekasi: Ground) -> None:
    assert views.reader_of(bekasi, VISITOR, REPORT, own=False) is Reader.PUBLIC
    assert views.reader_of(bekasi, VISITOR, REPORT, own=True) is Reader.REPORTER
    assert views.reader_of(bekasi, OFFICER, REPORT, own=False) is Reader.STAFF


def test_a_confidential_report_is_not_there_for_those_who_do_not_handle_it(bekasi: Ground) -> None:
    for somebody in (VISITOR, OFFICER, OTHER_OFFICER, VERIFIER):
        with pytest.raises(Missing):
            views.reader_of(bekasi, somebody, CONFIDENTIAL, own=False)


def test_a_confidential_report_is_read_by_its_agencys_liaison_and_by_a_coordinator(bekasi: Ground) -> None:
    for somebody in (LIAISON, COORDINATOR):
        assert views.reader_of(bekasi, somebody, CONFIDENTIAL, own=False) is Reader.STAFF


def test_a_report_of_an_internal_kind_is_there_for_its_reporter_and_not_for_the_public(
    bekasi: Ground,
) -> None:
    internal = replace(REPORT, sensitivity=Sensitivity.INTERNAL)

    assert views.reader_of(bekasi, VISITOR, internal, own=True) is Reader.REPORTER
    with pytest.raises(Missing):
        views.reader_of(bekasi, VISITOR, internal, own=False)


def test_the_public_is_told_the_hour_of_an_anonymous_report_and_its_reporter_the_minute() -> None:
    anonymous = replace(REPORT, visibility=Visibility.ANONYMOUS)

    told = views.told_at(NOW, anonymous, reader=Reader.PUBLIC, zone=WIB)

    assert told == datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
    assert views.told_at(NOW, anonymous, reader=Reader.REPORTER, zone=WIB) == NOW


def test_the_public_is_told_only_the_day_of_a_blurred_kind() -> None:
    blurred = replace(REPORT, sensitivity=Sensitivity.BLURRED)

    told = views.told_at(NOW, blurred, reader=Reader.PUBLIC, zone=WIB)

    assert told == datetime(2026, 7, 1, tzinfo=WIB)


@pytest.mark.parametrize(
    "report",
    [replace(REPORT, visibility=Visibility.ANONYMOUS), replace(REPORT, sensitivity=Sensitivity.BLURRED)],
)
def test_a_limit_told_roughly_is_never_told_too_early(report: Report) -> None:
    told = views.promised_at(NOW, report, reader=Reader.PUBLIC, zone=WIB)

    assert NOW <= told <= NOW + timedelta(days=1)
    assert views.promised_at(NOW, report, reader=Reader.STAFF, zone=WIB) == NOW


def test_every_status_has_a_shape_and_a_tone_beside_its_word() -> None:
    marks = [views.status_mark(status) for status in Status]

    assert len({mark.word.text for mark in marks}) == len(Status)
    assert {(mark.shape, mark.tone) for mark in marks} == {
        ("ring", "waiting"),
        ("half", "moving"),
        ("full", "done"),
        ("struck", "aside"),
    }


def test_a_clock_says_how_long_there_is_and_how_long_it_is_over() -> None:
    tongue = Tongue("id", {}, WIB)

    ahead = views.due_clock(Status.IN_PROGRESS, NOW + timedelta(days=2), NOW)
    over = views.due_clock(Status.IN_PROGRESS, NOW - timedelta(hours=4), NOW)

    assert ahead is not None
    assert over is not None
    assert (tongue(ahead.words), ahead.late) == ("sisa 2 hari", False)
    assert (tongue(over.words), over.late) == ("lewat 4 jam", True)


@pytest.mark.parametrize(
    "status", [Status.NEEDS_INFO, Status.RESOLVED, Status.CLOSED, Status.REJECTED, Status.MERGED]
)
def test_no_clock_runs_while_the_reporter_is_asked_or_when_the_work_is_done(status: Status) -> None:
    assert views.due_clock(status, NOW + timedelta(days=2), NOW) is None


def test_a_photo_is_never_shown_larger_than_it_was() -> None:
    small = views.photo_view(uuid4(), 300, 200, alt=views.status_mark(Status.CLOSED).word)
    large = views.photo_view(uuid4(), 3000, 4000, alt=views.status_mark(Status.CLOSED).word)

    assert (small.width, small.height) == (300, 200)
    assert (large.width, large.height) == (600, 800)


def test_a_title_is_covered_before_it_is_cut(bekasi: Ground) -> None:
    tongue = Tongue("id", {}, WIB)
    text = "Lubang di jalan depan pasar baru, dekat warung, tanya saja yang punya di nomor 0812 3456 7890"

    titles = [
        views.title(bekasi, None, None, text, tongue, reader=reader)
        for reader in (Reader.PUBLIC, Reader.STAFF)
    ]

    assert "081" not in titles[0]
    assert "0812" in titles[1]
