"""Every page of the pattern book is walked with the Tab key, as somebody walks it who holds no mouse."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, WebError, expect

from tests.look.book import PHONE, AddressOf
from tests.look.contents import BOOK, Sample

pytestmark = pytest.mark.browser

# What axe holds already, and is not asked twice here: that controls have names, and are 24 pixels wide and high.

AWAKE = """() => [...document.querySelectorAll("[data-island]")].every(({ dataset }) =>
  performance.getEntriesByType("resource").some(({ name }) => name.includes(`/assets/${dataset.island}-`)))"""

# Before each Tab goes on, the place it leaves is looked at: by then the page has scrolled there.
ONLY_SEEN = {"open_data/embed.html", "walls/wall.html"}
"""In frames of other sites, or on a wall: without the house's frame, and with nothing to walk through."""
FRAMED = {"open_data/embed_map.html"}
"""What stands in frames of other sites has no menu before it to be skipped: its first act comes first."""
WATCH = """() => {
  const box = (at) => (at.matches("input") && at.closest("label.source, label.tile, label.choice, .stars-input label")) || at;
  const name = (at) => at.outerHTML.replace(/\\s+/g, " ").slice(0, 90);
  const ringed = (at) => [getComputedStyle(at), getComputedStyle(at, "::after")].some(
    ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  const seen = (at) => {
    const { left, top, width, height } = at.getBoundingClientRect();
    return [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit && (at.contains(hit) || hit.contains(at) && hit !== document.documentElement && hit !== document.body);
    }));
  };
  document.querySelectorAll("details").forEach((each) => (each.open = true));
  const radios = new Map();
  const wanted = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((at) => {
    if (at.disabled || at.type === "hidden" || at.tabIndex < 0 || !at.checkVisibility({ visibilityProperty: true })) return false;
    if (at.type !== "radio") return true;
    const group = `${at.form?.action} ${at.name}`;
    const first = radios.get(group);
    if (!first) radios.set(group, at);
    return !first;
  });
  const stop = (at) => (at.type === "radio" ? radios.get(`${at.form?.action} ${at.name}`) ?? at : at);
  window.walked = { been: [], unringed: [], hidden: [] };
  window.wanted = wanted;
  window.nameOf = name;
  addEventListener("keydown", ({ key }) => {
    const at = document.activeElement;
    // A date has a stop for each of its parts.
    if (key !== "Tab" || at === document.body || stop(at) === walked.been.at(-1)) return;
    walked.been.push(stop(at));
    if (!ringed(at) && !ringed(box(at))) walked.unringed.push(name(at));
    if (!seen(box(at))) walked.hidden.push(name(at));
  }, true);
  wanted[0].focus(); // where a refusal took the focus, the walk would begin in the middle
  return wanted.length;
}"""

FOUND = """() => {
  const { been, unringed, hidden } = walked;
  const missed = wanted.filter((at) => !been.includes(at)).map(nameOf);
  const wrong = been.slice(0, wanted.length).findIndex((at, nth) => at !== wanted[nth]);
  return { missed, unringed, hidden, first: been[0]?.className, astray: wrong < 0 ? null : [nameOf(wanted[wrong]), nameOf(been[wrong])] };
}"""


TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[Page]:
    """A small phone with a keyboard; it holds the pages to their policy."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def said(phone: Page) -> Iterator[list[str]]:
    """What the browser complains of: that a page breaks its policy, or that a script failed."""
    heard: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        heard.append(line.text)

    def mind(mistake: WebError) -> None:
        heard.append(str(mistake.error))

    phone.on("console", hear)
    phone.context.on("weberror", mind)
    yield heard
    phone.remove_listener("console", hear)
    phone.context.remove_listener("weberror", mind)


def walked(page: Page) -> Any:
    """What was met on the way through the page by Tab alone."""
    page.wait_for_function(AWAKE)
    left = page.evaluate(WATCH)
    keys: Any = page.context.new_cdp_session(page)
    while left > 0:
        for _ in range(left):
            keys.send("Input.dispatchKeyEvent", TAB)  # half of what a whole press of it takes
        before, left = left, page.evaluate("wanted.length - walked.been.length")
        assert left < before, "the focus is trapped"
    return page.evaluate(FOUND)


@pytest.mark.parametrize(
    "sample",
    {sample.template: sample for sample in BOOK if sample.template not in ONLY_SEEN}.values(),
    ids=lambda sample: sample.name,
)
def test_tab_leads_through_every_page_in_order_and_shows_where_it_is_and_nothing_breaks_its_policy(
    sample: Sample, phone: Page, said: list[str], address_of: AddressOf
) -> None:
    phone.goto(address_of(sample.name))
    # What the islands bring is walked through too.
    phone.locator("html[data-awake]").wait_for(state="attached")

    assert walked(phone) == {
        "missed": [],
        "unringed": [],
        "hidden": [],
        "first": "button main wide" if sample.template in FRAMED else "skip unseen",
        "astray": None,
    }
    # What a page asks of the house is not in the book.
    assert [line for line in said if "/events" not in line and "404" not in line] == []


def test_the_first_stop_skips_to_what_the_page_is_about(phone: Page, address_of: AddressOf) -> None:
    phone.goto(address_of("feed"))

    phone.keyboard.press("Tab")
    expect(phone.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    phone.keyboard.press("Enter")

    expect(phone.locator("#main")).to_be_focused()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('main') !== null")


def test_a_question_is_opened_and_left_by_keys_and_gives_the_focus_back(
    phone: Page, address_of: AddressOf
) -> None:
    phone.goto(address_of("report-asked"))
    phone.wait_for_function(AWAKE)
    summary = phone.locator("summary", has_text="Cabut laporan")
    summary.focus()
    phone.keyboard.press("Space")
    expect(phone.get_by_text("Yakin? Ini tidak bisa dibatalkan.").first).to_be_hidden()
    phone.locator("form[action$=withdrawal] > div > button").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("dialog[open] button").first).to_be_focused()

    phone.keyboard.press("Escape")

    expect(phone.locator("dialog[open]")).to_have_count(0)
    expect(phone.locator("form[action$=withdrawal] > div > button")).to_be_focused()


def test_a_phones_bar_holds_five_places_and_opens_the_others_from_the_last(
    chromium: Browser, address_of: AddressOf
) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(address_of("bench"))
    more, last = page.get_by_role("button", name="Lainnya"), page.get_by_role("link", name="Kalender")
    expect(page.locator(".places > ul > li")).to_have_count(5)
    expect(last).to_be_hidden()

    more.press("Enter")
    expect(last).to_be_visible()
    page.keyboard.press("Escape")
    expect(last).to_be_hidden()
    expect(more).to_be_focused()

    page.set_viewport_size({"width": 1440, "height": 900})
    expect(last).to_be_visible()
    expect(more).to_be_hidden()
    page.close()
