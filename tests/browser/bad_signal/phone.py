"""What a citizen does with the form on a phone, and what of it the house has."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
from playwright.sync_api import BrowserContext, Page, expect

from tanggap.app.settings import Settings
from tests.conftest import BEKASI


def awake(phone: BrowserContext) -> Page:
    """The form, once the phone has kept its shell."""
    page = phone.new_page()
    page.goto("/reports/new")
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    # A function: what a page waits for as a string, its policy forbids to be evaluated.
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


def fill_in(page: Page, *photos: Path, text: str = "") -> None:
    """As a citizen would: photos, a kind, a place, perhaps a word."""
    if photos:
        page.locator('input[name="photo"]').last.set_input_files(photos)
        expect(page.locator(".thumbs img")).to_have_count(len(photos))
    page.locator('label:has(input[name="kind"][value="road-damage"])').click()
    if page.locator('input[name="lat"]').input_value() == "":
        page.get_by_role("button", name="Pakai lokasi saya").click()
    expect(page.locator('input[name="lat"]')).not_to_have_value("")
    if text:
        page.get_by_label("Apa yang terjadi?").fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim laporan").click()


def saved(page: Page) -> None:
    """The report is on the phone and waits."""
    expect(page.get_by_text("Tersimpan, dikirim saat ada sinyal.")).to_be_visible()


def counted(settings: Settings, text: str) -> tuple[int, int]:
    """How many reports say this, and how many photos they have."""

    def ask() -> tuple[int, int]:
        with psycopg.connect(settings.database_url) as db:
            db.execute("select set_config('app.city', %s, false)", [str(BEKASI)])
            found = db.execute(
                """
                select count(distinct w.report), count(p.id)
                  from report_words w
                  left join photo p on p.city_id = w.city_id and p.report = w.report
                 where w.city_id = %s
                   and w.text = %s
                """,
                [BEKASI, text],
            ).fetchone()
        assert found
        return int(found[0]), int(found[1])

    with ThreadPoolExecutor(1) as aside:  # Chromium's loop is running in this thread
        return aside.submit(ask).result()
