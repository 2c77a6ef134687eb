"""Staff come in by the city's own accounts: who is known here, to what they were given, and nobody by another's answer."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import actions as cities
from tanggap.city.people import actions as people
from tanggap.city.people import store as accounts
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import CityId
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI, running
from tests.provider import CLIENT, ISSUER, REDIRECT, SECRET, CityDoor, city_door
from tests.staff import address, hire
from tests.stories.test_a_second_factor import set_up
from tests.visitor import Visitor

pytestmark = pytest.mark.story

DEPOK = CityId(3276)
WRITTEN = f"""
[kota-bekasi]
issuer = "{ISSUER}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
domain = "kota.example"
factor = "told"
"""


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """An installation whose city has accounts of its own, and that asks for a second factor."""
    path = tmp_path / "providers.toml"
    path.write_text(WRITTEN)
    return replace(settings, providers=path, second_factor="required")


@pytest.fixture
def door(clock: SetClock) -> Iterator[CityDoor]:
    """The city's provider."""
    with city_door(clock) as opened:
        yield opened


@pytest.fixture
async def visitor(settings: Settings, clock: SetClock, door: CityDoor) -> AsyncIterator[Visitor]:
    """Somebody at the door of a city with an admin and a verifier."""
    await hire(settings, clock, {"Admin": Duty(role=Role.CITY_ADMIN), "Pemeriksa": Duty(role=Role.VERIFIER)})
    async with running(settings, clock, door.ask) as somebody:
        yield somebody


async def leave(visitor: Visitor, door: CityDoor, *, then: str = "") -> str:
    """Go to the provider and be let through; where it sends the browser back to."""
    await visitor.token()
    answer = await visitor.client.get("/sign-in/provider", params={"then": then} if then else {})
    return door.authorize(answer.headers["location"]).removeprefix("http://tanggap.test")


async def come_back(visitor: Visitor, back: str) -> str:
    """Where one is led who comes back, or what is said."""
    answer = await visitor.client.get(back, headers={"accept": "text/html"})
    return answer.headers.get("location") or answer.text


async def test_who_serves_here_comes_in_by_the_citys_account_to_what_they_were_given(
    visitor: Visitor, door: CityDoor
) -> None:
    door.user = {"sub": "7", "email": "Pemeriksa@Kota.example", "roles": ["city_admin"]}
    assert "Masuk dengan akun kota" in await visitor.see("/sign-in")
    await visitor.token()
    before = visitor.client.cookies["tanggap"]

    led = await come_back(visitor, await leave(visitor, door, then="/verification"))

    assert led == "/verification"
    assert visitor.client.cookies["tanggap"] != before
    await visitor.see("/verification")
    await visitor.see("/admin/people", status=403)


async def test_an_admin_shows_a_second_factor_there_or_sets_one_up_here(
    visitor: Visitor, door: CityDoor
) -> None:
    assert await come_back(visitor, await leave(visitor, door)) == "/staff/keys"

    door.user |= {"amr": ["pwd", "mfa"]}
    other = visitor.other()
    assert await come_back(other, await leave(other, door)) == "/admin"
    await other.see("/admin/people")


async def test_nobody_comes_in_who_was_not_invited_or_was_let_go(
    visitor: Visitor, door: CityDoor, settings: Settings, clock: SetClock
) -> None:
    door.user = {"sub": "9", "email": "nobody@kota.example"}
    stranger = await come_back(visitor, await leave(visitor, door))
    door.user = {"sub": "7", "email": address("Pemeriksa")}
    async with Workbench(settings, clock=clock) as bench, bench.entrance.open_desk(BEKASI) as desk:
        await people.disable(desk, address("Pemeriksa"))

    gone = await come_back(visitor, await leave(visitor, door))

    assert "Masuk dengan akun kota tidak berhasil" in stranger
    assert "Masuk dengan akun kota tidak berhasil" in gone
    assert "/sign-out" not in await visitor.see("/")


async def test_a_citys_provider_does_not_speak_for_who_serves_in_another_city_too(
    visitor: Visitor, door: CityDoor, settings: Settings, clock: SetClock
) -> None:
    door.user = {"sub": "7", "email": address("Pemeriksa")}
    await come_back(visitor, await leave(visitor, door))
    await set_up(visitor, clock)  # with it comes a new cookie
    async with Workbench(settings, clock=clock) as bench, bench.app.transaction(DEPOK) as db:
        await cities.listen(db, house.shipped("cities") / "_indonesia" / "cities.csv")
        person = await accounts.find(db, address("Pemeriksa"))
        assert person is not None
        await accounts.give(db, DEPOK, person.id, Duty(role=Role.VERIFIER), now=clock.now())
        browser = await db.one(bytes, "select id from session where person = %(person)s", person=person.id)
        assert browser is not None
        there = await people.recognise(db, DEPOK, browser, now=clock.now(), strict=True)

    assert not there.staff, "what Bekasi's provider vouched for counts in Bekasi alone"
    again = visitor.other()
    assert "tidak berhasil" in await come_back(again, await leave(again, door))


async def test_an_answer_counts_once_in_time_and_in_the_browser_that_asked(
    visitor: Visitor, door: CityDoor, clock: SetClock
) -> None:
    door.user = {"sub": "7", "email": address("Pemeriksa")}
    victim, replayed = visitor.other(), visitor.other()
    await victim.token()
    stolen = await leave(visitor, door)

    assert "tidak berhasil" in await come_back(victim, stolen), "somebody else's answer"
    assert await come_back(visitor, stolen) == "/verification"
    assert "tidak berhasil" in await come_back(visitor, stolen), "twice"
    back = await leave(replayed, door)
    assert "tidak berhasil" in await come_back(replayed, back.replace("state=", "state=x"))
    assert "tidak berhasil" in await come_back(replayed, back), "a wrong answer used it up"
    late = await leave(replayed, door)
    clock.move(timedelta(minutes=11))
    assert "tidak berhasil" in await come_back(replayed, late)
    assert "tidak berhasil" in await come_back(replayed, f"{REDIRECT}?error=access_denied&state=x")


@pytest.mark.parametrize(
    "then", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"]
)
async def test_the_way_through_the_provider_leads_to_no_other_site(
    visitor: Visitor, door: CityDoor, then: str
) -> None:
    door.user = {"sub": "7", "email": address("Pemeriksa")}

    assert await come_back(visitor, await leave(visitor, door, then=then)) == "/verification"


async def test_a_provider_that_is_down_is_said_so_and_the_password_still_works(
    visitor: Visitor, door: CityDoor
) -> None:
    door.discovery = {"issuer": "https://other.example"}
    await visitor.token()

    said = await visitor.see("/sign-in/provider", status=409)

    assert "Masuk dengan akun kota tidak berhasil" in said
    assert "Masuk sebagai petugas" in said
