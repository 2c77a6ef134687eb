"""Indicators: what is reckoned from the city's own reports, and what stays unknown."""

import csv
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

import pytest
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.tools import Workbench
from tanggap.city.packs.load import load_pack
from tanggap.city.terms import KindSlug
from tanggap.kit.clock import SetClock
from tanggap.oversight.pillars import actions, rules, store
from tanggap.oversight.pillars.rules import (
    Months,
    Span,
    Sum,
)
from tanggap.oversight.scorecards.months import actions as months
from tanggap.oversight.scorecards.months import store as published
from tanggap.report import events as e
from tanggap.report.report import Visibility
from tanggap.report.reporter import store as reporters
from tests.conftest import BEKASI
from tests.oversight import test_stints as stints
from tests.oversight.counting import hear_all, rows
from tests.oversight.lives import Town, town
from tests.visitor import Visitor

PACK = load_pack(house.shipped("cities") / "_default")


async def indicators(bench: Workbench) -> tuple[list[Sum], Months]:
    async with bench.entrance.open_desk(BEKASI) as desk:
        await actions.count(desk)
        return (
            await store.sums(desk.db, desk.city),
            rules.months(desk.ground.calendar.day_of(desk.now())),
        )


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock, seed=7) as opened:
        yield opened


WASTE, SOCIAL = ({each.slug for each in PACK.kinds if each.group == group} for group in ("waste", "social"))
ROWS = """
select (received_at at time zone 'Asia/Jakarta')::date, kind, kind_group, status, due_at, received_at, responded_at,
       respond_by, resolved_at, stars, open
  from report
"""


def directly(found: list[tuple[Any, ...]], *, now: datetime) -> dict[tuple[str, str], tuple[float, int]]:
    """What some reports add up to, one by one, by part and measure."""
    closed = [each for each in found if each[3] == "closed"]
    on_time = [each for each in closed if each[8] is not None and each[8] <= each[4]]
    waste = [
        each
        for each in found
        if each[1] in WASTE and (each[3] == "closed" or each[10]) and now - each[5] >= timedelta(hours=48)
    ]
    quick = [each for each in waste if each[3] == "closed" and each[8] - each[5] <= timedelta(hours=48)]
    stars = [each[9] for each in found if each[9] is not None]
    roads, adverts, licences = (
        sum(each[1] == kind for each in found) for kind in ("road-damage", "illegal-advert", "licensing")
    )
    days = [(each[8] - each[5]) / timedelta(days=1) for each in closed]
    social = [each for each in closed if each[1] in SOCIAL]
    return {
        ("", "reports"): (len(found), len(found)),
        ("", "months"): (len({each[0].replace(day=1) for each in found}), len(found)),
        ("", "on_time"): (len(on_time), len(closed)),
        ("", "responded"): (
            sum(bool(each[6] and each[7] and each[6] <= each[7]) for each in found),
            len(found),
        ),
        ("", "days"): (median_low(days) if days else 0, len(days)),
        ("", "stars"): (sum(stars), len(stars)),
        ("peo-2", "on_time"): (sum(each in on_time for each in social), len(social)),
        ("env-1", "in_48_hours"): (len(quick), len(waste)),
        ("mob-1", "reports"): (roads, roads),
        ("bra-1", "reports"): (adverts, adverts),
        ("eco-3", "reports"): (licences, licences),
    }


async def test_what_is_counted_is_what_the_reports_say_one_by_one(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(9, quiet=True, received_at=clock.now() - timedelta(days=460))
    await citizens.report(2, kind=KindSlug("licensing"))
    for _ in range(6):
        await citizens.report(12)
        await citizens.live(60)
    clock.move(timedelta(days=20))
    await hear_all(bench)

    sums, over = await indicators(bench)
    there = await rows(bench, ROWS)

    assert len({each[0].replace(day=1) for each in there}) > 3, "lives of several months"
    counted = rules.by_time(sums)
    for span, period in (
        (Span.YEAR, over.before),
        (Span.YEAR, over.year),
        *((Span.MONTH, each) for each in over.each),
    ):
        mine = [each for each in there if period.first <= each[0] <= period.last]
        for (part, name), (amount, n) in directly(mine, now=clock.now()).items():
            found = counted.get((span, period.first, part), {}).get(name)
            assert (found.n if found else 0) == n, (period, part, name)
            assert (found.amount if found else 0) == pytest.approx(amount), (period, part, name)


async def test_a_median_is_the_time_of_one_of_the_reports(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(10, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC)
    await citizens.live(120)
    clock.move(timedelta(days=40))

    sums, over = await indicators(bench)
    there = await rows(bench, "select extract(epoch from resolved_at - received_at) / 86400 from report")

    medians = [each for each in sums if each.measure == "days" and each.n]
    assert medians
    assert all(
        any(each.amount == pytest.approx(float(one)) for (one,) in there if one is not None)
        for each in medians
    )
    assert {each.first for each in medians if each.part.startswith("kind:")} == {over.year.first}


async def test_confidential_reports_are_counted_with_the_rest_and_the_page_says_so(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    for visibility, count in ((Visibility.PUBLIC, 6), (Visibility.CONFIDENTIAL, 3)):
        await citizens.report(count, visibility=visibility, lon=106.9756, lat=-6.2383)
    clock.move(timedelta(days=40))

    sums, over = await indicators(bench)
    page = await visitor.see("/open/pillars")

    assert rules.by_time(sums)[Span.YEAR, over.year.first, ""]["reports"].n == 9
    assert "Semua laporan dihitung, juga yang rahasia" in page


async def test_counting_twice_changes_nothing_and_is_due_again_after_six_hours(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(6)
    clock.move(timedelta(days=40))
    first, over = await indicators(bench)

    async def due() -> bool:
        async with bench.entrance.open_desk(BEKASI) as desk:
            return await store.is_due(
                desk.db, desk.city, over, zone="Asia/Jakarta", before=desk.now() - actions.AS_OLD
            )

    young = await due()
    again, _ = await indicators(bench)
    clock.move(timedelta(hours=6, minutes=1))
    old = await due()
    await actions.keep_up(bench.entrance.open_desk, BEKASI)

    assert again == first
    assert (young, old, await due()) == (False, True, False)


async def test_units_in_red_are_those_the_overview_shows_in_red(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    for slow in (False, True):
        await citizens.report(12, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC)
        for step in (e.Verified, e.Disposed, e.Accepted, e.Resolved, e.Closed):
            clock.move(timedelta(days=9 if slow else 0))
            for report in citizens.reports:
                await citizens.step(report, to=step)
    clock.move(timedelta(days=80))
    await hear_all(bench)
    await stints.hear_all(bench)
    await months.keep_up(bench.entrance.open_desk, BEKASI)
    async with bench.entrance.open_desk(BEKASI) as desk:
        last = (await published.versions(desk.db, BEKASI))[0].month

    sums, _ = await indicators(bench)
    page = await visitor.see("/overview")

    found = rules.by_time(sums)[Span.MONTH, last, ""]["units_in_red"]
    assert found.n == len(re.findall(r'class="score (?:red|yellow|green)"', page)) > 0
    assert found.amount == page.count('class="score red"') > 0


async def test_who_reported_is_counted_by_who_held_each_report_first(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(5)
    async with bench.entrance.open_desk(BEKASI) as desk:
        for nth, browser in ((0, b"a"), (1, b"a"), (2, b"b"), (0, b"c"), (2, b"c")):
            clock.move(timedelta(minutes=1))
            who = replace(desk.actor, session=browser * 32)
            await reporters.hold(desk.db, BEKASI, who, citizens.reports[nth], at=clock.now())
    clock.move(timedelta(days=40))

    sums, over = await indicators(bench)

    found = rules.by_time(sums)[Span.YEAR, over.year.first, ""]["reporters"]
    assert (found.amount, found.n) == (2, 3)


async def test_a_city_without_reports_is_never_counted(bench: Workbench) -> None:
    await actions.keep_up(bench.entrance.open_desk, BEKASI)

    assert await rows(bench, "select count(*) from pillar_counted") == [(0,)]


async def test_the_page_tells_what_reports_say_and_what_nobody_knows_yet(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(
        9, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC, lon=106.9756, lat=-6.2383
    )
    for report in citizens.reports:
        for step in (e.Verified, e.Disposed, e.Accepted, e.Resolved, e.Closed):
            await citizens.step(report, to=step)
    before = await visitor.see("/open/pillars")
    clock.move(timedelta(days=40))
    await hear_all(bench)
    await indicators(bench)

    page = await visitor.see("/open/pillars")
    answer = await visitor.client.get("/open/pillars.csv")

    assert "belum dihitung" in before
    assert 'id="GOV-1"' not in before
    assert 'id="GOV-1"' in page
    assert "dari 9 laporan" in page
    assert "ISO" not in page
    assert 'id="GOV-7"' not in page
    assert "jumlah penduduk kota menurut tahun, dengan sumbernya." in page
    assert "modul gawat darurat." in page
    lines = list(csv.DictReader(answer.text.splitlines()))
    on_time = next(each for each in lines if each["Kode"] == "GOV-1")
    assert (on_time["n"], on_time["Satuan"], on_time["Pilar"]) == ("9", "percent", "governance")
