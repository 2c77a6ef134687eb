"""Staff come in by a password that is hard to guess, and go out again; a stranger learns nothing at the door."""

import re
from datetime import timedelta

import pytest

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.people import actions
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI
from tests.visitor import Visitor

pytestmark = pytest.mark.story

EMAIL = "koordinator@kota.example"
PASSWORD = "tujuh perahu menunggu hujan"
TOKEN = re.compile("[0-9a-f]{64}")


@pytest.fixture(autouse=True)
async def coordinator(settings: Settings, clock: SetClock) -> None:
    """A coordinator of Kota Bekasi, who has a password."""
    kept = await actions.choose(PASSWORD, email=EMAIL, name="Koordinator")
    async with Workbench(settings, clock=clock) as bench, bench.entrance.open_desk(BEKASI) as desk:
        duties = [Duty(role=Role.COORDINATOR)]
        await actions.add(desk, email=EMAIL, name="Koordinator", duties=duties, password=kept)


async def sign_in(visitor: Visitor, *, status: int = 303, **fields: str) -> str:
    """Fill in the form at the door; where it leads, or what it says."""
    answer = await visitor.fill_in(
        "/sign-in", status=status, **{"login": EMAIL, "password": PASSWORD, **fields}
    )
    return answer.headers.get("location") or answer.text


async def is_in(visitor: Visitor) -> bool:
    """Whether this browser is somebody's of the staff."""
    return "/sign-out" in await visitor.see("/")


async def test_who_knows_the_password_is_in_until_they_leave(visitor: Visitor) -> None:
    await sign_in(visitor)
    inside = await is_in(visitor)

    await visitor.fill_in("/sign-out")

    assert inside
    assert not await is_in(visitor)


async def test_the_address_is_taken_however_it_is_written(visitor: Visitor) -> None:
    await sign_in(visitor, login=" Koordinator@KOTA.example ")

    assert await is_in(visitor)


async def test_a_wrong_password_and_a_stranger_hear_the_same(visitor: Visitor) -> None:
    wrong = await sign_in(visitor, status=422, password="delapan perahu menunggu hujan")
    stranger = await sign_in(visitor.other(), status=422, login="nobody@kota.example")

    assert "tidak cocok" in wrong
    assert TOKEN.sub("", wrong).replace(EMAIL, "") == TOKEN.sub("", stranger).replace(
        "nobody@kota.example", ""
    )


async def test_the_cookie_of_a_visitor_is_not_the_cookie_of_who_signed_in(visitor: Visitor) -> None:
    await visitor.token()
    before = visitor.client.cookies["tanggap"]

    await sign_in(visitor)
    inside = visitor.client.cookies["tanggap"]
    await visitor.fill_in("/sign-out")

    assert len({before, inside, visitor.client.cookies["tanggap"]}) == 3


async def test_a_cookie_from_before_the_sign_out_opens_nothing(visitor: Visitor) -> None:
    await sign_in(visitor)
    old = visitor.client.cookies["tanggap"]
    await visitor.fill_in("/sign-out")

    thief = visitor.other()
    thief.client.cookies.set("tanggap", old)

    assert not await is_in(thief)


async def test_a_session_nobody_uses_ends_after_half_an_hour(visitor: Visitor, clock: SetClock) -> None:
    await sign_in(visitor)

    clock.move(timedelta(minutes=29))
    used = await is_in(visitor)
    clock.move(timedelta(minutes=29))
    used_again = await is_in(visitor)
    clock.move(timedelta(minutes=31))

    assert (used, used_again, await is_in(visitor)) == (True, True, False)


async def test_a_session_ends_after_a_days_work_however_busy(visitor: Visitor, clock: SetClock) -> None:
    await sign_in(visitor)

    inside: list[bool] = []
    for _ in range(25):
        clock.move(timedelta(minutes=29))
        inside.append(await is_in(visitor))

    assert inside == [True] * 24 + [False]


async def test_who_guesses_waits_and_who_sits_elsewhere_does_not(visitor: Visitor, clock: SetClock) -> None:
    guesser = visitor.other(address="192.0.2.7")
    for _ in range(5):
        await sign_in(guesser, status=422, password="a wrong guess")

    waiting = await sign_in(guesser, status=429)
    await sign_in(visitor)
    clock.move(timedelta(minutes=1))
    await sign_in(guesser)

    assert "Terlalu banyak percobaan" in waiting
    assert await is_in(visitor)
    assert await is_in(guesser)


async def test_a_browser_known_from_before_is_not_slowed_by_guesses_from_its_own_office(
    visitor: Visitor, clock: SetClock
) -> None:
    await sign_in(visitor)
    clock.move(timedelta(hours=13))
    guesser = visitor.other()
    for _ in range(5):
        await sign_in(guesser, status=422, password="a wrong guess")

    await sign_in(guesser, status=429)
    await sign_in(visitor)

    assert await is_in(visitor)


async def test_signing_in_leads_back_to_where_one_wanted_to_go_but_never_to_another_site(
    visitor: Visitor,
) -> None:
    back = await sign_in(visitor, then="/help?from=here")
    elsewhere = await sign_in(visitor.other(), then="//elsewhere.example/")

    assert back == "/help?from=here"
    assert not elsewhere.startswith("//")


async def test_who_was_disabled_is_out_at_the_next_request(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    await sign_in(visitor)

    async with Workbench(settings, clock=clock) as bench, bench.entrance.open_desk(BEKASI) as desk:
        await actions.disable(desk, EMAIL)

    assert not await is_in(visitor)
    assert "tidak cocok" in await sign_in(visitor, status=422)


async def test_a_new_password_ends_every_session_and_the_old_one(
    visitor: Visitor, settings: Settings, clock: SetClock
) -> None:
    await sign_in(visitor)
    kept = await actions.choose("empat lentera di seberang", email=EMAIL, name="Koordinator")

    async with Workbench(settings, clock=clock) as bench, bench.entrance.open_desk(BEKASI) as desk:
        await actions.reset(desk, EMAIL, password=kept)

    assert not await is_in(visitor)
    await sign_in(visitor, status=422)
    await sign_in(visitor, password="empat lentera di seberang")


async def test_a_form_of_another_site_signs_nobody_in(visitor: Visitor) -> None:
    fields = {"csrf": await visitor.token(), "login": EMAIL, "password": PASSWORD}

    answer = await visitor.client.post(
        "/sign-in", data=fields, headers={"origin": "http://elsewhere.example", "accept": "text/html"}
    )

    assert answer.status_code == 403
