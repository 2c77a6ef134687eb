"""What needs a decision is found in the city's own rows, and told gravest first."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug, PersonId
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Forbidden, Invalid
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.oversight.briefs import actions
from tanggap.oversight.briefs.actions import Decisions, decisions
from tanggap.oversight.briefs.rules import aside
from tanggap.oversight.briefs.rules.clusters import Cluster
from tanggap.oversight.briefs.rules.lines import Alarm, Facts, Late, Silent, Untrue, lines
from tanggap.oversight.briefs.rules.rising import Rise
from tanggap.report.report import Visibility
from tests import bekasi
from tests.conftest import BEKASI
from tests.oversight.counting import rebuild
from tests.oversight.lives import Town, town

ROADS, WASTE = AgencySlug("dbmsda"), AgencySlug("dlh")
AT = datetime(2026, 11, 20, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MAYOR = Actor(person=PersonId(new_id()), duties=(Duty(role=Role.EXECUTIVE),))
HERE = {"lon": 106.9756, "lat": -6.2383}


def facts() -> Facts:
    return Facts(
        alarms=[Alarm(kind=KindSlug("flood"), count=2, since=AT, number=4821097315)],
        late=[Late(agency=agency, count=7, since=AT) for agency in (ROADS, WASTE, None, AgencySlug("gone"))],
        silent=[Silent(agency=ROADS, count=4, since=AT)],
        untrue=[Untrue(agency=WASTE, filed=9, untrue=2, since=AT, number=4821097315)],
        clusters=[
            Cluster(kind="flood", area="32.75.02.1005", first=TODAY, count=14, expected=2.04, chance=3e-9)
        ],
        rises=[Rise(kind="road-damage", count=40, expected=12.0, chance=1 / 2500)],
        week=TODAY - timedelta(days=7),
    )


def test_what_is_gravest_comes_first_and_no_sort_of_trouble_hides_the_others() -> None:
    found = lines(bekasi.ground(), facts())

    assert [line.key for line in found] == [
        "emergency:flood",
        "late:dbmsda",
        "late:dlh",
        "late:",
        "silent:dbmsda",
        "untrue:dlh",
        "cluster:flood:32.75.02.1005",
        "rising:road-damage",
    ]


def test_every_line_has_its_figure_its_reason_and_one_way_to_act() -> None:
    told = {line.key: line for line in lines(bekasi.ground(), facts())}

    rising = told["rising:road-damage"]
    assert rising.says.values["n"] == 40
    assert rising.why.values["expected"] == 12.0
    assert rising.why.values["chance"] == say("satu dalam {n}", n=2500)
    assert rising.href == "/reports?kind=road-damage"
    assert told["cluster:flood:32.75.02.1005"].why.values["expected"] == 2.0
    assert told["late:dbmsda"].href == "/overdue?unit=dbmsda"
    assert told["late:"].href == "/overdue"
    assert told["emergency:flood"].href.startswith("/reports/BKS-48210-97315")


def test_a_line_is_set_aside_for_a_reason_and_for_a_month_at_most() -> None:
    assert aside.checked("Sudah dibahas.", "2026-12-23", today=TODAY) == (
        "Sudah dibahas.",
        date(2026, 12, 23),
    )
    for reason, until in (("", "2026-11-24"), ("ok", "2026-11-24"), ("x" * 301, "2026-11-24"),
                          ("Sudah dibahas.", "2026-12-24"), ("Sudah dibahas.", "2026-11-22"),
                          ("Sudah dibahas.", "besok"), ("Sudah dibahas.", None)):  # fmt: skip
        with pytest.raises(Invalid):
            aside.checked(reason, until, today=TODAY)


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock) as opened:
        yield opened


async def told(bench: Workbench) -> Decisions:
    await rebuild(bench)
    async with bench.entrance.open_desk(BEKASI, actor=MAYOR) as desk:
        return await decisions(desk)


async def test_a_kind_that_rises_and_where_it_comes_together_is_found_in_the_counts(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    now = clock.now()
    calm = {"kind": KindSlug("road-damage"), "visibility": Visibility.PUBLIC, "quiet": True}
    for week in range(1, 10):
        for count, lon, lat in ((1, 106.9756, -6.2383), (10, 107.0110, -6.2720)):
            await citizens.report(
                count, received_at=now - timedelta(days=7 * week + 2), lon=lon, lat=lat, **calm
            )
    await citizens.report(24, received_at=now - timedelta(days=1), **HERE, **calm)

    found = await told(bench)

    lines = {line.key: line for line in found.lines}
    assert lines["rising:road-damage"].says.values["n"] == 24
    assert lines["rising:road-damage"].why.values["expected"] == 11.0
    assert lines["cluster:road-damage:32.75.02.1005"].says.values["n"] == 24


async def test_a_calm_city_asks_for_no_decision(bench: Workbench, citizens: Town, clock: SetClock) -> None:
    for week in range(1, 10):
        await citizens.report(
            3, kind=KindSlug("road-damage"), received_at=clock.now() - timedelta(days=7 * week), quiet=True, **HERE
        )  # fmt: skip

    assert (await told(bench)).lines == ()


async def test_the_mayor_alone_decides_and_nobody_over_a_part_of_the_city(bench: Workbench) -> None:
    duty = Duty(role=Role.EXECUTIVE, area=AreaCode("32.75.02"))
    async with bench.entrance.open_desk(BEKASI, actor=replace(MAYOR, duties=(duty,))) as desk:
        with pytest.raises(Forbidden, match="seluruh kota"):
            actions.whole_city(desk)
