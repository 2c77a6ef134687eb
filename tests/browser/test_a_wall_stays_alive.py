"""A wall in a real browser: it hears what happens, stops on what is serious, says when its line is broken, and never grows."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, expect

from tanggap.app import house
from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tanggap.kit.page import Painter
from tests.browser.conftest import hired
from tests.browser.living import Living, living
from tests.browser.people import reported, sign_in

pytestmark = pytest.mark.browser
SCREEN = ViewportSize(width=1920, height=1080)
FLOODS = 5
JAKARTA = ZoneInfo("Asia/Jakarta")
STREAM = "**/operations/walls/*/events"
SILENCE_MS = 46_000
"""Longer than a line may be silent: the house breaks the silence every 15 s, by its own clock."""
HOURS = 2
LISTENING = """<!doctype html><html lang="id"><title>Meja</title><body>
<main data-island="live" data-stream="/operations/events"><p data-lost>terputus</p></main>
<script type="module" src="{script}"></script>"""
HEARING = """
window.heard = [];
for (const sort of ["received", "moved"]) document.addEventListener(`live:${sort}`, ({ detail }) => window.heard.push(detail));
"""
# Plays the other end of the line: ten things happen every quarter of a minute, and each panel answers as it did the first time.
PLAYING = """
const real = window.fetch.bind(window);
const answers = new Map();
window.drawn = 0;
new MutationObserver((changes) => (window.drawn += changes.length)).observe(document, { childList: true, subtree: true });
window.fetch = async (href, options) => {
  if (String(href).endsWith("/events")) {
    const bytes = new TextEncoder().encode("event: moved\\ndata: BKS-00000-00000-0\\nid: 1.1\\n\\n".repeat(10));
    const begin = (line) => setInterval(() => line.enqueue(bytes), 15000);
    return new Response(new ReadableStream({ start: begin }));
  }
  if (!answers.has(href)) {
    const answer = await real(href, options);
    answers.set(href, [await answer.text(), answer.headers.get("tanggap-build")]);
  }
  // Nothing here waits for anything but this script: the clock that is played fast leaves no time for more.
  const [text, build] = answers.get(href);
  return { ok: true, status: 200, headers: { get: () => build }, text: async () => text, json: async () => JSON.parse(text) };
};
"""

# Every answer there is, once from the house: what is played fast leaves the network no time.
ANSWERED = """async () => {
  const { address } = document.querySelector(".wall").dataset;
  for (const scene of ["overview", "late"]) {
    const made = document.createElement("template");
    made.innerHTML = await (await window.fetch(`${address}/scenes/${scene}`)).text();
    for (const { dataset } of made.content.querySelectorAll("[data-panel]")) await window.fetch(`${address}/scenes/${scene}/${dataset.panel}`);
  }
}"""


@pytest.fixture
def hall(settings: Settings, clock: SetClock) -> Iterator[Living]:
    """A house with an admin and a coordinator."""
    people = {"Admin kota": [Duty(role=Role.CITY_ADMIN)], "Koordinator": [Duty(role=Role.COORDINATOR)]}
    with living(hired(settings, people, clock=clock), clock) as opened:
        yield opened


@pytest.fixture
def context(chromium: Browser, hall: Living) -> Iterator[BrowserContext]:
    """A browser at its door."""
    opened = chromium.new_context(
        base_url=hall.address,
        viewport=SCREEN,
        locale="id-ID",
        reduced_motion="reduce",
        service_workers="block",
    )
    yield opened
    opened.close()


def on_screen(context: BrowserContext) -> tuple[Page, Page]:
    """A wall of two scenes on a screen, and the admin's page of it."""
    admin = context.new_page()
    sign_in(admin, "Admin kota", then="/admin/walls/new")
    admin.get_by_label("Nama").fill("Lobi")
    admin.get_by_role("button", name="Buat dinding").click()
    link = admin.get_by_label("Tautan").input_value()
    screen = context.new_page()
    screen.goto("/" + link.split("/", 3)[3])
    screen.get_by_role("button", name="Tampilkan di layar ini").click()
    expect(screen.get_by_role("heading", name="Ringkasan")).to_be_visible()
    return screen, admin


def test_a_wall_shows_what_comes_in_stops_on_a_flood_and_goes_dark_when_it_is_revoked(
    hall: Living, context: BrowserContext
) -> None:
    screen, admin = on_screen(context)
    expect(screen.get_by_text("langsung", exact=True)).to_be_visible()

    reported(screen, "Berlubang")
    hall.work()
    expect(screen.locator(".feed li")).to_have_count(1)
    expect(screen.locator(".tile dd").first).to_have_text("1")
    # The map is one and moves from panel to panel.
    expect(screen.locator(".panel [data-mapped] canvas")).to_have_count(1)

    for nth in range(FLOODS):
        told = {"kind": "flood", "text": "Banjir", "lon": 106.9756, "lat": -6.2383}
        key = {"Idempotency-Key": f"00000000-0000-4000-8000-00000000000{nth}"}
        assert screen.request.post("/api/v1/reports", data=told, headers=key).status == 201
    hall.work()
    expect(screen.get_by_role("heading", name="Air dan saluran")).to_be_visible()
    expect(screen.locator(".alarm")).to_contain_text("5 laporan dalam satu jam")
    expect(screen.locator(".panel [data-mapped][data-query*='kind=water'] canvas")).to_have_count(1)
    # One group is shown where it gathers, so the kelurahan's five steps make way for warmth.
    expect(screen.locator(".scale .warmth")).to_be_visible()
    expect(screen.locator(".scale svg")).to_be_hidden()

    admin.get_by_role("button", name="Cabut dinding ini").click()
    expect(screen.get_by_text("Layar ini tidak terhubung")).to_be_visible()


def test_a_wall_whose_line_is_broken_says_so_each_time_and_comes_back_by_itself(
    hall: Living, context: BrowserContext
) -> None:
    screen, _ = on_screen(context)
    screen.clock.install()
    screen.reload()
    expect(screen.get_by_text("langsung", exact=True)).to_be_visible()

    context.route(STREAM, lambda route: route.abort())
    screen.clock.fast_forward(SILENCE_MS)
    expect(screen.get_by_text("terputus")).to_be_visible()
    expect(screen.locator(".wall[data-lost]")).to_be_visible()
    screen.clock.fast_forward("10:00")
    expect(screen.locator("[data-since]")).to_have_text(re.compile(r"^10:0\d$"))
    reported(screen.context.new_page(), "Berlubang")
    hall.work()
    context.unroute(STREAM)
    screen.clock.fast_forward("00:30")
    expect(screen.get_by_text("langsung", exact=True)).to_be_visible()
    expect(screen.locator(".wall[data-lost]")).to_have_count(0)
    expect(screen.locator(".feed li")).to_have_count(1)  # which happened while nobody told it

    context.route(STREAM, lambda route: route.abort())
    screen.clock.fast_forward(SILENCE_MS)
    expect(screen.get_by_text("terputus")).to_be_visible()
    expect(screen.locator("[data-since]")).to_have_text(
        re.compile(r"^00:0\d$")
    )  # counted from this break alone


def test_a_wall_loads_itself_anew_in_the_morning_and_after_a_deploy(
    hall: Living, context: BrowserContext
) -> None:
    screen, _ = on_screen(context)
    screen.clock.install()
    screen.reload()
    # Its own clock goes by the house's from the moment it is awake.
    expect(screen.get_by_text("langsung", exact=True)).to_be_visible()
    shown = screen.locator("[data-clock]")
    now = hall.clock.now().astimezone(JAKARTA)
    four = (now + timedelta(days=1)).replace(hour=4, minute=0, second=0)

    yesterday = mark(screen)
    screen.clock.fast_forward(round((four - now).total_seconds() - 60) * 1000)
    expect(shown).to_contain_text("03.5")
    expect(yesterday).to_have_count(1)
    hall.clock.move(four - now)
    screen.clock.fast_forward("01:00")
    expect(yesterday).to_have_count(0)
    expect(screen.locator(".tile dd")).to_have_count(6)

    # Once is enough for this morning.
    this_morning = mark(screen)
    screen.clock.fast_forward("50:00")
    expect(shown).to_contain_text("04.5")
    expect(this_morning).to_have_count(1)

    context.route("**/scenes/**", served_by_another)
    screen.clock.fast_forward("00:30")
    expect(this_morning).to_have_count(0)


def mark(screen: Page) -> Locator:
    """Leave something on the page that is gone once it is loaded anew."""
    screen.evaluate("document.documentElement.dataset.marked = ''")
    return screen.locator("html[data-marked]")


def served_by_another(route: Route) -> None:
    """The answer as a newer version of the house gives it."""
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"tanggap-build": "newer"})


def test_two_hours_of_events_leave_a_wall_as_light_as_before(context: BrowserContext) -> None:
    screen, _ = on_screen(context)
    # What is played fast is drawn as often: a small screen is drawn sooner, and holds as much.
    screen.set_viewport_size({"width": 640, "height": 360})
    screen.add_init_script(PLAYING)
    screen.clock.install()
    screen.reload()
    expect(screen.get_by_text("langsung", exact=True)).to_be_visible()
    expect(screen.locator("[data-island=wallmap][data-drawn]")).to_be_attached()
    screen.evaluate(ANSWERED)
    seen: Any = context.new_cdp_session(screen)

    def weight() -> tuple[int, int, int]:
        seen.send("HeapProfiler.collectGarbage")
        counted = seen.send("Memory.getDOMCounters")
        return seen.send("Runtime.getHeapUsage")["usedSize"], counted["nodes"], counted["jsEventListeners"]

    screen.clock.run_for(5 * 60_000)
    bytes_before, nodes_before, ears_before = weight()
    screen.clock.run_for(HOURS * 3600_000)
    bytes_after, nodes_after, ears_after = weight()

    assert screen.evaluate("window.drawn") > HOURS * 3600 / 5  # so many panels were drawn anew
    # What draws the map takes up to a megabyte and a half of its own before it is warm, however often it is asked.
    assert bytes_after - bytes_before < 2_000_000
    assert nodes_after - nodes_before < 500
    assert ears_after == ears_before
    assert screen.locator("[data-mapped] canvas").count() == 1


def desk_page(context: BrowserContext) -> Page:
    """A page of staff that listens, in a tab of its own."""
    script = Painter(house.template_folders(), look=house.shipped("look")).asset("look.ts")
    page = context.new_page()
    page.add_init_script(HEARING)
    page.route(
        "**/trial",
        lambda route: route.fulfill(body=LISTENING.format(script=script), content_type="text/html"),
    )
    page.goto("/trial")
    return page


def test_the_tabs_of_a_browser_share_one_stream_and_the_next_one_takes_it_over(
    hall: Living, context: BrowserContext
) -> None:
    door = context.new_page()
    sign_in(door, "Koordinator")
    first = desk_page(context)
    expect(first.locator("main")).to_have_attribute("data-state", "live")
    second = desk_page(context)
    expect(second.locator("main")).to_have_attribute("data-state", "live")

    one, _ = reported(door, "Berlubang")
    hall.work()
    for tab in (first, second):
        heard_in(tab, one)
    assert hall.streams == 1
    first.close()
    two, _ = reported(door, "Berlubang lagi")
    hall.work()

    heard_in(second, two)
    expect(second.locator("main")).to_have_attribute("data-state", "live")
    heard: list[Any] = second.evaluate("window.heard")
    assert heard.count(two) == heard.count(one)
    assert hall.streams == 1


def heard_in(tab: Page, number: str) -> None:
    """Wait until a tab has heard of a report."""
    tab.wait_for_function("(number) => window.heard.includes(number)", arg=number)
