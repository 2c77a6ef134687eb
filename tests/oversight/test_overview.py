"""The overview tells a city's counts to everybody, and gives no reporter away."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.terms import KindSlug
from tanggap.kit import spreadsheet
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Tongue, say
from tanggap.oversight.counts import rules, telling
from tanggap.oversight.counts.anew.actions import rebuild
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.oversight.counts.tally import NOTHING, By, Period, Tally
from tanggap.report.report import Visibility
from tests.bekasi import ground
from tests.conftest import BEKASI
from tests.oversight.counting import hear_all
from tests.oversight.lives import Town, town
from tests.visitor import Visitor

TODAY = date(2026, 7, 1)
CITY = ground()
INDONESIAN = Tongue("id", {}, CITY.zone)


def tally(by: By, key: str = "", **counts: int) -> Tally:
    zero = {name: getattr(NOTHING, name) for name in NOTHING.__struct_fields__ if name not in ("by", "key")}
    return Tally(by=by, key=key, **(zero | counts))


@pytest.mark.parametrize(("count", "seen"), [(0, 0), (1, None), (4, None), (5, 5), (2216, 2216)])
def test_a_count_below_five_is_not_told_unless_it_is_zero(count: int, seen: int | None) -> None:
    assert rules.shown(count) == seen


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (None, None, None),
        ("", "", None),
        ("2015-11-11", "2016-03-03", Period(first=date(2015, 11, 11), last=date(2016, 3, 3))),
        ("2026-06-01", None, Period(first=date(2026, 6, 1), last=TODAY)),
    ],
)
def test_a_period_is_chosen_by_its_days(first: str | None, last: str | None, period: Period | None) -> None:
    assert rules.chosen(first, last, today=TODAY) == period


@pytest.mark.parametrize(
    ("first", "last"), [("kemarin", None), ("2026-07-02", "2026-07-01"), ("2026-02-30", None)]
)
def test_a_period_that_is_none_is_refused(first: str, last: str | None) -> None:
    with pytest.raises(Invalid):
        rules.chosen(first, last, today=TODAY)


def test_the_last_period_of_all_has_nothing_after_it() -> None:
    assert Period(first=TODAY, last=date.max).afterwards == Period(first=date.max, last=date.max)


def test_a_cell_that_begins_like_a_formula_stays_text() -> None:
    text = spreadsheet.written(["nama"], [["=1+1"], ["@a"], ["Dinas, Sosial"], [5]])

    assert text.splitlines() == ["nama", "'=1+1", "'@a", '"Dinas, Sosial"', "5"]


@given(days=st.integers(1, 2000))
def test_a_long_period_is_drawn_by_its_weeks_and_none_of_its_days_is_lost(*, days: int) -> None:
    period = Period(first=TODAY, last=TODAY + timedelta(days=days - 1))
    told = [
        tally(By.DAY, (TODAY + timedelta(days=n)).isoformat(), reports=FEWEST_SHOWN + n % 3)
        for n in range(days)
    ]

    section = telling.section(CITY, INDONESIAN, period, told, id="period", title=say("Riwayat"), later=0)

    assert section.weekly == (days > telling.MOST_BARS)
    assert len(section.days) <= telling.MOST_BARS
    if section.days:
        assert sum(bar.received or 0 for bar in section.days) == sum(each.reports for each in told)
        assert section.days[0].day == TODAY
    assert bool(section.days) == (days <= 7 * telling.MOST_BARS)


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock) as opened:
        yield opened


async def count_all(bench: Workbench) -> None:
    await rebuild(bench.entrance.open_desk, BEKASI)


async def test_the_history_shows_its_own_numbers_and_the_later_ones_beside_them(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    began, ended = datetime(2015, 11, 10, 17, tzinfo=UTC), datetime(2016, 3, 3, 16, 59, tzinfo=UTC)
    old = {"quiet": True, "visibility": Visibility.PUBLIC, "lon": 106.9756, "lat": -6.2383}
    for kind, count in (
        ("illegal-advert", 17),
        ("bylaw-violation", 11),
        ("garbage-pile", 7),
        ("road-damage", 21),
    ):
        await citizens.report(count, kind=KindSlug(kind), received_at=began, **old)
    await citizens.report(1, kind=KindSlug("garbage-pile"), received_at=ended, **old)
    await citizens.report(6, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC, quiet=False)
    await count_all(bench)

    page = await visitor.see("/overview")

    history = page[page.index('id="history"') :]
    assert "11 Nov 2015 sampai 3 Mar 2016" in history
    assert "<dd>57</dd>" in history
    assert "0,5" in history  # a day, over 114
    assert "29,82%" in history  # 17 of 57
    assert "<dd>6</dd>" in history
    assert "tidak ikut dihitung di sini" in history


async def test_nothing_can_be_taken_from_a_public_figure_that_leaves_what_nobody_may_know(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    """Who asks for every day, for days that touch, for all there is, before and after: what is not listed moves no number."""
    first = clock.now()
    for _ in range(3):
        await citizens.report(8, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC, quiet=False)
        clock.move(timedelta(days=1))
    await hear_all(bench)
    days = [(first + timedelta(days=n)).date() for n in range(3)]
    asked = (
        "/overview",
        "/embed/count",
        "/embed/map",
        *(f"/overview?from={a}&to={b}" for a in days for b in days if a <= b),
    )
    before = [await visitor.see(path) for path in asked]

    for nth in range(3):
        on = {"received_at": first + timedelta(days=nth), "quiet": False}
        await citizens.report(6 + nth, kind=KindSlug("road-damage"), visibility=Visibility.CONFIDENTIAL, **on)
        await citizens.report(5, kind=KindSlug("violence-women-child"), **on)
    await citizens.close(citizens.reports[-1])
    await hear_all(bench)
    followed = [await visitor.see(path) for path in asked]
    await count_all(bench)
    counted_anew = [await visitor.see(path) for path in asked]

    assert "<dd>24</dd>" in before[0]
    assert followed == before
    assert counted_anew == before


@pytest.mark.parametrize("path", ["/overview", "/overview?from=0001-01-01&to=9999-12-31"])
async def test_an_empty_city_has_its_pages_too(visitor: Visitor, path: str) -> None:
    page = await visitor.see(path)

    assert "<h1>" in page


async def test_a_day_that_is_none_is_said_so(visitor: Visitor) -> None:
    page = await visitor.see("/overview?from=kemarin", status=422)

    assert "misalnya 2026-01-31" in page
