"""The whole way of a report in a real browser: sent from a phone, accepted, proven, closed, rated."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house
from tests.browser.people import PHONE, people, sign_in
from tests.look.test_book import AXE, STANDARD, violations

pytestmark = pytest.mark.browser


def report(page: Page, photo: Path, *, scripts: bool) -> tuple[str, str]:
    """Send a pothole with a photo, as a citizen would; its number and key."""
    page.goto("/")
    page.get_by_role("link", name="Buat laporan").first.click()
    page.locator('input[name="photo"]').last.set_input_files(photo)
    page.locator('label:has(input[name="kind"][value="road-damage"])').click()
    if scripts:
        page.get_by_role("button", name="Pakai lokasi saya").click()
        expect(page.locator('input[name="lat"]')).not_to_have_value("")
    else:
        page.get_by_label("Kelurahan").select_option(label="Margahayu")
    page.get_by_label("Apa yang terjadi?").fill("Lubang dalam di depan pasar, gelap kalau malam.")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")
    number, key = page.locator("output.number").all_inner_texts()
    return number, key


def accept_and_prove(page: Page, photo: Path, *, scripts: bool) -> None:
    """Take the first task of the bench on, mend it, and prove it."""
    page.goto("/bench")
    page.locator('a[href*="/tasks/"]').first.click()
    page.get_by_role("button", name="Terima tugas").click()
    page.locator('input[name="photo"]').last.set_input_files(photo)
    if scripts:
        page.locator("[data-island='place'] button, [data-island='here'] button").first.click()
    page.get_by_label("Apa yang dikerjakan?").fill("Lubang ditambal aspal panas.")
    page.get_by_role("button", name="Ditindaklanjuti").click()
    # The picture is the complaint's own, so an explanation is asked for, whatever the telephone knows of its place.
    page.get_by_label("Jelaskan kepada pemeriksa").fill("Contoh: fotonya sama dengan foto laporan.")
    page.get_by_role("button", name="Ditindaklanjuti").click()
    expect(page.locator(".standing").get_by_text("Ditindaklanjuti")).to_be_visible()


@pytest.mark.parametrize(
    ("server", "scripts"), [("granian", True), ("uvicorn", False)], ids=["scripts", "no scripts, uvicorn"]
)
def test_a_citizen_reports_an_officer_proves_a_verifier_closes_and_the_citizen_rates(
    chromium: Browser,
    staffed: Settings,
    pothole: Path,
    server: str,
    scripts: bool,  # noqa: FBT001 (pytest gives it by name)
) -> None:
    with open_house(staffed, server=server) as house, people(chromium, house, scripts=scripts) as another:
        citizen, officer, verifier = another(), another(), another()
        number, key = report(citizen, pothole, scripts=scripts)

        sign_in(officer, "Petugas jalan")
        accept_and_prove(officer, pothole, scripts=scripts)

        sign_in(verifier, "Pemeriksa")
        verifier.goto("/verification")
        expect(verifier.get_by_text(number)).to_be_visible()
        verifier.get_by_role("button", name="Sudah beres, tutup").click()

        neighbour = another()
        neighbour.goto("/track")
        neighbour.locator('input[name="number"]').fill(number.lower())
        neighbour.locator('input[name="key"]').fill(key.lower())
        neighbour.locator("main").get_by_role("button").click()
        expect(neighbour.get_by_text("Selesai").first).to_be_visible()
        expect(neighbour.get_by_text("Lubang ditambal aspal panas.")).to_be_visible()
        neighbour.locator('label:has(input[name="stars"][value="5"])').click()
        neighbour.locator("form:has(input[name='stars'])").get_by_role("button").click()
        expect(neighbour.get_by_text("Terima kasih").first).to_be_visible()
        expect(neighbour.get_by_role("img", name="5 dari 5 bintang")).to_be_visible()


PUBLIC = (
    "/",
    "/reports",
    "/reports/new",
    "/track",
    "/overview",
    "/open/method",
    "/help",
    "/sign-in",
    "/offline",
)
OF_STAFF = {
    "Koordinator": ("/triage",),
    "Petugas jalan": ("/bench",),
    "Pemeriksa": ("/verification",),
}


def test_every_living_page_can_be_used_by_everybody(
    chromium: Browser, staffed: Settings, pothole: Path
) -> None:
    with open_house(staffed) as house:
        context = chromium.new_context(
            base_url=house,
            viewport=PHONE,
            reduced_motion="reduce",
            locale="id-ID",
            bypass_csp=True,
        )
        page = context.new_page()
        number, _ = report(page, pothole, scripts=False)
        found = [_faults(page, f"/reports/{number}/receipt"), _faults(page, f"/reports/{number}")]
        found += [_faults(page, path) for path in PUBLIC]
        for name, paths in OF_STAFF.items():
            context.clear_cookies()
            sign_in(page, name)
            found += [_faults(page, path) for path in paths]
            if name == "Petugas jalan":
                page.locator('a[href*="/tasks/"]').first.click()
                found.append(_faults(page, page.url))
        context.close()

    assert [each for each in found if each] == []


def _faults(page: Page, path: str) -> list[tuple[str, str, str]]:
    """What axe finds wrong on a page, in light and dark."""
    page.emulate_media(color_scheme="light")
    page.goto(path)
    page.add_script_tag(path=AXE)
    light = violations(page, STANDARD)
    page.emulate_media(color_scheme="dark")
    # All that another theme changes is colour.
    dark = violations(page, ["color-contrast"])
    return [(path, *each) for each in light + dark]
