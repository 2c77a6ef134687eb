"""What people do around one report, on phones with a slow line: follow, track, support, dispute, and leave no trace."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Geolocation, Page, expect

from tanggap.app.deliver import Postman
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.offers import Parcel
from tanggap.kit.clock import Clock, SetClock, SystemClock
from tanggap.kit.log import Reactor, Ticker
from tests.browser.conftest import open_house
from tests.browser.people import PHONE
from tests.conftest import BEKASI
from tests.residents import CODE, WITH_MAIL
from tests.stories.meanwhile import finish

pytestmark = pytest.mark.browser

MARGAHAYU = Geolocation(latitude=-6.2383, longitude=107.0106)
NOW = SystemClock()
ADDRESS = "warga@contoh.example"
LINK = re.compile(r"(?<=//tanggap\.test)/\S+/alerts/confirmation/\S+")
HOLE = "Lubang dalam di depan pasar."
SECRET = "Sampah di belakang rumah zqx01w"
DEVICE = """async () => {
  const request = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  const kept = [{ ...localStorage }, { ...sessionStorage }];
  for (const { name } of await indexedDB.databases()) {
    const db = await request(indexedDB.open(name));
    for (const store of db.objectStoreNames) kept.push(await request(db.transaction(store).objectStore(store).getAll()));
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const each of await cache.keys()) {
      if (!each.url.includes("/assets/")) kept.push([each.url, await (await cache.match(each)).text()]);
    }
  }
  return JSON.stringify(kept);
}"""


class Town:
    """What the house does meanwhile, and the mail it sends."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.mails: list[Parcel] = []

    def mean(self, what: Callable[[Workbench], Awaitable[object]], *, clock: Clock = NOW) -> None:
        """Do something behind the counter, in a thread: Chromium's loop is running in this one."""

        async def done() -> None:
            async with Workbench(self.settings, clock=clock) as bench:
                await what(bench)

        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, done()).result()

    def mail(self, pattern: re.Pattern[str], *, clock: Clock = NOW) -> str:
        """What a mail that has come by now says in this form, of all that came the newest."""
        self.mean(self.follow, clock=clock)
        return next(found[0] for each in reversed(self.mails) if (found := pattern.search(each.body)))

    async def follow(self, bench: Workbench) -> None:
        """Let what happened be heard, and the mail carried."""
        await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
        await Reactor(
            app=bench.app,
            reader=bench.reader,
            listeners=[each for each in bench.offers.listeners if each.name in ("notices", "alerts")],
            open_desk=lambda _: bench.entrance.open_desk(BEKASI),
            epoch=bench.tools.epoch,
        ).catch_up()
        postman = Postman(bench, {"email": self._take})
        while await postman.round():
            pass

    async def _take(self, parcel: Parcel) -> None:
        self.mails.append(parcel)


@pytest.fixture
def town(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Town:
    for name, value in WITH_MAIL.items():
        monkeypatch.setenv(f"TANGGAP_{name.upper()}", value)
    return Town(settings)


@pytest.fixture
def house(town: Town) -> Iterator[str]:
    with open_house(town.settings, server="granian") as house:
        yield house


@contextmanager
def phone(chromium: Browser, house: str) -> Generator[Page]:
    """A small phone in Margahayu; its line is as slow as Lighthouse takes a phone's to be."""
    context = chromium.new_context(
        base_url=house,
        viewport=PHONE,
        locale="id-ID",
        geolocation=MARGAHAYU,
        permissions=["geolocation"],
        reduced_motion="reduce",
    )
    page = context.new_page()
    line: Any = context.new_cdp_session(page)
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000},
    )
    try:
        yield page
    finally:
        context.close()


def test_a_resident_and_a_guest_meet_over_one_pothole_and_the_resident_leaves_no_trace(
    chromium: Browser, house: str, town: Town, pothole: Path
) -> None:
    with phone(chromium, house) as resident, phone(chromium, house) as guest, phone(chromium, house) as later:
        sign_in(resident, town)
        follow(resident, town)
        number, key = report(guest, kind="road-damage", text=HOLE, photo=pothole)

        told = town.mail(re.compile(number), clock=by_day())
        resident.goto("/alerts")
        expect(resident.locator(f"main a[href$='{number}']")).to_be_visible()
        assert told == number

        support_instead(resident, number)

        town.mean(lambda bench: finish(bench, number))
        dispute(later, number, key, pothole)
        town.mean(town.follow)
        resident.goto("/notices")
        expect(resident.get_by_text(f"Laporan {number} dibuka lagi.")).to_be_visible()

        report(resident, kind="garbage-pile", text=SECRET, photo=pothole)
        erase(resident)
        erase_report(guest, number)


def by_day() -> Clock:
    """The next noon: at night nobody is told."""
    zone = ZoneInfo("Asia/Jakarta")
    now = datetime.now(UTC).astimezone(zone)
    noon = datetime.combine(now.date(), time(12), zone)
    return SetClock(noon if noon > now else noon + timedelta(days=1))


def sign_in(page: Page, town: Town) -> None:
    """By a code, from the page of the kelurahan and back to it."""
    page.goto("/sign-in?then=/areas/32.75.01.1001")
    page.get_by_label("Alamat email").fill(ADDRESS)
    page.get_by_role("button", name="Kirim kode").click()
    page.get_by_label("Kode", exact=True).fill(town.mail(CODE))
    page.locator("main").get_by_role("button", name="Masuk").click()


def follow(page: Page, town: Town) -> None:
    """The kelurahan by its page's own button, told by mail once the address has said yes."""
    page.get_by_role("link", name="Ikuti wilayah").click()
    page.get_by_label("Alamat surel").fill(ADDRESS)
    page.get_by_role("button", name="Ikuti", exact=True).click()
    expect(page.get_by_text("Buka tautan di surel yang baru kami kirim.")).to_be_visible()
    page.goto(town.mail(LINK))
    page.locator("main").get_by_role("button").first.click()
    expect(page.get_by_text("Kabar akan dikirim ke alamat itu.")).to_be_visible()


def report(page: Page, *, kind: str, text: str, photo: Path) -> tuple[str, str]:
    """Send a report with a photo from where the phone is; its number and key."""
    page.goto("/reports/new")
    choose(page, kind)
    page.locator('input[name="photo"]').last.set_input_files(photo)
    expect(page.locator(".thumbs img")).to_be_visible()
    page.get_by_label("Apa yang terjadi?").fill(text)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih. Laporan diterima.")
    number, key = page.locator("output.number").all_inner_texts()
    return number, key


def choose(page: Page, kind: str) -> None:
    """A kind, and the place the phone says."""
    page.locator(f'label:has(input[name="kind"][value="{kind}"])').click()
    expect(page.locator('input[name="lat"]')).not_to_have_value("")


def support_instead(page: Page, number: str) -> None:
    """Begin to report the same, be shown that it is known, and say so: nothing is left to send."""
    page.goto("/reports/new")
    choose(page, "road-damage")
    page.get_by_label("Apa yang terjadi?").fill("Ada lubang")
    page.get_by_role("button", name="Sama, dukung").click()
    expect(page.get_by_text("Dukungan dicatat.")).to_be_visible()
    assert page.url.endswith(number)
    expect(page.get_by_text("2 orang melaporkan ini")).to_be_visible()
    expect(page.locator("html[data-awake]")).to_be_attached()  # the draft goes as soon as the page is awake
    page.goto("/mine/outbox")
    expect(page.get_by_text("Tidak ada yang menunggu di ponsel ini.")).to_be_visible()


def dispute(page: Page, number: str, key: str, photo: Path) -> None:
    """On another phone, by number and key: it is not done, and here is a photo."""
    page.goto("/track")
    page.locator('input[name="number"]').fill(number.lower())
    page.locator('input[name="key"]').fill(key.lower())
    page.locator("main").get_by_role("button").click()
    page.locator("summary", has_text="Belum beres").click()
    form = page.locator("form[action$='/dispute']")
    form.get_by_label("Apa yang belum beres?").fill("Tambalannya sudah lepas.")
    form.locator('input[type="file"]').last.set_input_files(photo)
    expect(form.locator(".thumbs img")).to_be_visible()
    form.locator("button:not([type=button])").click()
    expect(page.get_by_text("Dibuka kembali").first).to_be_visible()
    expect(page.locator("main img[src*='/photos/']")).not_to_have_count(1)


def erase(page: Page) -> None:
    """Erase everything: the phone remembers nothing either."""
    page.goto("/account/erasure")
    before, session = page.evaluate(DEVICE), cookies(page)
    assert SECRET in before
    assert "107.01" in before

    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Hapus semua data saya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data sudah dihapus")

    after = page.evaluate(DEVICE)
    assert [each for each in (SECRET, "107.01", "BKS-", "Warga ") if each in after] == []
    assert cookies(page).isdisjoint(session)


def erase_report(page: Page, number: str) -> None:
    """Have one report emptied without an account: the phone that sent it forgets it too."""
    page.goto(f"/reports/{number}")
    assert HOLE in page.evaluate(DEVICE)
    page.locator("summary", has_text="Hapus data saya dari laporan ini").click()
    form = page.locator("form[action$='/erasure']")
    form.get_by_role("checkbox").check()
    form.get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data sudah dihapus")
    page.wait_for_function(f"async () => !(await ({DEVICE})()).includes('{HOLE}')")


def cookies(page: Page) -> set[str]:
    """What the browser's cookies say, but for the language it is spoken to in."""
    return {each.get("value", "") for each in page.context.cookies() if each.get("name") != "language"}
