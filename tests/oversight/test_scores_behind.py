"""The scorecards as pages: what they say, and the reports behind every figure."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.offers import Month
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, KindSlug
from tanggap.journey.resolution.filings import store as filings
from tanggap.kit.clock import SetClock
from tanggap.oversight.scorecards.behind import rules as behind
from tanggap.oversight.scorecards.behind import store
from tanggap.oversight.scorecards.behind.rules import Of
from tanggap.oversight.scorecards.months import actions, rules
from tanggap.oversight.scorecards.months import store as months
from tanggap.oversight.scorecards.months.rules import Card, Span, Subject
from tanggap.report import events as e
from tanggap.report.report import Visibility
from tests.conftest import BEKASI
from tests.oversight.counting import rows
from tests.oversight.lives import Town, town
from tests.oversight.scoring import MONTH, card, hear_all, july, night, published, set_to
from tests.staff import enter, hire
from tests.visitor import Visitor


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock) as opened:
        yield opened


@pytest.mark.story
async def test_the_pages_tell_the_scores_and_every_figure_opens_into_its_reports(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await published(bench, citizens, clock)

    index = await visitor.see("/open")
    unit = await visitor.see("/open/agencies/dlh")
    slow = await visitor.see("/open/agencies/dbmsda")
    listed = await visitor.see("/open/reports?agency=dbmsda&month=2026-07&of=on_time")
    where = (await card(bench, "dlh")).by_area[0].key
    area = await visitor.see(f"/open/areas/{where}")
    kind = await visitor.see("/open/kinds/garbage-pile")
    method = await visitor.see("/open/method")
    overview = await visitor.see("/overview")

    assert index.index("dlh") < index.index("dbmsda")
    assert "score green" in unit
    assert "score red" in slow
    assert "Hanya 0 dari 6 selesai tepat waktu." in slow
    assert listed.count("/reports/BKS-") == 6
    assert "/open/agencies/dlh" in area
    assert "/open/agencies/dlh" in kind
    assert f"/open/areas/{where}" in unit
    assert "12 / 12 × 50" in method
    assert "score red" in overview
    assert "/open/agencies/dlh" in overview


@pytest.mark.story
async def test_confidential_reports_count_and_are_listed_to_nobody_outside(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock, settings: Settings
) -> None:
    await july(bench, citizens, clock)
    set_to(clock, datetime(2026, 7, 29, 3, tzinfo=UTC))
    before = len(citizens.reports)
    await citizens.report(
        6,
        kind=KindSlug("garbage-pile"),
        visibility=Visibility.CONFIDENTIAL,
        lon=106.9756,
        lat=-6.2383,
        quiet=False,
    )
    for report in citizens.reports[before:]:
        for event in (e.Verified, e.Disposed, e.Accepted, e.Resolved, e.Closed):
            await citizens.step(report, to=event)
    set_to(clock, datetime(2026, 8, 4, 18, tzinfo=UTC))
    await night(bench)
    clock.move(timedelta(days=4))
    await night(bench)

    async with bench.entrance.open_desk(BEKASI) as desk:
        city = await months.history(desk.db, BEKASI, Subject.CITY, "", first=MONTH, last=MONTH)
        agencies = [each.slug for each in desk.ground.agencies.values()]
    shown = 0
    for agency in agencies:
        page = await visitor.see(f"/open/reports?agency={agency}&month=2026-07&of=on_time")
        shown += page.count("/reports/BKS-")

    [(whose, hidden)] = await rows(
        bench,
        """
        select s.agency, count(*)::int
          from stint s
          join report r on r.city_id = s.city_id and r.id = s.report
         where not r.listed
         group by 1
         order by 2 desc
         limit 1
        """,
    )
    await hire(settings, clock, {"Penghubung": Duty(role=Role.LIAISON, agency=AgencySlug(whose))})
    own = await enter(visitor, "Penghubung")
    path = f"/open/reports?agency={whose}&month=2026-07&of=on_time"
    seen, theirs = await visitor.see(path), await own.see(path)

    assert theirs.count("/reports/BKS-") == seen.count("/reports/BKS-") + hidden
    assert city[MONTH].finished == 24
    assert shown == 18


@pytest.mark.story
async def test_a_unit_that_finishes_nothing_has_no_score_and_is_not_kept_silent_about(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    set_to(clock, datetime(2026, 6, 2, 3, tzinfo=UTC))
    await citizens.report(
        7, kind=KindSlug("road-damage"), visibility=Visibility.PUBLIC, lon=106.9756, lat=-6.2383, quiet=False
    )
    await july(bench, citizens, clock)
    await citizens.report(1, kind=KindSlug("garbage-pile"))
    await night(bench)
    clock.move(timedelta(days=4))
    await night(bench)

    june = await visitor.see("/open/agencies/dbmsda?month=2026-06")
    named = june[june.index("7 laporan belum dijawab setelah dua kali batas waktunya.") :]

    assert "score none" in june
    assert named[: named.index("Semua laporannya")].count("/reports/BKS-") == 3, "it says which"
    assert "/open/reports?agency=dbmsda&month=2026-06&of=neglected" in named
    assert "Hanya 0 dari 7 selesai tepat waktu." in june


@pytest.mark.story
@pytest.mark.parametrize(
    "path",
    [
        "/open", "/open/method", "/open/agencies/dlh", "/open/areas/32.75.01.1002", "/open/kinds/road-damage",
        "/overview",
    ],
)  # fmt: skip
async def test_a_city_without_scores_has_its_pages_too(visitor: Visitor, path: str) -> None:
    assert "<h1>" in await visitor.see(path)


@pytest.mark.story
@pytest.mark.parametrize(
    "path",
    [
        "/open/agencies/nobody", "/open/areas/99", "/open/kinds/none", "/open?month=2026-07", "/open?month=x",
        "/open/scores/2026-07.csv", "/open/scores/x", "/open/scores/2026-07.exe", "/open/reports",
        "/open/reports?agency=dlh&month=2026-07&of=quality", "/open/reports?agency=dlh&month=0000-99&of=on_time",
        "/open/reports?agency=dlh&month=9999-12&of=on_time", "/open/reports?agency=dlh&month=0001-01&of=rating&over=year",
        "/open/agencies/dlh?month=99999-01",
    ],
)  # fmt: skip
async def test_a_scorecard_that_is_none_is_missing(visitor: Visitor, path: str) -> None:
    await visitor.see(path, status=404)


async def test_every_figure_is_that_of_the_reports_listed_behind_it(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await citizens.report(10)
    await citizens.live(90)
    for report in citizens.reports:
        await citizens.close(report)
        await citizens.step(report, to=e.Rated)
    await citizens.live(60)
    await hear_all(bench)
    await file_some(bench, citizens)
    month = rules.month_of(clock.now().date())
    async with bench.entrance.open_desk(BEKASI) as desk:
        for each in await months.months(desk.db, BEKASI, before=month):
            await actions.draft(desk, each)
        last = (await months.versions(desk.db, BEKASI, published=False))[0].month
        told = dict.fromkeys(Of, 0)
        for span in Span:
            for each in await months.cards(desk.db, BEKASI, last, 1, Subject, span=span):
                for of in Of:
                    told[of] += await listed(desk, each, of, rules.as_of_its_end(desk.ground, last, span))

    assert all(told.values()), f"some of each: {told}"


async def listed(desk: Desk, card: Card, of: Of, time: Month) -> int:
    """How many reports are behind a figure of a card, once that it is theirs and who may see which is as it should be."""
    whose, zone = behind.whose(desk.ground, card.subject, card.key), "Asia/Jakarta"
    totals = await store.totals(desk.db, BEKASI, whose, of, time, zone=zone)
    assert added_up(of, totals) == figure(card, of), (card.subject, card.key, of)
    if card.subject is Subject.CITY:
        everything, public = [
            await store.behind(desk.db, BEKASI, whose, of, time, zone=zone, everything=inside, limit=10_000)
            for inside in (True, False)
        ]
        assert len(everything) == totals.reports
        assert len(public) == totals.reports - totals.unlisted
        assert all(each.listed for each in public)
    return totals.reports


def figure(card: Card, of: Of) -> tuple[int, int]:
    """What a card says: so many of so many."""
    if of is Of.BACKLOG:
        held = card.backlog.held if card.backlog is not None else 0
        return held, held
    count = card.counts.get(of)
    return (count.parts, count.wholes) if count is not None else (0, 0)


def added_up(of: Of, totals: store.Totals) -> tuple[int, int]:
    """What the list says: for stars in steps above one of four, of what is bad the bad ones."""
    match of:
        case Of.BACKLOG:
            return totals.reports, totals.reports
        case Of.RATING:
            return totals.stars - totals.reports, 4 * totals.reports
        case Of.NEGLECTED | Of.UNTRUE:
            return totals.reports - totals.good, totals.reports
        case _:
            return totals.good, totals.reports


async def file_some(bench: Workbench, citizens: Town) -> None:
    """Units filed results, of which some were found untrue, at once or months later."""
    async with bench.entrance.open_desk(BEKASI) as desk:
        for report in citizens.reports:
            at = desk.now() - timedelta(days=citizens.chance.randint(20, 60))
            agency = citizens.chance.choice(("dlh", "dbmsda"))
            await filings.keep(desk.db, BEKASI, report, 5, agency=agency, photo=None, at=at)
            if citizens.chance.random() < 0.5:
                found_at = at + timedelta(days=citizens.chance.choice((1, 40)))
                await filings.find_false(
                    desk.db, BEKASI, report, 9, reason="old_photo", whose=None, at=found_at
                )
