"""Parts of the work on a real database: who may read of them, who is told, and who may not verify them."""

from datetime import timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.rights import Actor
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.resolution import store as finished
from tanggap.journey.work import actions, store
from tanggap.journey.work.bench import seat_of
from tanggap.journey.work.partners import actions as partners
from tanggap.journey.work.partners.rules import Weight
from tanggap.kit.errors import Invalid, Missing
from tanggap.report import parties
from tanggap.report.report import Report, ReportId, TaskId, Visibility
from tanggap.report.transitions import Party
from tests import bekasi
from tests.bekasi import (
    CLEANSING,
    CLEANSING_LIAISON,
    CLEANSING_OFFICER,
    ROADS_LIAISON,
    ROADS_OFFICER,
    VERIFIER,
)
from tests.conftest import BEKASI
from tests.journey.office import do, sent, told


async def asked(office: Workbench, report: ReportId, *, days: int = 3) -> TaskId:
    """The part of cleansing in work the roads have taken on."""
    await do(office, ROADS_LIAISON, lambda d: actions.accept(d, report))

    async def ask(desk: Desk) -> Report:
        until = desk.ground.calendar.day_of(desk.now()) + timedelta(days=days)
        return await partners.ask(
            desk, report, target=CLEANSING, weight=Weight.MUST, until=until, text="Angkut dulu sampahnya."
        )

    found = await do(office, ROADS_LIAISON, ask)
    return found.helpers[0].id


async def test_who_did_a_part_does_not_find_the_whole_in_the_queue_of_verifiers(office: Workbench) -> None:
    report = await sent(office)
    part = await asked(office, report)
    await do(office, CLEANSING_OFFICER, lambda d: partners.accept(d, part))
    await do(office, CLEANSING_OFFICER, lambda d: partners.give(d, part, text="Sudah diangkut."))

    assert await queue(office, report, CLEANSING_OFFICER) == []
    assert await queue(office, report, VERIFIER) == [report]


async def test_who_said_that_a_part_is_done_never_checks_the_whole_whoever_had_taken_it_on(
    office: Workbench,
) -> None:
    report = await sent(office)
    part = await asked(office, report)
    await do(office, CLEANSING_OFFICER, lambda d: partners.accept(d, part))
    await do(office, CLEANSING_LIAISON, lambda d: partners.give(d, part, text="Sudah diangkut."))
    moved_on = Actor(person=CLEANSING_LIAISON.person, duties=VERIFIER.duties)

    kept, by_log = await told(office, report)

    assert kept == by_log
    assert Party.VERIFIER in parties.parties(bekasi.ground(), VERIFIER, kept)
    assert Party.VERIFIER not in parties.parties(bekasi.ground(), moved_on, kept)
    assert await queue(office, report, moved_on) == []
    assert await queue(office, report, VERIFIER) == [report]


async def queue(office: Workbench, report: ReportId, actor: Actor) -> list[ReportId]:
    """What waits for somebody who checks, once this work is finished."""
    async with office.entrance.open_desk(BEKASI) as desk:
        await desk.db.run(
            "update report set status = 'resolved' where city_id = %(city)s and id = %(report)s",
            city=BEKASI,
            report=report,
        )
        found = await finished.waiting(desk.db, BEKASI, areas=None, verifier=actor.person, units=())
    return [each.report for each in found]


async def test_a_part_stands_on_its_units_bench_and_the_log_tells_it(office: Workbench) -> None:
    report = await sent(office)
    part = await asked(office, report)

    async with office.entrance.open_desk(BEKASI, actor=CLEANSING_OFFICER) as desk:
        [on_bench] = await store.supporting(desk.db, BEKASI, seat_of(desk))
    async with office.entrance.open_desk(BEKASI, actor=ROADS_OFFICER) as desk:
        assert await store.supporting(desk.db, BEKASI, seat_of(desk)) == []

    kept, by_log = await told(office, report)
    assert kept == by_log
    assert on_bench.task == part
    assert on_bench.due_at == kept.helpers[0].due_at
    with pytest.raises(Invalid, match="belum selesai"):
        await do(office, ROADS_LIAISON, lambda d: resolution.resolve(d, report, reply="Ditambal."))


async def test_a_term_out_of_reach_is_refused(office: Workbench) -> None:
    for days in (-1, 400):
        report = await sent(office)
        with pytest.raises(Invalid) as refused:
            await asked(office, report, days=days)
        assert refused.value.field == "until"


async def test_of_a_confidential_report_only_the_liaison_of_a_helping_unit_knows(office: Workbench) -> None:
    report = await sent(office, visibility=Visibility.CONFIDENTIAL)
    await asked(office, report)

    await do(office, CLEANSING_LIAISON, lambda d: parties.handled(d, report))
    with pytest.raises(Missing):
        await do(office, CLEANSING_OFFICER, lambda d: parties.handled(d, report))
