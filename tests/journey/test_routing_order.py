"""The order of the rules changes: drafted, run against history, switched on in every process, and taken back."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

import pytest
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.tools import Workbench
from tanggap.city.cities import Cities
from tanggap.city.desk import Desk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.packs.routing import Conditions, RoutingRule
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import PersonId, RuleName
from tanggap.journey.routing import chore, listener, parts
from tanggap.journey.routing.ordering import actions
from tanggap.journey.work import actions as work
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Missing, Refused, Stale
from tanggap.kit.log import history
from tanggap.kit.words import Name
from tanggap.report import store as reports
from tanggap.report.views import Reader
from tests.bekasi import CLEANSING, COORDINATOR, ROADS, ROADS_LIAISON
from tests.conftest import BEKASI
from tests.journey.office import do, sent, told

ADMIN = Actor(person=PersonId(UUID(int=77)), duties=(Duty(role=Role.CITY_ADMIN),))
AROUND = ((106.97, -6.245), (106.98, -6.245), (106.98, -6.23), (106.97, -6.23))
MARKET = RoutingRule(
    rule=RuleName("by_zone"),
    name="Pasar induk",
    reason=Name(id="pasar dirawat pengelolanya", en="the market is kept by those who run it"),
    agency=CLEANSING,
    when=Conditions(zone=AROUND),
)
T = TypeVar("T")


async def admin(office: Workbench, act: Callable[[Desk], Awaitable[T]]) -> T:
    return await do(office, ADMIN, act)


async def drafted(office: Workbench, line: RoutingRule = MARKET) -> None:
    await admin(office, lambda desk: actions.put(desk, line, instead_of=None))


async def switch_on(office: Workbench, line: RoutingRule = MARKET) -> UUID:
    """The admin drafts a rule and switches it on; the change that is."""
    await drafted(office, line)
    made = await admin(office, lambda desk: actions.switch_on(desk, reason="SK Wali Kota 14/2026"))
    await office.cities.refresh()
    return made.id


async def test_a_draft_changes_nothing_until_it_is_switched_on_and_then_every_process(
    office: Workbench,
) -> None:
    other = Cities(office.app, house.taxonomy())
    await other.refresh()
    before = (await other.ground(BEKASI)).routing
    await drafted(office)
    await other.refresh()
    assert (await other.ground(BEKASI)).routing == before

    made = await admin(office, lambda desk: actions.switch_on(desk, reason="SK Wali Kota 14/2026"))
    await other.refresh()
    assert [each.called for each in (await other.ground(BEKASI)).routing] == [
        "pasar-induk",
        *(each.called for each in before),
    ]

    await admin(office, lambda desk: actions.undo(desk, made.id))
    await other.refresh()
    after = (await other.ground(BEKASI)).routing
    assert after == (*before, replace(MARKET, code="pasar-induk", retired=True))


async def test_the_next_report_goes_by_the_new_rule_and_says_so_after_it_was_taken_back(
    office: Workbench,
) -> None:
    made = await switch_on(office)
    report = await sent(office)
    assert (await told(office, report))[0].agency == CLEANSING

    await admin(office, lambda desk: actions.undo(desk, made))
    await office.cities.refresh()

    async def sent_by(desk: Desk) -> str:
        part = await parts.sent_by(desk, await reports.get(desk.db, desk.city, report), Reader.STAFF)
        assert part is not None
        return desk.tongue(part.words)

    assert "“Pasar induk”, yang sudah tidak dipakai" in await do(office, COORDINATOR, sent_by)
    assert (await told(office, await sent(office)))[0].agency == ROADS


async def test_the_public_is_told_no_rule_by_its_name(office: Workbench) -> None:
    report = await sent(office)
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await parts.sent_by(desk, await reports.get(desk.db, desk.city, report), Reader.PUBLIC) is None


async def test_a_draft_is_run_against_the_reports_there_are_and_says_which_it_would_have_got_right(
    office: Workbench,
) -> None:
    handed = await sent(office)
    await sent(office)
    await sent(office, lon=106.99)
    liaison = Actor(person=PersonId(UUID(int=78)), duties=(Duty(role=Role.LIAISON, agency=CLEANSING),))
    await do(office, ROADS_LIAISON, lambda d: work.offer(d, handed, target=CLEANSING, reason="Pasar."))
    await do(office, liaison, lambda d: work.accept_offer(d, handed))
    await drafted(office)

    async with office.entrance.open_desk(BEKASI, actor=ADMIN) as desk:
        found, past = await actions.ordering(desk), await actions.past(desk)
        ran = await actions.run(desk, found, past)

    assert (ran.of, ran.count, ran.handed, ran.right) == (3, 2, 1, 1)
    assert [(each.was, each.now) for each in ran.moves] == [(ROADS, CLEANSING)]


async def test_a_draft_begun_before_other_rules_came_into_force_is_not_switched_on(office: Workbench) -> None:
    await drafted(office)

    async def somebody_else(desk: Desk) -> None:
        now = (await actions.ordering(desk)).live
        wish = Wish(part="routing", thing=(*now, replace(MARKET, code="lain")), seen=digest(now))
        await editing.change(desk, [wish], reason="SK lain")

    await admin(office, somebody_else)

    with pytest.raises(Stale):
        await admin(office, lambda desk: actions.switch_on(desk, reason="SK Wali Kota"))
    await admin(office, actions.discard)
    with pytest.raises(Refused):
        await admin(office, lambda desk: actions.switch_on(desk, reason="SK Wali Kota"))


async def test_nothing_is_switched_on_without_a_reason_a_rule_or_a_unit_that_is_there(
    office: Workbench,
) -> None:
    await drafted(office)
    with pytest.raises(Invalid):
        await admin(office, lambda desk: actions.switch_on(desk, reason=None))
    for code in ("pasar-induk", "by_utility", "by_kind", "by_area"):
        await admin(office, lambda desk, code=code: actions.move(desk, code, "retire"))
    with pytest.raises(Invalid):
        await admin(office, lambda desk: actions.switch_on(desk, reason="SK"))


async def test_a_change_of_something_else_is_not_taken_back_here(office: Workbench) -> None:
    async def roads(desk: Desk) -> UUID:
        kind = desk.ground.kinds[next(iter(desk.ground.kinds))]
        wish = Wish(
            part="kinds", slug=kind.slug, thing=replace(kind, icon="road-horizon-x"), seen=digest(kind)
        )
        return (await editing.change(desk, [wish], reason="Ikon")).id

    made = await admin(office, roads)

    with pytest.raises(Missing):
        await admin(office, lambda desk: actions.undo(desk, made))


async def test_how_often_a_rule_decided_is_counted_once_and_for_ninety_days(
    office: Workbench, clock: SetClock
) -> None:
    report = await sent(office)
    async with office.entrance.open_desk(BEKASI) as desk:
        heard = await history(desk.db, desk.city, report)
        for _ in range(2):
            await listener.on_events(desk, heard)
        assert await actions.often(desk) == {"by_kind": 1}

    clock.move(chore.COUNTED)
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await actions.often(desk) == {"by_kind": 1}
    clock.move(chore.COUNTED / 90)
    await chore.forget_old(office.entrance.open_desk, BEKASI)
    async with office.entrance.open_desk(BEKASI) as desk:
        assert await actions.often(desk) == {}
        assert (
            await desk.db.one(
                int, "select count(*) from routing_decided where city_id = %(city)s", city=BEKASI
            )
            == 0
        )
