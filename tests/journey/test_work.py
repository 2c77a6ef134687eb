"""Work on a real database: actions leave the log and the state in step, whoever tries what, and lists show the right few."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from tanggap.app.tools import Workbench
from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.intake.message import Message
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.work import actions, store
from tanggap.journey.work.bench import bench_page, seat_of
from tanggap.journey.work.triage import actions as triage
from tanggap.journey.work.triage import store as triage_store
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.log import history
from tanggap.report import parties, timeline
from tanggap.report import store as reports
from tanggap.report.report import (
    Channel,
    DeclineReason,
    HoldReason,
    RejectReason,
    Report,
    ReportId,
    ReturnReason,
    Status,
    Visibility,
)
from tanggap.report.transitions import allowed
from tests import bekasi
from tests.bekasi import (
    CLEANSING,
    CLEANSING_LIAISON,
    CLEANSING_OFFICER,
    COORDINATOR,
    ROADS,
    ROADS_LIAISON,
    ROADS_OFFICER,
    STAFF,
    VERIFIER,
)
from tests.conftest import BEKASI

Act = Callable[[Desk], Awaitable[Report]]
JAKASAMPURNA = "32.75.02.1005"


@pytest.fixture
async def office(bench: Workbench) -> AsyncIterator[Workbench]:
    """The tools of one process, its mailroom at work."""
    writing = asyncio.create_task(bench.reception.mailroom.run())
    yield bench
    await bench.reception.mailroom.close()
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)


async def sent(
    office: Workbench, *, kind: str | None = "road-damage", visibility: Visibility = Visibility.PUBLIC
) -> ReportId:
    """A report that just came in; one of a kind was sent on at once."""
    message = Message(
        channel=Channel.WEB,
        scope="test",
        key=str(uuid4()),
        text="Lubang besar di depan pasar.",
        kind=KindSlug(kind) if kind else None,
        lon=106.9756,
        lat=-6.2383,
        visibility=visibility,
    )
    return (await office.reception.receive(message, city=BEKASI)).receipt.report


async def do(office: Workbench, actor: Actor, act: Act) -> Report:
    """Let somebody do something at a desk of their own."""
    async with office.entrance.open_desk(BEKASI, actor=actor) as desk:
        return await act(desk)


async def told(office: Workbench, report: ReportId) -> tuple[Report, Report]:
    """How a report stands in the database, and how its log tells it."""
    async with office.entrance.open_desk(BEKASI) as desk:
        kept = await reports.get(desk.db, desk.city, report)
        return kept, timeline.told(await history(desk.db, desk.city, report))


def towards(after: Status, report: Report, other: Report, actor: Actor, today: date) -> Act | None:
    """What takes a report to a status, as this person would do it; ``other`` is one they may name."""
    mine = report.id
    if report.status is Status.MERGED:
        return lambda d: triage.unmerge(d, mine, reason="Lain tempat.")
    if after is Status.IN_PROGRESS and report.status is Status.ON_HOLD:
        return lambda d: actions.resume(d, mine)
    if after is Status.DISPOSED and actor is CLEANSING_LIAISON and report.offered_to == CLEANSING:
        return lambda d: actions.accept_offer(d, mine)
    deeds: dict[Status, Act] = {
        Status.DISPOSED: lambda d: triage.dispose(d, mine, agency=ROADS, note="Jalan."),
        Status.VERIFIED: lambda d: (
            triage.verify(d, mine, kind="road-damage", area=JAKASAMPURNA)
            if report.status is Status.RECEIVED
            else actions.decline(d, mine, reason=DeclineReason.WRONG_AGENCY, text=None)
        ),
        Status.NEEDS_INFO: lambda d: triage.ask(d, mine, text="Di sebelah mana?"),
        Status.MERGED: lambda d: triage.merge(d, mine, primary=other.number),
        Status.COORDINATING: lambda d: actions.offer(d, mine, target=CLEANSING, reason="Sampah."),
        Status.IN_PROGRESS: lambda d: actions.accept(d, mine),
        Status.ON_HOLD: lambda d: actions.hold(
            d, mine, reason=HoldReason.MATERIAL, review_on=today + timedelta(days=7), text="Aspal."
        ),
        Status.RESOLVED: lambda d: resolution.resolve(d, mine, reply="Selesai."),
        Status.CLOSED: lambda d: resolution.close(d, mine),
        Status.REOPENED: lambda d: resolution.give_back(
            d, mine, reason=ReturnReason.NOT_FINISHED, text="Belum."
        ),
    }
    return deeds.get(after)


@pytest.mark.parametrize("seed", range(3))
async def test_after_any_actions_by_anybody_the_log_tells_what_the_database_keeps(
    office: Workbench, clock: SetClock, seed: int
) -> None:
    chance = random.Random(seed)
    mine = [await sent(office, kind=kind) for kind in ("public-disturbance", "noise", None)]
    done = 0

    for _ in range(40):
        before, _ = await told(office, chance.choice(mine))
        other, _ = await told(office, chance.choice(mine))
        clock.move(timedelta(minutes=11))
        ways = [
            (actor, act)
            for actor in STAFF
            for after in sorted(allowed(before.status, by=parties.parties(bekasi.ground(), actor, before)))
            if (act := towards(after, before, other, actor, clock.now().date())) is not None
        ]
        if not ways:
            continue
        actor, act = chance.choice(ways)
        try:
            await do(office, actor, act)
        except Refused:
            assert (await told(office, before.id))[0] == before
            continue
        done += 1
        kept, retold = await told(office, before.id)
        assert kept == retold
        assert kept.nth > before.nth

    assert done >= 10, "nearly everything was refused: this walk shows nothing"


async def test_a_refused_action_leaves_no_trace(office: Workbench) -> None:
    report = await sent(office, kind=None)
    before, _ = await told(office, report)

    with pytest.raises(Refused, match="alasannya"):
        await do(
            office,
            COORDINATOR,
            lambda d: triage.dispose(d, report, kind="road-damage", area=JAKASAMPURNA, agency=CLEANSING),
        )

    assert (await told(office, report))[0] == before


async def test_the_limit_is_counted_again_from_when_the_report_came_in(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office, kind=None)
    clock.move(timedelta(days=2))

    await do(
        office,
        COORDINATOR,
        lambda d: triage.verify(d, report, kind="road-damage", area=JAKASAMPURNA),
    )

    kept, _ = await told(office, report)
    same = (await told(office, await sent(office)))[0]
    assert kept.due_at is not None
    assert same.due_at is not None
    assert kept.due_at < same.due_at
    assert kept.due_at == due_by_the_city(kept)


def due_by_the_city(report: Report) -> datetime:
    """When a report of this kind is due, by the city's clocks."""
    ground = bekasi.ground()
    assert report.kind is not None
    return ground.due_at(report.received_at, report.type, ground.kinds[report.kind])


async def test_work_waits_no_longer_than_the_city_allows(office: Workbench, clock: SetClock) -> None:
    report = await sent(office)
    await do(office, ROADS_OFFICER, lambda d: actions.accept(d, report))
    today = clock.now().date()

    def hold(days: int) -> Act:
        return lambda d: actions.hold(
            d, report, reason=HoldReason.WEATHER, review_on=today + timedelta(days=days), text=None
        )

    for days in (0, 31):
        with pytest.raises(Invalid):
            await do(office, ROADS_OFFICER, hold(days))
    held = await do(office, ROADS_OFFICER, hold(30))

    assert held.status is Status.ON_HOLD
    assert held.due_at == (await told(office, report))[0].due_at


async def test_a_unit_sees_what_it_held_and_another_knows_of_nothing(office: Workbench) -> None:
    report = await sent(office)

    await do(office, ROADS_OFFICER, lambda d: parties.handled(d, report))
    with pytest.raises(Missing):
        await do(office, CLEANSING_OFFICER, lambda d: parties.handled(d, report))
    await do(office, ROADS_OFFICER, lambda d: actions.offer(d, report, target=CLEANSING, reason="Sampah."))
    await do(office, CLEANSING_LIAISON, lambda d: actions.accept_offer(d, report))

    await do(office, ROADS_OFFICER, lambda d: parties.handled(d, report))
    with pytest.raises(Refused):
        await do(office, ROADS_OFFICER, lambda d: actions.accept(d, report))


async def test_a_confidential_report_is_known_to_the_coordinator_the_liaison_and_who_took_it_on(
    office: Workbench,
) -> None:
    report = await sent(office, visibility=Visibility.CONFIDENTIAL)

    for knows in (COORDINATOR, ROADS_LIAISON):
        await do(office, knows, lambda d: parties.handled(d, report))
    for not_knows in (ROADS_OFFICER, CLEANSING_LIAISON, VERIFIER):
        with pytest.raises(Missing):
            await do(office, not_knows, lambda d: parties.handled(d, report))


async def test_every_reading_of_a_confidential_report_is_audited(office: Workbench) -> None:
    secret = await sent(office, visibility=Visibility.CONFIDENTIAL)
    plain = await sent(office)

    for report in (secret, plain, secret):
        await do(office, COORDINATOR, lambda d, report=report: parties.handled(d, report))

    async with office.entrance.open_desk(BEKASI) as desk:
        assert await audit.chain(desk) == 2


async def test_the_bench_shows_the_late_first_and_only_what_the_unit_holds(
    office: Workbench, clock: SetClock
) -> None:
    late = await sent(office)
    clock.move(timedelta(days=20))
    fresh = await sent(office)
    await sent(office, kind="garbage-pile")

    async with office.entrance.open_desk(BEKASI, actor=ROADS_OFFICER) as desk:
        page = await bench_page(desk)
        held = await store.bench(desk.db, desk.city, seat_of(desk))

    assert [each.report for each in held] == [late, fresh]
    assert [section.tone for section in page.sections] == ["late", "waiting"]
    assert (page.late, page.open) == (1, 2)


async def test_an_officer_of_one_kecamatan_sees_its_work_only(office: Workbench) -> None:
    await sent(office)
    elsewhere = Actor(
        person=ROADS_OFFICER.person,
        duties=(Duty(role=Role.FIELD_OFFICER, agency=ROADS, area=AreaCode("32.75.01")),),
    )

    async with office.entrance.open_desk(BEKASI, actor=elsewhere) as desk:
        page = await bench_page(desk)

    assert page.open == 0
    assert not page.sections


async def test_the_queue_shows_urgent_kinds_first_then_the_longest_waiting(
    office: Workbench, clock: SetClock
) -> None:
    first = await sent(office, kind=None)
    clock.move(timedelta(hours=1))
    waiting = await sent(office, kind=None)
    clock.move(timedelta(hours=1))
    urgent = await sent(office)
    await do(office, ROADS_OFFICER, lambda d: actions.offer(d, urgent, target=CLEANSING, reason="Sampah."))
    await do(
        office,
        CLEANSING_LIAISON,
        lambda d: actions.decline(d, urgent, reason=DeclineReason.WRONG_AGENCY, text=None),
    )

    async with office.entrance.open_desk(BEKASI, actor=COORDINATOR) as desk:
        queue = await triage_store.queue(desk.db, desk.city, areas=None, urgent=[KindSlug("road-damage")])

    assert [each.report for each in queue] == [urgent, first, waiting]


async def test_two_reports_never_come_to_follow_each_other(office: Workbench) -> None:
    one, two, three = [await sent(office) for _ in range(3)]
    numbers = {each: (await told(office, each))[0].number for each in (one, two, three)}
    await do(office, COORDINATOR, lambda d: triage.merge(d, one, primary=numbers[two]))
    await do(office, COORDINATOR, lambda d: triage.merge(d, two, primary=numbers[three]))

    with pytest.raises(Invalid):
        await do(office, COORDINATOR, lambda d: triage.merge(d, three, primary=numbers[one]))

    async with office.entrance.open_desk(BEKASI) as desk:
        root = await triage.root(desk, await reports.get(desk.db, desk.city, one))
    assert root.id == three


async def test_of_two_reports_merged_into_each_other_at_once_one_is_refused(office: Workbench) -> None:
    one, two = await sent(office), await sent(office)
    numbers = {each: (await told(office, each))[0].number for each in (one, two)}

    outcomes = await asyncio.gather(
        do(office, COORDINATOR, lambda d: triage.merge(d, one, primary=numbers[two])),
        do(office, COORDINATOR, lambda d: triage.merge(d, two, primary=numbers[one])),
        return_exceptions=True,
    )

    assert sum(isinstance(each, Report) for each in outcomes) == 1
    assert sum(isinstance(each, Refused) for each in outcomes) == 1


async def test_an_officer_may_not_send_a_report_on_as_a_coordinator_does(office: Workbench) -> None:
    report = await sent(office, kind=None)

    with pytest.raises(Missing):
        await do(office, ROADS_OFFICER, lambda d: triage.ask(d, report, text="Di mana?"))
    held = await sent(office)
    with pytest.raises(Forbidden):
        await do(
            office,
            ROADS_OFFICER,
            lambda d: triage.reject(d, held, reason=RejectReason.SPAM, text="Bukan."),
        )
