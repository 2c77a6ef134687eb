"""The feed shows what the public may find, page by page, and nothing twice."""

import re
from datetime import timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.terms import AreaCode, CityId, GroupSlug
from tanggap.journey.feed import store
from tanggap.journey.feed.pages import PAGE
from tanggap.journey.feed.store import Filter
from tanggap.kit.clock import SetClock
from tanggap.report import number as numbers
from tanggap.report import views
from tanggap.report.report import Status
from tests.visitor import Visitor

pytestmark = pytest.mark.story

BEKASI = CityId(3275)
CARD = re.compile(r'<h3><a href="/reports/(BKS-\d{5}-\d{5}-\d)">')
OLDER = re.compile(r'rel="next" href="([^"]+)"')
NEWER = re.compile(r'rel="prev" href="([^"]+)"')


async def test_pages_go_on_where_the_last_one_ended_there_and_back(visitor: Visitor, clock: SetClock) -> None:
    sent: list[str] = []
    for _ in range(PAGE + 3):
        sent.append((await visitor.report())["number"])
        clock.move(timedelta(minutes=1))

    first = await visitor.see("/reports")
    older = OLDER.search(first)
    assert older
    second = await visitor.see(older[1])
    newer = NEWER.search(second)
    assert newer
    back = await visitor.see(newer[1])

    assert CARD.findall(first) + CARD.findall(second) == sent[::-1]
    assert CARD.findall(back) == CARD.findall(first)
    assert not NEWER.search(first)
    assert not OLDER.search(second)


async def test_a_filter_goes_along_to_the_next_page(visitor: Visitor) -> None:
    for _ in range(PAGE + 1):
        await visitor.report(kind="garbage-pile")
    await visitor.report(kind="road-damage")

    page = await visitor.see("/reports?kind=waste&status=moving")

    assert len(CARD.findall(page)) == PAGE
    older = OLDER.search(page)
    assert older
    assert "kind=waste&status=moving" in older[1]


async def test_a_filter_finds_by_group_area_and_status(visitor: Visitor, bench: Workbench) -> None:
    road = await visitor.report(kind="road-damage")
    await visitor.report(kind=None, lon=106.9, lat=-6.3)

    async with bench.entrance.open_desk(BEKASI) as desk:
        by_group = await store.newest(desk.db, BEKASI, Filter(group=GroupSlug("roads")), limit=9)
        found = await views.glimpses(desk.db, BEKASI, by_group)
        area = found[0].area
        by_area = await store.newest(desk.db, BEKASI, Filter(area=area), limit=9)
        elsewhere = await store.newest(desk.db, BEKASI, Filter(area=AreaCode("32.75.99.9999")), limit=9)
        closed = await store.newest(desk.db, BEKASI, Filter(statuses=[Status.CLOSED]), limit=9)

    assert [numbers.show("BKS", seen.number) for seen in found] == [road["number"]]
    assert by_area == by_group
    assert elsewhere == closed == []


async def test_confidential_and_internal_reports_are_in_no_page_of_the_feed(visitor: Visitor) -> None:
    await visitor.report(visibility="confidential")
    await visitor.report(kind="official-conduct")

    assert not CARD.findall(await visitor.see("/reports"))


@pytest.mark.parametrize(
    "query", ["kind=%00", "status=all", "area=' or 1=1", "before=BKS-1", "after=x", "kind=<b>"]
)
async def test_an_address_that_makes_no_sense_shows_the_newest(visitor: Visitor, query: str) -> None:
    sent = await visitor.report()

    assert sent["number"] in await visitor.see(f"/reports?{query}")
