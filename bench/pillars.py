"""`python -m bench.pillars`: how long a city's indicators take to count, and its page of them to answer."""

import argparse
import asyncio
import os
from statistics import quantiles
from time import perf_counter
from typing import Any, cast

import httpx
import psycopg
from rich.console import Console

from bench.town import FIRST, Town, town
from tanggap.app.site import build
from tanggap.app.tools import Workbench
from tanggap.oversight.pillars import actions

ASKED = 200
_REPORTS = """
insert into report (city_id, id, number, nth, type, status, kind, kind_group, agency, area, channel, visibility,
                    sensitivity, listed, open, received_at, due_at, respond_by, responded_at, resolved_at,
                    changed_at, stars)
select %(city)s, gen_random_uuid(), n, 1, 'field_issue', case when n %% 10 = 0 then 'in_progress' else 'closed' end,
       (array['road-damage', 'flood', 'street-light-out', 'illegal-advert', 'garbage-pile', 'beggar-homeless'])[n %% 6 + 1],
       (array['roads', 'water', 'roads', 'order', 'waste', 'social'])[n %% 6 + 1],
       'agency-' || n %% 40, '32.75.01.' || 1000 + n %% 56, 'web', 'public', 'S0', true, n %% 10 = 0, at,
       at + interval '7 days', at + interval '1 day', at + random() * interval '2 days',
       case when n %% 10 > 0 then at + random() * interval '10 days' end, at,
       case when n %% 3 = 0 then n %% 5 + 1 end
  from (select n, now() - random() * interval '730 days' as at
          from generate_series(1, %(reports)s) as n) as came
"""
_HELD = """
insert into session_report (city_id, session, report, since)
select city_id, decode(md5((number / 3)::text), 'hex'), id, received_at
  from report
 where number %% 4 > 0
"""
_GENERATION = "insert into counts_generation (city_id, generation) values (%(city)s, 1)"
_COUNTS = """
insert into counts_day (city_id, generation, day, agency, area, kind, channel, outcome, quiet, reports, open,
                        finished, on_time, responded, stars, rated, reopened)
select city_id, 1, day, agency, area, kind, channel, outcome, quiet, count(*), sum(open), sum(finished),
       sum(on_time), sum(responded), sum(stars), sum(rated), sum(reopened)
  from countable
 where city_id = %(city)s
 group by 1, 3, 4, 5, 6, 7, 8, 9
"""


def main() -> None:
    """Fill, count, ask, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.pillars", description=__doc__)
    reading.add_argument("--reports", type=int, default=100_000, help="of two years, in one city")
    given = reading.parse_args()
    with town(1) as place:
        _fill(place, given.reports)
        counted_s, took = asyncio.run(_measured(place))
    cuts = quantiles(took, n=100)
    Console(width=120).print(
        f"{given.reports:,} reports of two years, load {os.getloadavg()[0]:.1f}: counted in {counted_s:.1f} s;"
        f" the page p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms"
    )


def _fill(place: Town, reports: int) -> None:
    with psycopg.connect(place.cluster.address("postgres"), autocommit=True) as connection:
        values = {"city": FIRST, "reports": reports}
        connection.execute("set session_replication_role = replica")
        for made in (_REPORTS, _HELD, _GENERATION, _COUNTS):
            connection.execute(made, values)
        connection.execute("vacuum analyze")


async def _measured(place: Town) -> tuple[float, list[float]]:
    async with Workbench(place.settings) as bench:
        began = perf_counter()
        await actions.keep_up(bench.entrance.open_desk, FIRST)
        counted_s = perf_counter() - began
    site = build(place.settings)
    async with (
        site.open(),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(cast("Any", site)), base_url="http://tanggap.test"
        ) as client,
    ):
        took: list[float] = []
        for _ in range(ASKED):
            began = perf_counter()
            answer = await client.get("/open/pillars", headers={"accept": "text/html"})
            took.append(1000 * (perf_counter() - began))
            if not answer.is_success or 'id="GOV-1"' not in answer.text:
                raise RuntimeError(f"no page of the pillars: {answer.status_code}")
    return counted_s, took


main()
