"""The demo city: its numbers are a real city's, its words and places are ours, its states are the rules'."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import psycopg
import pytest
from msgspec import Struct
from msgspec.structs import asdict, replace
from psycopg import sql

from tanggap.app.demo import actions, seasons
from tanggap.app.demo.letters import arrivals
from tanggap.app.demo.lives import FOLLOWS_FOR
from tanggap.app.demo.password import password
from tanggap.app.demo.script import read_phrases, read_script
from tanggap.app.demo.seed import write_letters
from tanggap.app.demo.trickle import LETTERS
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.people.passwords import Hashed
from tanggap.city.terms import AreaCode
from tanggap.kit.clock import SetClock
from tanggap.kit.log import history
from tanggap.kit.postgres.cluster import Cluster
from tanggap.report import store as reports
from tanggap.report import timeline
from tanggap.report.report import ReportId, Status
from tests.conftest import BEKASI, NOW
from tests.visitor import Visitor

pytestmark = pytest.mark.story

WIB = ZoneInfo("Asia/Jakarta")
BARE = {"kind": None, "text": None, "lon": None, "lat": None}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Placed(Struct, frozen=True, kw_only=True):
    """Where a report is, by its point and by its area."""

    lon: float
    lat: float
    area: str


@pytest.fixture(scope="module")
def made(cluster: Cluster, ground: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation with the demo city on it; made once, only read by the tests."""
    with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("create database demo owner tanggap_owner template {}").format(sql.Identifier(ground))
        )
    settings = Settings(
        folder=tmp_path_factory.mktemp("demo"),
        database_url=cluster.address("tanggap_app", "demo"),
        database_owner_url=cluster.address("tanggap_owner", "demo"),
        database_reader_url=cluster.address("tanggap_reader", "demo"),
    )
    assert asyncio.run(_make(settings))
    return settings


async def _make(settings: Settings) -> bool:
    async with Workbench(settings, clock=SetClock(NOW)) as bench:
        city = await actions.join(bench, read_script())
        assert city == BEKASI
        return await actions.make(
            bench, city, read_script(), read_phrases(), password=Hashed("never looked at")
        )


@pytest.fixture
async def desk(made: Settings) -> AsyncIterator[Desk]:
    """A desk in the demo city."""
    async with Workbench(made, clock=SetClock(NOW)) as bench, bench.entrance.open_desk(BEKASI) as opened:
        yield opened


def test_the_history_has_2216_reports_of_114_days_and_the_known_largest_kinds() -> None:
    script = read_script()

    came = arrivals(script.history, WIB, Random(1))

    kinds = Counter(kind for _, kind in came)
    days = [moment.astimezone(WIB).date() for moment, _ in came]
    assert len(came) == 2216
    assert kinds.most_common(3) == [
        ("illegal-advert", 673),
        ("bylaw-violation", 452),
        ("garbage-pile", 285),
    ]
    assert (days[0], days[-1]) == (date(2015, 11, 11), date(2016, 3, 3))
    assert days == sorted(days)
    assert (days[-1] - days[0]).days + 1 == 114


def test_people_report_more_on_working_days_than_on_sundays() -> None:
    weekdays = Counter(
        at.astimezone(WIB).weekday() for at, _ in arrivals(read_script().history, WIB, Random(1))
    )

    assert weekdays[6] < min(weekdays[day] for day in range(5))


def test_every_kind_of_the_history_has_words_of_its_own() -> None:
    phrases, script = read_phrases(), read_script()

    troubles = {trouble.kind for trouble in asdict(script.troubles).values()}
    assert set(phrases.kinds) == set(script.history.kinds) | troubles
    for wording in phrases.kinds.values():
        assert len(wording.openings) >= 3
        assert all("{place}" in opening for opening in wording.openings)
    assert all("{area}" in place for place in phrases.places)


async def test_the_history_is_in_the_database_with_its_numbers(desk: Desk) -> None:
    kinds = await desk.db.all(
        str,
        "select kind from report where city_id = %(city)s and received_at < %(then)s order by number limit 9999",
        city=BEKASI,
        then=LONG_AGO,
    )

    assert len(kinds) == 2216
    assert [count for _, count in Counter(kinds).most_common(3)] == [673, 452, 285]


async def test_nearly_all_of_the_history_has_ended_and_most_was_rated(desk: Desk) -> None:
    stars = await desk.db.all(
        int,
        """
        select coalesce(stars, 0)
          from report
         where city_id = %(city)s
           and received_at < %(then)s
           and not open
         order by number
         limit 9999
        """,
        city=BEKASI,
        then=LONG_AGO,
    )

    assert len(stars) >= 2200
    assert sum(1 for each in stars if each) > 1000


async def test_today_every_state_has_reports_and_none_is_from_tomorrow(desk: Desk) -> None:
    latest = await desk.db.one(
        datetime, "select max(happened_at) from event where city_id = %(city)s", city=BEKASI
    )
    states = await desk.db.all(
        Status,
        "select status from report where city_id = %(city)s and received_at > %(then)s order by number limit 999",
        city=BEKASI,
        then=NOW - timedelta(days=30),
    )

    assert latest is not None
    assert latest <= NOW
    assert Counter(states) >= Counter(read_script().present)


def test_a_year_has_its_seasons_and_its_storms_and_nothing_from_tomorrow() -> None:
    year = read_script().year

    came = seasons.arrivals(year, WIB, Random(1), now=NOW)

    days = [each.at.astimezone(WIB).date() for each in came]
    floods = Counter(day for day, each in zip(days, came, strict=True) if each.kind == "flood")
    rainy, dry = (
        sum(n for day, n in floods.items() if day.month in months) for months in ((1, 2, 3), (7, 8, 9))
    )
    (wettest, _), *_ = floods.most_common(1)
    assert days == sorted(days)
    assert came[-1].at < NOW
    assert (days[-1] - days[0]).days == seasons.DAYS - 1
    assert len(came) > year.reports
    assert rainy > 10 * max(dry, 1)
    assert (wettest.month, wettest.day) == (3, 4)
    assert {each.within for each in came} == {(), year.low_lying}


async def test_water_stands_where_the_script_says(desk: Desk) -> None:
    low = {area.name for area in desk.ground.areas.all()}.intersection(read_script().year.low_lying)
    areas = await desk.db.all(
        str,
        """
        select area
          from report
         where city_id = %(city)s
           and kind = 'flood'
           and received_at > %(then)s
         order by number
         limit 999
        """,
        city=BEKASI,
        then=LONG_AGO,
    )

    flooded = Counter(area.name for code in areas if (area := desk.ground.area(AreaCode(code))) is not None)

    assert low == set(read_script().year.low_lying)
    assert {name for name, _ in flooded.most_common(len(low))} == low


async def test_no_report_follows_one_long_past(desk: Desk) -> None:
    apart = await desk.db.one(
        timedelta,
        """
        select max(later.received_at - earlier.received_at)
          from report later
          join report earlier on earlier.city_id = later.city_id and earlier.id = later.merged_into
         where later.city_id = %(city)s
        """,
        city=BEKASI,
    )

    assert apart is not None
    assert apart <= FOLLOWS_FOR


async def test_each_state_is_what_the_log_adds_up_to(desk: Desk) -> None:
    found = await desk.db.all(
        UUID,
        "select id from report where city_id = %(city)s order by number limit 200",
        city=BEKASI,
    )

    for report in found:
        kept = await reports.get(desk.db, BEKASI, ReportId(report))
        told = timeline.told(await history(desk.db, BEKASI, report))
        by_id = tuple(sorted(told.tasks, key=lambda task: (task.opened_at, task.id)))
        assert kept == replace(told, tasks=by_id)


async def test_every_point_lies_in_the_area_it_is_said_to(desk: Desk) -> None:
    rows = await desk.db.all(
        Placed,
        """
        select lon, lat, area
          from report
         where city_id = %(city)s
         order by number
         limit 300
        """,
        city=BEKASI,
    )

    for row in rows:
        area = desk.ground.areas.at(row.lon, row.lat, reach_m=0)
        assert area is not None
        assert area.code == row.area


async def test_a_second_start_makes_nothing_twice(made: Settings) -> None:
    assert not await _make(made)


async def test_agencies_keep_up_differently(desk: Desk) -> None:
    shares = await desk.db.all(
        float,
        """
        select 100.0 * count(*) filter (where resolved_at <= due_at) / count(*)
          from report
         where city_id = %(city)s
           and status = 'closed'
         group by agency
        having count(*) > 50
         order by 1
         limit 50
        """,
        city=BEKASI,
    )

    assert shares[0] < 60
    assert shares[-1] > 80


async def test_what_the_trickle_sends_is_taken_at_the_front_door(visitor: Visitor, bench: Workbench) -> None:
    await write_letters(bench, BEKASI, read_script(), read_phrases(), count=20)
    letters = (bench.settings.folder / LETTERS).read_bytes().splitlines()

    answers = [await visitor.report(**BARE | msgspec.json.decode(letter)) for letter in letters]

    assert len(answers) == 20
    assert {answer["city"] for answer in answers} == {"kota-bekasi"}


def test_the_password_of_a_demo_is_drawn_once_and_private(tmp_path: Path) -> None:
    first = password(tmp_path)

    assert password(tmp_path) == first
    assert len(first) == 14
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0
