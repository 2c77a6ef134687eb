"""An officer puts a wrong kelurahan right where they stand, and a utility without an account answers by the link it was given."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Geolocation, ViewportSize, expect

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house
from tests.staff import PASSWORD, address

pytestmark = pytest.mark.browser

STANDS = Geolocation(longitude=107.0110, latitude=-6.2720, accuracy=8)
"""Where the officer finds it: the report was told to be in Jakasampurna."""


def test_a_wrong_kelurahan_is_put_right_and_a_utility_answers_by_link_from_small_telephones(
    staffed: Settings, chromium: Browser, pothole: Path
) -> None:
    with open_house(staffed, server="granian") as house:
        phone = ViewportSize(width=360, height=740)
        unit = chromium.new_context(
            base_url=house, viewport=phone, locale="id-ID", geolocation=STANDS, permissions=["geolocation"]
        )
        sent = {"kind": "road-damage", "text": "Tiang miring.", "lon": 106.9756, "lat": -6.2383}
        unit.request.post("/api/v1/reports", data=sent, headers={"Idempotency-Key": "somebody-outside"})
        page = unit.new_page()
        page.goto("/sign-in?then=/bench")
        page.fill("input[name=login]", address("Petugas jalan"))
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.locator("a[href*='/tasks/']").first.click()
        expect(page.get_by_text("Jakasampurna").first).to_be_visible()
        page.get_by_role("link", name="Tempat atau jenis keliru?").click()
        expect(page.get_by_text("Sekarang tertulis: Jakasampurna")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.get_by_role("button", name="Pakai lokasi saya").click()
        expect(page.get_by_label("Kelurahan")).not_to_have_value("32.75.02.1005")
        page.get_by_label("Kenapa?").first.fill("Tiangnya di seberang, titiknya meleset.")
        page.get_by_role("button", name="Simpan tempat").click()
        expect(page.get_by_text("Tempat dibetulkan. Pelapor diberi tahu.")).to_be_visible()
        expect(page.get_by_text("Tiangnya di seberang, titiknya meleset.")).to_be_visible()
        expect(page.locator(".facts").first).not_to_contain_text("Jakasampurna")

        page.get_by_role("link", name="Minta pihak luar").click()
        page.get_by_label("Siapa?").fill("PLN ULP setempat")
        page.get_by_label("Apa yang diminta").fill("Mohon tiang ini ditegakkan.")
        page.get_by_label("Jawaban paling lambat").fill(
            (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
        )
        page.get_by_role("button", name="Buat tautan").click()
        link = page.locator("output").filter(has_text=re.compile("/outside/")).inner_text()

        party = chromium.new_context(base_url=house, viewport=phone, locale="id-ID")
        theirs = party.new_page()
        theirs.goto(
            house + link[link.index("/kota-bekasi") if "/kota-bekasi" in link else link.index("/outside") :]
        )
        expect(theirs.get_by_role("heading", level=1)).to_contain_text("meminta bantuan Anda")
        expect(theirs.get_by_text("Mohon tiang ini ditegakkan.")).to_be_visible()
        expect(theirs.get_by_text("Jakasampurna")).to_have_count(0)
        assert theirs.evaluate("document.documentElement.scrollWidth") <= 360
        theirs.get_by_role("radio", name="Sudah selesai dikerjakan").check()
        theirs.get_by_label("Penjelasan").fill("Sudah ditegakkan.")
        theirs.locator("input[type=file]").last.set_input_files(pothole)
        theirs.get_by_role("button", name="Kirim jawaban").click()
        expect(theirs.get_by_text("Unit kota memeriksa hasilnya")).to_be_visible()
        expect(theirs.get_by_role("heading", level=1)).to_have_text("Tautan ini sudah berakhir")

        page.reload()
        expect(page.get_by_text("Pihak luar melapor selesai")).to_be_visible()
        expect(page.get_by_text("Sudah ditegakkan.")).to_be_visible()
        expect(page.locator("main img")).to_have_count(1)
        unit.close()
        party.close()
