"""A coordinator works the queue off without a mouse: two keys send a report on, and the next one opens by itself."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house
from tests.browser.people import people, sign_in

pytestmark = pytest.mark.browser


def sent(page: Page, text: str) -> str:
    """A report without a kind, so that it waits for a coordinator; its number."""
    answer = page.request.post(
        "/api/v1/reports",
        data={"text": text, "lon": 106.9756, "lat": -6.2383},
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert answer.status == 201, answer.text()
    number: str = answer.json()["number"]
    return number


def test_two_keys_send_a_report_on_and_the_next_one_opens_by_itself(
    chromium: Browser, staffed: Settings
) -> None:
    with open_house(staffed) as house, people(chromium, house) as another:
        citizen, page = another(), another()
        first, second, third = (
            sent(citizen, f"Lubang besar di jalan depan {place}.") for place in ("pasar", "sekolah", "pasar")
        )
        sign_in(page, "Koordinator")
        page.goto("/triage?by=age")
        focused = page.locator(":focus")

        expect(focused).to_contain_text("pasar")
        page.keyboard.press("j")
        expect(focused).to_contain_text("sekolah")
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{house}/triage/{first}?by=age")
        expect(focused).to_have_text("Lubang besar di jalan depan pasar.")
        page.keyboard.press("Enter")

        expect(page).to_have_url(f"{house}/triage/{second}?by=age")
        expect(page.locator("main [role=status]").get_by_text(f"{first}: Diteruskan.")).to_be_visible()
        expect(focused).to_have_text("Lubang besar di jalan depan sekolah.")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(focused).to_have_text("Lubang besar di jalan depan sekolah.")
        page.keyboard.press("j")

        expect(page).to_have_url(f"{house}/triage/{third}?by=age")
        expect(focused).to_have_text("Lubang besar di jalan depan pasar.")
        page.keyboard.press("m")
        expect(focused).to_have_text(f"Gabung ke {first}")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{house}/triage/{second}?by=age")
        expect(page.get_by_text(f"{third}: Laporan digabung.")).to_be_visible()
        page.goto("/triage?by=age")
        expect(focused).to_contain_text("sekolah")
