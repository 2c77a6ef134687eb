"""The code on a receipt opens its report on another phone, and leaves the key in no address."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house

pytestmark = pytest.mark.browser


def test_number_and_key_behind_the_code_are_posted_and_forgotten(
    settings: Settings, chromium: Browser
) -> None:
    with open_house(settings) as house:
        context = chromium.new_context(base_url=house, viewport=ViewportSize(width=360, height=740))
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        sent = {"kind": "official-conduct", "text": "Diminta uang.", "lon": 106.9756, "lat": -6.2383}
        receipt = context.request.post(
            "/api/v1/reports", data=sent, headers={"Idempotency-Key": "a-code-opens-a-report"}
        ).json()

        page.goto(f"/track#{receipt['number']}/{receipt['key']}")
        page.wait_for_url(f"**/reports/{receipt['number']}")

        expect(page.get_by_text("Diminta uang.").first).to_be_visible()
        assert not any(receipt["key"] in url.partition("#")[0] for url in asked)
        page.go_back()
        assert urlsplit(page.url).fragment == ""
        context.close()
