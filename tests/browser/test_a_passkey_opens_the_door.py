"""Residents and staff set up a passkey in a real browser and sign in with it; a removed one opens nothing."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SystemClock
from tests.browser.conftest import open_house
from tests.residents import WITH_MAIL, Letters
from tests.staff import PASSWORD, address, hire

pytestmark = pytest.mark.browser

ADDRESS = "warga@contoh.example"


def code_for(settings: Settings) -> str:
    """The code that was mailed, taken out of the post by the hands of a worker."""

    async def read() -> str:
        async with Workbench(settings, clock=SystemClock()) as bench:
            return await Letters(bench).code(ADDRESS)

    with ThreadPoolExecutor(1) as aside:  # Chromium's loop is running in this thread
        return aside.submit(asyncio.run, read()).result()


def with_authenticator(page: Page) -> None:
    """A device that signs when it is asked, and has seen its owner's finger."""
    session: Any = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_lets_its_owner_in_and_a_removed_one_nobody(
    settings: Settings, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in WITH_MAIL.items():
        monkeypatch.setenv(f"TANGGAP_{name.upper()}", value)
    with open_house(settings, server="granian") as house:
        # A passkey is for a name, and an address of digits is none.
        base = house.replace("127.0.0.1", "localhost")
        context = chromium.new_context(base_url=base, locale="id-ID", viewport={"width": 360, "height": 740})
        page = context.new_page()
        with_authenticator(page)

        page.goto("/sign-in?then=/account")
        page.get_by_label("Alamat email").fill(ADDRESS)
        page.get_by_role("button", name="Kirim kode").click()
        page.get_by_label("Kode", exact=True).fill(code_for(settings))
        page.locator("main").get_by_role("button", name="Masuk").click()
        page.get_by_label("Nama perangkat").fill("Ponsel merah")
        page.get_by_role("button", name="Pasang kunci sandi").click()
        expect(page.get_by_text("Kunci sandi terpasang: Ponsel merah.")).to_be_visible()
        sign_out(page)

        enter_by_passkey(page)
        expect(page.locator("h1")).to_contain_text("Warga ")

        page.get_by_text("Ubah atau hapus").click()
        page.get_by_role("button", name="Hapus", exact=True).click()
        expect(page.get_by_text("Kunci sandi dihapus.")).to_be_visible()
        sign_out(page)
        enter_by_passkey(page)
        expect(page.get_by_text("Kunci sandi ini tidak dikenal di sini.").first).to_be_visible()
        context.close()


def enter_by_passkey(page: Page) -> None:
    page.goto("/sign-in?then=/account")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(page.get_by_role("link", name="Masuk", exact=True)).to_be_visible()


def test_an_admin_is_led_to_a_passkey_first_and_needs_no_password_afterwards(
    settings: Settings, chromium: Browser
) -> None:
    settings = replace(settings, second_factor="required")
    with ThreadPoolExecutor(1) as aside:
        admin = {"Admin": Duty(role=Role.CITY_ADMIN)}
        aside.submit(asyncio.run, hire(settings, SystemClock(), admin)).result()
    with open_house(settings, server="granian") as house:
        base = house.replace("127.0.0.1", "localhost")
        context = chromium.new_context(base_url=base, locale="id-ID", viewport={"width": 360, "height": 740})
        page = context.new_page()
        with_authenticator(page)

        page.goto("/sign-in?then=/admin/people")
        page.get_by_label("Nama masuk").fill(address("Admin"))
        page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Masuk sebagai petugas").click()
        expect(page.get_by_text("Tugas Anda memerlukan langkah kedua.")).to_be_visible()
        page.goto("/admin/people")
        expect(page.locator("h1")).to_have_text("Kunci masuk saya")
        page.get_by_role("button", name="Pasang kunci sandi").click()
        expect(page.locator("main code")).to_have_count(10)
        page.get_by_role("button", name="Keluar", exact=True).first.click()
        expect(page.get_by_role("link", name="Masuk", exact=True)).to_be_visible()

        page.goto("/sign-in?then=/admin/people")
        page.get_by_role("button", name="Masuk dengan kunci sandi").click()
        expect(page.locator("h1")).to_have_text("Petugas")
        context.close()
