"""A phone with a bad signal: what is typed and photographed there arrives, and arrives once."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tanggap.app.settings import Settings
from tests.browser.bad_signal.phone import awake, counted, fill_in, saved, send
from tests.flaky import Line

pytestmark = pytest.mark.browser

REPORT = "POST /mine/outbox"


def test_a_report_written_without_a_signal_arrives_once_though_every_step_of_its_sending_dies(
    phone: BrowserContext, line: Line, installed: tuple[Settings, str], photos: list[Path]
) -> None:
    page = awake(phone)
    phone.set_offline(True)
    page.goto("/reports/new")
    expect(page.get_by_text("Tidak ada sinyal. Yang diketik")).to_be_visible()
    expect(page.get_by_text("Data pukul")).to_be_visible()
    fill_in(page, *photos, text="Lubang tanpa sinyal")
    send(page)
    saved(page)

    page.goto("/mine/outbox")
    expect(page.locator("[data-rows] [data-state]")).to_have_text("Menunggu sinyal")
    line.dying = True
    phone.set_offline(False)
    again, state = page.locator("[data-send] button"), page.locator("[data-rows] [data-state]")
    for _ in range(60):
        if state.inner_text() == "Terkirim":
            break
        expect(state).not_to_have_text("Sedang dikirim")
        if again.is_visible():
            again.click()
            expect(again).not_to_have_attribute("aria-busy", "true")
    expect(state).to_have_text("Terkirim")

    steps = {step.rpartition("/")[0] for step in line.deaths}
    assert len([step for step in line.deaths if step.startswith("PUT")]) >= 4, "two pieces of each photo"
    assert steps >= {"GET /mine/outbox", "GET /api/v1/photos", "PUT /api/v1/photos", "POST /mine"}
    assert set(line.deaths.values()) == {2}
    assert counted(installed[0], "Lubang tanpa sinyal") == (1, 2)
    number = page.locator("[data-number]").inner_text()
    page.locator("[data-number]").click()
    expect(page.locator("output.number").first).to_have_text(number)


def test_a_refused_report_keeps_everything_and_says_what_to_mend(phone: BrowserContext) -> None:
    phone.clear_permissions()  # or the form would have found the place by itself
    page = awake(phone)
    page.get_by_label("Apa yang terjadi?").fill("Tanpa tempat")
    send(page)

    refusal = page.locator("[data-refused]:not([hidden]) a[href='#place']")
    expect(refusal).to_have_text("Tunjukkan tempatnya: titik di peta, kelurahan, atau patokan.")
    expect(page.get_by_label("Apa yang terjadi?")).to_have_value("Tanpa tempat")
    phone.grant_permissions(["geolocation"])
    fill_in(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")


def test_a_photo_the_phone_has_damaged_is_chosen_again_or_left_out_and_never_in_silence(
    phone: BrowserContext, installed: tuple[Settings, str], pothole: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (400, 300), "#6f6d6a").save(other := tmp_path / "lain.jpg")
    page, told = awake(phone), "Satu foto rusak di ponsel ini"
    row = page.locator("[data-rows] li", has_text="Lubang")
    phone.set_offline(True)
    for text in ("Lubang pertama", "Lubang kedua"):
        page.goto("/reports/new")
        fill_in(page, pothole, other, text=text)
        send(page)
        saved(page)
        damage(page, first_of=text)
        page.goto("/mine/outbox")

    phone.set_offline(False)
    expect(row.filter(has_text=told)).to_have_count(2)
    expect(row.locator("[data-state]")).to_have_text(["Perlu diperbaiki"] * 2)
    row.filter(has_text="kedua").get_by_role("button", name="Kirim tanpa foto itu").click()
    expect(row.filter(has_text="kedua").locator("[data-state]")).to_have_text("Terkirim")
    row.filter(has_text="pertama").get_by_role("link", name="Ubah").click()
    expect(page.get_by_role("alert").filter(has_text=told)).to_be_focused()
    expect(page.locator(".thumbs img")).to_have_count(1)
    page.locator('input[name="photo"]').last.set_input_files(pothole)
    expect(page.locator(".thumbs img")).to_have_count(2)
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")
    assert counted(installed[0], "Lubang kedua") == (1, 1)
    assert counted(installed[0], "Lubang pertama") == (1, 2)


def damage(page: Page, *, first_of: str) -> None:
    """The phone gives other bytes back than it was given, for the first photo of the report that says this."""
    page.evaluate(
        """(text) => new Promise((done) => {
          indexedDB.open("tanggap").onsuccess = ({ target }) => {
            const kept = target.result.transaction(["reports", "photos"], "readwrite");
            kept.oncomplete = done;
            kept.objectStore("reports").getAll().onsuccess = ({ target }) => {
              const report = target.result.find(({ fields }) => fields.some(([, value]) => value === text));
              kept.objectStore("photos").put(new File(["else"], "tanggap.jpg"), [report.key, report.photos[0].sha256]);
            };
          };
        })""",
        first_of,
    )


def test_two_open_pages_send_a_report_once(phone: BrowserContext, line: Line) -> None:
    page, other = awake(phone), awake(phone)
    phone.set_offline(True)
    fill_in(page, text="Dua halaman")
    send(page)
    saved(page)
    line.asked.clear()

    phone.set_offline(False)

    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")
    other.goto("/mine/outbox")
    expect(other.locator("[data-rows] [data-state]")).to_have_text("Terkirim")
    assert [step for step in line.asked if step.startswith(REPORT)] == [REPORT]


def test_over_a_slow_line_the_form_says_which_photo_is_on_its_way(
    phone: BrowserContext, photos: list[Path]
) -> None:
    page = awake(phone)
    fill_in(page, photos[0])
    slow = phone.new_cdp_session(page)
    slow.send(  # pyright: ignore[reportUnknownMemberType] (Playwright leaves its parameters open)
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 100_000},
    )

    send(page)

    expect(page.get_by_text("Foto 1 dari 1")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Terima kasih. Laporan diterima.", timeout=20_000
    )


def test_who_already_has_twenty_reports_waiting_is_told_before_writing_another(phone: BrowserContext) -> None:
    page = awake(phone)
    phone.set_offline(True)
    page.evaluate(
        """() => new Promise((done) => {
          const opened = indexedDB.open("tanggap");
          opened.onsuccess = () => {
            const kept = opened.result.transaction("reports", "readwrite");
            for (let n = 0; n < 20; n++) kept.objectStore("reports").put({
              key: `${n}`.padStart(32, "0"), home: "", state: "waiting", fields: [], photos: [],
              changed: n, next: Date.now() + 3_600_000, tries: 0, posted: false });
            kept.oncomplete = done;
          };
        })"""
    )

    page.goto("/reports/new")

    told = page.get_by_text("Ponsel ini sudah menyimpan 20 laporan atau 60 MB")
    expect(told).to_be_visible()
    fill_in(page, text="Yang kedua puluh satu")
    send(page)
    expect(told).to_be_visible()
    page.goto("/mine/outbox")
    expect(
        page.locator("[data-rows] li", has_text="Yang kedua puluh satu").locator("[data-state]")
    ).to_have_text("Draf")
