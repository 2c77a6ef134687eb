"""Search finds what the public may read, however it is written, in the order that is asked for."""

from uuid import UUID, uuid4

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.terms import KindSlug
from tanggap.journey.moderation.remarks import actions as words
from tanggap.journey.search.asking import store as asking_store
from tanggap.journey.search.wanted import Filter, Position
from tanggap.report import events as e
from tanggap.report.remarks.remark import RemarkReason
from tanggap.report.report import HoldReason, ReportId, Status
from tests.bekasi import COORDINATOR
from tests.conftest import BEKASI, NOW
from tests.journey.office import sent
from tests.journey.searching import comment, everything, found, happen, hear, look, support


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
