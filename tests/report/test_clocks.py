"""What a report's log tells of its clocks: when they stood still, and with whom its time went by."""

from datetime import datetime, timedelta
from uuid import UUID

from tanggap.city.hours import Pause
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.kit.log import Heard
from tanggap.report import timeline
from tanggap.report.clocks import Held, charged, office_time, pauses
from tanggap.report.events import Accepted, Asked, Declined, Disposed, Offered
from tanggap.report.report import DeclineReason, ReportId, Status, TaskId
from tests import bekasi
from tests.bekasi import CITY, CLEANSING, NOW, ROADS

HOUR = timedelta(hours=1)


def heard(kind: str, at: datetime) -> Heard:
    return Heard(
        city_id=CITY, thing=UUID(int=1), nth=1, kind=kind, v=1, body={}, actor=None, happened_at=at,
        written_at=at, epoch=1,
    )  # fmt: skip


def test_the_clocks_stand_from_a_question_to_its_answer() -> None:
    log = [
        heard("Received", NOW),
        heard("Asked", NOW + HOUR),
        heard("Answered", NOW + 3 * HOUR),
        heard("Questioned", NOW + 4 * HOUR),
        heard("Replied", NOW + 5 * HOUR),
        heard("Asked", NOW + 6 * HOUR),
    ]
    first = Pause(began_at=NOW + HOUR, ended_at=NOW + 3 * HOUR)

    assert pauses(log) == (first,)
    assert pauses(log, until=NOW + 9 * HOUR) == (
        first,
        Pause(began_at=NOW + 6 * HOUR, ended_at=NOW + 9 * HOUR),
    )


def test_the_time_of_an_offer_is_its_senders_until_somebody_takes_the_report_on() -> None:
    report = timeline.born(CITY, ReportId(UUID(int=1)), bekasi.received(1, kind="road-damage"), NOW)
    steps = [
        (2, _disposed(ROADS, Status.VERIFIED, 1)),
        (3, Accepted(was=Status.DISPOSED, now=Status.IN_PROGRESS, task=_task(1), officer=None, agency=ROADS)),
        (7, Offered(was=Status.IN_PROGRESS, now=Status.COORDINATING, sender=ROADS, target=CLEANSING)),
        (12, _disposed(CLEANSING, Status.COORDINATING, 2)),
        (13, Asked(was=Status.DISPOSED, now=Status.NEEDS_INFO)),
    ]
    for hour, event in steps:
        report = timeline.after(report, event, NOW + hour * HOUR)

    assert charged(report, NOW + 20 * HOUR) == {None: 9 * HOUR, ROADS: 10 * HOUR, CLEANSING: HOUR}


def test_what_was_declined_is_nobodys_until_it_is_handed_over_again() -> None:
    report = timeline.born(CITY, ReportId(UUID(int=1)), bekasi.received(1, kind="road-damage"), NOW)
    declined = Declined(
        was=Status.COORDINATING,
        now=Status.VERIFIED,
        target=CLEANSING,
        reason=DeclineReason.WRONG_AREA,
    )
    offered = Offered(was=Status.DISPOSED, now=Status.COORDINATING, sender=ROADS, target=CLEANSING)
    for hour, event in [(0, _disposed(ROADS, Status.VERIFIED, 1)), (2, offered), (5, declined)]:
        report = timeline.after(report, event, NOW + hour * HOUR)

    assert charged(report, NOW + 6 * HOUR) == {None: HOUR, ROADS: 5 * HOUR}


def test_a_units_own_clock_runs_while_its_office_is_open_and_it_holds_the_report() -> None:
    # Wednesday 09.00 WIB until Thursday 09.00: six hours, and one and a half before nine.
    held = [Held(agency=ROADS, began_at=NOW, ended_at=NOW + 24 * HOUR)]

    assert office_time(bekasi.ground(), ROADS, held) == 7.5 * HOUR
    assert office_time(bekasi.ground(), CLEANSING, held) == timedelta()


def test_the_offices_above_an_area_office_are_those_of_the_areas_around_it() -> None:
    ground = bekasi.ground()
    office = AgencySlug(ground.offices[bekasi.MARGAHAYU].slug)
    around = ground.offices.get(AreaCode(bekasi.MARGAHAYU.rsplit(".", 1)[0]))

    assert ground.offices_above(office) == ((around.slug,) if around is not None else ())
    assert ground.offices_above(ROADS) == ()


def _disposed(agency: AgencySlug, was: Status, task: int) -> Disposed:
    return Disposed(was=was, now=Status.DISPOSED, agency=agency, was_agency=None, task=_task(task), rule=None)


def _task(number: int) -> TaskId:
    return TaskId(UUID(int=number))
