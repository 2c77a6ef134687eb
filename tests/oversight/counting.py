"""Following the log and counting anew, and all that was counted either way."""

from typing import Any

from tanggap.app.tools import Workbench
from tanggap.city.terms import CityId
from tanggap.kit.log import Listener, Reactor, Ticker
from tanggap.oversight.counts.anew import actions as anew
from tanggap.oversight.counts.listener import LISTENER
from tests.conftest import BEKASI

DAYS = """
select day, agency, area, kind, channel, outcome, quiet, reports, open, finished, on_time, responded, stars,
       rated, reopened
  from counts_day d
  join counts_generation g using (city_id, generation)
 order by 1, 2, 3, 4, 5, 6, 7
"""
CELLS = """
select level, cell, kind, reports, open, finished
  from counts_cell c
  join counts_generation g using (city_id, generation)
 where (reports, open, finished) <> (0, 0, 0)
 order by 1, 2, 3
"""
WAYS = """
select by, day, key, reports, open, finished, on_time, responded, stars, rated, reopened, ever_finished
  from counts_by b
  join counts_generation g using (city_id, generation)
 where (reports, open, finished, on_time, responded, stars, rated, reopened, ever_finished)
       <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
 order by 1, 2, 3
"""
HOURS = """
select hour, received, finished, due, due_listed
  from counts_hour h
  join counts_generation g using (city_id, generation)
 where (received, finished, due) <> (0, 0, 0)
 order by 1
"""
COUNTED = """
select report, nth, day, received_hour, finished_hour, due_hour, agency, area, kind, channel, outcome, quiet, listed,
       cell, open, finished, on_time, responded, stars, rated, reopened, ever_finished
  from counted c
  join counts_generation g using (city_id, generation)
 order by 1
"""


async def rows(bench: Workbench, query: Any) -> list[tuple[Any, ...]]:
    """What a query of the city's finds, row by row."""
    async with bench.app.transaction(BEKASI) as db:
        return await (await db.connection.execute(query)).fetchall()


async def everything(bench: Workbench) -> dict[str, list[tuple[Any, ...]]]:
    """All that is counted of the city now."""
    return {
        name: await rows(bench, query)
        for name, query in (
            ("days", DAYS),
            ("ways", WAYS),
            ("hours", HOURS),
            ("cells", CELLS),
            ("counted", COUNTED),
        )
    }


def reactor(
    bench: Workbench, listener: Listener = LISTENER, *, page: int = 7, open_desk: Any = None
) -> Reactor:
    """What hears the log for the counts; its pages are so small that one tick takes several."""
    return Reactor(
        app=bench.app,
        reader=bench.reader,
        listeners=[listener],
        open_desk=open_desk or (lambda city: bench.entrance.open_desk(CityId(city))),
        epoch=bench.tools.epoch,
        page=page,
    )


async def tick(bench: Workbench) -> None:
    """Number what is new in the log."""
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()


async def hear_all(bench: Workbench) -> None:
    """Let the counts catch up with the log."""
    await tick(bench)
    await reactor(bench).catch_up()


async def rebuild(bench: Workbench) -> None:
    """Count everything anew."""
    await anew.rebuild(bench.entrance.open_desk, BEKASI)
