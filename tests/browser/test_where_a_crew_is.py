"""An officer's telephone tells where it is while they have it told, and stops when they say so."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import time

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Geolocation, ViewportSize, expect

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.people import store as people
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.teams import store as crews
from tanggap.city.teams.positions import store
from tanggap.city.teams.positions.rules import Position
from tanggap.city.teams.rules import Shift, Team
from tanggap.city.terms import PersonId, TeamId
from tanggap.kit.clock import SystemClock
from tanggap.kit.ids import new_id
from tests.browser.conftest import ROADS, open_house
from tests.conftest import BEKASI
from tests.staff import PASSWORD, address

pytestmark = pytest.mark.browser

OFFICER = "Petugas jalan"


async def on_duty(settings: Settings) -> PersonId:
    """The officer is of a team that is always on duty, in a city that lets them share where they are."""
    admin = Actor(person=PersonId(new_id()), duties=(Duty(role=Role.CITY_ADMIN),))
    async with AsyncExitStack() as stack:
        bench = await stack.enter_async_context(Workbench(settings, clock=SystemClock()))
        desk = await stack.enter_async_context(bench.entrance.open_desk(BEKASI, actor=admin))
        city = (await editing.standing(desk)).city
        wish = Wish(part="city", thing=replace(city, positions=True), seen=digest(city))
        await editing.change(desk, [wish], reason="Uji coba")
        found = await people.find(desk.db, address(OFFICER))
        assert found is not None
        shift = Shift(days=tuple(range(7)), begins=time(0), ends=time(0))
        team = Team(id=TeamId(new_id()), agency=ROADS, name="URC", shifts=(shift,), members=(found.id,))
        await crews.put(desk.db, BEKASI, team)
        return found.id


async def kept(settings: Settings, person: PersonId) -> list[Position]:
    """What is known of where the officer is."""
    async with AsyncExitStack() as stack:
        bench = await stack.enter_async_context(Workbench(settings, clock=SystemClock()))
        desk = await stack.enter_async_context(bench.entrance.open_desk(BEKASI))
        return await store.of(desk.db, BEKASI, [person])


def test_a_telephone_tells_where_it_is_only_between_two_presses(chromium: Browser, staffed: Settings) -> None:
    with ThreadPoolExecutor(1) as aside:  # Chromium's loop is running in this thread
        person = aside.submit(asyncio.run, on_duty(staffed)).result()
        with open_house(staffed, server="granian") as house:
            phone = chromium.new_context(
                base_url=house,
                viewport=ViewportSize(width=360, height=740),
                locale="id-ID",
                geolocation=Geolocation(latitude=-6.2383, longitude=106.9756),
                permissions=["geolocation"],
            )
            page = phone.new_page()
            page.goto("/sign-in")
            page.locator('input[name="login"]').fill(address(OFFICER))
            page.locator('input[name="password"]').fill(PASSWORD)
            page.get_by_role("button", name="Masuk sebagai petugas").click()
            page.get_by_role("button", name="Bagikan posisi saya").click()
            expect(page.get_by_text("Terakhir dikirim pukul")).to_be_visible()

            [position] = aside.submit(asyncio.run, kept(staffed, person)).result()
            assert (position.lon, position.lat) == (106.9756, -6.2383)

            page.get_by_role("button", name="Berhenti berbagi").click()
            expect(page.get_by_text("Yang terakhir sudah dihapus.")).to_be_visible()
            assert aside.submit(asyncio.run, kept(staffed, person)).result() == []
            phone.close()
