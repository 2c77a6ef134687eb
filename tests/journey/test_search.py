"""Search finds what the public may read, however it is written, and keeps nothing of what it may not."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.keeping.actions import erase
from tanggap.city.offers import Subject
from tanggap.city.rights import Actor
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.journey.conversation import actions as talk
from tanggap.journey.feed import asked as asking
from tanggap.journey.feed.reading import Sheet, read
from tanggap.journey.moderation.remarks import actions as words
from tanggap.journey.search import actions
from tanggap.journey.search.asking import store as asking_store
from tanggap.journey.search.holding import HOLDING
from tanggap.journey.search.listener import LISTENER
from tanggap.journey.search.wanted import Filter, Position
from tanggap.kit.log import Happened, Reactor, Ticker
from tanggap.report import events as e
from tanggap.report import store as reports
from tanggap.report.remarks.remark import Remark, RemarkReason
from tanggap.report.report import HoldReason, ReportId, Status, Visibility
from tanggap.report.views import Reader
from tests.bekasi import COORDINATOR
from tests.conftest import BEKASI, NOW
from tests.journey.office import sent

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


async def test_a_report_is_found_as_people_write(office: Workbench) -> None:
    lamp = await sent(
        office,
        kind="street-light-out",
        text="Lampu di gang mati, jalanan berlubang.",
        landmark="Warung Pojok",
    )
    heap = await sent(office, kind="garbage-pile", text="Bau menyengat.", lon=107.0110, lat=-6.2720)
    await hear(office)

    answers = {
        lamp: "lampu jalan mati|LAMPU|lampu jlan mati|lampunya mati|berlobang|penerangan|pju|street light|jakasampurna|"
        "jakasempurna lampu|di gang yang mati!|warung",
        heap: "sampah|garbage|menyengat",
        None: "lampu sampah|xyzzy|'; drop table report; --",
    }
    asked = {q: {each} - {None} for each, words in answers.items() for q in words.split("|")}
    assert {q: await found(office, q) for q in asked} == asked


async def test_what_was_probably_meant_is_said(office: Workbench) -> None:
    for _ in range(3):
        await sent(office, text="Kabel menjuntai di trotoar.")
    await hear(office)

    slip = (await look(office, "kabel menjunti zebra")).question
    right = (await look(office, "kabel menjuntai")).question

    assert slip is not None
    assert (slip.better, slip.unknown) == ("kabel menjuntai zebra", ("zebra",))
    assert right is not None
    assert (right.better, right.unknown) == (None, ())


async def test_a_name_of_one_report_is_never_suggested(office: Workbench) -> None:
    await sent(office, text="Motor Sulastriningsih jatuh di lubang.")
    await hear(office)

    asked = (await look(office, "sulastriningsi")).question

    assert asked is not None
    assert (asked.better, asked.words) == (None, ())


async def test_words_the_office_says_to_all_are_found_and_what_is_between_them_is_not(
    office: Workbench,
) -> None:
    report = await sent(office)
    held = e.Held(was=Status.DISPOSED, now=Status.ON_HOLD, reason=HoldReason.WEATHER, review_on=NOW.date())
    await happen(office, report, held, note="Menunggu aspal panas.")
    await happen(office, report, e.Questioned(), note="Apakah dekat kelurahan?")
    await happen(office, report, e.Noted(), note="Pemborong terlambat.")
    await hear(office)

    assert await found(office, "aspal panas") == {report}
    assert await found(office, "pemborong") == set()
    assert await found(office, "kelurahan") == set()


async def test_a_report_is_found_by_what_everybody_may_read_under_it(office: Workbench) -> None:
    report = await sent(office, text="Lubang dalam.")
    await hear(office)
    before = await everything(office)

    said = await comment(office, report, "Kemarin motor terperosok, telepon 081234567890.")
    await hear(office)
    shown = await found(office, "terperosok")
    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        await words.hide(desk, said.id, reason=RemarkReason.ABUSE)
    await hear(office)
    hidden = await everything(office)
    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        await words.show(desk, said.id)
    await hear(office)

    assert (shown, hidden) == ({report}, before)
    assert await found(office, "terperosok") == {report}
    assert "081234567890" not in str(await everything(office))


async def test_who_erases_what_they_said_takes_only_their_words_from_the_report(office: Workbench) -> None:
    report = await sent(office, text="Lubang dalam.")
    await hear(office)
    before = await everything(office)
    await comment(office, report, "Kemarin motor terperosok.")
    await hear(office)

    await erase(lambda city=None: office.entrance.open_desk(city or BEKASI), Subject(browsers=(BROWSER,)))

    assert await everything(office) == before


async def comment(office: Workbench, report: ReportId, text: str) -> Remark:
    """A neighbour says something under a report."""
    async with office.entrance.open_desk(BEKASI, actor=Actor(session=BROWSER)) as desk:
        state = await reports.get(desk.db, desk.city, report)
        return await talk.comment(desk, state, Reader.PUBLIC, text=text)


async def test_a_report_the_public_may_not_find_is_not_kept_at_all(office: Workbench) -> None:
    await sent(office, visibility=Visibility.CONFIDENTIAL, text="Rahasia besar sekali.")
    await sent(office, kind="official-conduct", text="Pungutan liar.")
    await hear(office)

    assert await everything(office) == {table: [] for table in KEPT}


@pytest.mark.parametrize("end", ["merged", "sealed", "emptied"])
async def test_nothing_stays_of_a_report_that_stops_being_listed_is_merged_or_emptied(
    office: Workbench, end: str
) -> None:
    stays = [await sent(office, text="Lubang dalam.") for _ in range(2)]
    await hear(office)
    before = await everything(office)
    report = await sent(office, text="Lubang dalam, kata Sulastriningsih.")
    await hear(office)

    if end == "emptied":
        async with office.entrance.open_desk(BEKASI) as desk:
            await HOLDING.empty(desk, Subject(reports=(report,)))
    else:
        await happen(office, report, merged(stays[0]) if end == "merged" else sealed())
        await hear(office)

    assert await found(office, "sulastriningsih") == set()
    assert await found(office, "lubang") == set(stays)
    assert await everything(office) == before


async def test_search_does_not_show_what_stopped_being_listed_before_it_heard(office: Workbench) -> None:
    report = await sent(office, text="Lubang dalam.")
    await hear(office)

    await happen(office, report, sealed())

    assert await found(office, "lubang") == set()


async def test_following_the_log_gives_what_reading_all_anew_gives_and_twice_is_once(
    office: Workbench,
) -> None:
    texts = [
        "Lubang besar.",
        "Lampu mati.",
        "Lubang dalam lampu mati.",
        "Besar sekali lubangnya.",
        "Lubang lagi besar.",
        "Lubang di gang.",
    ]
    sent_in = [await sent(office, text=text) for text in texts]
    await hear(office)
    await happen(office, sent_in[0], merged(sent_in[3]))
    await hear(office)
    followed = await everything(office)

    async with office.app.transaction() as db:
        await db.run("delete from listener_cursor")
    await hear(office)
    twice = await everything(office)
    await actions.rebuild(office.entrance.open_desk, BEKASI)

    assert followed["search_gram"]
    assert twice == followed
    assert await everything(office) == followed


async def test_one_citys_words_are_not_anothers(office: Workbench) -> None:
    await sent(office, text="Lubang dalam.")
    await hear(office)

    async with office.app.transaction(9999) as db:
        cursor = await db.connection.execute("select count(*) from search_term")
        assert await cursor.fetchone() == (0,)


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


@pytest.mark.parametrize("q", ["", "lubang"])
async def test_each_order_goes_on_where_its_page_ended(office: Workbench, q: str) -> None:
    one = await sent(office)
    two = await sent(office, lon=107.0110, lat=-6.2720)
    three = await sent(office)
    blurred = await sent(office, kind="public-disturbance", text="Lubang.")
    await hear(office)
    numbers = {
        each: await support(office, each, n) for each, n in ((one, 2), (two, 5), (three, 2), (blurred, 0))
    }

    async def paged(**asked: str) -> list[ReportId]:
        read: list[ReportId] = []
        older = True
        while older:
            sheet = await look(office, q, asked, limit=1, before=numbers[read[-1]] if read else None)
            read += sheet.reports
            older = sheet.older
        return read

    assert await paged() == [blurred, three, two, one]
    assert await paged(order="supported") == [two, three, one, blurred]
    assert await paged(order="nearest", near="106.9756,-6.2383") == [three, one, two]
    assert await paged(order="nearest", near="107.0110,-6.2720") == [two, three, one]
    assert await paged(order="nearest", near="here") == [blurred, three, two, one]


async def test_common_words_are_looked_for_among_what_most_people_stand_behind(office: Workbench) -> None:
    one, two, three = [await sent(office) for _ in range(3)]
    heap = await sent(office, kind="garbage-pile", text="Sampah di lubang.")
    other = await sent(office, text="Aspal retak.")
    await hear(office)
    for each, supporters in ((one, 1), (two, 7), (three, 3), (heap, 5), (other, 9)):
        await support(office, each, supporters)

    async def among(most: int, wanted: Filter, behind: Position | None = None) -> list[UUID]:
        async with office.app.transaction(BEKASI) as db:
            words = (frozenset({"lubang"}),)
            found = await asking_store.most_supported(
                db, BEKASI, words, wanted, behind=behind, most=most, limit=2
            )
        return [each.id for each in found]

    assert await among(5, Filter()) == [two, heap]
    assert await among(5, Filter(kind=KindSlug("road-damage"))) == [two, three]
    assert await among(2, Filter()) == [two]
    behind = Position(id=heap, received_at=NOW, supporters=5, area=None)
    assert await among(5, Filter(), behind) == [three, one]


async def test_a_search_is_filtered_as_the_feed_is_and_counted(office: Workbench) -> None:
    road = await sent(office)
    heap = await sent(office, kind="garbage-pile")
    await hear(office)

    assert await found(office, "lubang", agency="") == {road, heap}
    assert await found(office, "lubang", kind="roads") == {road}
    assert await found(office, "lubang", kind="road-damage") == {road}
    assert await found(office, "lubang", area="32.75.02.1005") == {road, heap}
    assert await found(office, "lubang", agency="dbmsda") == {road}
    assert await found(office, "lubang", status="done") == set()
    assert (await look(office, "lubang", limit=1)).total == 2
    assert (await look(office, "", {"kind": "road-damage"}, limit=1)).total == 1
    assert (await look(office, "")).total is None


async def test_a_report_nobody_has_is_no_place_in_the_list(office: Workbench) -> None:
    report = await sent(office)

    assert (await look(office, "", before=uuid4().int % 10**10)).reports == [report]
