"""The big map in a browser: from the whole city down to one report, in a frame of another site, and what stays where it cannot be drawn."""

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house

pytestmark = pytest.mark.browser

NO_MAPS = "HTMLCanvasElement.prototype.getContext = () => null"
GO = """() => document.dispatchEvent(new CustomEvent("tanggap:look",
  { detail: { lon: 106.9756, lat: -6.2383, zoom: 16 } }))"""


def test_from_the_city_to_one_report_and_the_list_where_no_map_is_drawn(
    settings: Settings, chromium: Browser
) -> None:
    with open_house(settings) as house:
        context = chromium.new_context(
            base_url=house,
            locale="id-ID",
            viewport=ViewportSize(width=1440, height=900),
            reduced_motion="reduce",
        )
        page = context.new_page()
        refused: list[str] = []
        page.on(
            "console",
            lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None,
        )
        sent = {"kind": "road-damage", "text": "Lubang besar.", "lon": 106.9756, "lat": -6.2383}
        receipt = context.request.post(
            "/api/v1/reports", data=sent, headers={"Idempotency-Key": "a-map-is-explored"}
        ).json()

        page.goto("/map")
        page.get_by_role("button", name="Buka peta").click()
        expect(page.locator("[data-drawn]")).to_be_visible()
        expect(page.locator("[data-bigmap] canvas")).to_be_focused()
        with page.expect_response("**/map/tiles/15/**"):
            page.evaluate(GO)
        ground = page.locator(".maplibregl-canvas")
        link = page.locator(".maplibregl-popup").get_by_role("link", name=receipt["number"])
        box = ground.bounding_box()
        assert box is not None

        # The pin stands on its point, and is drawn some time after its tile came.
        def opened() -> bool:
            ground.click(position={"x": box["width"] / 2, "y": box["height"] / 2 - 20})
            return link.is_visible()

        page.wait_for_load_state("networkidle")
        for _ in range(20):
            if opened():
                break
            page.evaluate("() => new Promise(requestAnimationFrame)")
        expect(link).to_have_attribute("href", f"/reports/{receipt['number']}")
        assert refused == []

        elsewhere = chromium.new_page(base_url=house, service_workers="block")
        elsewhere.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        site = '<iframe src="/embed/map?lang=en" width="600" height="480"></iframe>'
        # Chromium lets no page from outside frame one of this machine.
        elsewhere.route("**/news", lambda route: route.fulfill(body=site, content_type="text/html"))
        elsewhere.goto("/news")
        frame = elsewhere.frame_locator("iframe")
        frame.get_by_role("button", name="Open the map").click()
        expect(frame.locator("[data-drawn]")).to_be_visible()
        assert refused == []
        elsewhere.close()

        flat = context.new_page()
        flat.add_init_script(NO_MAPS)
        flat.goto("/map")
        expect(flat.get_by_text("Peramban ini tidak dapat menggambar peta besar")).to_be_visible()
        expect(flat.locator("svg.areas")).to_be_visible()
        expect(flat.get_by_role("link", name="Lubang besar.").first).to_be_visible()
        context.close()
