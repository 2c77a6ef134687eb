"""What the counts tell of a city: its sums, its grid, its hours, its history, and how old they are."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from tanggap.app.tools import Workbench
from tanggap.kit.clock import SetClock
from tanggap.oversight.counts import store
from tanggap.oversight.counts.listener import LISTENER
from tanggap.oversight.counts.tally import ALWAYS, LEVELS, By
from tanggap.report import events as e
from tests.conftest import BEKASI
from tests.oversight.counting import hear_all, rebuild, rows
from tests.oversight.lives import town


async def test_what_is_told_is_counted_of_the_reports_anybody_may_find_and_the_rest_as_one(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(20)
        await lives.live(80)
    await hear_all(bench)

    async with bench.entrance.open_desk(BEKASI) as desk:
        told = await store.told(desk.db, desk.city, ALWAYS, *By)
    reports = await rows(
        bench,
        """
        select coalesce(kind, ''), coalesce(agency, ''), coalesce(area, ''), status, open,
               (received_at + interval '7 hours')::date::text, status = 'closed', stars, listed
          from report
        """,
    )
    everything, reports = reports, [each for each in reports if each[8]]

    columns = {By.KIND: 0, By.AGENCY: 1, By.AREA: 2, By.OUTCOME: 3, By.DAY: 5}
    for by, column in columns.items():
        assert {each.key: each.reports for each in told if each.by is by} == Counter(
            r[column] for r in reports
        )
    everyone = next(each for each in told if each.by is By.ALL)
    assert everyone.reports == len(reports)
    assert everyone.open == sum(r[4] for r in reports)
    assert everyone.finished == sum(r[6] for r in reports)
    assert everyone.stars == sum(r[7] or 0 for r in reports)
    others = next(each for each in told if each.by is By.UNLISTED)
    assert 0 < others.reports == len(everything) - len(reports)


async def test_every_level_of_the_grid_holds_every_report_the_public_may_find(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(25)
        await lives.live(60)
    await hear_all(bench)

    levels = await rows(
        bench, "select level, sum(reports)::int from counts_cell group by level order by level"
    )
    listed = await rows(bench, "select count(*)::int from report where listed and cell is not null")

    assert 0 < listed[0][0] < 25
    assert levels == [(level, listed[0][0]) for level in LEVELS]


async def test_no_empty_sum_stays_behind(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(5)
        for _ in range(6):
            await lives.live(5)
            await hear_all(bench)

    assert await rows(bench, "select day from counts_day where reports = 0") == []


async def test_only_one_generation_is_kept(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(5)
    await hear_all(bench)

    await rebuild(bench)
    await rebuild(bench)

    assert await rows(bench, "select distinct generation from counts_day") == [(3,)]
    assert await rows(bench, "select distinct generation from counts_cell") == [(3,)]
    assert await rows(bench, "select distinct generation from counted") == [(3,)]


async def age(bench: Workbench) -> Any:
    async with bench.entrance.open_desk(BEKASI) as desk:
        return await store.as_of(
            desk.db, desk.city, listener=LISTENER.name, epoch=bench.tools.epoch, now=desk.now()
        )


async def test_counts_are_as_old_as_the_last_tick_while_something_is_unheard(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(2)
        never = await age(bench)
        await hear_all(bench)
        heard = await age(bench)
        await lives.report(1)
        behind = await age(bench)
    ticks = await rows(bench, "select max(at) from tick")

    assert never is None
    assert heard == clock.now()
    assert behind == ticks[0][0]


async def test_history_ends_where_the_present_begins(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(3, quiet=True, received_at=clock.now().replace(year=2015, month=11, day=11))
        await lives.report(3, quiet=True, received_at=clock.now().replace(year=2016, month=3, day=3))
        await lives.report(3, quiet=True)
    await hear_all(bench)

    async with bench.entrance.open_desk(BEKASI) as desk:
        found = await store.history(desk.db, desk.city, before=clock.now().date())

    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == ("2015-11-11", "2016-03-03")


async def test_each_hour_tells_what_came_in_and_what_was_closed(bench: Workbench, clock: SetClock) -> None:
    first = clock.now()
    async with town(bench, clock) as lives:
        await lives.report(3)
        clock.move(timedelta(minutes=59))
        await lives.report(2)
        clock.move(timedelta(hours=5))
        closed = await lives.close(lives.reports[0])
        await hear_all(bench)
        found = await told_by_the_hour(bench, first, clock.now())
        await lives.step(lives.reports[0], to=e.Reopened)
        await hear_all(bench)

    assert closed
    assert found == [(first, 5, 0), (first + timedelta(hours=5), 0, 1)]
    assert await told_by_the_hour(bench, first, clock.now()) == [(first, 5, 0)]
    assert await told_by_the_hour(bench, first + timedelta(hours=1), clock.now()) == []


async def test_what_is_late_is_known_to_the_second_without_reading_every_open_report(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        await lives.report(3)
        clock.move(timedelta(minutes=20))
        await lives.report(2)
    await hear_all(bench)
    late_at, public = await due(bench), await due(bench, listed=True)

    assert len(set(late_at)) > 1
    assert 0 < len(public) < len(late_at)
    for at in late_at:
        for now in (at, at + timedelta(seconds=1), at + timedelta(hours=1), at + timedelta(days=9)):
            async with bench.entrance.open_desk(BEKASI) as desk:
                late = [await store.late(desk.db, desk.city, now=now, listed=each) for each in (False, True)]
            assert late == [sum(each < now for each in them) for them in (late_at, public)]


async def due(bench: Workbench, *, listed: bool = False) -> list[datetime]:
    """When each of the city's reports is due, or of those anybody may find."""
    found = await rows(bench, "select due_at, listed from report order by due_at")
    return [at for at, seen in found if seen or not listed]


async def told_by_the_hour(bench: Workbench, first: datetime, last: datetime) -> list[tuple[Any, ...]]:
    async with bench.entrance.open_desk(BEKASI) as desk:
        hours = await store.hours(desk.db, desk.city, first, last)
    return [(hour.at, hour.received, hour.finished) for hour in hours]
