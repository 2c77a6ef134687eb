"""Open data: what is given away is what the public may read, in every file, and no number tells of one person."""

import csv
import io
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import pytest
from arro3.io import read_parquet
from hypothesis import given, settings
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.oversight.open_data import reading, rules
from tanggap.oversight.open_data.datasets import CATALOGUE, MONTHLY, REPORTS
from tanggap.oversight.open_data.rules import Part, counted
from tanggap.oversight.operations_centre.wanted import Wanted
from tests.conftest import BEKASI
from tests.oversight.counting import tick
from tests.oversight.lives import town
from tests.visitor import Visitor

ROOT = "http://tanggap.test/kota-bekasi"
story = pytest.mark.story
few = st.integers(0, 30)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    reports = draw(few)
    closed = draw(st.integers(0, reports))
    return Part(
        agency=draw(st.sampled_from(["dlh", "dbmsda", ""])),
        area=draw(st.sampled_from(["32.75.01.1001", "32.75.01.1002"])),
        kind=draw(st.sampled_from(["road-damage", "flood"])),
        listed=draw(st.booleans()),
        reports=reports,
        closed=closed,
        on_time=draw(st.integers(0, closed)),
        overdue=draw(st.integers(0, reports - closed)),
    )


def whole(value: object) -> int:
    """A count as it is shown; none counts as nothing."""
    assert value is None or isinstance(value, int)
    return value or 0


def lot_of(seed: int) -> Any:
    def lot(cell: str) -> int:
        return hash((seed, cell)) % 5

    return lot


@settings(max_examples=40)
@given(st.lists(parts(), max_size=12), st.integers())
def test_every_number_of_a_month_is_a_multiple_of_five_and_none_is_below(
    month: list[Part], seed: int
) -> None:
    for row in counted("2026-06", month, over=True, draw=lot_of(seed)):
        shown = [each for each in row[5:] if each is not None]
        assert all(isinstance(each, int) and each >= 5 and each % 5 == 0 for each in shown)
        reports, closed, on_time, overdue = (whole(each) for each in row[5:])
        assert reports >= max(closed, overdue)
        assert closed >= on_time


@settings(max_examples=40)
@given(st.lists(parts(), max_size=8), st.integers(1, 30), st.integers())
def test_confidential_reports_change_nothing_where_they_are_few_or_their_month_still_runs(
    month: list[Part], secret: int, seed: int
) -> None:
    open_ones = [each for each in month if each.listed]
    hidden = Part(
        agency="dlh", area="32.75.01.1001", kind="flood", listed=False, reports=secret, closed=0, on_time=0,
        overdue=secret,
    )  # fmt: skip

    def told(*told: Part, over: bool) -> list[rules.Row]:
        return counted("2026-06", told, over=over, draw=lot_of(seed))

    assert told(*open_ones, hidden, over=False) == told(*open_ones, over=False)
    if secret < FEWEST_SHOWN:
        assert told(*open_ones, hidden, over=True) == told(*open_ones, over=True)


@settings(max_examples=30)
@given(st.integers(5, 200))
def test_rounding_by_lot_is_right_on_the_average(count: int) -> None:
    part = Part(agency="dlh", area="a", kind="k", listed=True, reports=count, closed=0, on_time=0, overdue=0)

    shown = [counted("2026-06", [part], over=True, draw=lambda _, lot=lot: lot)[0][5] for lot in range(5)]

    assert sum(whole(each) for each in shown) == 5 * count


def test_every_field_of_every_dataset_is_explained_in_both_languages() -> None:
    for each in CATALOGUE:
        assert len(set(each.names)) == len(each.names)
        for field in each.fields:
            assert field.means.id, field.name
            assert field.means.en, field.name


class Counting:
    """Opens desks as the house does, and counts them."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.opened = 0

    def __call__(self, city: CityId | None = None) -> AbstractAsyncContextManager[Desk]:
        """Open one."""
        self.opened += 1
        return self.bench.entrance.open_desk(city or BEKASI)


async def all_of(pages: AsyncIterator[Sequence[rules.Row]]) -> list[Sequence[rules.Row]]:
    return [page async for page in pages]


async def test_reports_are_read_page_by_page_each_in_a_transaction_of_its_own(
    bench: Workbench, clock: SetClock
) -> None:
    async with town(bench, clock) as lives:
        for _ in range(4):
            await lives.report(15)
            await lives.live(10)
    opening = Counting(bench)

    pages = await all_of(reading.pages(opening, REPORTS, Wanted(), root=ROOT, at_once=7))
    at_once = await all_of(reading.pages(opening, REPORTS, Wanted(), root=ROOT, at_once=1000))

    rows = [row for page in pages for row in page]
    assert len(rows) > 14
    assert all(0 < len(page) <= 7 for page in pages)
    assert opening.opened >= len(pages) + 1
    assert rows == [row for page in at_once for row in page]
    assert len({row[0] for row in rows}) == len(rows)


async def test_a_report_that_is_hidden_while_somebody_reads_is_missing_from_what_is_still_to_come(
    bench: Workbench, clock: SetClock, visitor: Visitor
) -> None:
    sent: list[str] = []
    for _ in range(4):
        sent.append((await visitor.report())["number"])
        clock.move(timedelta(minutes=1))
    pages = reading.pages(Counting(bench), REPORTS, Wanted(), root=ROOT, at_once=2)

    first = await anext(pages)
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            "update report set listed = false, hidden = 'false' where city_id = 3275 and number = %(n)s",
            n=int(sent[0].replace("-", "")[3:13]),
        )
    rest = await all_of(pages)

    assert [row[0] for row in first] == [sent[3], sent[2]]
    assert [row[0] for page in rest for row in page] == [sent[1]]


async def test_a_months_counts_are_those_of_the_reports_rounded(bench: Workbench, clock: SetClock) -> None:
    async with town(bench, clock) as lives:
        await lives.report(60)
    rows = [
        row
        for page in await all_of(reading.pages(Counting(bench), REPORTS, Wanted(), root=ROOT))
        for row in page
    ]
    by_kind = Counter(row[5] for row in rows)

    counts = [
        row
        for page in await all_of(reading.pages(Counting(bench), MONTHLY, Wanted(), root=ROOT))
        for row in page
    ]

    shown = {row[4]: row[5] for row in counts if row[1] == "kind"}
    assert shown
    for kind, count in shown.items():
        listed = by_kind[kind]
        # What is not listed may stand in it too, from five on.
        assert listed - 5 < whole(count) < 61


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def files(visitor: Visitor, slug: str = "reports", query: str = "") -> dict[str, Any]:
    """The four files of a dataset, read as whoever takes them would."""
    answers = {
        ending: await visitor.client.get(f"/open/data/{slug}.{ending}{query}")
        for ending in ("csv", "json", "geojson", "parquet")
    }
    assert {each.status_code for each in answers.values()} == {200}
    return {
        "csv": table(answers["csv"].text),
        "json": answers["json"].json(),
        "geojson": answers["geojson"].json()["features"],
        "parquet": read_parquet(io.BytesIO(answers["parquet"].content)).read_all(),
    }


@story
async def test_all_four_files_tell_the_same(visitor: Visitor) -> None:
    number = (await visitor.report())["number"]
    other = (await visitor.report(visibility="anonymous", kind="garbage-pile"))["number"]
    await visitor.report(visibility="confidential")
    await visitor.report(kind="official-conduct")

    found = await files(visitor)

    assert [row["number"] for row in found["csv"]] == [row["number"] for row in found["json"]]
    assert {row["number"] for row in found["json"]} == {number, other}
    assert {each["properties"]["number"] for each in found["geojson"]} == {number, other}
    assert {each.as_py() for each in found["parquet"]["number"]} == {number, other}
    exact = next(row for row in found["json"] if row["number"] == number)
    moved = next(row for row in found["json"] if row["number"] == other)
    assert (exact["lon"], exact["lat"], exact["place_precision"]) == (106.9756, -6.2383, "exact")
    assert moved["place_precision"] == "moved"
    assert (moved["lon"], moved["lat"]) != (106.9756, -6.2383)
    assert moved["received_at"].endswith(":00:00+07:00")
    assert moved["time_precision"] == "hour"
    assert exact["url"] == f"{ROOT}/reports/{number}"
    assert "text" not in exact


@story
async def test_a_file_holds_what_was_asked_for_and_says_no_to_what_nobody_knows(visitor: Visitor) -> None:
    road = (await visitor.report())["number"]
    await visitor.report(kind="garbage-pile")

    rows = table((await visitor.client.get("/open/data/reports.csv?kind=road-damage")).text)
    none = await visitor.client.get("/open/data/reports.json?to=2001-01-01&from=2000-01-01")
    unknown = await visitor.client.get("/open/data/reports.csv?kind=dragons")
    not_so = await visitor.client.get("/open/data/areas.csv?kind=road-damage")
    strange = [
        (await visitor.client.get(f"/open/data/{name}")).status_code
        for name in ("dragons", "reports.exe", "kinds.geojson", "reports.", ".csv")
    ]

    assert [row["number"] for row in rows] == [road]
    assert none.json() == []
    assert (unknown.status_code, not_so.status_code) == (422, 422)
    assert strange == [404] * 5


@story
async def test_who_has_a_file_already_is_told_so_until_something_happens(
    visitor: Visitor, bench: Workbench
) -> None:
    await visitor.report()
    await tick(bench)
    first = await visitor.client.get("/open/data/reports.csv")
    mark = {"if-none-match": first.headers["etag"]}
    again = await visitor.client.get("/open/data/reports.csv", headers=mark)
    since = await visitor.client.get(
        "/open/data/reports.csv", headers={"if-modified-since": first.headers["last-modified"]}
    )
    await visitor.report()
    await tick(bench)
    later = await visitor.client.get("/open/data/reports.csv", headers=mark)

    assert (again.status_code, again.content, since.status_code) == (304, b"", 304)
    assert later.status_code == 200
    assert len(table(later.text)) == 2
    assert later.headers["access-control-allow-origin"] == "*"


@story
async def test_one_network_takes_so_many_files_and_then_waits(visitor: Visitor) -> None:
    reader = visitor.other(address="203.0.113.9")
    answers = [(await reader.client.get("/open/data/kinds.csv")).status_code for _ in range(31)]
    elsewhere = await visitor.other(address="198.51.100.7").client.get("/open/data/kinds.csv")

    assert answers[0] == 200
    assert answers[-1] == 429
    assert answers == sorted(answers)
    assert elsewhere.status_code == 200


@story
async def test_a_dataset_has_a_page_that_explains_it_and_shows_its_first_rows(visitor: Visitor) -> None:
    number = (await visitor.report())["number"]

    index = await visitor.see("/open/data")
    for each in CATALOGUE:
        page = await visitor.see(f"/open/data/{each.slug}")
        assert f"/open/data/{each.slug}" in index
        assert all(field.means.id in page for field in each.fields)
        assert "CC-BY-4.0" in page
    reports = await visitor.see("/open/data/reports?kind=road-damage")

    assert number in reports
    assert "/open/data/reports.csv?kind=road-damage" in reports
    assert json.loads((await visitor.client.get("/open/data/kinds.json")).text)
