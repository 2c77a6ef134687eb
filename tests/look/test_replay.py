"""A day on the desk is played again: by the slider, by its keys and at its own pace."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.look.book import PHONE, AddressOf

pytestmark = pytest.mark.browser

PACE_MS = 600
"""How long an hour is shown while the day plays."""


def test_the_slider_shows_every_hour_and_the_day_plays_by_itself_until_somebody_stops_it(
    chromium: Browser, address_of: AddressOf
) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.clock.install()
    page.goto(address_of("desk-day"))
    slider = page.get_by_role("slider", name="Jam")
    still_open, here = page.locator("[data-told=open]"), page.locator("tbody a[aria-current]")
    area = page.locator("[data-area]").nth(1)
    fullness = area.locator("path")
    play, pause = page.get_by_role("button", name="Putar"), page.get_by_role("button", name="Jeda")
    expect(slider).to_have_attribute("aria-valuetext", "15.00")
    expect(still_open).to_have_text("155")

    slider.click(position={"x": 3, "y": 20})
    expect(still_open).to_have_text("141")
    expect(page.locator("h2 [data-told=at]")).to_have_text("1.00")
    expect(here).to_have_attribute("href", "/operations/day/2026-11-22?hour=0")
    expect(fullness).to_have_attribute("fill-opacity", "0")
    slider.press("ArrowRight")
    expect(still_open).to_have_text("142")
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "15.00")
    expect(fullness).not_to_have_attribute("fill-opacity", "0")
    expect(area.locator("title")).to_have_text(re.compile(": 37$"))

    # At its end it begins anew.
    play.press("Enter")
    expect(pause).to_be_focused()
    page.clock.run_for(3 * PACE_MS)
    expect(still_open).to_have_text("144")
    pause.press("Space")
    expect(play).to_be_focused()
    page.clock.run_for(3 * PACE_MS)
    expect(still_open).to_have_text("144")

    play.press("Enter")
    page.clock.run_for(20 * PACE_MS)
    expect(still_open).to_have_text("155")
    expect(play).to_be_focused()
    page.close()
