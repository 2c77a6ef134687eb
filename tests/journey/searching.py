"""What tests of search ask it, and what they let happen to the reports it keeps."""

from collections.abc import Mapping
from typing import Any

from tanggap.app.tools import Workbench
from tanggap.city.rights import Actor
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.journey.conversation import actions as talk
from tanggap.journey.feed import asked as asking
from tanggap.journey.feed.reading import Sheet, read
from tanggap.journey.search.listener import LISTENER
from tanggap.kit.log import Happened, Reactor, Ticker
from tanggap.report import events as e
from tanggap.report import store as reports
from tanggap.report.remarks.remark import Remark
from tanggap.report.report import ReportId, Status
from tanggap.report.views import Reader
from tests.conftest import BEKASI

BROWSER = b"neighbour"
KEPT = ("search_report", "search_term", "search_word", "search_gram")


async def hear(office: Workbench) -> None:
    """Let search catch up with the log."""
    await Ticker(app=office.app, reader=office.reader, epoch=office.tools.epoch).tick()
    reactor = Reactor(
        app=office.app,
        reader=office.reader,
        listeners=[LISTENER],
        open_desk=lambda _: office.entrance.open_desk(BEKASI),
        epoch=office.tools.epoch,
    )
    await reactor.catch_up()


async def look(
    office: Workbench, q: str, asked: Mapping[str, str] = {}, *, limit: int = 20, before: int | None = None
) -> Sheet:
    """A page of the feed for some words."""
    async with office.entrance.open_desk(BEKASI) as desk:
        return await read(desk, asking.address(desk.ground, q=q, **asked), limit=limit, before=before)


async def found(office: Workbench, q: str, **asked: str) -> set[ReportId]:
    """Which reports answer some words."""
    return set((await look(office, q, asked)).reports)


async def everything(office: Workbench) -> dict[str, list[Any]]:
    """All that search keeps, in an order of its own."""
    kept: dict[str, list[Any]] = {}
    async with office.app.transaction(BEKASI) as db:
        for table in KEPT:
            cursor = await db.connection.execute(f"select t::text from {table} t order by 1")
            kept[table] = await cursor.fetchall()
    return kept


async def happen(office: Workbench, report: ReportId, event: Happened, *, note: str | None = None) -> None:
    """Something happens to a report, with these public words."""
    async with office.entrance.open_desk(BEKASI) as desk:
        state = await reports.open_for_change(desk.db, BEKASI, report)
        await reports.record(desk.db, desk.tools.epoch, state, event, at=desk.now(), note=note)


def merged(primary: ReportId) -> Happened:
    return e.Merged(was=Status.DISPOSED, now=Status.MERGED, primary=primary)


def sealed() -> Happened:
    """Somebody found that the report is of a kind the public may not find."""
    return e.Verified(
        was=Status.DISPOSED,
        now=Status.VERIFIED,
        type=asking_type(),
        was_type=asking_type(),
        kind=KindSlug("official-conduct"),
        kind_group=GroupSlug("services"),
        was_kind=KindSlug("road-damage"),
        area=AreaCode("32.75.02.1005"),
        was_area=AreaCode("32.75.02.1005"),
        sensitivity=e.Sensitivity.SEALED,
        due_at=None,
        respond_by=None,
    )


def asking_type() -> e.ReportType:
    return e.ReportType.COMPLAINT


async def comment(office: Workbench, report: ReportId, text: str) -> Remark:
    """A neighbour says something under a report."""
    async with office.entrance.open_desk(BEKASI, actor=Actor(session=BROWSER)) as desk:
        state = await reports.get(desk.db, desk.city, report)
        return await talk.comment(desk, state, Reader.PUBLIC, text=text)


async def support(office: Workbench, report: ReportId, supporters: int) -> int:
    """Let so many people stand behind a report; its number."""
    async with office.app.transaction(BEKASI) as db:
        number = await db.one(
            int,
            "update report set supporters = %(n)s where city_id = %(city)s and id = %(id)s returning number",
            n=supporters,
            city=BEKASI,
            id=report,
        )
    assert number is not None
    return number
