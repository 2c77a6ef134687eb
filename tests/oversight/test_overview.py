"""The overview tells a city's counts to everybody, and gives no reporter away."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.terms import KindSlug
from tanggap.journey.resolution.filings import store as filings
from tanggap.kit import spreadsheet
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Tongue, say
from tanggap.oversight.counts import rules, telling
from tanggap.oversight.counts.anew.actions import rebuild
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.oversight.counts.tally import NOTHING, By, Period, Pressing, Tally
from tanggap.report import events as e
from tanggap.report.report import Visibility
from tests.bekasi import ground
from tests.conftest import BEKASI
from tests.oversight.lives import Town, town
from tests.visitor import Visitor

TODAY = date(2026, 7, 1)
CITY = ground()
INDONESIAN = Tongue("id", {}, CITY.zone)


def tally(by: By, key: str = "", **counts: int) -> Tally:
    zero = {name: getattr(NOTHING, name) for name in NOTHING.__struct_fields__ if name not in ("by", "key")}
    return Tally(by=by, key=key, **(zero | counts))


def agency(key: str, *, on_time: int, finished: int = 100, **counts: int) -> Tally:
    return tally(
        By.AGENCY, key, reports=finished, finished=finished, on_time=on_time, responded=finished,
        ever_finished=finished, rated=10, stars=50, **counts,
    )  # fmt: skip


@pytest.mark.parametrize(("count", "seen"), [(0, 0), (1, None), (4, None), (5, 5), (2216, 2216)])
def test_a_count_below_five_is_not_told_unless_it_is_zero(count: int, seen: int | None) -> None:
    assert rules.shown(count) == seen


def test_the_best_score_comes_first_and_equal_scores_share_a_rank() -> None:
    told = [
        agency("b", on_time=70),
        agency("c", on_time=90),
        agency("a", on_time=70),
        agency("d", on_time=3, finished=4),
    ]

    found = rules.standings(told, {})

    assert [(each.agency, each.rank) for each in found] == [("c", 1), ("a", 2), ("b", 2), ("d", None)]


def test_what_is_open_past_its_limit_costs_an_agency_points() -> None:
    waiting = {"a": Pressing(agency="a", overdue=50, neglected=0)}

    found = rules.standings([agency("a", on_time=100), agency("b", on_time=100)], waiting)

    assert [(each.agency, each.overdue) for each in found] == [("b", 0), ("a", 50)]


def test_an_agency_nobody_rated_is_given_the_stars_of_the_city() -> None:
    unrated = tally(By.AGENCY, "a", reports=10, finished=10, on_time=10, responded=10, ever_finished=10)

    found = rules.standings([tally(By.ALL, rated=2, stars=6), unrated], {})

    assert found[0].score is not None
    assert found[0].score.points == 90  # three stars of five are half of their twenty points


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

    section = telling.section(CITY, INDONESIAN, period, told, [], id="period", title=say("Riwayat"), later=0)

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
    await citizens.report(6, kind=KindSlug("road-damage"), quiet=False)
    await count_all(bench)

    page = await visitor.see("/overview")

    history = page[page.index('id="history"') :]
    assert "11 Nov 2015 sampai 3 Mar 2016" in history
    assert "<dd>57</dd>" in history
    assert "0,5" in history  # a day, over 114
    assert "29,82%" in history  # 17 of 57
    assert "<dd>6</dd>" in history
    assert "tidak ikut dihitung di sini" in history


async def test_confidential_reports_are_counted_but_not_where_they_are_few(
    visitor: Visitor, bench: Workbench, citizens: Town
) -> None:
    seen = {"lon": 106.9756, "lat": -6.2383}
    await citizens.report(8, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC, **seen)
    await citizens.report(3, kind=KindSlug("violence-women-child"), **seen)
    await count_all(bench)

    few = await visitor.see("/overview")
    await citizens.report(2, kind=KindSlug("violence-women-child"), **seen)
    await count_all(bench)
    enough = await visitor.see("/overview")

    name = next(each.name.id for each in bench.taxonomy.kinds if each.slug == "violence-women-child")
    assert "<dd>11</dd>" in few
    assert name not in few
    assert name in enough


async def finished(citizens: Town, clock: SetClock, *, kind: str, count: int, late: bool) -> None:
    """So many reports of a kind, sent, worked on and closed."""
    before = len(citizens.reports)
    known = {"visibility": Visibility.PUBLIC, "lon": 106.9756, "lat": -6.2383, "quiet": False}
    await citizens.report(count, kind=KindSlug(kind), **known)
    if late:
        clock.move(timedelta(days=60))
    for report in citizens.reports[before:]:
        for event in (e.Accepted, e.Resolved, e.Closed):
            await citizens.step(report, to=event)


async def test_an_agency_is_scored_over_what_it_finished_and_the_table_can_be_taken_along(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await finished(citizens, clock, kind="garbage-pile", count=5, late=False)
    await finished(citizens, clock, kind="road-damage", count=4, late=False)
    await count_all(bench)

    page = await visitor.see("/overview")
    table = await visitor.client.get("/overview/agencies.csv", headers={"accept-language": "en"})

    assert "score green" in page
    assert "belum dinilai" in page
    assert table.headers["content-type"].startswith("text/csv")
    rows = [line.split(",") for line in table.text.splitlines()]
    assert [row[2] for row in rows[1:]] == ["100.0", ""]
    assert [row[9] for row in rows[1:]] == ["5", "< 5"]


async def test_late_work_makes_a_failing_mark_with_its_reason(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await finished(citizens, clock, kind="garbage-pile", count=6, late=True)
    await count_all(bench)

    page = await visitor.see("/overview?from=2026-06-01&to=2026-12-31")

    assert "score red" in page
    assert "Kurang dari 50% selesai tepat waktu." in page


async def test_results_found_untrue_again_and_again_stand_in_the_page_and_its_table_and_make_it_red(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await finished(citizens, clock, kind="garbage-pile", count=6, late=False)
    await count_all(bench)
    async with bench.entrance.open_desk(BEKASI) as desk:
        for nth, report in enumerate(citizens.reports):
            of = (desk.db, desk.city, report)
            await filings.keep(*of, 5, agency="dlh", photo=None, at=desk.now())
            if nth < 2:
                await filings.find_false(*of, 9, reason="old_photo", whose=None, at=desk.now())

    table = await visitor.client.get("/overview/agencies.csv")
    page = await visitor.see("/overview")

    assert "score red" in page
    assert "2 dari 6 hasil kerja ternyata tidak benar." in page
    assert [line.split(",")[-2:] for line in table.text.splitlines()] == [
        ["Hasil kerja dilaporkan", "Ternyata tidak benar"],
        ["6", "2"],
    ]


@pytest.mark.parametrize("path", ["/overview", "/overview/method", "/overview?from=0001-01-01&to=9999-12-31"])
async def test_an_empty_city_has_its_pages_too(visitor: Visitor, path: str) -> None:
    page = await visitor.see(path)

    assert "<h1>" in page


async def test_a_day_that_is_none_is_said_so(visitor: Visitor) -> None:
    page = await visitor.see("/overview?from=kemarin", status=422)

    assert "misalnya 2026-01-31" in page
