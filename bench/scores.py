"""`python -m bench.scores`: how long a scorecard takes in the database among very many reports, and a month to draft.

And at what rate the stints of the largest city are told anew, from nothing and where nothing changed.
"""

import argparse
import asyncio
import time
from datetime import UTC, date, datetime, timedelta

import psycopg
from rich.console import Console

from bench.country import AGENCIES, Country, Spot, country
from bench.explaining import Ask, answered
from bench.installed import installed
from bench.published import MONTHS, publish
from tanggap.city.offers import Month
from tanggap.city.terms import AgencySlug, CityId
from tanggap.kit.db import Db
from tanggap.oversight.scorecards.behind import store as behind
from tanggap.oversight.scorecards.behind.rules import Of, Whose
from tanggap.oversight.scorecards.measuring import store as measuring
from tanggap.oversight.scorecards.measuring.rules import Above
from tanggap.oversight.scorecards.months import store
from tanggap.oversight.scorecards.months.rules import Span, Subject
from tanggap.oversight.scorecards.stints.anew.actions import Rebuilt, rebuild

LAST = Month(
    first=MONTHS[-1],
    last=date(2026, 6, 30),
    began_at=datetime(2026, 5, 31, 17, tzinfo=UTC),
    at=datetime(2026, 6, 30, 17, tzinfo=UTC),
)
ZONE = "Asia/Jakarta"
STINTS = """
insert into stint (city_id, task, report, agency, area, kind, first, quiet, began_at, ended_at, due_at, respond_by,
                   answered_at, finished_at, on_time)
select city_id, id, id, coalesce(agency, 'unit-1'), coalesce(area, ''), coalesce(kind, ''), true, false, received_at,
       case when not open then received_at + interval '5 days' end, due_at, received_at + interval '1 day',
       received_at + interval '8 hours', case when not open then received_at + interval '6 days' end,
       number %% 4 > 0
  from report
 where city_id = %s
"""
SUMS = """
insert into stint_month (city_id, month, agency, area, kind, began, asked, answered, finished, on_time, tested,
                         reopened, stars, rated)
select city_id, month, agency, area, kind, sum(began), sum(asked), sum(answered), sum(finished), sum(on_time),
       sum(tested), sum(reopened), coalesce(sum(stars), 0), sum(rated)
  from stint_fact
 where city_id = %s
 group by city_id, month, agency, area, kind
"""
LOG = (
    "delete from task where city_id = %s",
    """
    update report
       set kind = case kind_group when 'roads' then 'road-damage' when 'waste' then 'garbage-pile'
                                  when 'utilities' then 'street-light-out' else 'clogged-drain' end
     where city_id = %s
    """,
    """
    insert into task (city_id, id, report, role, agency, opened_at, accepted_at, ended_at, outcome)
    select city_id, id, id, 'lead', coalesce(agency, 'unit-1'), received_at, received_at + interval '8 hours',
           case when not open then received_at + interval '5 days' end, case when not open then 'resolved' end
      from report
     where city_id = %s
    """,
    """
    insert into event (city_id, thing, nth, kind, body, happened_at, epoch)
    select r.city_id, r.id, e.nth, e.kind, e.body, r.received_at + e.after, 1
      from report r
     cross join lateral (values
               (1, 'Received', '{}'::jsonb, interval '0'), (2, 'Disposed', '{}', '0'), (3, 'Accepted', '{}', '8 hours'),
               (4, 'Resolved', jsonb_build_object('task', r.id, 'agency', coalesce(r.agency, 'unit-1')), '5 days'),
               (5, 'Closed', '{}', '6 days'), (6, 'Rated', jsonb_build_object('stars', r.stars), '7 days'))
        as e (nth, kind, body, after)
     where r.city_id = %s
       and (e.nth < 4 or not r.open)
       and (e.nth < 6 or r.stars is not null)
    """,
    "delete from stint where city_id = %s",
    "delete from stint_month where city_id = %s",
)
"""A log to tell stints by, instead of the ones that were made up."""
LARGEST = 1


def main() -> None:
    """Fill, ask, print."""
    reading = argparse.ArgumentParser(prog="python -m bench.scores", description=__doc__)
    reading.add_argument("--reports", type=int, default=100_000, help="how many there are (10000000: 9 GB)")
    reading.add_argument("--cities", type=int, default=50, help="how many cities they are of")
    reading.add_argument("--asked", type=int, default=300, help="how often each is asked for")
    given = reading.parse_args()
    console = Console(width=140)
    began = time.perf_counter()
    with country(given.reports, cities=given.cities, asked=given.asked) as place:
        _filled(place, given.cities)
        console.print(f"{given.reports:,} reports and their stints in {time.perf_counter() - began:.0f} s")
        console.print(asyncio.run(answered(place, ASKED)))
        with psycopg.connect(place.cluster.address("postgres"), autocommit=True) as connection:
            for statement in LOG:
                connection.execute(statement, [LARGEST])
            connection.execute("vacuum analyze task, event, stint, report")
        for title in ("told from nothing", "told again, nothing changed"):
            took_s, found = asyncio.run(_retold(place))
            console.print(
                f"{title}: {found.reports:,} reports in {took_s:.1f} s, {found.reports / took_s:,.0f} a second; "
                f"{found.changed:,} changed"
            )


def _filled(place: Country, cities: int) -> None:
    publish(place)
    with psycopg.connect(place.cluster.address("postgres"), autocommit=True) as connection:
        for city in range(1, cities + 1):
            connection.execute(STINTS, [city])
            connection.execute(SUMS, [city])
        connection.execute("vacuum analyze stint, stint_month")


async def _retold(place: Country) -> tuple[float, Rebuilt]:
    async with installed(place.cluster) as bench:
        began = time.perf_counter()
        found = await rebuild(bench.entrance.open_desk, CityId(LARGEST))
        return time.perf_counter() - began, found


async def _card(db: Db, spot: Spot) -> object:
    city, first, last = CityId(spot.city), MONTHS[0], MONTHS[-1]
    await store.versions(db, city)
    await store.history(db, city, Subject.AGENCY, spot.agency, first=first, last=last)
    for span in Span:
        await store.cards(db, city, last, 1, [Subject.AGENCY], span=span, key=spot.agency)
        await store.cards(db, city, last, 1, [Subject.CITY], span=span)
    return await store.answers(db, city, AgencySlug(spot.agency), first=first)


async def _index(db: Db, spot: Spot) -> object:
    await store.versions(db, CityId(spot.city))
    return await store.cards(db, CityId(spot.city), MONTHS[-1], 1, Subject)


def _behind(of: Of) -> Ask:
    async def ask(db: Db, spot: Spot) -> object:
        whose = Whose(agencies=[spot.agency])
        await behind.totals(db, CityId(spot.city), whose, of, LAST, zone=ZONE)
        return await behind.behind(
            db, CityId(spot.city), whose, of, LAST, zone=ZONE, everything=False, limit=51
        )

    return ask


async def _draft(db: Db, spot: Spot) -> object:
    await measuring.happened(db, CityId(spot.city), LAST)
    await measuring.waiting(db, CityId(spot.city), LAST)
    above = Above(offices=tuple((f"unit-{nth}", f"unit-{nth}") for nth in range(AGENCIES)), areas=())
    return await measuring.backlogs(
        db, CityId(spot.city), above, at=LAST.at, recent=LAST.at - timedelta(days=365)
    )


ASKED: dict[str, Ask] = {
    "a unit's scorecard": _card,
    "all scores of a month": _index,
    "the reports behind a share on time": _behind(Of.ON_TIME),
    "behind a first answer": _behind(Of.FIRST_ANSWER),
    "what a month is drafted from": _draft,
}

if __name__ == "__main__":
    main()
