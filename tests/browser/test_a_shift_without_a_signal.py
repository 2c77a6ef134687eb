"""An officer's shift where there is no signal: what was done there arrives once, in its order, though the browser is killed."""

import os
import re
import signal
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Geolocation,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tanggap.app.settings import Settings
from tests.browser.conftest import open_house
from tests.chromium import installed
from tests.conftest import BEKASI
from tests.flaky import Line, flaky
from tests.staff import PASSWORD, address

pytestmark = pytest.mark.browser

LON, LAT = 106.9756, -6.2383
HERE = Geolocation(latitude=LAT, longitude=LON)
TEXTS = ("Lubang pertama", "Lubang kedua", "Lubang ketiga", "Lubang keempat", "Lubang kelima")
ROUNDS_MOST = 40


@pytest.fixture
def line(staffed: Settings) -> Iterator[Line]:
    """The line between the phones of a city hall and its house."""
    with open_house(staffed, server="granian") as house, flaky(house) as line:
        yield line


def reported(line: Line) -> None:
    """Five potholes on the bench of the roads."""
    for text in TEXTS:
        body = {"kind": "road-damage", "text": text, "lon": LON, "lat": LAT}
        httpx.post(
            f"{line.address}/api/v1/reports", json=body, headers={"Idempotency-Key": str(uuid.uuid4())}
        ).raise_for_status()


def hand_over(line: Line, task: str) -> None:
    """A colleague at a desk hands a task over to cleansing."""
    with httpx.Client(base_url=line.address, headers={"origin": line.address}) as desk:
        token = re.findall(r'name="csrf" value="([^"]+)"', desk.get("/sign-in").text)[0]
        desk.post("/sign-in", data={"csrf": token, "login": address("Petugas jalan"), "password": PASSWORD})
        token = re.findall(r'name="csrf" value="([^"]+)"', desk.get(task).text)[0]
        answer = desk.post(
            f"{task}/handover", data={"csrf": token, "agency": "dlh", "reason": "Ternyata sampah."}
        )
        assert answer.status_code == 303


class Phone:
    """A phone whose browser can be killed and comes back with what it kept."""

    def __init__(self, chromium: Browser, line: Line, folder: Path) -> None:
        self._open: Callable[[], BrowserContext] = lambda: chromium.browser_type.launch_persistent_context(
            folder,
            executable_path=installed(),
            args=["--no-sandbox", "--disable-gpu"],
            base_url=line.address,
            viewport=ViewportSize(width=360, height=740),
            locale="id-ID",
            geolocation=HERE,
            permissions=["geolocation"],
            reduced_motion="reduce",
        )
        self._folder = folder
        self.context = self._open()
        self.page = self.context.pages[0]

    def kill(self) -> None:
        """End its browser as a phone that runs out of memory does, and open it again without a signal."""
        cookies: Any = self.context.cookies()
        for each in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                words = (each / "cmdline").read_bytes()
                if f"--user-data-dir={self._folder}".encode() in words and b"--type=" not in words:
                    os.kill(int(each.name), signal.SIGKILL)
        with suppress(Error):  # it may know already that its browser is gone
            self.context.close()
        self.context = self._open()
        # A browser writes its cookies down every half a minute, for which no story waits.
        self.context.add_cookies(cookies)
        self.context.set_offline(offline=True)
        self.page = self.context.pages[0]


@pytest.fixture
def phone(chromium: Browser, line: Line, tmp_path: Path) -> Iterator[Phone]:
    """The officer's phone."""
    phone = Phone(chromium, line, tmp_path / "phone")
    yield phone
    phone.context.close()


def begin(page: Page) -> dict[str, str]:
    """Sign in and keep the bench; where each task is, by what its report says."""
    page.goto("/sign-in")
    page.locator('input[name="login"]').fill(address("Petugas jalan"))
    page.locator('input[name="password"]').fill(PASSWORD)
    page.get_by_role("button", name="Masuk sebagai petugas").click()
    page.goto("/bench")
    page.get_by_role("button", name="Simpan tugas di ponsel").click()
    expect(page.get_by_text("Tanpa sinyal pun tugas bisa dikerjakan")).to_be_visible()
    cards = page.locator("[data-task]")
    return {
        cards.nth(n).locator("h3").inner_text(): str(cards.nth(n).get_attribute("data-task"))
        for n in range(cards.count())
    }


def waiting(page: Page) -> Locator:
    """The rows of what waits on this phone."""
    return page.locator("[data-rows] [data-state]", has_text="Menunggu sinyal")


def see(page: Page, path: str) -> None:
    """A page as the phone keeps it, once it is awake."""
    page.goto(path)
    expect(page.get_by_text("Data pukul")).to_be_visible()
    expect(page.locator("[data-island=shift][data-awake]")).to_be_attached()


def put_down(page: Page, button: Locator, *, waits: int) -> None:
    """Do a step that stays on the phone: the page is shown again, and so much waits."""
    with page.expect_navigation():
        button.click()
    expect(waiting(page)).to_have_count(waits)


def accept(page: Page, task: str) -> None:
    see(page, task)
    put_down(page, page.get_by_role("button", name="Terima tugas"), waits=1)


def fill_in(page: Page, word: str, fields: dict[str, str], *, waits: int) -> None:
    """Open a form of the task, fill it in, send it, and see it wait."""
    page.locator("summary", has_text=word).click()
    form = page.locator("details[open] form")
    for name, text in fields.items():
        form.locator(f"[name={name}]:not([type=radio])").fill(text)
    put_down(page, form.get_by_role("button", name=word), waits=waits)


def prove(page: Page, photo: Path, *, waits: int) -> None:
    page.locator('input[name="photo"]').last.set_input_files(photo)
    expect(page.locator(".thumbs img")).to_have_count(1)
    page.get_by_role("button", name="Pakai lokasi saya").click()
    expect(page.locator('input[name="lat"]')).not_to_have_value("")
    page.get_by_label("Apa yang dikerjakan?").fill("Lubang ditambal aspal panas.")
    put_down(page, page.get_by_role("button", name="Ditindaklanjuti"), waits=waits)


def happened(settings: Settings) -> list[tuple[str, str, timedelta]]:
    """What came of the acts, in the order they were done: the report's words, the event, how much later it arrived."""

    def ask() -> list[tuple[str, str, timedelta]]:
        with psycopg.connect(settings.database_url) as db:
            db.execute("select set_config('app.city', %s, false)", [str(BEKASI)])
            return db.execute(
                """
                select w.text, e.kind, e.written_at - e.happened_at
                  from event e
                  join report_words w on w.city_id = e.city_id and w.report = e.thing
                  join shift_act a on a.city_id = e.city_id and a.report = e.thing and a.nth = e.nth
                 where e.city_id = %s
                   and a.happened_at = e.happened_at
                 order by e.happened_at, e.thing, e.nth
                """,
                [BEKASI],
            ).fetchall()

    with ThreadPoolExecutor(1) as aside:  # Chromium's loop is running in this thread
        return aside.submit(ask).result()


def test_a_whole_shift_without_a_signal_arrives_once_and_what_stood_in_its_way_is_shown(
    phone: Phone, line: Line, staffed: Settings, pothole: Path
) -> None:
    reported(line)
    tasks = begin(phone.page)
    first, second, third, fourth, fifth = (tasks[text] for text in TEXTS)
    phone.context.set_offline(offline=True)
    line.down = True

    accept(phone.page, first)
    fill_in(phone.page, "Catatan dalam", {"text": "Butuh rambu."}, waits=2)
    prove(phone.page, pothole, waits=3)
    accept(phone.page, second)
    page = phone.page
    page.locator("summary", has_text="Tunda").click()
    page.locator("label", has_text="Menunggu bahan").click()
    page.locator("#hold-until").fill(page.locator("#hold-until").get_attribute("max") or "")
    page.locator("details[open] [name=note]").fill("Aspal habis.")
    put_down(page, page.locator("details[open]").get_by_role("button", name="Tunda"), waits=2)
    phone.kill()
    page = phone.page
    see(page, "/bench")
    expect(waiting(page)).to_have_count(5)
    accept(page, third)
    fill_in(page, "Tanya pelapor", {"text": "Di sebelah mana?"}, waits=2)
    see(page, fourth)
    page.locator("summary", has_text="Bukan tugas kami").click()
    page.locator("label", has_text="Kelurahan Jakasampurna").click()
    page.locator("details[open] [name=reason]").fill("Jalan kampung.")
    put_down(page, page.locator("details[open]").get_by_role("button", name="Bukan tugas kami"), waits=1)
    see(page, fifth)
    fill_in(page, "Catatan dalam", {"text": "Sudah dilihat."}, waits=1)
    see(page, "/bench")
    put_down(page, page.locator(f'[data-task="{fifth}"] button', has_text="Terima"), waits=10)

    line.down = False
    hand_over(line, fifth)
    line.dying, line.steps = True, ("POST /bench/acts",)
    phone.context.set_offline(offline=False)
    for _ in range(ROUNDS_MOST):
        page.goto("/bench")
        expect(page.locator("html[data-awake]")).to_be_attached()
        expect(page.locator("[data-rows] [data-state]", has_text="Sedang dikirim")).to_have_count(0)
        if waiting(page).count() == 0:
            break

    refused = page.locator("[data-rows] > li")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("Tidak jadi")
    expect(refused).to_contain_text("Terima tugas")
    expect(refused).to_contain_text("Langkah ini dikerjakan oleh petugas lain.")
    expect(refused).to_contain_text("Ternyata sampah.")
    done = happened(staffed)
    assert [(text, kind) for text, kind, _ in done] == [
        (TEXTS[0], "Accepted"),
        (TEXTS[0], "Noted"),
        (TEXTS[0], "Resolved"),
        (TEXTS[1], "Accepted"),
        (TEXTS[1], "Held"),
        (TEXTS[2], "Accepted"),
        (TEXTS[2], "Questioned"),
        (TEXTS[3], "Offered"),
        (TEXTS[4], "Noted"),
    ]
    assert all(late > timedelta(0) for _, _, late in done)
    assert line.deaths["POST /bench/acts"] == 2, "half of an act was sent, and an answer was lost"

    sign_out(page)


def sign_out(page: Page) -> None:
    """Sign out though something was not taken: asked once more, and then nothing is left on the phone."""
    page.locator("form[action$='/sign-out'] > button").click()
    expect(page.get_by_text("langkah itu hilang dari ponsel ini")).to_be_visible()
    page.get_by_role("button", name="Keluar saja").click()
    expect(page.get_by_role("link", name="Masuk")).to_be_visible()
    left = page.evaluate(
        """async () => {
          const db = await new Promise((done) => (indexedDB.open("tanggap").onsuccess = ({ target }) => done(target.result)));
          const count = (name) => new Promise((done) => {
            db.transaction(name).objectStore(name).count().onsuccess = ({ target }) => done(target.result);
          });
          return Promise.all(["reports", "photos", "shift"].map(count));
        }"""
    )
    assert left == [0, 0, 0]


def test_what_no_outbox_takes_stays_on_the_page_until_there_is_a_signal(phone: Phone, line: Line) -> None:
    reported(line)
    task = begin(phone.page)[TEXTS[0]]
    page = phone.page
    page.goto(task)
    expect(page.locator("[data-island=shift][data-awake]")).to_be_attached()
    put_down(page, page.get_by_role("button", name="Terima tugas"), waits=0)
    expect(page.get_by_role("heading", name="Lapor hasil kerja")).to_be_visible()

    phone.context.set_offline(offline=True)
    line.down = True
    see(page, task)
    ask = page.locator("form[action$='/partners']")
    page.locator("summary", has_text="Minta bantuan unit lain").click()
    expect(ask.get_by_text("Langkah ini perlu sinyal.")).to_be_visible()
    ask.locator("[name=agency]").select_option("dlh")
    ask.locator("[name=text]").fill("Angkut puing dulu.")
    ask.locator("[name=until]").fill(ask.locator("[name=until]").get_attribute("max") or "")
    button = ask.get_by_role("button", name="Minta bantuan unit lain")
    button.click()
    expect(ask.get_by_text("Yang ditulis masih di sini")).to_be_visible()
    expect(ask.locator("[name=text]")).to_have_value("Angkut puing dulu.")
    expect(waiting(page)).to_have_count(0)

    # The telephone believes in a signal before there is one.
    phone.context.set_offline(offline=False)
    button.click()
    expect(ask.get_by_text("Yang ditulis masih di sini")).to_be_visible()
    line.down = False
    button.click()
    expect(page.get_by_role("heading", name="Unit yang membantu")).to_be_visible()
    expect(page.get_by_text("Angkut puing dulu.").first).to_be_visible()

    phone.context.set_offline(offline=True)
    page.goto(f"{task}/outside")
    expect(page.get_by_role("heading", name="Tidak ada sinyal")).to_be_visible()
