"""`python -m bench.rollup`: how far the counts lag behind a city at work, and how fast they catch up with a log.

Another process writes events and the states that follow from them into an installation that is full of reports; this one
ticks, hears and counts as a worker does, and looks at the clock whenever something it counted is committed.
"""

import argparse
import asyncio
import multiprocessing
import os
import random
import time
import uuid
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import msgspec
import numpy as np
import psycopg
from rich.console import Console

from bench.country import Country, country
from bench.installed import installed, rebuilt
from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.terms import CityId
from tanggap.kit.ids import new_id
from tanggap.kit.log import Heard, Listener, Reactor, Ticker, follow_ticks
from tanggap.oversight.counts.listener import LISTENER

TOGETHER = 10
"""Events of one transaction: reports that arrive together share one, what staff do has its own."""
BORN = 0.4
"""The share of events that are new reports."""
AIM_S = 2.0
STATES = ("received", "verified", "disposed", "in_progress", "resolved", "closed", "reopened")


def main() -> None:
    """Fill, write, hear, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.rollup", description=__doc__)
    reading.add_argument(
        "--reports", type=int, nargs="+", default=[100_000], help="how many there are before"
    )
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    reading.add_argument("--rate", type=int, default=1000, help="events a second")
    reading.add_argument("--seconds", type=int, default=30, help="for how long")
    reading.add_argument(
        "--flat-out", type=int, default=20_000, help="events that wait to be counted at once"
    )
    given = reading.parse_args()
    console = Console(width=120)
    for reports in given.reports:
        with country(reports, cities=given.cities, asked=1) as place:
            asyncio.run(_measure(place, console, reports, given))


async def _measure(place: Country, console: Console, reports: int, given: argparse.Namespace) -> None:
    async with installed(place.cluster) as bench:
        console.print(f"{reports:,} reports in {given.cities} cities; {(await rebuilt(bench)).said}")
        await _caught_up(bench)
        lags, wrote_s = await _followed(bench, place, given)
        written = f"{len(lags):,} events in {wrote_s:.0f} s, {len(lags) / wrote_s:,.0f} a second"
        p50, p99 = np.percentile(lags, [50, 99])
        console.print(
            f"{written}: lag p50 {p50:.2f} p99 {p99:.2f} max {max(lags):.2f} s"
            f" (aim {AIM_S:.0f} s); load {os.getloadavg()[0]:.1f}"
        )
        await asyncio.to_thread(_write, place.cluster.address("postgres"), given.flat_out, None)
        began = time.perf_counter()
        await _caught_up(bench)
        took_s = time.perf_counter() - began
        console.print(
            f"Flat out: {given.flat_out:,} events in {took_s:.1f} s, {given.flat_out / took_s:,.0f} a second"
        )


def _reactor(bench: Workbench, lags: list[float]) -> Reactor:
    """What hears for the counts, and notes how long ago was written whatever it has just committed (s)."""
    heard: list[float] = []

    async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
        await LISTENER.on_events(desk, events)
        heard.extend(event.written_at.timestamp() for event in events)

    @asynccontextmanager
    async def open_desk(city: int) -> AsyncGenerator[Desk]:
        heard.clear()
        async with bench.entrance.open_desk(CityId(city)) as desk:
            yield desk
        now = time.time()
        lags.extend(now - written for written in heard)

    listener: Listener = msgspec.structs.replace(LISTENER, on_events=on_events)
    return Reactor(
        app=bench.app, reader=bench.reader, listeners=[listener], open_desk=open_desk, epoch=bench.tools.epoch
    )


async def _caught_up(bench: Workbench) -> None:
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    await _reactor(bench, []).catch_up()


async def _followed(bench: Workbench, place: Country, given: argparse.Namespace) -> tuple[list[float], float]:
    """The lag of every event that was written at the rate asked for (s), and how long writing them took."""
    lags: list[float] = []
    reactor = _reactor(bench, lags)
    writer = multiprocessing.get_context("spawn").Process(
        target=_write, args=(place.cluster.address("postgres"), given.rate * given.seconds, given.rate)
    )
    working = [
        asyncio.create_task(Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).run()),
        asyncio.create_task(reactor.run()),
        asyncio.create_task(follow_ticks(bench.app, reactor.wake)),
    ]
    writer.start()
    began = time.perf_counter()
    await asyncio.to_thread(writer.join)
    wrote_s = time.perf_counter() - began
    for each in working:
        each.cancel()
    await asyncio.gather(*working, return_exceptions=True)
    await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
    await reactor.catch_up()
    return lags, wrote_s


def _write(address: str, events: int, rate: int | None) -> None:
    """Write so many events into the log, so many a second or as fast as it goes, in cities as large as they are."""
    chance = random.Random(events)
    with psycopg.connect(address) as connection:
        # Straight into the tables, where this writer meets neither walls nor foreign keys.
        connection.execute("set session_replication_role = replica")
        connection.execute("set synchronous_commit = off")
        known: defaultdict[int, list[uuid.UUID]] = defaultdict(list)
        for city, report in connection.execute(_KNOWN):
            known[city].append(report)
        cities = chance.choices(list(known), [len(each) for each in known.values()], k=events // TOGETHER)
        connection.commit()
        began = time.perf_counter()
        for nth, city in enumerate(cities):
            born = [new_id() for _ in range(sum(chance.random() < BORN for _ in range(TOGETHER)))]
            moved = chance.sample(known[city], k=min(TOGETHER - len(born), len(known[city])))
            given = {"city": city, "like": known[city][0], "born": born, "moved": moved}
            connection.execute(_BORN, given)
            connection.execute(_MOVED, given | {"state": chance.choice(STATES)})
            connection.commit()
            if rate is not None:
                time.sleep(max(0.0, began + (nth + 1) * TOGETHER / rate - time.perf_counter()))


_KNOWN = """
select city_id, id
  from report
 where number % greatest(1, (select reltuples::bigint / 50000 from pg_class where relname = 'report')) = 0
"""
_BORN = """
with born as (
    insert into report (city_id, id, number, nth, type, status, kind, kind_group, agency, area, channel, visibility,
                        sensitivity, listed, open, lon, lat, cell, received_at, due_at, respond_by, changed_at)
    select city_id, given.id, 1000000000 + floor(random() * 8000000000)::bigint, 1, type, 'received', kind, kind_group,
           null, area, channel, visibility, sensitivity, listed, true, lon, lat, cell + (random() * 100000)::int, now(),
           now() + interval '7 days', now() + interval '1 day', now()
      from report
     cross join unnest(%(born)s::uuid[]) as given (id)
     where city_id = %(city)s
       and report.id = %(like)s
    returning city_id, id
)
insert into event (city_id, thing, nth, kind, body, happened_at, epoch)
select city_id, id, 1, 'Received', '{}', now(), (select max(epoch) from log_epoch)
  from born
"""
_MOVED = """
with moved as (
    update report
       set nth = nth + 1, status = %(state)s, open = %(state)s <> 'closed',
           closed_at = case when %(state)s = 'closed' then now() end
     where city_id = %(city)s
       and id = any(%(moved)s::uuid[])
    returning city_id, id, nth
)
insert into event (city_id, thing, nth, kind, body, happened_at, epoch)
select city_id, id, nth, 'Verified', '{}', now(), (select max(epoch) from log_epoch)
  from moved
"""

if __name__ == "__main__":
    main()
