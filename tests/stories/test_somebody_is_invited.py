"""Somebody is invited by mail: the link works once, ends, can be taken back, and nobody but they ever read it."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tests.conftest import running
from tests.residents import WITH_MAIL, Letters
from tests.staff import PASSWORD, enter, hire
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

EMAIL = "baru@kota.example"
LINK = re.compile(r"http://tanggap\.test(?:/kota-bekasi)?(/sign-in/invitation/[\w-]+)")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that writes to people."""
    return replace(settings, **WITH_MAIL)


@pytest.fixture
async def admin(settings: Settings, clock: SetClock) -> AsyncIterator[Visitor]:
    """The city admin, signed in."""
    await hire(settings, clock, {"Admin": Duty(role=Role.CITY_ADMIN)})
    async with running(settings, clock) as somebody:
        yield await enter(somebody, "Admin")


async def invite(admin: Visitor) -> str:
    """Invite somebody as a coordinator; their page."""
    answer = await admin.fill_in("/admin/people", name="Koordinator baru", email=EMAIL, role="coordinator")
    return answer.headers["location"]


async def mailed(settings: Settings, clock: SetClock) -> list[str]:
    """Where the links lead that went out by now."""
    async with Workbench(settings, clock=clock) as bench:
        letters = Letters(bench)
        await letters.bring()
    assert all(each.address == EMAIL for each in letters.sent)
    return [found[1] for each in letters.sent if (found := LINK.search(each.body))]


async def test_the_link_goes_by_mail_alone_and_opens_once(
    admin: Visitor, settings: Settings, clock: SetClock
) -> None:
    page = await admin.see(await invite(admin))
    (link,) = await mailed(settings, clock)

    newcomer = admin.other()
    await newcomer.fill_in(link, status=422, password="kota-baru-1234")
    await newcomer.fill_in(link, password=PASSWORD)

    assert "/sign-in/invitation/" not in page
    assert "diundang, belum masuk" in page
    await newcomer.see(link, status=404)
    led = await newcomer.fill_in("/sign-in", login=EMAIL, password=PASSWORD)
    assert led.headers["location"] == "/triage"


async def test_a_newer_invitation_or_taking_it_back_ends_the_one_before(
    admin: Visitor, settings: Settings, clock: SetClock
) -> None:
    person = await invite(admin)
    (first,) = await mailed(settings, clock)
    await admin.fill_in(f"{person}/invitation")
    (second,) = await mailed(settings, clock)
    await admin.other().see(first, status=404)
    await admin.other().see(second)

    await admin.fill_in(f"{person}/invitation/ending")

    await admin.other().see(second, status=404)
    await admin.fill_in(f"{person}/invitation/ending", status=404)
    assert "belum punya undangan" in await admin.see(person)


async def test_an_invitation_taken_back_before_it_left_is_never_sent_and_an_old_one_ends(
    admin: Visitor, settings: Settings, clock: SetClock
) -> None:
    person = await invite(admin)
    await admin.fill_in(f"{person}/invitation/ending")
    assert await mailed(settings, clock) == []
    await admin.fill_in(f"{person}/invitation")
    (link,) = await mailed(settings, clock)

    clock.move(timedelta(hours=73))

    await admin.other().see(link, status=404)
    again = await enter(admin, "Admin")
    assert "undangannya kedaluwarsa" in await again.see(person)


async def test_who_is_let_go_is_out_at_once(admin: Visitor, settings: Settings, clock: SetClock) -> None:
    person = await invite(admin)
    (link,) = await mailed(settings, clock)
    newcomer = admin.other()
    await newcomer.fill_in(link, password=PASSWORD)
    await newcomer.fill_in("/sign-in", login=EMAIL, password=PASSWORD)
    await newcomer.see("/triage")

    await admin.fill_in(f"{person}/leaving")

    gone = await newcomer.client.get("/triage", headers={"accept": "text/html"})
    assert gone.headers["location"].startswith("/sign-in?")
    await newcomer.fill_in("/sign-in", status=422, login=EMAIL, password=PASSWORD)


async def test_an_answer_that_is_no_passkey_opens_no_invitation(
    admin: Visitor, settings: Settings, clock: SetClock
) -> None:
    await invite(admin)
    (link,) = await mailed(settings, clock)
    newcomer = admin.other()

    asked = await newcomer.fill_in(f"{link}/passkey/challenge", status=201)
    await newcomer.fill_in(f"{link}/passkey", status=422, answer='{"rawId": "AA"}')

    assert asked.json()["user"]["name"] == EMAIL
    assert asked.json()["rp"]["id"] == ORIGIN.removeprefix("http://")
    await newcomer.see(link)
