"""What is begun on a phone waits there until it is sent; what tells of somebody does not."""

from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tanggap.app.settings import Settings
from tests.browser.bad_signal.phone import awake, fill_in, send
from tests.browser.people import PHONE
from tests.chromium import held_back
from tests.flaky import Line

pytestmark = pytest.mark.browser


def test_a_draft_comes_back_with_its_photo_when_the_page_was_closed(
    phone: BrowserContext, photos: list[Path]
) -> None:
    page = awake(phone)
    fill_in(page, photos[0], text="Belum selesai ditulis")
    page.evaluate(
        """async () => {
          const db = await new Promise((done) => (indexedDB.open("tanggap").onsuccess = ({ target }) => done(target.result)));
          for (let kept = []; !kept.some(({ fields }) => fields.some(([, value]) => value === "Belum selesai ditulis")); )
            kept = await new Promise((done) => {
              db.transaction("reports").objectStore("reports").getAll().onsuccess = ({ target }) => done(target.result);
            });
        }"""
    )
    page.close()

    page = phone.new_page()
    page.goto("/reports/new")

    expect(page.get_by_text("Draf tersimpan. Lanjutkan di sini.")).to_be_visible()
    expect(page.get_by_label("Apa yang terjadi?")).to_have_value("Belum selesai ditulis")
    expect(page.locator(".thumbs img")).to_have_count(1)
    expect(page.locator('input[name="kind"][value="road-damage"]')).to_be_checked()
    page.get_by_role("button", name="Buang").click()
    expect(page.get_by_label("Apa yang terjadi?")).to_have_value("")
    page.goto("/mine/outbox")
    expect(page.get_by_text("Tidak ada yang menunggu di ponsel ini.")).to_be_visible()


def test_what_is_written_before_the_page_is_awake_stays_and_so_does_an_older_draft(
    chromium: Browser, installed: tuple[Settings, str]
) -> None:
    # A worker would bring the script from its own store, where nothing holds it back.
    slow = chromium.new_context(
        base_url=installed[1], viewport=PHONE, locale="id-ID", service_workers="block"
    )
    with closing(slow):
        page = slow.new_page()
        page.goto("/reports/new")
        text = page.get_by_label("Apa yang terjadi?")
        text.fill("Draf yang lama")
        page.wait_for_url("**#draft=*")

        page = slow.new_page()
        text = page.get_by_label("Apa yang terjadi?")
        with held_back(page, "**/draft-*.js"):
            page.goto("/reports/new", wait_until="domcontentloaded")
            text.fill("Yang baru, lebih cepat")
        page.wait_for_url("**#draft=*")

        expect(text).to_have_value("Yang baru, lebih cepat")
        page.goto("/mine/outbox")
        expect(page.locator("[data-rows] [data-title]")).to_have_text(
            ["Yang baru, lebih cepat", "Draf yang lama"]
        )


def test_a_photo_shared_by_another_app_begins_a_draft_and_sends_nothing(
    phone: BrowserContext, line: Line
) -> None:
    page = awake(phone)
    phone.set_offline(True)

    page.evaluate(
        """async () => {
          const form = Object.assign(document.createElement("form"),
            { method: "post", action: "/share", enctype: "multipart/form-data" });
          const text = Object.assign(document.createElement("input"), { name: "text", value: "Lampu mati" });
          const photo = Object.assign(document.createElement("input"), { type: "file", name: "photo" });
          const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
          canvas.getContext("2d").fillRect(0, 0, 64, 48);
          const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
          const files = new DataTransfer();
          files.items.add(new File([blob], "lampu.jpg", { type: "image/jpeg" }));
          photo.files = files.files;
          form.append(text, photo);
          document.body.append(form);
          form.submit();
        }"""
    )

    expect(page.get_by_label("Apa yang terjadi?")).to_have_value("Lampu mati")
    expect(page.locator(".thumbs img")).to_have_count(1)
    assert not [step for step in line.asked if step.endswith(" /share")]


def test_a_newer_version_is_offered_and_taken_only_when_asked_for(phone: BrowserContext, line: Line) -> None:
    page = awake(phone)
    page.evaluate("window.still = true")
    line.newer_worker = True

    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")

    reload = page.get_by_role("button", name="Muat ulang")
    expect(reload).to_be_visible()
    assert page.evaluate("window.still")
    with page.expect_navigation():
        reload.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Buat laporan")
    expect(reload).to_be_hidden()


def test_signing_out_leaves_no_page_on_the_phone(phone: BrowserContext) -> None:
    page = awake(phone)
    kept = "caches.open('tanggap-pages').then((pages) => pages.keys()).then((all) => all.length)"
    assert page.evaluate(kept) > 0

    page.evaluate(
        """() => {
          const form = Object.assign(document.createElement("form"), { method: "post", action: "/sign-out" });
          form.append(document.querySelector("[name=csrf]").cloneNode());
          document.body.append(form);
          form.submit();
        }"""
    )
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()

    assert page.evaluate(kept) == 0


def test_a_public_photo_is_not_kept_beyond_what_its_header_says(
    phone: BrowserContext, photos: list[Path]
) -> None:
    page = awake(phone)
    fill_in(page, photos[0])
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")
    page.goto(page.url.removesuffix("/receipt"))
    photo = page.locator('img[src*="/photos/"]').first.get_attribute("src")
    assert photo
    phone.clear_cookies()

    answer = page.goto(photo)

    assert answer
    assert answer.headers["cache-control"] == "public, max-age=5, must-revalidate"
    assert page.evaluate(f"caches.match({photo!r}).then((kept) => kept === undefined)")
