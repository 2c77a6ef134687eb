"""What readers flag is counted by person, whatever browser they sit at, and tied to nobody once they are gone."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.offers import Subject
from tanggap.city.rights import Actor
from tanggap.city.terms import ResidentId
from tanggap.journey.moderation import actions, rules
from tanggap.journey.moderation.flags import store
from tanggap.journey.moderation.holding import HOLDING
from tanggap.report import store as reports
from tanggap.report.report import FlagReason, HideReason, Report, ReportId
from tests.conftest import BEKASI
from tests.journey.office import do, sent

RESIDENT = ResidentId(UUID(int=42))
HOME, WORK = Actor(session=b"at home"), Actor(session=b"at work")


async def flag(office: Workbench, actor: Actor, report: ReportId) -> None:
    async def work(desk: Desk) -> Report:
        found = await reports.get(desk.db, desk.city, report)
        return await actions.flag(desk, found, reason=FlagReason.INSULT)

    await do(office, actor, work)


async def counted(office: Workbench, report: ReportId) -> int:
    async with office.entrance.open_desk(BEKASI) as desk:
        found = await reports.get(desk.db, desk.city, report)
        return sum(each.count for each in await store.flags(desk.db, desk.city, found.id))


async def own(office: Workbench, seat: bytes) -> list[store.OwnFlag]:
    async with office.entrance.open_desk(BEKASI) as desk:
        return await store.of_seats(desk.db, desk.city, [seat])


async def test_who_flags_from_two_browsers_and_signs_in_at_both_has_flagged_once(office: Workbench) -> None:
    report = await sent(office)
    await flag(office, HOME, report)
    await flag(office, WORK, report)
    await flag(office, Actor(session=b"somebody else"), report)

    async with office.entrance.open_desk(BEKASI) as desk:
        found = await reports.get(desk.db, desk.city, report)
        for browser in (b"at home", b"at work"):
            assert HOLDING.join is not None
            await HOLDING.join(desk, browser, RESIDENT)

    assert found.hidden is HideReason.FLAGS
    assert await counted(office, report) == 2
    assert [each.reason for each in await own(office, RESIDENT.bytes)] == [FlagReason.INSULT]


async def test_an_emptied_flag_is_counted_and_nobodys(office: Workbench) -> None:
    report = await sent(office)
    await flag(office, Actor(session=b"x", resident=RESIDENT), report)
    subject = Subject(resident=RESIDENT)

    async with office.entrance.open_desk(BEKASI) as desk:
        copies = await HOLDING.export(desk, subject)
        await HOLDING.empty(desk, subject)

    assert [row["reason"] for row in copies[0].rows] == [FlagReason.INSULT]
    assert await own(office, RESIDENT.bytes) == []
    assert await counted(office, report) == 1


@given(st.sets(st.tuples(st.integers(0, rules.ROWS - 1), st.integers(0, rules.COLUMNS - 1)), max_size=12))
def test_what_was_ticked_is_ticked_again_and_nothing_beside_it(cells: set[tuple[int, int]]) -> None:
    boxes = rules.boxes(f"{row}-{column}" for row, column in cells)

    ticked = {
        (row, column)
        for row in range(rules.ROWS)
        for column in range(rules.COLUMNS)
        if any(rules.touches(box, row, column) for box in boxes)
    }

    assert ticked == cells
