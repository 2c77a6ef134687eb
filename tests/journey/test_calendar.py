"""The calendar changes, what is open is counted anew once, and taking it back leaves every promise as it was."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.calendar import DaysOff
from tanggap.city.desk import Desk
from tanggap.city.editing.rules import digest
from tanggap.city.editing.store import Change
from tanggap.city.packs.times import DayOff, Holidays
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import CityId, PersonId
from tanggap.journey.calendar import actions, rules
from tanggap.journey.calendar.rules import Edit
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.log import history
from tanggap.report.recounting import actions as recounting
from tanggap.report.recounting import store
from tanggap.report.report import ReportId, Status
from tests.conftest import BEKASI
from tests.journey.office import do, sent, told

ADMIN = Actor(person=PersonId(UUID(int=77)), duties=(Duty(role=Role.CITY_ADMIN),))
THURSDAY = date(2026, 7, 2)
FRIDAY = date(2026, 7, 3)
NATIONAL = {date(2026, 8, 17): "Hari Kemerdekaan", date(2026, 12, 25): "Hari Raya Natal"}


days = st.dates(date(2026, 7, 1), date(2026, 12, 31))
wishes = st.dictionaries(days, st.sampled_from(["Libur kota", "Pemilihan", None]), min_size=1, max_size=6)


def test_lines_say_which_days_are_off_and_with_a_minus_which_are_worked() -> None:
    read = rules.read_lines("2027-03-10 Hari jadi kota\r\n\r\n-2027-05-07\r\n")

    assert read == {date(2027, 3, 10): "Hari jadi kota", date(2027, 5, 7): None}


@pytest.mark.parametrize(
    "lines",
    ["", "Hari jadi", "2027-03-10", "2027-13-01 X", "2027-03-10 A\n2027-03-10 B", "2027-03-10 " + "x" * 200],
)
def test_what_says_no_day_is_refused_where_it_stands(lines: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.read_lines(lines)

    assert refused.value.field == "lines"


def test_a_day_of_the_national_list_is_taken_out_and_back_and_then_nothing_is_the_citys_own() -> None:
    before = DaysOff(days=NATIONAL, own=Holidays())
    worked = rules.edits(NATIONAL, {date(2026, 12, 25): None})

    out = rules.changed(before, worked)
    back = rules.changed(out, rules.undone(out.days, worked))

    assert out.own == Holidays(remove=(DayOff(day=date(2026, 12, 25), name="Hari Raya Natal"),))
    assert back == before


@given(wanted=wishes)
def test_a_change_taken_back_leaves_the_calendar_as_it_was(wanted: Mapping[date, str | None]) -> None:
    wanted = {day: name for day, name in wanted.items() if name is not None or day in NATIONAL}
    before = DaysOff(days=NATIONAL, own=Holidays())
    if not wanted:
        return

    edits = rules.edits(before.days, wanted)
    after = rules.changed(before, edits)

    assert rules.edits(before.days, rules.read_lines(rules.write_lines(edits))) == edits
    assert rules.changed(after, rules.undone(after.days, edits)).days == before.days


def test_edits_changed_again_since_are_not_taken_back() -> None:
    edits = (Edit(day=FRIDAY, before=None, after="Libur kota"),)

    with pytest.raises(Refused):
        rules.undone({FRIDAY: "Pemilihan"}, edits)


async def closes(office: Workbench, *off: date) -> Change:
    """The city admin closes offices on these days."""
    return await do(
        office, ADMIN, lambda d: actions.change(d, dict.fromkeys(off, "Libur kota"), reason="SK Wali Kota")
    )


async def work(office: Workbench, clock: SetClock, memory: dict[CityId, int] | None = None) -> int:
    """What a worker does in the seconds after a change; how many reports moved."""
    memory = {} if memory is None else memory
    await office.cities.refresh()
    moved = await recounting.recount_all(office.cities, office.entrance.open_desk, memory)
    clock.move(recounting.SETTLES)
    return moved + await recounting.recount_all(office.cities, office.entrance.open_desk, memory)


async def test_open_reports_are_counted_anew_once_and_their_logs_say_so(
    office: Workbench, clock: SetClock
) -> None:
    await work(office, clock)
    report = await sent(office, kind=None)
    before, _ = await told(office, report)
    made = await closes(office, THURSDAY, FRIDAY)

    moved = [await work(office, clock) for _ in range(3)]

    after, by_log = await told(office, report)
    assert moved == [1, 0, 0]
    assert after == by_log
    assert after.due_at is not None
    assert before.due_at is not None
    assert after.due_at > before.due_at

    await do(office, ADMIN, lambda d: actions.undo(d, made.id))
    assert await work(office, clock) == 1
    assert (await told(office, report))[0].due_at == before.due_at
    async with office.entrance.open_desk(BEKASI) as desk:
        log = [heard.kind for heard in await history(desk.db, desk.city, report)]
    assert log.count("Recounted") == 2


async def test_what_is_open_is_read_in_batches_each_report_in_one_of_them(office: Workbench) -> None:
    sent_in = {await sent(office, kind=None) for _ in range(3)}

    found: list[ReportId] = []
    async with office.entrance.open_desk(BEKASI) as desk:
        while batch := await store.promises(desk.db, desk.city, after=found[-1] if found else None, limit=2):
            assert len(batch) <= 2
            found += [each.id for each in batch]

    assert set(found) == sent_in
    assert len(found) == 3


async def test_a_worker_that_was_away_catches_up_and_one_that_died_begins_again(
    office: Workbench, clock: SetClock
) -> None:
    await work(office, clock)
    reports = [await sent(office, kind=None) for _ in range(3)]
    await closes(office, THURSDAY)
    clock.move(timedelta(days=2))
    # Dead after the first of three: what it had finished stays, and nobody remembers that it had begun.
    await office.cities.refresh()
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await recounting.recount_one(desk, reports[0]) == 1

    assert await work(office, clock) == 2
    assert await work(office, clock) == 0


async def test_a_report_taken_in_by_the_old_calendar_meanwhile_is_counted_once_more(
    office: Workbench, clock: SetClock
) -> None:
    await work(office, clock)
    await closes(office, THURSDAY)
    memory: dict[CityId, int] = {}
    old = await office.cities.ground(BEKASI)
    await office.cities.refresh()
    assert await recounting.recount_all(office.cities, office.entrance.open_desk, memory) == 0
    # This process knows the new calendar; another took a report in by the one before.
    late = await sent(office, kind=None)
    found, _ = await told(office, late)
    async with office.entrance.open_desk(BEKASI) as desk:
        await desk.db.run(
            "update report set due_at = %(due)s where city_id = %(city)s and id = %(id)s",
            due=old.due_at(found.received_at, found.type, None),
            city=BEKASI,
            id=late,
        )

    clock.move(recounting.SETTLES)

    assert await recounting.recount_all(office.cities, office.entrance.open_desk, memory) == 1
    assert (await told(office, late))[0].due_at == found.due_at


async def test_what_a_change_would_move_is_told_before_and_nothing_is_saved(office: Workbench) -> None:
    await sent(office, kind=None)

    async def look(desk: Desk) -> tuple[int, int]:
        _, moved = await actions.preview(desk, {THURSDAY: "Libur kota"})
        return moved.later, moved.earlier

    assert await do(office, ADMIN, look) == (1, 0)
    async with office.entrance.open_desk(BEKASI) as desk:
        assert THURSDAY not in await actions.days_off(desk)


async def test_a_change_without_a_reason_is_refused_and_each_is_taken_back_once(office: Workbench) -> None:
    with pytest.raises(Invalid):
        await do(office, ADMIN, lambda d: actions.change(d, {FRIDAY: "Libur"}, reason=None))
    made = await closes(office, FRIDAY)
    await do(office, ADMIN, lambda d: actions.undo(d, made.id))

    with pytest.raises(Refused):
        await do(office, ADMIN, lambda d: actions.undo(d, made.id))


async def test_the_trail_holds_each_day_before_and_after_and_no_word(office: Workbench) -> None:
    made = await closes(office, FRIDAY)

    async with office.entrance.open_desk(BEKASI) as desk:
        noted = await desk.db.one(
            dict[str, object],
            "select body from audit where city_id = %(city)s and act = 'city.change' and thing = %(thing)s",
            city=BEKASI,
            thing=made.id,
        )
    assert noted == {"part": "days_off", "slug": "2026-07-03", "before": "", "after": digest("Libur kota")}


async def test_what_ended_keeps_the_limit_it_had(office: Workbench, clock: SetClock) -> None:
    await work(office, clock)
    report = await sent(office, kind=None)
    async with office.entrance.open_desk(BEKASI) as desk:
        await desk.db.run(
            "update report set open = false, status = %(closed)s where city_id = %(city)s and id = %(id)s",
            closed=Status.CLOSED.value,
            city=BEKASI,
            id=report,
        )
    await closes(office, THURSDAY)

    assert await work(office, clock) == 0
