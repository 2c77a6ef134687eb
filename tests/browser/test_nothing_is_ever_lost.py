"""A phone with a bad signal: what is typed and photographed there arrives, and arrives once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page, ViewportSize, expect

from tanggap.app.settings import Settings
from tanggap.kit.postgres.cluster import Cluster
from tests.browser.conftest import open_house
from tests.chromium import held_back
from tests.conftest import BEKASI, clean_database, settings_of
from tests.flaky import Line, flaky

pytestmark = pytest.mark.browser

PHONE = ViewportSize(width=360, height=740)
MARGAHAYU = Geolocation(latitude=-6.2383, longitude=107.0106)
REPORT = "POST /mine/outbox"


@pytest.fixture(scope="module")
def installed(
    cluster: Cluster, ground: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Settings, str]]:
    """A house for these stories, and its address."""
    with clean_database(cluster, ground) as addresses:
        settings = settings_of(addresses, tmp_path_factory.mktemp("offline"))
        with open_house(settings, server="granian") as address:
            yield settings, address


@pytest.fixture
def line(installed: tuple[Settings, str]) -> Iterator[Line]:
    """The phone's line to the house."""
    with flaky(installed[1]) as line:
        yield line


@pytest.fixture
def phone(chromium: Browser, line: Line) -> Iterator[BrowserContext]:
    """A small phone that knows where it is."""
    context = chromium.new_context(
        base_url=line.address,
        viewport=PHONE,
        locale="id-ID",
        geolocation=MARGAHAYU,
        permissions=["geolocation"],
        reduced_motion="reduce",
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two pictures too large for one piece."""
    folder = tmp_path_factory.mktemp("photos")
    paths = [folder / "satu.jpg", folder / "dua.jpg"]
    for path, sigma in zip(paths, (60, 70), strict=True):
        Image.effect_noise((900, 700), sigma).save(path, "JPEG", quality=75)
    return paths


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
