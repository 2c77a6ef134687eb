"""A city admin draws a zone on the map, by finger and by keyboard; what crosses itself is not sent."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SystemClock
from tests.browser.conftest import open_house
from tests.staff import PASSWORD, address, hire

pytestmark = pytest.mark.browser


def test_corners_are_tapped_moved_taken_back_and_kept(settings: Settings, chromium: Browser) -> None:
    with ThreadPoolExecutor(1) as aside:  # Chromium's loop is running in this thread
        aside.submit(
            asyncio.run, hire(settings, SystemClock(), {"Admin": Duty(role=Role.CITY_ADMIN)})
        ).result()
    with open_house(settings, server="granian") as house:
        page = chromium.new_page(
            base_url=house, locale="id-ID", viewport=ViewportSize(width=1280, height=900)
        )
        page.goto("/sign-in")
        page.locator('input[name="login"]').fill(address("Admin"))
        page.locator('input[name="password"]').fill(PASSWORD)
        page.get_by_role("button", name="Masuk sebagai petugas").click()
        expect(page.get_by_text("Kelola kota").first).to_be_visible()

        page.goto("/admin/routing/draft/rule")
        page.get_by_role("button", name="Gambar di peta").click()
        canvas = page.get_by_role("application", name="Peta")
        field = page.get_by_label("Kawasan", exact=False).and_(page.locator("textarea"))
        status = canvas.locator("xpath=..").get_by_role("status")
        expect(status).to_contain_text("sedikitnya 3")

        canvas.click(position={"x": 60, "y": 60})
        canvas.click(position={"x": 60, "y": 300})
        canvas.click(position={"x": 200, "y": 300})
        expect(status).to_have_text("Kawasan dengan 3 titik sudut.")
        canvas.click(position={"x": 30, "y": 180})
        expect(status).to_contain_text("bersilangan")
        page.get_by_label("Nama aturan").fill("Pasar")
        page.get_by_label("Diteruskan ke").select_option("unit:dlh")
        page.get_by_role("button", name="Simpan di rancangan").click()
        expect(page).to_have_url(f"{house}/admin/routing/draft/rule")

        page.get_by_role("button", name="Batalkan langkah").click()
        expect(status).to_have_text("Kawasan dengan 3 titik sudut.")
        # By keyboard: one more corner where the map is looked at, and the first one moved.
        canvas.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(status).to_contain_text("4 titik sudut")
        page.keyboard.press("Backspace")
        expect(status).to_contain_text("3 titik sudut")
        before = field.input_value().splitlines()
        page.get_by_role("button", name="Titik sudut 1").focus()
        page.keyboard.press("ArrowLeft")
        after = field.input_value().splitlines()
        assert before[1:] == after[1:]
        assert before[0] != after[0]

        page.get_by_role("button", name="Simpan di rancangan").click()
        page.wait_for_url("**/admin/routing/draft")
        expect(page.get_by_text("Di dalam kawasan dengan 3 titik sudut")).to_be_visible()
        page.close()
