"""Somebody on duty lets it be known where they are, until they say no more: to their dispatcher, the last place alone."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.people import actions as people
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.teams import store as crews
from tanggap.city.teams.positions import rules, store
from tanggap.city.teams.positions.rules import SILENCE, Position
from tanggap.city.teams.rules import Shift, Team, duty_end
from tanggap.city.terms import PersonId, TeamId
from tanggap.journey.dispatch.sharing import actions
from tanggap.journey.dispatch.sharing.chore import forget
from tanggap.kit.clock import SetClock
from tanggap.kit.errors import Invalid, Refused
from tests.bekasi import CLEANSING, NOW, ROADS, ROADS_LIAISON
from tests.conftest import BEKASI

DAILY = tuple(range(7))
MATE = PersonId(UUID(int=77))
OFFICER = Actor(person=MATE, duties=(Duty(role=Role.FIELD_OFFICER, agency=ROADS),))
LON, LAT = 106.9756, -6.2383
A_SECOND = timedelta(seconds=1)


def a_team(*shifts: Shift) -> Team:
    return Team(id=TeamId(UUID(int=1)), agency=ROADS, name="URC Timur", shifts=shifts, members=(MATE,))


def hours(begins: int, ends: int, *, call: bool = False) -> Shift:
    return Shift(days=DAILY, begins=time(begins), ends=time(ends), call=call)


@given(st.integers(0, 23), st.integers(0, 23), st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)))  # noqa: DTZ001 (the city's own clock)
def test_duty_ends_after_now_within_a_day_at_the_hour_that_was_said(
    begins: int, ends: int, local: datetime
) -> None:
    end = duty_end(a_team(hours(begins, ends)), local)

    if end is not None:
        assert local < end <= local + timedelta(days=1)
        assert end.time() == time(ends)
        assert duty_end(a_team(hours(begins, ends)), end - timedelta(microseconds=1)) is not None


def test_who_is_on_call_is_at_home_and_shares_nothing() -> None:
    noon = datetime(2026, 11, 2, 12)  # noqa: DTZ001 (the city's own clock)

    assert rules.until([a_team(hours(8, 16, call=True))], noon) is None
    assert rules.until([a_team(hours(8, 16)), a_team(hours(10, 18))], noon) == noon.replace(hour=18)


def test_a_position_is_told_until_duty_ends_or_the_telephone_is_silent() -> None:
    fresh = Position(person=MATE, since=NOW, until=NOW + timedelta(hours=4), at=NOW, lon=LON, lat=LAT)

    assert rules.told(fresh, now=NOW + SILENCE - A_SECOND)
    assert not rules.told(fresh, now=NOW + SILENCE)
    assert not rules.told(replace(fresh, until=NOW), now=NOW)
    assert rules.spot(a_team(), [fresh], now=NOW + SILENCE) is None
    later = replace(fresh, at=NOW + A_SECOND, lon=107.0)
    spot = rules.spot(
        a_team(), [fresh, later, replace(later, person=PersonId(UUID(int=5)))], now=NOW + A_SECOND
    )
    assert spot is not None
    assert (spot.lon, spot.at) == (107.0, NOW + A_SECOND)


@pytest.mark.parametrize("point", [(None, 1.0), (1.0, None), (181.0, 0.0), (0.0, float("nan"))])
def test_what_is_no_point_on_earth_is_refused(point: tuple[float | None, float | None]) -> None:
    with pytest.raises(Invalid):
        rules.checked(*point, None)


async def switched_on(office: Workbench, *, on: bool = True) -> None:
    """Let the city have its officers tell where they are, or no more."""
    admin = Actor(person=PersonId(UUID(int=9)), duties=(Duty(role=Role.CITY_ADMIN),))
    async with office.entrance.open_desk(BEKASI, actor=admin) as desk:
        city = (await editing.standing(desk)).city
        wish = Wish(part="city", thing=replace(city, positions=on), seen=digest(city))
        await editing.change(desk, [wish], reason="Uji coba")
    await office.cities.refresh()


@asynccontextmanager
async def at_desk(office: Workbench, actor: Actor = OFFICER) -> AsyncGenerator[Desk]:
    async with office.entrance.open_desk(BEKASI, actor=actor) as desk:
        yield desk


async def on_duty(office: Workbench) -> Team:
    """A team whose member is on duty and shares."""
    team = a_team(hours(0, 0))
    async with at_desk(office) as desk:
        await crews.put(desk.db, BEKASI, team)
        await actions.begin(desk)
        assert await actions.move(desk, LON, LAT, 12.0)
    return team


async def kept(office: Workbench) -> list[Position]:
    async with at_desk(office) as desk:
        return await store.of(desk.db, BEKASI, [MATE])


async def test_a_city_that_asks_for_none_is_told_none(office: Workbench) -> None:
    async with at_desk(office) as desk:
        await crews.put(desk.db, BEKASI, a_team(hours(0, 0)))
        with pytest.raises(Refused, match="bertugas"):
            await actions.begin(desk)
        assert not await actions.move(desk, LON, LAT, None)

    assert await kept(office) == []


async def test_only_the_last_place_is_kept_and_that_it_was_seen_is_noted(office: Workbench) -> None:
    await switched_on(office)
    team = await on_duty(office)
    async with at_desk(office) as desk:
        assert await actions.move(desk, LON + 0.01, LAT, 8.0)

    [position] = await kept(office)
    assert position.lon == LON + 0.01
    async with at_desk(office, ROADS_LIAISON) as desk:
        spots = await actions.spots(desk, [team], thing=team.id)
        acts = await desk.db.all(
            str, "select act from audit where city_id = %(city)s order by id limit 50", city=BEKASI
        )
    assert spots[team.id].lon == LON + 0.01
    assert [act for act in acts if act.startswith("position.")] == ["position.begin", "position.seen"]


async def test_it_ends_by_the_switch_by_signing_out_and_with_the_duty(office: Workbench) -> None:
    await switched_on(office)
    await on_duty(office)
    async with at_desk(office) as desk:
        await actions.end(desk)
        assert await kept(office) != [], "until it is committed"
    assert await kept(office) == []

    await on_duty(office)
    async with at_desk(office) as desk:
        await people.sign_out(desk)
    assert await kept(office) == []

    await on_duty(office)
    elsewhere = Actor(person=MATE, duties=(Duty(role=Role.FIELD_OFFICER, agency=CLEANSING),))
    async with at_desk(office, elsewhere) as desk:
        assert not await actions.move(desk, LON, LAT, None)
    assert await kept(office) == [], "who lost the duty lets nothing be known by what is left of it"


async def test_silence_and_a_city_that_changes_its_mind_leave_nothing(
    office: Workbench, clock: SetClock
) -> None:
    await switched_on(office)
    await on_duty(office)

    clock.move(SILENCE - A_SECOND)
    await forget(office.entrance.open_desk, BEKASI)
    assert len(await kept(office)) == 1
    clock.move(A_SECOND)
    await forget(office.entrance.open_desk, BEKASI)
    assert await kept(office) == []

    await on_duty(office)
    await switched_on(office, on=False)
    async with at_desk(office, ROADS_LIAISON) as desk:
        assert await actions.spots(desk, [a_team(hours(0, 0))]) == {}
    await forget(office.entrance.open_desk, BEKASI)
    assert await kept(office) == []
