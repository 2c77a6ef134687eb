"""What needs a decision is found in the city's own rows, and told gravest first."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug, PersonId
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Forbidden, Invalid
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.oversight.briefs import actions
from tanggap.oversight.briefs.actions import Decisions, decisions
from tanggap.oversight.briefs.daily.rules import Brief, figures, letter
from tanggap.oversight.briefs.rules import aside
from tanggap.oversight.briefs.rules.clusters import Cluster
from tanggap.oversight.briefs.rules.lines import Alarm, Facts, Late, Line, Silent, Sort, Untrue, lines
from tanggap.oversight.briefs.rules.rising import Rise
from tanggap.oversight.counts.tally import Period
from tanggap.oversight.operations_centre.wanted import Wanted
from tanggap.report import events as e
from tanggap.report import store as reports
from tanggap.report.report import ReportId, ReturnReason, Status, TaskId, Visibility
from tanggap.report.transitions import Party
from tests import bekasi
from tests.conftest import BEKASI
from tests.oversight.counting import reactor, tick
from tests.oversight.lives import Town, town
from tests.stories.meanwhile import days_go_by

ROADS, WASTE = AgencySlug("dbmsda"), AgencySlug("dlh")
AT = datetime(2026, 11, 20, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WEEK = Period(first=TODAY - timedelta(days=7), last=TODAY - timedelta(days=1))
MAYOR = Actor(person=PersonId(new_id()), duties=(Duty(role=Role.EXECUTIVE),))
HERE, THERE = {"lon": 106.9756, "lat": -6.2383}, {"lon": 107.0110, "lat": -6.2720}


def facts() -> Facts:
    return Facts(
        alarms=[Alarm(kind=KindSlug("flood"), count=2, since=AT)],
        late=[Late(agency=agency, count=7, since=AT) for agency in (ROADS, WASTE, None, AgencySlug("gone"))],
        silent=[Silent(agency=ROADS, count=4, since=AT)],
        untrue=[Untrue(agency=WASTE, filed=9, untrue=2, since=AT)],
        clusters=[
            Cluster(kind="flood", area="32.75.02.1005", first=TODAY, count=14, expected=2.04, chance=3e-9)
        ],
        rises=[Rise(kind="road-damage", count=40, expected=12.0, chance=1 / 2500)],
        week=WEEK,
        today=TODAY,
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


def test_every_line_has_its_figure_its_reason_and_what_it_is_of() -> None:
    told = {line.key: line for line in lines(bekasi.ground(), facts())}

    rising = told["rising:road-damage"]
    assert rising.says.values["n"] == rising.count == 40
    assert rising.why.values["expected"] == 12.0
    assert rising.why.values["chance"] == say("satu dalam {n}", n=2500)
    assert rising.of == Wanted(kind=KindSlug("road-damage"), period=WEEK)
    cluster = told["cluster:flood:32.75.02.1005"]
    assert cluster.why.values["expected"] == 2.0
    assert cluster.of.query == "from=2026-11-23&to=2026-11-23&kind=flood&area=32.75.02.1005"
    assert told["late:dbmsda"].of == Wanted(agency=ROADS)
    assert told["late:"].of == Wanted()
    assert told["untrue:dlh"].count == 2


def test_english_counts_a_single_report_as_one() -> None:
    alone = Facts(
        alarms=[Alarm(kind=KindSlug("flood"), count=1, since=AT)],
        late=[Late(agency=ROADS, count=1, since=AT)],
        week=WEEK,
        today=TODAY,
    )
    brief = Brief(day=TODAY, came_in=1, usual=1, closed=1, open=1, late=1, risen=1, lines=(), more=0)
    said = [*(line.says for line in lines(bekasi.ground(), alone)), *figures(brief), letter(brief).body]
    english = house.tongues()["en"](bekasi.ground().zone)

    assert not [
        text for text in map(english, said) if re.search(r"\b1 (\w+ )*(reports|things|are|were)\b", text)
    ]


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
    """What needs a decision, once the counts have caught up with the log."""
    await tick(bench)
    await reactor(bench).catch_up()
    async with bench.entrance.open_desk(BEKASI, actor=MAYOR) as desk:
        return await decisions(desk)


async def behind(bench: Workbench, line: Line) -> list[ReportId]:
    """Every report behind a line, page by page."""
    found: list[ReportId] = []
    async with bench.entrance.open_desk(BEKASI, actor=MAYOR) as desk:
        while page := await actions.reports(desk, line, skip=len(found), limit=7):
            found += page
    return found


async def prove_wrongly(bench: Workbench, citizens: Town, report: ReportId) -> None:
    """Work on a report is filed, and a verifier finds that it was done elsewhere."""
    for step in (e.Verified, e.Disposed, e.Accepted):
        await citizens.step(report, to=step)
    async with bench.entrance.open_desk(BEKASI) as desk:
        found = await reports.open_for_change(desk.db, BEKASI, report)
        assert found.lead is not None
        filed = e.Resolved(
            was=found.status,
            now=Status.RESOLVED,
            task=found.lead.id,
            agency=ROADS,
            photo=None,
            distance_m=None,
            taken_at=None,
        )
        found = await reports.record(desk.db, desk.tools.epoch, found, filed, at=desk.now())
        returned = e.Reopened(
            was=found.status,
            now=Status.REOPENED,
            by=Party.VERIFIER,
            reason=ReturnReason.WRONG_PLACE,
            agency=ROADS,
            task=TaskId(new_id()),
        )
        await reports.record(desk.db, desk.tools.epoch, found, returned, at=desk.now())


async def test_every_line_is_of_as_many_reports_as_are_listed_behind_it(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    road = {"kind": KindSlug("road-damage"), "quiet": False, **THERE}
    await citizens.report(4, **road, visibility=Visibility.PUBLIC)
    for report in citizens.reports[:2]:
        await prove_wrongly(bench, citizens, report)
    await citizens.report(2, **road, visibility=Visibility.CONFIDENTIAL)
    await citizens.report(2, **road | {"kind": KindSlug("fire"), "visibility": Visibility.PUBLIC})
    await days_go_by(bench, clock, 12)
    now = clock.now()
    calm = {"kind": KindSlug("road-damage"), "visibility": Visibility.PUBLIC, "quiet": True}
    for week in range(1, 10):
        for count, place in ((1, HERE), (10, THERE)):
            await citizens.report(count, received_at=now - timedelta(days=7 * week + 2), **place, **calm)
    await citizens.report(24, received_at=now - timedelta(days=1), **HERE, **calm)
    await citizens.report(
        3, received_at=now - timedelta(days=1), **HERE, **calm | {"visibility": Visibility.CONFIDENTIAL}
    )

    found = await told(bench)

    lines = {line.key: line for line in found.lines}
    assert {line.sort for line in found.lines} == set(Sort)
    assert lines["rising:road-damage"].count == 24
    assert lines["rising:road-damage"].why.values["expected"] == 11.0
    assert lines["cluster:road-damage:32.75.02.1005"].count == 24
    for line in found.lines:
        listed = await behind(bench, line)
        assert len(listed) == len(set(listed)) == line.count > 0, line.key


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
