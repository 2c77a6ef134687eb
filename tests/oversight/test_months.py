"""The monthly report says what the overview says of the same days, on the page, on paper and in its tables."""

import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.terms import KindSlug
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Missing
from tanggap.kit.workbook import Table, written
from tanggap.oversight.briefs.months import actions, rules, store, telling
from tanggap.oversight.briefs.months.chore import CHORE
from tanggap.oversight.briefs.months.rules import Lasted
from tanggap.oversight.counts import reading
from tanggap.report import events as e
from tanggap.report.report import Visibility
from tests.conftest import BEKASI
from tests.oversight.counting import rebuild
from tests.oversight.lives import Town, town
from tests.paper import text_of
from tests.visitor import Visitor

JUNE = date(2026, 6, 1)
IN_JUNE = datetime(2026, 6, 10, 3, tzinfo=UTC)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_months_follow_one_another_without_a_gap(day: date) -> None:
    first = day.replace(day=1)

    assert rules.after(rules.before(first)) == first
    assert rules.days_of(first).last + timedelta(days=1) == rules.after(first)
    assert rules.read_month(rules.written(first)) == first


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-6", "2026-06-01", "juni", "2026-06 ", "../etc"]
)
def test_what_is_no_month_is_not_there(text: str) -> None:
    with pytest.raises(Missing):
        rules.read_month(text)


def test_the_months_of_a_city_are_told_newest_first_and_not_without_end() -> None:
    assert rules.months(date(2026, 4, 30), date(2026, 6, 2)) == [JUNE, date(2026, 5, 1), date(2026, 4, 1)]
    assert len(rules.months(date(1990, 1, 1), JUNE)) == rules.MONTHS_MOST


def test_a_month_is_compared_only_with_one_that_may_be_told() -> None:
    grown = rules.compared(120, 100, when="Mei 2026")
    fallen = rules.compared(75, 100, when="Mei 2026")

    assert grown is not None
    assert grown.values == {"percent": 20, "when": "Mei 2026", "n": 100}
    assert fallen is not None
    assert fallen.values["percent"] == 25
    assert rules.compared(120, 4, when="Mei 2026") is None
    assert rules.compared(3, 100, when="Mei 2026") is None


def test_how_long_it_took_is_said_with_how_many_it_was_of() -> None:
    whole = Lasted(by="all", key="", finished=40, median_s=7200, p90_s=86400)

    assert rules.how_long([whole]).values["n"] == 40
    assert "terlalu sedikit" in rules.how_long([]).text


@pytest.fixture
async def citizens(bench: Workbench, clock: SetClock) -> AsyncIterator[Town]:
    async with town(bench, clock) as opened:
        yield opened


async def june(bench: Workbench, citizens: Town) -> None:
    """A June of eleven holes, seven heaps and three adverts; some of it was answered."""
    seen = {"lon": 106.9756, "lat": -6.2383, "visibility": Visibility.PUBLIC, "quiet": False}
    for kind, count in (("road-damage", 11), ("garbage-pile", 7), ("illegal-advert", 3)):
        await citizens.report(count, kind=KindSlug(kind), received_at=IN_JUNE, **seen)
    for report in citizens.reports[:8]:
        for step in (e.Accepted, e.Resolved, e.Closed):
            await citizens.step(report, to=step)
    await rebuild(bench)


async def test_a_months_figures_are_the_overviews_for_the_same_days(
    bench: Workbench, citizens: Town, visitor: Visitor
) -> None:
    await june(bench, citizens)

    async with bench.entrance.open_desk(BEKASI) as desk:
        facts = await actions.of_month(desk, JUNE)
        told = telling.told(desk.ground, desk.tongue, facts, ranking=None, today=date(2026, 7, 1))
        overview = await reading.section(desk, rules.days_of(JUNE), id="month", title=told.section.title)
        lasted = await store.lasted(desk.db, BEKASI, since=datetime(2026, 5, 31, 17, tzinfo=UTC), until=datetime(2026, 6, 30, 17, tzinfo=UTC))  # fmt: skip

    assert told.section == overview
    assert told.section.count == 21
    assert [each.count for each in told.section.kinds] == [11, 7], "three are too few to be told"
    assert [(each.by, each.finished) for each in lasted if each.by == "all"] == [("all", 8)]
    page = await visitor.see("/open/months/2026-06")
    assert "Juni 2026" in page
    assert "<dd>21</dd>" in page
    assert "Hari tersibuk 10 Jun 2026: 21 laporan." in page
    await visitor.see("/open/months/2026-08", status=404)


async def test_a_month_that_is_over_is_kept_as_it_was(
    bench: Workbench, citizens: Town, clock: SetClock
) -> None:
    await june(bench, citizens)
    clock.move(datetime(2026, 7, 2, tzinfo=UTC) - clock.now())
    for _ in range(2):
        await CHORE.work(bench.entrance.open_desk, BEKASI)
    seen = {"lon": 106.9756, "lat": -6.2383, "visibility": Visibility.PUBLIC}
    await citizens.report(9, kind=KindSlug("road-damage"), received_at=IN_JUNE, **seen)
    await rebuild(bench)
    async with bench.entrance.open_desk(BEKASI) as desk:
        kept = await actions.of_month(desk, JUNE)
        anew = await actions.counted(desk, JUNE)
        months = await store.all_kept(desk.db, BEKASI)

    assert months == [JUNE]
    assert [sum(each.reports for each in facts.told if each.by == "all") for facts in (kept, anew)] == [
        21,
        30,
    ]


async def test_paper_and_tables_hold_the_same_numbers(
    bench: Workbench, citizens: Town, visitor: Visitor
) -> None:
    await june(bench, citizens)

    paper = await visitor.client.get("/open/months/2026-06/report.pdf")
    book = await visitor.client.get("/open/months/2026-06/report.xlsx")

    assert paper.content.startswith(b"%PDF")
    assert paper.content == (await visitor.client.get("/open/months/2026-06/report.pdf")).content
    assert book.content == (await visitor.client.get("/open/months/2026-06/report.xlsx")).content
    cells = [value for sheet in sheets(book.content) for row in sheet for value in row]
    assert 21.0 in cells
    assert "Jalan rusak / berlubang" in cells
    assert "Iklan / reklame liar" not in cells, "three are too few to be told"
    words = text_of(paper.content)
    assert "21" in words
    assert "Jalan rusak / berlubang" in words
    assert "Iklan" not in words


def sheets(content: bytes) -> list[list[list[str | float]]]:
    """Every table of a workbook, row by row: text as text, numbers as numbers; a formula fails."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        shared = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))  # noqa: S314 (we wrote it a moment ago)
        words = ["".join(each.itertext()) for each in shared.iter(f"{SHEET}si")]
        names = sorted(name for name in file.namelist() if name.startswith("xl/worksheets/sheet"))
        found = [ElementTree.fromstring(file.read(name)) for name in names]  # noqa: S314 (we wrote it a moment ago)
    assert not any(list(each.iter(f"{SHEET}{tag}")) for each in found for tag in ("f", "hyperlink"))
    return [
        [
            [
                words[int(cell.findtext(f"{SHEET}v") or 0)]
                if cell.get("t") == "s"
                else float(cell.findtext(f"{SHEET}v") or 0)
                for cell in row.iter(f"{SHEET}c")
            ]
            for row in each.iter(f"{SHEET}row")
        ]
        for each in found
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20))
def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(text: str) -> None:
    for said in (text, f"={text}", f"+{text}", f"@{text}", f"http://{text}"):
        table = Table(name="Uji", heading=["nama", "jumlah"], rows=[[said, 5]])

        content = written([table], title="Uji", author="Kota", made_at=IN_JUNE)

        assert sheets(content)[0][1] == [said, 5.0]
