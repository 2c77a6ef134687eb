"""Work on a real database: actions leave the log and the state in step, whoever tries what, and tell those who may know."""

import random
from datetime import date, timedelta

import pytest

from tanggap.app.tools import Workbench
from tanggap.city import audit
from tanggap.city.rights import Actor
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.work import actions
from tanggap.journey.work.triage import actions as triage
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Missing, Refused
from tanggap.report import parties
from tanggap.report.report import (
    DeclineReason,
    HoldReason,
    Report,
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
from tests.journey.office import JAKASAMPURNA, Act, do, sent, told


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


async def test_partly_done_work_says_what_is_left_and_when_it_is_looked_at_again(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    await do(office, ROADS_OFFICER, lambda d: actions.accept(d, report))

    def hold(text: str | None) -> Act:
        day = clock.now().date() + timedelta(days=9)
        return lambda d: actions.hold(d, report, reason=HoldReason.PARTLY_DONE, review_on=day, text=text)

    with pytest.raises(Invalid, match="sisanya"):
        await do(office, ROADS_OFFICER, hold(None))
    held = await do(office, ROADS_OFFICER, hold("Separuh ditambal, sisanya menunggu hujan reda."))

    assert held.status is Status.ON_HOLD
    assert held.review_on == clock.now().date() + timedelta(days=9)


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
