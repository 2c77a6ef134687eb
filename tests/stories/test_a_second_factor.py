"""Who rules over a city shows more than a password: an app or a recovery code, each once; an admin helps who lost theirs."""

import re
from base64 import b32decode
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city import audit
from tanggap.city.audit import store as trail
from tanggap.city.rights import Duty, Role
from tanggap.kit import totp
from tanggap.kit.clock import SetClock
from tests.conftest import BEKASI, running
from tests.residents import WITH_MAIL, Letters
from tests.staff import PASSWORD, address, enter, hire
from tests.visitor import Visitor

pytestmark = pytest.mark.story

SECRET = re.compile(r"<code>([A-Z2-7 ]{30,})</code>")
RECOVERY = re.compile(r"<code>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</code>")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that asks for a second factor, and writes to people."""
    return replace(settings, second_factor="required", **WITH_MAIL)


@pytest.fixture
async def visitor(settings: Settings, clock: SetClock) -> AsyncIterator[Visitor]:
    """Somebody at the door of a city with two admins and an officer."""
    admin = Duty(role=Role.CITY_ADMIN)
    await hire(settings, clock, {"Admin": admin, "Admin kedua": admin, "Pemeriksa": Duty(role=Role.VERIFIER)})
    async with running(settings, clock) as somebody:
        yield somebody


class App:
    """The app on somebody's phone."""

    def __init__(self, clock: SetClock, spelled: str) -> None:
        self._clock = clock
        self._spelled = spelled.replace(" ", "")

    def code(self) -> str:
        """What it shows now."""
        return totp.code_of(b32decode(self._spelled), totp.step_at(self._clock.now()))


async def set_up(browser: Visitor, clock: SetClock) -> tuple[App, list[str]]:
    """Set an app up at /staff/keys; the app, and the recovery codes that were shown."""
    await browser.fill_in("/staff/keys/totp")
    spelled = SECRET.search(await browser.see("/staff/keys"))
    assert spelled
    app = App(clock, spelled[1])
    shown = await browser.fill_in("/staff/keys/totp/confirmation", status=200, code=app.code())
    return app, RECOVERY.findall(shown.text)


async def come_back(visitor: Visitor, name: str) -> Visitor:
    """A new browser at which somebody gave their password, and has yet to show a code."""
    browser = visitor.other()
    answer = await browser.fill_in("/sign-in", login=address(name), password=PASSWORD)
    assert answer.headers["location"] == "/sign-in/factor"
    return browser


async def show(browser: Visitor, code: str, *, status: int = 303) -> str:
    """Show a code; where it leads, or what it says."""
    answer = await browser.fill_in("/sign-in/factor", status=status, code=code)
    return answer.headers.get("location") or answer.text


async def test_an_admin_sets_up_an_app_first_and_comes_in_by_it_afterwards(
    visitor: Visitor, clock: SetClock
) -> None:
    admin = await enter(visitor, "Admin")
    led = await admin.client.get("/admin/people", headers={"accept": "text/html"})
    await admin.fill_in("/admin/people", status=403, name="X", email="x@kota.example", role="verifier")
    before = admin.client.cookies["tanggap"]

    app, codes = await set_up(admin, clock)

    assert led.headers["location"] == "/staff/keys"
    assert admin.client.cookies["tanggap"] != before
    assert len(codes) == 10
    await admin.see("/admin/people")

    again = await come_back(visitor, "Admin")
    half, shown = again.client.cookies["tanggap"], app.code()
    assert (await again.client.get("/admin/people")).status_code != 200
    assert "tidak cocok" in await show(again, shown, status=422), "it was shown when the app was set up"
    clock.move(timedelta(seconds=30))
    assert await show(again, app.code()) == "/admin"
    assert again.client.cookies["tanggap"] != half
    await again.see("/admin/people")


async def test_the_code_of_one_window_lets_nobody_in_twice(visitor: Visitor, clock: SetClock) -> None:
    app, _ = await set_up(await enter(visitor, "Admin"), clock)
    clock.move(timedelta(seconds=30))
    first, second = await come_back(visitor, "Admin"), await come_back(visitor, "Admin")

    await show(first, app.code())

    assert "tidak cocok" in await show(second, app.code(), status=422)


async def test_a_recovery_code_opens_once(visitor: Visitor, clock: SetClock, settings: Settings) -> None:
    _, codes = await set_up(await enter(visitor, "Admin"), clock)

    await show(await come_back(visitor, "Admin"), codes[0].upper())

    assert "tidak cocok" in await show(await come_back(visitor, "Admin"), codes[0], status=422)
    async with Workbench(settings, clock=clock) as bench:
        letters = Letters(bench)
        await letters.bring()
    assert [each.address for each in letters.sent] == [address("Admin")] * 2
    assert any("Satu kode cadangan Anda dipakai" in each.body for each in letters.sent)


async def test_who_guesses_codes_waits_and_in_the_end_only_another_hour_helps(
    visitor: Visitor, clock: SetClock
) -> None:
    app, _ = await set_up(await enter(visitor, "Admin"), clock)
    guesser = await come_back(visitor, "Admin")
    for _ in range(5):
        await show(guesser, "000000", status=422)

    assert "Terlalu banyak percobaan" in await show(guesser, "000000", status=429)
    for nth in range(15):
        elsewhere = visitor.other(address=f"192.0.2.{nth}")
        await elsewhere.fill_in("/sign-in", login=address("Admin"), password=PASSWORD)
        await show(elsewhere, "000000", status=422)
    clock.move(timedelta(seconds=60))
    right = await come_back(visitor, "Admin")
    assert "Terlalu banyak kode salah" in await show(right, app.code(), status=429)
    clock.move(timedelta(hours=1))
    assert await show(await come_back(visitor, "Admin"), app.code()) == "/admin"


async def test_the_second_step_ends_and_belongs_to_the_browser_that_gave_the_password(
    visitor: Visitor, clock: SetClock
) -> None:
    app, _ = await set_up(await enter(visitor, "Admin"), clock)
    waiting = await come_back(visitor, "Admin")
    clock.move(timedelta(seconds=30))

    assert await show(visitor.other(), app.code()) == "/sign-in"
    clock.move(timedelta(minutes=10))
    assert await show(waiting, app.code()) == "/sign-in"


async def test_keys_are_changed_only_just_after_one_showed_who_one_is(
    visitor: Visitor, clock: SetClock
) -> None:
    admin, other = await enter(visitor, "Admin"), await enter(visitor, "Admin")
    await set_up(admin, clock)

    assert "/sign-out" not in await other.see("/"), "whoever came in before by the password alone is out"
    await admin.fill_in("/staff/keys/totp/removal", status=409)  # the last one of who needs one
    clock.move(timedelta(minutes=16))
    await admin.fill_in("/staff/keys/recovery", status=409)
    assert "Masuk lagi" in await admin.see("/staff/keys")


async def test_who_needs_none_may_have_one_and_give_it_up(visitor: Visitor, clock: SetClock) -> None:
    verifier = await enter(visitor, "Pemeriksa")
    await verifier.see("/verification")

    await set_up(verifier, clock)
    await come_back(visitor, "Pemeriksa")
    await verifier.fill_in("/staff/keys/totp/removal")

    again = await enter(visitor, "Pemeriksa")
    await again.see("/verification")


async def test_an_admin_resets_the_keys_of_another_who_is_told_and_starts_anew(
    visitor: Visitor, clock: SetClock, settings: Settings
) -> None:
    lost = await enter(visitor, "Admin")
    await set_up(lost, clock)
    helper = await enter(visitor, "Admin kedua")
    await set_up(helper, clock)
    links = re.findall(r'href="(/admin/people/[0-9a-f-]{36})"', await helper.see("/admin/people"))
    theirs: dict[str, str] = {}
    for link in links:
        page = await helper.see(link)
        theirs |= {name: link for name in ("Admin", "Admin kedua") if f"<h1>{name}</h1>" in page}

    await helper.fill_in(f"{theirs['Admin']}/keys/ending", status=422, reason=" ")
    await helper.fill_in(f"{theirs['Admin kedua']}/keys/ending", status=409, reason="Hilang.")
    await helper.fill_in(f"{theirs['Admin']}/keys/ending", reason="Ponselnya hilang.")

    assert "/sign-out" not in await lost.see("/")
    assert "Ponselnya hilang." in await helper.see(theirs["Admin"])
    anew = await enter(visitor, "Admin")
    assert "Tugas Anda memerlukan langkah kedua" in await anew.see("/staff/keys")
    async with Workbench(settings, clock=clock) as bench:
        letters = Letters(bench)
        await letters.bring()
        assert any(
            "direset oleh admin" in each.body for each in letters.sent if each.address == address("Admin")
        )
        async with bench.entrance.open_desk(BEKASI) as desk:
            await audit.chain(desk)
            acts = {
                link.row.act for link in await trail.links(desk.db, BEKASI, after=0, limit=100) if link.row
            }
    assert {"factor_added", "factors_reset"} <= acts
