"""A month's scores: drafted, shown to the heads of the units, published, kept, and worked out again by anybody."""

import json
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.packs.grading import Grading
from tanggap.city.people import actions as people
from tanggap.city.people.passwords import Hashed
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, CityId, KindSlug, PersonId
from tanggap.journey.resolution.filings import store as filings
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Forbidden, Invalid, Missing
from tanggap.kit.ids import new_id
from tanggap.oversight.scorecards.months import actions, rules, store
from tanggap.oversight.scorecards.months.rules import Subject
from tanggap.report import events as e
from tanggap.report.report import Visibility
from tests.conftest import BEKASI
from tests.house.source import ROOT
from tests.oversight.counting import rows
from tests.oversight.lives import Town, town
from tests.oversight.test_stints import hear_all
from tests.staff import enter, hire
from tests.visitor import Visitor

DLH, ROADS = AgencySlug("dlh"), AgencySlug("dbmsda")
MONTH = date(2026, 7, 1)
HEAD = Actor(person=PersonId(new_id()), name="Kepala", duties=(Duty(role=Role.AGENCY_HEAD, agency=DLH),))


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock) as opened:
        yield opened


async def finish(citizens: Town, clock: SetClock, kind: str, count: int, *, late: bool = False) -> None:
    """So many reports of a kind come in, are worked on and closed; those late by far are answered late too."""
    before = len(citizens.reports)
    await citizens.report(
        count, kind=KindSlug(kind), visibility=Visibility.PUBLIC, lon=106.9756, lat=-6.2383, quiet=False
    )
    if late:
        clock.move(timedelta(days=20))
    for report in citizens.reports[before:]:
        for event in (e.Accepted, e.Resolved, e.Closed):
            clock.move(timedelta(minutes=1))
            await citizens.step(report, to=event)


def set_to(clock: SetClock, moment: datetime) -> None:
    clock.move(moment - clock.now())


async def night(bench: Workbench) -> None:
    await hear_all(bench)

    @asynccontextmanager
    async def open_desk(city: CityId) -> AsyncGenerator[Desk]:
        async with bench.entrance.open_desk(city) as desk:
            yield desk

    await actions.keep_up(open_desk, BEKASI)


async def july(bench: Workbench, citizens: Town, clock: SetClock) -> None:
    """A month in which cleansing is quick and roads are slow."""
    set_to(clock, datetime(2026, 7, 2, 3, tzinfo=UTC))
    await finish(citizens, clock, "road-damage", 6, late=True)
    await finish(citizens, clock, "garbage-pile", 12)
    set_to(clock, datetime(2026, 8, 4, 18, tzinfo=UTC))


async def test_a_month_is_drafted_shown_to_its_heads_and_published_three_days_later(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await july(bench, citizens, clock)
    clock.move(timedelta(days=-2))
    await night(bench)
    early = await versions(bench)
    clock.move(timedelta(days=2))
    await night(bench)
    drafted = await versions(bench)
    async with bench.entrance.open_desk(BEKASI) as desk:
        shown = await store.drafted(desk.db, BEKASI, DLH)
        anybody = await store.versions(desk.db, BEKASI)
    clock.move(timedelta(days=3))
    await night(bench)

    assert early == []
    assert [(each.month, each.published_at) for each in drafted] == [(MONTH, None)]
    assert [card.finished for _, card in shown] == [12]
    assert anybody == []
    published = await versions(bench)
    assert published[0].published_at == clock.now()
    assert published[0].publish_on - drafted[0].drafted_at.date() >= timedelta(days=2)


async def versions(bench: Workbench) -> list[store.Version]:
    async with bench.entrance.open_desk(BEKASI) as desk:
        return await store.versions(desk.db, BEKASI, published=False)


async def published(bench: Workbench, citizens: Town, clock: SetClock) -> None:
    await july(bench, citizens, clock)
    await night(bench)
    clock.move(timedelta(days=4))
    await night(bench)


async def card(bench: Workbench, agency: str) -> rules.Card:
    async with bench.entrance.open_desk(BEKASI) as desk:
        found = await store.history(desk.db, BEKASI, Subject.AGENCY, agency, first=MONTH, last=MONTH)
    return found[MONTH]


async def test_the_heads_of_units_are_told_of_a_draft_once_and_nobody_else_is(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await july(bench, citizens, clock)
    async with bench.entrance.open_desk(BEKASI) as desk:
        for name, duty in (
            ("kepala.dlh", Duty(role=Role.AGENCY_HEAD, agency=DLH)),
            ("petugas.dlh", Duty(role=Role.FIELD_OFFICER, agency=DLH)),
            ("kepala.lain", Duty(role=Role.AGENCY_HEAD, agency=AgencySlug("diskominfostandi"))),
        ):
            email = f"{name}@kota.example"
            await people.add(desk, email=email, name=name, duties=[duty], password=Hashed("never looked at"))

    await night(bench)
    await night(bench)

    told = await rows(
        bench, "select message ->> 'path', channel from owed where message ->> 'path' like '/open/%'"
    )
    assert told == [("/open/agencies/dlh", "email")]


async def test_what_is_published_is_not_changed_by_what_happens_later(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await published(bench, citizens, clock)
    before = await card(bench, DLH)
    for report in citizens.reports:
        await citizens.step(report, to=e.Reopened)
    await night(bench)

    assert await card(bench, DLH) == before


@pytest.mark.story
async def test_a_correction_is_another_version_with_its_reason_and_keeps_the_one_before(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await published(bench, citizens, clock)
    async with bench.entrance.open_desk(BEKASI) as desk:
        with pytest.raises(Invalid):
            await actions.correct(desk, MONTH, "  ")
        with pytest.raises(Missing):
            await actions.correct(desk, date(2026, 6, 1), "Salah hitung")
        await actions.correct(desk, MONTH, "Hari libur salah tercatat")

    page = await visitor.see("/open/agencies/dlh")

    assert [each.version for each in await versions(bench)] == [2, 1]
    assert "Hari libur salah tercatat" in page
    assert "Versi 1" in page


@pytest.mark.story
async def test_the_head_of_a_unit_answers_beside_its_score_and_nobody_else_does(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await july(bench, citizens, clock)
    await night(bench)
    async with bench.entrance.open_desk(BEKASI) as desk:
        with pytest.raises(Forbidden):
            await actions.answer(desk.acting_as(HEAD), ROADS, MONTH, "Bukan unit saya")
        with pytest.raises(Invalid):
            await actions.answer(desk.acting_as(HEAD), DLH, MONTH, " ")
        await actions.answer(desk.acting_as(HEAD), DLH, MONTH, "Truk kami <b>rusak</b> dua minggu.")
    while_drafted = await visitor.see("/open/agencies/dlh")
    clock.move(timedelta(days=4))
    await night(bench)

    page = (await visitor.client.get("/open/agencies/dlh")).text

    assert "Truk kami" not in while_drafted
    assert "Truk kami &lt;b&gt;rusak&lt;/b&gt; dua minggu." in page


@pytest.mark.story
async def test_the_pages_tell_the_scores_and_every_figure_opens_into_its_reports(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await published(bench, citizens, clock)

    index = await visitor.see("/open")
    unit = await visitor.see("/open/agencies/dlh")
    slow = await visitor.see("/open/agencies/dbmsda")
    behind = await visitor.see("/open/reports?agency=dbmsda&month=2026-07&of=on_time")
    where = (await card(bench, DLH)).by_area[0].key
    area = await visitor.see(f"/open/areas/{where}")
    kind = await visitor.see("/open/kinds/garbage-pile")
    method = await visitor.see("/open/method")
    overview = await visitor.see("/overview")

    assert index.index("dlh") < index.index("dbmsda")
    assert "score green" in unit
    assert "score red" in slow
    assert "Hanya 0 dari 6 selesai tepat waktu." in slow
    assert behind.count("/reports/BKS-") == 6
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
        city = await store.history(desk.db, BEKASI, Subject.CITY, "", first=MONTH, last=MONTH)
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

    assert "score none" in june
    assert "7 laporan belum dijawab setelah dua kali batas waktunya." in june
    assert "Hanya 0 dari 7 selesai tepat waktu." in june


@pytest.mark.story
async def test_a_short_program_gives_the_published_scores_from_what_the_page_publishes(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock, tmp_path: Path
) -> None:
    await july(bench, citizens, clock)
    async with bench.entrance.open_desk(BEKASI) as desk:
        for nth, report in enumerate(citizens.reports):
            of = (desk.db, desk.city, report)
            filed = MONTH.replace(day=20)
            at = datetime(filed.year, filed.month, filed.day, 5, tzinfo=UTC)
            await filings.keep(*of, 5, agency="dlh", photo=None, at=at)
            if nth < 3:
                await filings.find_false(*of, 9, reason="old_photo", whose=None, at=at)
    await night(bench)
    clock.move(timedelta(days=4))
    await night(bench)
    files = [tmp_path / f"2026-07.{kind}" for kind in ("json", "csv")]
    for file in files:
        file.write_text((await visitor.client.get(f"/open/scores/{file.name}")).text, "utf-8")

    for given in (files[:1], files):
        ran = run(*given)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "dlh 100.0 =" in ran.stdout

    told = json.loads(files[0].read_text("utf-8"))
    unit = next(row for row in told["rows"] if row["key"] == "dlh")
    assert unit["red"] == ["untrue"]
    unit["points"] = 99.99
    files[0].write_text(json.dumps(told), "utf-8")
    assert run(files[0]).returncode == 1, "a score that was changed is found out"


def run(*files: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-I", str(ROOT / "docs/recompute.py"), *map(str, files)]
    return subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)


async def test_history_is_published_as_it_is_counted_without_a_draft(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await july(bench, citizens, clock)
    clock.move(timedelta(days=100))
    await night(bench)

    found = await versions(bench)

    assert [each.month for each in found] == [MONTH]
    assert found[0].published_at is not None


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
        "/open/reports?agency=dlh&month=2026-07&of=rating", "/open/reports?agency=dlh&month=0000-99&of=on_time",
        "/open/agencies/dlh?month=99999-01",
    ],
)  # fmt: skip
async def test_a_scorecard_that_is_none_is_missing(visitor: Visitor, path: str) -> None:
    await visitor.see(path, status=404)


def test_a_month_is_graded_by_what_was_valid_as_it_began() -> None:
    later = replace(Grading(), valid_from=date(2026, 8, 1), publish_day=10, draft_days=5)

    assert rules.publish_on(Grading(), MONTH, date(2026, 8, 4)) == date(2026, 8, 7)
    assert rules.publish_on(Grading(), MONTH, date(2026, 8, 20)) == date(2026, 8, 23)
    assert rules.publish_on(later, date(2026, 12, 1), date(2027, 1, 5)) == date(2027, 1, 10)
    assert rules.year_before(date(2026, 7, 1)) == date(2025, 8, 1)
    assert rules.year_before(date(2026, 12, 1)) == date(2026, 1, 1)
