"""What walls stop on: what is worth it, and for whom."""

from datetime import timedelta

from tanggap.app.tools import Workbench
from tanggap.city.screens import Sight
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.oversight.operations_centre.walls import rules
from tanggap.oversight.operations_centre.walls.figures import looks
from tanggap.oversight.operations_centre.walls.rules import Alert, Breach, Cause, Recent
from tanggap.oversight.operations_centre.walls.wall import Scene, SceneSort
from tests import bekasi
from tests.bekasi import JAKASAMPURNA, MARGAHAYU, ROADS
from tests.conftest import BEKASI, NOW
from tests.oversight.looking import FIRE, FLOOD, ROAD, look
from tests.visitor import Visitor

GROUPS = {FLOOD: "water", FIRE: "safety", ROAD: "roads"}


def happened(kind: KindSlug, count: int, *, minutes: int = 5, area: AreaCode = MARGAHAYU) -> Recent:
    return Recent(kind=kind, area=area, count=count, last_at=NOW - timedelta(minutes=minutes))


def stops(*recent: Recent, breaches: tuple[Breach, ...] = ()) -> Alert | None:
    return rules.alert(recent, breaches, emergencies=frozenset({FIRE}), groups=GROUPS)


def breach(*, minutes: int = 5) -> Breach:
    return Breach(kind=ROAD, area=MARGAHAYU, agency=ROADS, at=NOW - timedelta(minutes=minutes))


def test_an_ordinary_hour_stops_no_wall() -> None:
    assert stops() is None
    assert stops(happened(FLOOD, rules.BURST - 1), happened(ROAD, 1)) is None


def test_many_reports_of_one_kind_in_one_kelurahan_stop_a_wall_on_their_group() -> None:
    found = stops(happened(ROAD, 2), happened(FLOOD, rules.BURST))

    assert found is not None
    assert (found.cause, found.kind, found.area, found.count) == (Cause.BURST, FLOOD, MARGAHAYU, 5)
    assert found.scene.code == "group:water"


def test_reports_of_two_kelurahan_are_no_burst_together() -> None:
    assert stops(happened(FLOOD, 4), happened(FLOOD, 4, area=JAKASAMPURNA)) is None


def test_one_emergency_goes_before_any_burst_and_a_burst_before_what_reached_the_executive() -> None:
    late = (breach(minutes=50), breach(minutes=2))

    causes = [
        found.cause
        for found in (
            stops(happened(FLOOD, 40), happened(FIRE, 1), breaches=late),
            stops(happened(FLOOD, 40), breaches=late),
            stops(breaches=late),
        )
        if found is not None
    ]
    last = stops(breaches=late)

    assert causes == [Cause.EMERGENCY, Cause.BURST, Cause.EXECUTIVE]
    assert last is not None
    assert (last.count, last.at, last.scene) == (2, late[1].at, Scene(SceneSort.LATE))


def test_of_two_bursts_the_newest_is_shown_and_stays_the_same_while_it_grows() -> None:
    before = stops(happened(FLOOD, 6, minutes=1), happened(ROAD, 60, minutes=30))
    after = stops(happened(FLOOD, 9, minutes=0), happened(ROAD, 60, minutes=30))

    assert before is not None
    assert after is not None
    assert before.kind == FLOOD
    assert before.key == after.key


async def test_a_flood_stops_the_walls_of_the_city_and_of_its_own_area_only(
    visitor: Visitor, bench: Workbench
) -> None:
    for _ in range(rules.BURST):
        await visitor.report(kind="flood")

    alarm = await look(bench, looks.show_alert)

    assert alarm.scene == "group:water"
    assert bench.entrance.tongue(bekasi.ground(), "id")(alarm.why) == "5 laporan dalam satu jam"
    assert await look(bench, looks.show_alert, Sight(area=AreaCode("32.75.02"))) is not None
    assert await look(bench, looks.show_alert, Sight(area=AreaCode("32.75.01"))) is None


async def test_what_reached_the_executive_within_the_hour_stops_a_wall(
    visitor: Visitor, bench: Workbench
) -> None:
    await visitor.report(kind="road-damage")
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            """
            insert into deadline_step (city_id, report, round, of, step, at, agency)
            select city_id, id, 1, id, 'executive', %(at)s::timestamptz, agency
              from report
             where city_id = %(city)s
            """,
            city=BEKASI,
            at=NOW - timedelta(minutes=10),
        )

    alarm = await look(bench, looks.show_alert)

    assert alarm.scene == "late"
    assert "DBMSDA" in str(alarm.why.values) or "Bina Marga" in str(alarm.why.values)
