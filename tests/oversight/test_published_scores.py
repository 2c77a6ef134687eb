"""A month's scores: drafted, shown to the heads of the units, published, kept, and worked out again by anybody."""

import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.packs.grading import Grading
from tanggap.city.people import actions as people
from tanggap.city.people.passwords import Hashed
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, PersonId
from tanggap.journey.resolution.filings import store as filings
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Forbidden, Invalid, Missing
from tanggap.kit.ids import new_id
from tanggap.oversight.scorecards.months import actions, rules, store
from tanggap.oversight.scorecards.months.rules import Span
from tanggap.report import events as e
from tests.conftest import BEKASI
from tests.house.source import ROOT
from tests.oversight.counting import rows
from tests.oversight.lives import Town, town
from tests.oversight.scoring import MONTH, card, finish, july, night, published, set_to, versions
from tests.staff import enter, hire
from tests.visitor import Visitor

DLH, ROADS = AgencySlug("dlh"), AgencySlug("dbmsda")
HEAD = Actor(person=PersonId(new_id()), name="Kepala", duties=(Duty(role=Role.AGENCY_HEAD, agency=DLH),))


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock) as opened:
        yield opened


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
async def test_the_page_of_all_scores_begins_with_a_way_to_each_of_its_tables(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await published(bench, citizens, clock)

    page = await visitor.see("/open")

    tables = re.findall(r'<h2 id="(ranking-\d+)">([^<]+)</h2>', page)
    assert len(tables) > 1
    assert re.findall(r'<a href="#(ranking-\d+)">([^<]+)</a>', page) == tables


async def test_a_correction_is_another_version_with_its_reason_and_keeps_the_one_before(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock, settings: Settings
) -> None:
    await published(bench, citizens, clock)
    before = await card(bench, "dbmsda")
    async with bench.app.transaction(BEKASI) as db:
        await db.run("update stint_month set on_time = finished where agency = 'dbmsda'")
    async with bench.entrance.open_desk(BEKASI) as desk:
        with pytest.raises(Invalid):
            await actions.correct(desk, MONTH, "  ")
        with pytest.raises(Missing):
            await actions.correct(desk, date(2026, 6, 1), "Salah hitung")
        with pytest.raises(Forbidden):
            await actions.correct(desk.acting_as(HEAD), MONTH, "Nilai kami terlalu rendah")
    await hire(settings, clock, {"Wali Kota": Duty(role=Role.EXECUTIVE)})
    mayor = await enter(visitor, "Wali Kota")

    await mayor.fill_in(
        "/open/corrections", form_on="/open", month="2026-07", reason="Hari libur <b>salah</b> tercatat"
    )

    now = await visitor.see("/open/agencies/dbmsda")
    then = await visitor.see("/open/agencies/dbmsda?month=2026-07&version=1")
    assert [each.version for each in await versions(bench)] == [2, 1]
    assert "Hari libur &lt;b&gt;salah&lt;/b&gt; tercatat" in (await visitor.client.get("/open")).text
    assert "Hanya 0 dari 6 selesai tepat waktu." in then
    assert "Hanya 0 dari 6 selesai tepat waktu." not in now
    assert before.score is not None
    for page in (now, then):
        assert f"Versi 1 · {before.score.points:.2f}".replace(".", ",") in page.replace("</a>", "").replace(
            "</b>", ""
        )
    assert "Terbitkan versi baru" not in await visitor.see("/open")
    assert await rows(bench, "select act from audit where act like 'scorecard%'") == [
        ("scorecard_corrected",)
    ]


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
async def test_a_short_program_gives_the_published_scores_from_what_the_page_publishes(
    visitor: Visitor, bench: Workbench, citizens: Town, clock: SetClock, tmp_path: Path
) -> None:
    set_to(clock, datetime(2026, 6, 3, 3, tzinfo=UTC))
    await finish(citizens, clock, "garbage-pile", 3)
    await finish(citizens, clock, "road-damage", 2)
    await july(bench, citizens, clock)
    await file_falsely(bench, citizens)
    await night(bench)
    clock.move(timedelta(days=4))
    await night(bench)
    files = [tmp_path / f"2026-07.{kind}" for kind in ("json", "csv")]
    for file in files:
        file.write_text((await visitor.client.get(f"/open/scores/{file.name}")).text, "utf-8")

    for given in (files[:1], files):
        ran = run(*given)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "month dlh 100.0 =" in ran.stdout
        assert "year dlh 100.0 =" in ran.stdout

    told = json.loads(files[0].read_text("utf-8"))
    month, year = (
        next(row for row in told["rows"] if (row["span"], row["key"]) == (span, "dlh")) for span in Span
    )
    page = await visitor.see("/open/agencies/dlh")
    assert (month["red"], year["red"]) == (["untrue"], ["untrue"])
    assert (month["finished"], year["finished"], year["rank"]) == (12, 15, 1)
    assert year["counts"]["on_time"] == [15, 15]
    assert year["at_least"] > month["at_least"], "of more reports more is sure"
    assert page.count("peringkat 1 dari 2") == 2
    for row in (month, year):
        row["points"] = 99.99
        files[0].write_text(json.dumps(told), "utf-8")
        assert run(files[0]).returncode == 1, "a score that was changed is found out"
        row["points"] = 100.0


async def file_falsely(bench: Workbench, citizens: Town) -> None:
    """Cleansing filed the results of all reports, and three of them were not true."""
    at = datetime(2026, 7, 20, 5, tzinfo=UTC)
    async with bench.entrance.open_desk(BEKASI) as desk:
        for nth, report in enumerate(citizens.reports):
            of = (desk.db, desk.city, report)
            await filings.keep(*of, 5, agency="dlh", photo=None, at=at)
            if nth < 3:
                await filings.find_false(*of, 9, reason="old_photo", whose=None, at=at)


async def test_what_is_published_of_a_year_stands_though_a_month_of_it_is_corrected(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    set_to(clock, datetime(2026, 6, 3, 3, tzinfo=UTC))
    await finish(citizens, clock, "garbage-pile", 3)
    await published(bench, citizens, clock)
    before = await card(bench, DLH, span=Span.YEAR)
    async with bench.app.transaction(BEKASI) as db:
        await db.run("update stint_month set on_time = 0 where month = '2026-06-01'")
    async with bench.entrance.open_desk(BEKASI) as desk:
        await actions.correct(desk, date(2026, 6, 1), "Salah hitung")
    after = await card(bench, DLH, span=Span.YEAR)
    async with bench.entrance.open_desk(BEKASI) as desk:
        await actions.correct(desk, MONTH, "Juni diperbaiki")

    corrected = await card(bench, DLH, span=Span.YEAR)
    assert after == before
    assert (before.counts["on_time"].part, corrected.counts["on_time"].part) == (15, 12)


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


def test_a_month_is_graded_by_what_was_valid_as_it_began() -> None:
    later = replace(Grading(), valid_from=date(2026, 8, 1), publish_day=10, draft_days=5)

    assert rules.publish_on(Grading(), MONTH, date(2026, 8, 4)) == date(2026, 8, 7)
    assert rules.publish_on(Grading(), MONTH, date(2026, 8, 20)) == date(2026, 8, 23)
    assert rules.publish_on(later, date(2026, 12, 1), date(2027, 1, 5)) == date(2027, 1, 10)
    assert rules.year_before(date(2026, 7, 1)) == date(2025, 8, 1)
    assert rules.year_before(date(2026, 12, 1)) == date(2026, 1, 1)
