"""The report form in the hand: four taps, a pin moved without a finger, questions and emergencies without scripts."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house
from tests.browser.people import MARGAHAYU, PHONE
from tests.look.test_book import AXE, STANDARD

pytestmark = pytest.mark.browser


@contextmanager
def phone(
    chromium: Browser, house: str, *, scripts: bool = True, knows_its_place: bool = False
) -> Generator[Page]:
    """A small phone at the house's door; it may know where it is, and then was allowed to say so before."""
    context = chromium.new_context(
        base_url=house,
        viewport=PHONE,
        locale="id-ID",
        java_script_enabled=scripts,
        geolocation=MARGAHAYU if knows_its_place else None,
        permissions=["geolocation"] if knows_its_place else [],
        reduced_motion="reduce",
    )
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


def test_a_report_takes_four_taps(chromium: Browser, settings: Settings, pothole: Path) -> None:
    with (
        open_house(settings) as house,
        phone(chromium, house, knows_its_place=True) as page,
    ):
        page.goto("/")

        page.get_by_role("link", name="Lapor", exact=True).click()
        page.locator('input[name="photo"]').last.set_input_files(pothole)
        tile(page, "road-damage").click()
        expect(page.locator(".thumbs img")).to_be_visible()
        expect(page.locator("[data-locate] .place-found b")).to_have_text("Bekasijaya")
        page.get_by_role("button", name="Kirim laporan").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")
        page.get_by_role("link", name="Buka laporan").click()
        expect(page.get_by_role("img", name="Letaknya di Bekasijaya")).to_be_visible()


def test_a_pin_is_moved_and_taken_by_the_keyboard_alone(chromium: Browser, settings: Settings) -> None:
    said: list[str] = []
    with open_house(settings) as house, phone(chromium, house) as page:
        page.on("console", lambda message: said.append(message.text))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/reports/new", wait_until="networkidle")
        before = [url for url in asked if "/areas/shapes" in url or "pin-" in url]

        page.get_by_role("button", name="Pilih di peta").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-map]")).to_be_focused()
        expect(page.locator("[data-map] path").first).to_be_attached()
        page.keyboard.press("+")
        for key in ("ArrowRight", "ArrowRight", "Shift+ArrowDown"):
            page.keyboard.press(key)
        under = page.locator("[data-under] b")
        expect(under).not_to_have_text("Geser titik ke tempat masalahnya.")
        name = under.inner_text()
        assert page.locator('input[name="lat"]').input_value() == ""
        page.keyboard.press("Enter")

        expect(page.locator('input[name="lat"]')).not_to_have_value("")
        expect(page.locator("[data-locate] .place-found b")).to_have_text(name)
        expect(page.locator("select[name=area] option:checked")).to_have_text(name)
        east, north = (float(page.locator(f'input[name="{each}"]').input_value()) for each in ("lon", "lat"))
        page.get_by_role("button", name="Geser ke kiri").click()
        page.get_by_role("button", name="Pakai titik ini").click()
        expect(page.locator('input[name="lon"]')).not_to_have_value(str(east))
        assert float(page.locator('input[name="lon"]').input_value()) < east
        assert float(page.locator('input[name="lat"]').input_value()) == pytest.approx(north, abs=1e-4)

        faults = faults_of(page)
    assert before == []
    assert faults == []
    assert said == []


def test_a_report_is_sent_by_keys_alone_and_told_to_who_only_hears_it(
    chromium: Browser, settings: Settings, pothole: Path
) -> None:
    with (
        open_house(settings) as house,
        phone(chromium, house, knows_its_place=True) as page,
    ):
        page.context.clear_permissions()  # or the form would find the place by itself
        page.on("filechooser", lambda _: None)  # heard from the beginning, lest the first come too early
        page.goto("/")
        tab_to(page, page.get_by_role("link", name="Buat laporan").first)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Buat laporan")
        expect(page.get_by_role("group", name="Foto")).to_be_visible()

        gallery = page.get_by_label("Galeri")
        tab_to(page, gallery)
        with page.expect_file_chooser() as asked:
            page.keyboard.press("Enter")
        asked.value.set_files(pothole)
        expect(page.locator("[aria-live=polite]", has_text="1 foto terpilih.")).to_be_visible()
        chosen = page.get_by_role("list", name="Foto terpilih")
        expect(chosen.get_by_role("button", name="Hapus foto ini")).to_be_visible()

        tab_to(page, page.locator("summary", has_text="Jenis lainnya"))
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_role("searchbox", name="Cari jenis"))
        page.keyboard.type("aspal mengelupas")
        expect(page.get_by_role("status").filter(has_text="Tidak ada yang cocok")).to_be_visible()
        page.keyboard.press("Control+A")
        page.keyboard.type("kabel")
        expect(page.get_by_role("status").filter(has_text="jenis cocok")).to_be_visible()
        page.keyboard.press("Enter")
        first = page.locator("[data-group] .tile:visible").first
        expect(first.get_by_role("radio")).to_be_focused()
        page.keyboard.press("Space")
        expect(first.get_by_role("radio")).to_be_checked()
        kind = first.inner_text().strip()

        tab_to(page, page.get_by_role("button", name="Pilih di peta"))
        page.keyboard.press("Enter")
        pin = page.get_by_role("application", name="Peta")
        expect(pin).to_be_focused()
        expect(pin).to_have_accessible_description(re.compile("panah untuk menggeser titik"))
        for key in ("ArrowRight", "ArrowDown"):
            page.keyboard.press(key)
        under = page.locator("[data-under]")
        expect(under).to_have_role("status")
        expect(under).not_to_have_text("Geser titik ke tempat masalahnya.")
        name = under.inner_text()
        page.keyboard.press("Enter")
        found = page.locator("[data-locate] .place-found")
        expect(found).to_have_role("status")
        expect(found).to_contain_text(name)
        assert page.locator("[data-map].leaflet-fade-anim, [data-map] .leaflet-proxy").count() == 0

        words = page.get_by_role("textbox", name="Apa yang terjadi?")
        tab_to(page, words)
        expect(words).to_have_accessible_description(re.compile("bisa dibaca umum"))
        page.keyboard.type("Kabel jatuh, telepon 081234567890")
        expect(page.get_by_role("status").filter(has_text="Nomor telepon akan disamarkan")).to_be_visible()
        tab_to(page, page.get_by_role("button", name="Kirim laporan"))
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")
        tab_to(page, page.get_by_role("link", name="Buka laporan"))
        page.keyboard.press("Enter")
        expect(page.get_by_text(kind).first).to_be_visible()


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on with Tab until this has the focus: it lies ahead, and near enough to be come to."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("(at) => at === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {wanted}")


def test_questions_and_emergencies_need_no_script(chromium: Browser, settings: Settings) -> None:
    with open_house(settings) as house, phone(chromium, house, scripts=False) as page:
        page.goto("/reports/new")
        size, depth = page.get_by_text("Sebesar ban"), page.get_by_label("Kira-kira berapa dalamnya?")
        expect(size).to_be_hidden()

        tile(page, "road-damage").click()
        expect(size).to_be_visible()
        expect(depth).to_be_hidden()
        page.locator(".choice", has_text="Sebesar ban").click()
        expect(depth).to_be_visible()
        depth.fill("15")

        page.locator("summary", has_text="Jenis lainnya").click()
        tile(page, "violence-women-child").click()
        expect(page.get_by_text("Jenis ini selalu rahasia")).to_be_visible()
        tile(page, "fire").click()
        send = page.get_by_role("button", name="Kirim laporan")
        expect(page.locator("main .call-first a[href='tel:112']")).to_be_visible()
        expect(page.get_by_label("Kelurahan")).to_be_hidden()
        expect(send).to_be_hidden()
        page.locator(".choice", has_text="Tetap kirim laporan").click()
        expect(send).to_be_visible()

        tile(page, "road-damage").click()
        page.get_by_label("Kelurahan").select_option(label="Margahayu")
        page.get_by_label("Apa yang terjadi?").fill("Lubang di depan pasar.")
        send.click()
        page.get_by_role("link", name="Buka laporan").click()
        expect(page.get_by_text("15 cm")).to_be_visible()


def tile(page: Page, kind: str) -> Locator:
    """The tile of a kind."""
    return page.locator(f'.tile:has(input[value="{kind}"])')


def faults_of(page: Page) -> list[tuple[str, str]]:
    """What axe finds wrong on the page as it stands; evaluated, so that the content policy stays in force."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", STANDARD)
    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
