"""Stints: each unit is charged for the time it held a report, and for nothing else."""

from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import OperationalError

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.terms import AgencySlug, CityId, KindSlug
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Heard, history
from tanggap.oversight.scorecards.stints import rules
from tanggap.oversight.scorecards.stints.anew.actions import rebuild
from tanggap.oversight.scorecards.stints.rules import Hold, Life, Stint
from tanggap.report import clocks, timeline
from tanggap.report.report import TaskOutcome
from tests.bekasi import ground
from tests.conftest import BEKASI
from tests.oversight.counting import rows
from tests.oversight.lives import Town, town
from tests.oversight.scoring import hear_all

KEPT = """
select report, task, agency, area, kind, first, began_at, ended_at, due_at, respond_by, answered_at,
       finished_at, on_time, reopened_at, stars, rated_at
  from stint
 order by report, began_at, task
"""
SUMS = """
select month, agency, area, kind, began, asked, answered, finished, on_time, tested, reopened, stars, rated
  from stint_month
 order by month, agency, area, kind
"""


async def everything(bench: Workbench) -> tuple[Any, Any]:
    return await rows(bench, KEPT), await rows(bench, SUMS)


class Killed(OperationalError):
    """Who tells the stints anew is gone, or its connection."""


@pytest.mark.parametrize("seed", [1, 6])
async def test_retelling_gives_what_following_the_log_gives_though_killed_and_beside_what_happens(
    bench: Workbench, clock: SetClock, seed: int
) -> None:
    async with town(bench, clock, seed=seed) as lives:
        await lives.report(20)
        await lives.live(100)
        await hear_all(bench)
        await spoil(bench, lives.chance)
        for _ in range(3):
            with suppress(Killed):
                await rebuild(disturbed(lives, dies_after=lives.chance.randint(0, 12)), BEKASI, piece=7)
        rebuilt = await rebuild(disturbed(lives), BEKASI, piece=7)
        again = await rebuild(bench.entrance.open_desk, BEKASI)
    await hear_all(bench)
    retold = await everything(bench)
    async with bench.app.transaction(BEKASI) as db:
        await db.run("delete from listener_cursor")
        await db.run("delete from stint")
        await db.run("delete from stint_month")

    await hear_all(bench)

    assert rebuilt.reports == 20
    assert again.mended == 0
    assert retold[0]
    assert retold == await everything(bench)


async def spoil(bench: Workbench, chance: Random) -> None:
    """What is remembered is not so any more: some of it gone, some changed, some of reports there never were."""
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            "delete from stint where abs(hashtext(report::text)) % 3 = %(one)s", one=chance.randint(0, 2)
        )
        await db.run("update stint set due_at = null, on_time = not on_time where agency = 'dlh'")
        await db.run(
            "update stint set report = gen_random_uuid() where agency = 'satpol-pp' and stars is null"
        )
        await db.run("update stint_month set began = began + 3 where agency = 'dbmsda'")
        await db.run("delete from stint_month where agency = 'satpol-pp'")


def disturbed(lives: Town, *, dies_after: int | None = None) -> OpenCity:
    """Desks before each of which something may happen and be heard, and one at which whoever sits there dies."""
    left = iter(range(dies_after)) if dies_after is not None else None

    @asynccontextmanager
    async def open_desk(city: CityId) -> AsyncGenerator[Desk]:
        if lives.chance.random() < 0.5:
            await lives.live(2)
            await hear_all(lives.bench)
        async with lives.bench.entrance.open_desk(city) as desk:
            yield desk
            if left is not None and next(left, None) is None:
                raise Killed

    return open_desk


async def test_hearing_everything_twice_changes_nothing(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(10)
        await lives.live(60)
    await hear_all(bench)
    once = await everything(bench)
    async with bench.app.transaction() as db:
        await db.run("delete from listener_cursor")

    await hear_all(bench)

    assert await everything(bench) == once


@pytest.mark.parametrize("seed", [3, 4])
async def test_stints_are_what_the_whole_history_says_told_event_by_event(
    bench: Workbench, clock: SetClock, seed: int
) -> None:
    async with town(bench, clock, seed=seed) as lives:
        await lives.report(12)
        await lives.live(200)
    await hear_all(bench)

    async with bench.entrance.open_desk(BEKASI) as desk:
        expected = Counter[Any]()
        for report in lives.reports:
            expected.update(directly(await history(desk.db, BEKASI, report)))
    kept = await rows(
        bench,
        "select task, agency, began_at, ended_at, finished_at, reopened_at, stars, answered_at from stint",
    )

    assert sum(each[4] is not None for each in kept) > 3, "some were finished"
    assert Counter(kept) == expected


def directly(log: Sequence[Heard]) -> list[tuple[Any, ...]]:
    """The stints of a report by looking at its whole state after each of its events."""
    found: dict[UUID, list[Any]] = {}
    done: UUID | None = None
    for nth, heard in enumerate(log, 1):
        before = timeline.told(log[: nth - 1]).lead if nth > 1 else None
        state, at = timeline.told(log[:nth]), heard.happened_at
        for task in state.tasks:
            if task.role == "lead":
                found.setdefault(task.id, [task.id, task.agency, at, None, None, None, None, None])
        if before is not None:
            if heard.kind in ("Accepted", "Offered", "Rejected", "Resolved"):
                found[before.id][7] = found[before.id][7] or at
            if state.lead is None or state.lead.id != before.id:
                found[before.id][3] = at
            done = before.id if heard.kind == "Resolved" else done
        if done is not None:
            done = judged(found[done], done, heard, state.stars)
    return [tuple(each) for each in found.values()]


def judged(stint: list[Any], done: UUID, heard: Heard, stars: int | None) -> UUID | None:
    """What an event says of work that was filed; the task it still stands for."""
    match heard.kind:
        case "Closed":
            stint[4] = stint[4] or heard.happened_at
        case "Rated":
            stint[6] = stars
        case "Reopened":
            if stint[4] is not None and heard.body.get("whose") in (None, stint[1]):
                stint[5] = heard.happened_at
            return None
        case _:
            pass
    return done


async def test_the_sums_are_those_of_the_stints_by_the_month_in_which_each_thing_happened(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock, seed=5) as lives:
        await lives.report(15)
        await lives.live(150)
    await hear_all(bench)
    kept, sums = await everything(bench)

    def month(at: datetime) -> str:
        return (at.astimezone(UTC) + timedelta(hours=7)).strftime("%Y-%m")

    began = Counter((month(each[6]), each[2]) for each in kept)
    finished = Counter((month(each[11]), each[2]) for each in kept if each[11] is not None)
    reopened = Counter((month(each[13]), each[2]) for each in kept if each[13] is not None)
    for column, wanted in ((4, began), (7, finished), (10, reopened)):
        found = Counter[Any]()
        for each in sums:
            found[each[0].strftime("%Y-%m"), each[1]] += each[column]
        assert +found == wanted
    assert len({each[0] for each in sums}) > 1, "the histories span months"
    assert all(each[10] <= each[9] and each[8] <= each[7] and each[6] <= each[5] for each in sums)


BEGAN = datetime(2026, 6, 1, 2, tzinfo=UTC)
ROAD = KindSlug("road-damage")


def life() -> Life:
    kind = ground().kinds[ROAD]
    return Life(
        id=uuid4(), type=kind.report_type, kind=ROAD, held_to=(), area=None, received_at=BEGAN, due_at=BEGAN
    )  # fmt: skip


def chain(report: UUID, turns: Sequence[tuple[str, int, int]]) -> list[Hold]:
    """Units that held a report one after another: each so many hours after the last, for so many."""
    at, found = BEGAN, list[Hold]()
    for agency, after, hours in turns:
        opened = at + timedelta(hours=after)
        at = opened + timedelta(hours=hours)
        found.append(
            Hold(
                report=report,
                task=uuid4(),
                agency=AgencySlug(agency),
                opened_at=opened,
                accepted_at=None,
                ended_at=at,
                outcome=TaskOutcome.PASSED_ON,
            )
        )
    return found


TURNS = st.lists(
    st.tuples(st.sampled_from(["dbmsda", "dlh"]), st.integers(0, 500), st.integers(1, 500)),
    min_size=1,
    max_size=6,
)


@given(turns=TURNS)
def test_what_others_did_with_a_report_costs_a_unit_nothing(turns: list[tuple[str, int, int]]) -> None:
    known = life()
    held = chain(known.id, turns)

    together = rules.stints(ground(), known, held, [])
    for agency in {each.agency for each in held}:
        alone = rules.stints(ground(), known, [each for each in held if each.agency == agency], [])

        assert [each for each in together if each.agency == agency] == alone


@given(turns=TURNS)
def test_a_units_time_is_the_whole_limit_from_when_it_got_the_report_and_stands_still_elsewhere(
    turns: list[tuple[str, int, int]],
) -> None:
    known = life()
    told = rules.stints(ground(), known, chain(known.id, turns), [])

    limit = clocks.limit(ground(), known)
    for each in told:
        earlier = [one for one in told if one.agency == each.agency and one.began_at < each.began_at]
        if not earlier:
            assert each.first
            assert each.due_at == ground().due(each.began_at, limit)
        else:
            assert not each.first
            assert each.due_at is not None
            last = earlier[-1].due_at
            assert last is not None
            assert last <= each.due_at


def test_a_unit_that_gets_a_report_late_is_measured_on_its_own_time() -> None:
    known = life()
    slow, quick = chain(known.id, [("dlh", 0, 24 * 90), ("dbmsda", 0, 2)])

    told = rules.stints(ground(), known, [slow, quick], [])

    assert in_time(told) == [False, True]


def in_time(told: Sequence[Stint]) -> list[bool]:
    return [
        each.ended_at is not None and each.due_at is not None and each.ended_at <= each.due_at
        for each in told
    ]
