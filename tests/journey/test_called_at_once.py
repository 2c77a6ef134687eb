"""An emergency does not wait for the morning: who serves now is told at once, and nobody else is woken."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.hearing import Choices, Topic, Way
from tanggap.city.hearing.wishes import store as wishes
from tanggap.city.people import store as people
from tanggap.city.people.passwords import Hashed
from tanggap.city.rights import Duty, Role
from tanggap.city.teams import store as crews
from tanggap.city.teams.rules import Shift, Team
from tanggap.city.terms import KindSlug, PersonId, TeamId
from tanggap.journey.notices import duty
from tanggap.journey.notices.about import News
from tanggap.journey.notices.listener import LISTENER
from tanggap.kit.clock import SetClock
from tanggap.kit.ids import new_id
from tanggap.kit.log import history
from tanggap.kit.words import say
from tanggap.report import store as reports
from tanggap.report.report import Reach
from tests import bekasi
from tests.bekasi import CLEANSING, NOW, ROADS
from tests.conftest import BEKASI
from tests.journey.office import sent
from tests.journey.test_pressing import pressed, serving, told

FIRE, HOLE = KindSlug("fire"), KindSlug("road-damage")
NOON = datetime(2026, 11, 2, 12)  # noqa: DTZ001 (the city's own clock)
LIAISON, OFFICER, HOME, ELSEWHERE = (PersonId(UUID(int=number)) for number in range(4))
SERVING = [
    serving(Role.LIAISON, 0),
    serving(Role.FIELD_OFFICER, 1),
    serving(Role.FIELD_OFFICER, 2),
    serving(Role.FIELD_OFFICER, 3, agency=CLEANSING),
]


def a_team(number: int, *members: PersonId, begins: int, call: bool = False) -> Team:
    shift = Shift(days=tuple(range(7)), begins=time(begins), ends=time((begins + 8) % 24), call=call)
    return Team(
        id=TeamId(UUID(int=number)), agency=ROADS, name=f"Tim {number}", shifts=(shift,), members=members
    )


TEAMS = [
    a_team(1, OFFICER, ELSEWHERE, begins=8),
    a_team(2, HOME, begins=0),
    a_team(3, LIAISON, begins=10, call=True),
]


def called(kind: KindSlug, *, guarded: bool = False, calls: bool = True) -> frozenset[PersonId]:
    news = News(staff=say("Laporan {number} masuk ke unit Anda.", number="BKS-1"), agency=ROADS, calls=calls)
    heard = told(pressed(Reach.UNIT), guarded=guarded)
    heard = replace(
        heard, news=news, report=replace(heard.report, kind=kind), staff=frozenset({LIAISON, OFFICER, HOME})
    )
    return duty.called(bekasi.ground(), heard, SERVING, TEAMS, NOON)


def test_who_is_on_duty_or_on_call_in_the_unit_is_called_and_who_is_at_home_sleeps() -> None:
    assert called(FIRE) == {LIAISON, OFFICER}


def test_what_can_wait_calls_nobody_and_news_that_brings_no_work_neither() -> None:
    assert called(HOLE) == frozenset()
    assert called(FIRE, calls=False) == frozenset()


def test_of_a_guarded_emergency_only_a_liaison_is_called() -> None:
    assert called(FIRE, guarded=True) == {LIAISON}


@pytest.mark.parametrize(("kind", "waits"), [(FIRE, False), (HOLE, True)])
async def test_at_night_it_goes_out_at_once_though_they_chose_the_app_alone(
    office: Workbench, clock: SetClock, kind: str, *, waits: bool
) -> None:
    clock.move(timedelta(hours=14))  # 23.00 WIB
    on, off = (PersonId(new_id()) for _ in range(2))
    report = await sent(office, kind=kind)
    async with office.entrance.open_desk(BEKASI) as desk:
        holder = (await reports.get(desk.db, BEKASI, report)).agency
        assert holder is not None
        for name, person in (("on", on), ("off", off)):
            known = people.Person(
                id=person, email=f"{name}@kota.example", name=name, disabled_at=None, last_seen_at=None
            )
            await people.save(desk.db, known, password=Hashed("none"), now=NOW)
            await people.give(desk.db, BEKASI, person, Duty(role=Role.FIELD_OFFICER, agency=holder), now=NOW)
        in_the_app = Choices(ways={Topic.STEPS: Way.APP})
        await wishes.choose(desk.db, BEKASI, on.bytes, in_the_app, at=NOW)
        await crews.put(desk.db, BEKASI, replace(a_team(1, on, begins=16), agency=holder))
        log = await history(desk.db, BEKASI, report)
        for _ in range(2):
            await LISTENER.on_events(desk, [each for each in log if each.kind == "Disposed"])

        owed = await desk.db.all(
            UUID,
            "select recipient from owed where city_id = %(city)s and due_at <= %(now)s and recipient = any(%(who)s)",
            city=BEKASI, now=desk.now(), who=[on, off],
        )  # fmt: skip

    assert owed == ([] if waits else [on])
