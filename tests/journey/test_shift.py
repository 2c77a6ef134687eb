"""What officers did without a signal is done once, as of when it was done; what stood in its way is told."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.rights import Actor
from tanggap.city.terms import PersonId
from tanggap.journey.work import actions, steps
from tanggap.journey.work.archive import archive_page
from tanggap.journey.work.bench import bench_map, bench_page
from tanggap.journey.work.shift import actions as shift
from tanggap.journey.work.shift import rules
from tanggap.journey.work.shift.rules import SHIFT, Act
from tanggap.journey.work.shift.store import Taken
from tanggap.journey.work.task import task_page
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Missing, Refused, Stale
from tanggap.kit.log import history
from tanggap.kit.web import Form
from tanggap.kit.words import say
from tanggap.report import number as numbers
from tanggap.report.report import Report, ReportId, Status, TaskId, Visibility
from tests.bekasi import CLEANSING, CLEANSING_LIAISON, NOW, ROADS_LIAISON, ROADS_OFFICER
from tests.conftest import BEKASI
from tests.journey.office import do, sent, told

MOMENTS = st.timedeltas(timedelta(0), timedelta(days=365)).map(lambda since: NOW + since)


def act(task: UUID, step: str, *, ago: timedelta = timedelta(0), by: Actor = ROADS_OFFICER) -> Act:
    assert by.person
    return Act(key=uuid4().hex, task=TaskId(task), step=step, ago=ago, by=by.person)


async def bring(office: Workbench, what: Act, *, by: Actor = ROADS_OFFICER, **fields: str) -> Taken:
    """A phone brings an act, at a desk of its own."""
    form = Form({name: [text] for name, text in fields.items()})

    async def step(desk: Desk, report: ReportId) -> Report:
        return await steps.STEPS[what.step](desk, report, form)

    async def taken(desk: Desk) -> Taken:
        return await shift.once(desk, what, step)

    return await do(office, by, taken)


async def task_of(office: Workbench, report: ReportId) -> TaskId:
    lead = (await told(office, report))[0].lead
    assert lead
    return lead.id


@given(now=MOMENTS, before=st.timedeltas(timedelta(0), timedelta(days=40)), ago=st.floats())
def test_an_act_never_lies_ahead_nor_before_what_happened_last_nor_before_a_shift(
    now: datetime, before: timedelta, ago: float
) -> None:
    last = now - before
    try:
        what = Act(key="k", task=TaskId(uuid4()), step="note", ago=rules.ago(ago), by=PersonId(uuid4()))
    except Invalid:
        return

    at = rules.happened(what, now=now, last=last)

    assert last <= at <= now
    assert at >= now - SHIFT


async def test_an_act_counts_from_when_it_was_done_and_both_moments_are_kept(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    task = await task_of(office, report)
    clock.move(timedelta(hours=3))

    taken = await bring(office, act(task, "acceptance", ago=timedelta(hours=2)))
    early = await bring(office, act(task, "note", ago=timedelta(hours=9)), text="Sudah di lokasi.")

    kept, retold = await told(office, report)
    done_at = NOW + timedelta(hours=1)
    assert kept == retold
    assert (kept.status, kept.responded_at) == (Status.IN_PROGRESS, done_at)
    assert (taken.happened_at, taken.received_at) == (done_at, NOW + timedelta(hours=3))
    assert (early.happened_at, early.told_at) == (done_at, NOW - timedelta(hours=6)), "not before the last"


async def test_who_works_on_it_reads_that_an_act_arrived_late_and_what_the_phone_said_of_it(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    task = await task_of(office, report)
    clock.move(timedelta(hours=5))
    await bring(office, act(task, "acceptance", ago=timedelta(hours=3)))
    await bring(office, act(task, "note", ago=timedelta(hours=9)), text="Jam ponsel salah.")
    await bring(office, act(task, "note", ago=timedelta(seconds=40)), text="Ada sinyal.")

    page = await do(office, ROADS_OFFICER, lambda d: task_page(d, task))
    now, wrong, taken = page.timeline[:3]

    assert now.late is None
    assert taken.late is not None
    assert taken.late == say(
        "dikerjakan {done}, diterima {received} lewat shift tanpa sinyal",
        done=NOW + timedelta(hours=2),
        received=NOW + timedelta(hours=5),
    )
    assert wrong.late is not None
    assert "menurut ponsel" in wrong.late.text
    assert wrong.at == taken.at, "what counts is not before what happened last"


async def test_an_act_that_is_brought_again_is_done_once(office: Workbench) -> None:
    report = await sent(office)
    what = act(await task_of(office, report), "note")

    first = await bring(office, what, text="Butuh rambu.")
    again = await bring(office, what, text="Butuh rambu.")

    async with office.entrance.open_desk(BEKASI) as desk:
        noted = [each for each in await history(desk.db, BEKASI, report) if each.kind == "Noted"]
    assert first == again
    assert [each.nth for each in noted] == [first.nth]


async def test_a_phone_speaks_for_nobody_but_who_is_signed_in(office: Workbench) -> None:
    report = await sent(office)
    what = act(await task_of(office, report), "note")

    with pytest.raises(Stale):
        await bring(office, what, by=ROADS_LIAISON, text="Bukan saya.")

    assert (await told(office, report))[0].nth == (await told(office, report))[1].nth


async def test_what_stood_in_the_way_is_told_and_nothing_of_the_act_is_kept(office: Workbench) -> None:
    report = await sent(office)
    what = act(await task_of(office, report), "acceptance")
    await do(
        office, ROADS_LIAISON, lambda d: actions.offer(d, report, target=CLEANSING, reason="Ini sampah.")
    )

    with pytest.raises(Refused):
        await bring(office, what)
    told_then = await do(office, ROADS_OFFICER, partial(shift.meanwhile, act=what))

    assert told_then[0].note == "Ini sampah."
    await do(office, CLEANSING_LIAISON, lambda d: actions.accept_offer(d, report))
    assert (await told(office, report))[0].agency == CLEANSING


async def test_of_a_sealed_report_nothing_is_told_to_who_may_not_know(office: Workbench) -> None:
    report = await sent(office, visibility=Visibility.CONFIDENTIAL)
    what = act(await task_of(office, report), "note")

    with pytest.raises(Missing):
        await bring(office, what, text="Apa ini?")

    assert await do(office, ROADS_OFFICER, partial(shift.meanwhile, act=what)) == ()


async def test_a_task_offers_three_units_and_what_comes_after_taking_it_on(office: Workbench) -> None:
    report = await sent(office)
    task = await task_of(office, report)

    page = await do(office, ROADS_OFFICER, lambda d: task_page(d, task))

    assert len(page.suggested) == 3
    assert {"Kelurahan Jakasampurna", "Kecamatan Bekasi Barat"} <= {each.name for each in page.suggested}
    assert not page.may.prove
    assert page.ahead
    assert page.ahead.prove
    assert page.ahead.hold


async def test_each_card_names_the_next_step_and_the_map_holds_what_has_a_place(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    task = await task_of(office, report)

    fresh = (await do(office, ROADS_OFFICER, bench_page)).sections[0].tasks[0]
    await bring(office, act(task, "acceptance"))
    begun = (await do(office, ROADS_OFFICER, bench_map)).tasks[0]

    assert fresh.next
    assert (fresh.next.href, fresh.next.posts) == (f"/tasks/{task}/acceptance", True)
    assert begun.next
    assert (begun.next.href, begun.next.posts) == (f"/tasks/{task}#proof", False)
    assert begun.point == (106.9756, -6.2383)


async def test_the_archive_is_found_by_number_and_word_and_only_by_the_unit(office: Workbench) -> None:
    passed = await sent(office, text="Lubang di depan sekolah.")
    await do(office, ROADS_OFFICER, lambda d: actions.offer(d, passed, target=CLEANSING, reason="Sampah."))
    await do(office, CLEANSING_LIAISON, lambda d: actions.accept_offer(d, passed))
    kept, _ = await told(office, passed)
    number = numbers.show("BKS", kept.number)

    async def found(asked: str, by: Actor = ROADS_OFFICER) -> list[str]:
        page = await do(office, by, lambda d: archive_page(d, asked=asked))
        return [each.number for each in page.tasks]

    assert await found("") == await found(number) == await found("SEKOLAH") == [number]
    assert await found("pasar") == await found(number, CLEANSING_LIAISON) == []
