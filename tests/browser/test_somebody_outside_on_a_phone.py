"""Somebody without an account opens the link a unit gave them on a small telephone, and answers with a photo."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house
from tests.staff import PASSWORD, address

pytestmark = pytest.mark.browser


def test_a_link_is_passed_on_and_answered_from_a_small_telephone(
    staffed: Settings, chromium: Browser, pothole: Path
) -> None:
    with open_house(staffed, server="granian") as house:
        phone = ViewportSize(width=360, height=740)
        unit = chromium.new_context(base_url=house, viewport=phone, locale="id-ID")
        sent = {"kind": "road-damage", "text": "Tiang miring.", "lon": 106.9756, "lat": -6.2383}
        unit.request.post("/api/v1/reports", data=sent, headers={"Idempotency-Key": "somebody-outside"})
        page = unit.new_page()
        page.goto("/sign-in?then=/bench")
        page.fill("input[name=login]", address("Petugas jalan"))
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.locator("a[href*='/tasks/']").first.click()
        page.get_by_role("link", name="Minta pihak luar").click()
        page.get_by_label("Siapa?").fill("Kontraktor pemeliharaan")
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
