"""Somebody is invited once, sets their own password, and is nobody of staff from the moment their duties are taken."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from uuid import UUID

import pytest

from tanggap.app import house
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.desk import Desk
from tanggap.city.people import actions as people
from tanggap.city.people import passwords
from tanggap.city.people import store as accounts
from tanggap.city.people.serving import actions, rules, store
from tanggap.city.people.serving.rules import Held
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AreaCode, CityId, PersonId
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Missing, Refused
from tests.conftest import BEKASI, NOW

DEPOK = CityId(3276)

ADMIN, COORDINATOR = Duty(role=Role.CITY_ADMIN), Duty(role=Role.COORDINATOR)
EAST = Duty(role=Role.CITY_ADMIN, area=AreaCode("32.75.01"))
PASSWORD = "tujuh perahu menunggu hujan"


@pytest.fixture
async def desk(bench: Workbench) -> AsyncIterator[Desk]:
    """A desk of the house itself in Kota Bekasi."""
    async with bench.entrance.open_desk(BEKASI) as opened:
        yield opened


async def admin(desk: Desk, name: str) -> PersonId:
    """A city admin who can sign in."""
    kept = await passwords.hashed(PASSWORD)
    return await people.add(desk, email=f"{name}@kota.example", name=name, duties=[ADMIN], password=kept)


def held(number: int, duty: Duty) -> Held:
    return Held(id=UUID(int=number), person=PersonId(UUID(int=100 + number)), duty=duty)


def test_an_admin_of_a_part_of_the_city_does_not_count_as_one_of_the_whole() -> None:
    admins = [held(1, ADMIN), held(2, EAST)]

    rules.check_left(admins, {UUID(int=2)})
    with pytest.raises(Refused):
        rules.check_left(admins, {UUID(int=1)})


def test_where_nobody_administers_the_city_any_other_duty_can_still_be_taken() -> None:
    rules.check_left([], {UUID(int=9)})


async def test_the_last_city_admin_stays_however_they_are_to_go(desk: Desk) -> None:
    first, second = await admin(desk, "satu"), await admin(desk, "dua")
    # Somebody who was invited and never came cannot take over.
    await actions.invite(desk, email="tiga@kota.example", name="Tiga", duty=ADMIN)
    await actions.let_go(desk, first)

    with pytest.raises(Refused):
        await actions.let_go(desk, second)
    mine = next(each for each in await store.held(desk.db, BEKASI) if each.person == second)
    with pytest.raises(Refused):
        await actions.take(desk, second, mine.id)


async def test_an_invitation_is_used_once_and_a_newer_one_replaces_it(bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI) as desk:
        person = await actions.invite(desk, email="baru@kota.example", name="Baru", duty=COORDINATOR)
        old, new = await actions.link(desk, person), await actions.link(desk, person)
    assert old is not None
    assert new is not None

    def opened(city: CityId | None = None) -> AbstractAsyncContextManager[Desk]:
        return bench.entrance.open_desk(city or BEKASI)

    with pytest.raises(Missing):
        await actions.come_in(opened, old, password=PASSWORD)
    with pytest.raises(Invalid):
        await actions.come_in(opened, new, password="kota-baru-1234")
    email = await actions.come_in(opened, new, password=PASSWORD)
    with pytest.raises(Missing):
        await actions.come_in(opened, new, password=PASSWORD)

    assert email == "baru@kota.example"
    async with bench.entrance.open_desk(BEKASI) as desk:
        assert await actions.link(desk, person) is None, (
            "nobody gets a link to an account that has a password"
        )


async def test_the_link_of_who_is_to_serve_in_another_city_too_is_shown_to_neither(bench: Workbench) -> None:
    async with bench.entrance.open_desk(BEKASI) as desk:
        person = await actions.invite(desk, email="baru@kota.example", name="Baru", duty=COORDINATOR)
        assert await actions.link(desk, person) is not None
    async with bench.app.transaction(DEPOK) as db:
        await cities.listen(db, house.shipped("cities") / "_indonesia" / "cities.csv")
        await accounts.give(db, DEPOK, person, COORDINATOR, now=NOW)

    async with bench.entrance.open_desk(BEKASI) as desk:
        with pytest.raises(Refused, match="kota lain"):
            await actions.link(desk, person)


async def test_an_invitation_ends(desk: Desk, clock: SetClock) -> None:
    person = await actions.invite(desk, email="baru@kota.example", name="Baru", duty=COORDINATOR)
    token = await actions.link(desk, person)
    assert token is not None

    clock.move(rules.INVITATION_LASTS + timedelta(seconds=1))

    with pytest.raises(Missing):
        await actions.whose(desk, token)


@pytest.mark.parametrize("token", ["", "x", "a" * 32, "../../etc", "ü" * 30])
async def test_what_is_no_invitation_opens_nothing(desk: Desk, token: str) -> None:
    with pytest.raises(Missing):
        await actions.whose(desk, token)


async def test_a_duty_is_given_once_and_taken_from_whom_it_belongs_to(desk: Desk) -> None:
    person, other = await admin(desk, "satu"), await admin(desk, "dua")
    await actions.give(desk, person, COORDINATOR)
    with pytest.raises(Invalid):
        await actions.give(desk, person, COORDINATOR)
    mine = next(each for each in await store.held(desk.db, BEKASI) if each.duty == COORDINATOR)

    with pytest.raises(Missing):
        await actions.take(desk, other, mine.id)
    await actions.take(desk, person, mine.id)

    assert COORDINATOR not in [each.duty for each in await store.held(desk.db, BEKASI)]
