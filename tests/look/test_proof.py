"""A proof taken with the page's camera travels small, with its place, its time, and what camera and programs wrote into it."""

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.chromium import held_back
from tests.look.book import PHONE, AddressOf

pytestmark = pytest.mark.browser

ORIENTATION, SOFTWARE = 0x0112, 0x0131
SENT = """async () => {
  const [file] = document.querySelector("#proof-photo input[multiple]").files;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
CAMERA, GALLERY = "input[name=photo][capture]", "input[name=photo][multiple]"


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """A photo lying on its side, from a camera that says so, through a program that does too."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[SOFTWARE] = "Snapseed 2.0"
    path = tmp_path / "foto.jpg"
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(path, "JPEG", exif=exif)
    return path


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """One that may be asked where it is."""
    context = chromium.new_context(
        viewport=PHONE,
        permissions=["geolocation"],
        geolocation={"longitude": 106.9756, "latitude": -6.2374, "accuracy": 18},
    )
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, address_of: AddressOf) -> Page:
    """A task, all of it awake."""
    page = phone.new_page()
    page.goto(address_of("task"), wait_until="networkidle")
    return page


def test_a_photo_of_the_pages_camera_brings_place_time_and_what_was_written_into_it(
    page: Page, shot: Path
) -> None:
    expect(page.locator("[data-without]")).to_be_hidden()
    page.set_input_files(CAMERA, shot)

    expect(page.locator(".thumbs img")).to_have_count(1)
    expect(page.locator("input[name=accuracy_m]")).to_have_value("18")
    expect(page.locator("input[name=lat]")).to_have_value("-6.2374")
    expect(page.locator("input[name=captured_at]")).not_to_have_value("")
    sent = Image.open(BytesIO(base64.b64decode(page.evaluate(SENT))))
    assert sent.size == (1200, 1600)
    assert dict(sent.getexif()) == {ORIENTATION: 1, SOFTWARE: "Snapseed 2.0"}


def test_a_photo_out_of_the_gallery_is_not_said_to_be_taken_now(page: Page, shot: Path) -> None:
    page.set_input_files(GALLERY, shot)

    expect(page.locator(".thumbs img")).to_have_count(1)
    expect(page.locator("input[name=captured_at]")).to_have_value("")


@pytest.mark.parametrize("late", ["photo", "capture", "place"])
def test_a_photo_taken_before_the_whole_page_is_awake_brings_place_and_time_too(
    phone: BrowserContext, address_of: AddressOf, shot: Path, late: str
) -> None:
    page = phone.new_page()
    with held_back(page, f"**/{late}-*.js"):
        page.goto(address_of("task"), wait_until="domcontentloaded")
        if late != "capture":
            expect(page.locator("[data-without]")).to_be_hidden()
        page.set_input_files(CAMERA, shot)
        if late != "photo":
            expect(page.locator(".thumbs img")).to_have_count(1)

    expect(page.locator("input[name=lat]")).to_have_value("-6.2374")
    expect(page.locator("input[name=captured_at]")).not_to_have_value("")
    expect(page.locator(".thumbs img")).to_have_count(1)
