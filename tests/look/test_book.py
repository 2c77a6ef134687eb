"""The pattern book holds what UI.md promises: readable for everybody, quiet without scripts, light to carry."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.look import reporting
from tests.look import samples as x
from tests.look.book import HOUSE, PHONE, AddressOf, painter, render
from tests.look.contents import BOOK, Sample

pytestmark = pytest.mark.browser

AXE = HOUSE / "node_modules/axe-core/axe.min.js"
SMALLEST = ViewportSize(width=320, height=640)
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[Page]:
    """The smallest phone there is."""
    context = chromium.new_context(viewport=SMALLEST, reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("sample", BOOK, ids=lambda sample: sample.name)
def test_everybody_can_read_and_use_every_page(sample: Sample, phone: Page, address_of: AddressOf) -> None:
    phone.emulate_media(color_scheme="light")
    phone.goto(address_of(sample.name))
    wide = phone.evaluate("document.documentElement.scrollWidth")
    phone.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    phone.add_script_tag(path=AXE)

    light = violations(phone, STANDARD)
    phone.emulate_media(color_scheme="dark")
    # All that another theme changes is colour.
    dark = violations(phone, ["color-contrast"])

    assert (light, dark) == ([], [])
    assert wide == SMALLEST["width"]


def violations(page: Page, rules: list[str]) -> list[tuple[str, str]]:
    """What axe finds against these rules or tags, each with the first place where it does."""
    found = page.evaluate("(runOnly) => axe.run(document, { runOnly, resultTypes: ['violations'] })", rules)
    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]


@pytest.mark.parametrize("sample", ["report-form", "admin-areas"])
def test_a_button_at_work_is_as_readable_as_before(sample: str, phone: Page, address_of: AddressOf) -> None:
    phone.goto(address_of(sample))
    phone.add_script_tag(path=AXE)
    phone.evaluate("document.querySelectorAll('.button').forEach((each) => (each.ariaBusy = 'true'))")

    for theme in ("light", "dark"):
        phone.emulate_media(color_scheme=theme)
        assert violations(phone, ["color-contrast"]) == []


def test_choosing_an_emergency_shows_the_numbers_to_call_even_without_scripts(
    chromium: Browser, address_of: AddressOf
) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address_of("report-form"))
    call = page.locator(".call-first")
    assert not call.is_visible()

    page.locator("summary", has_text="Jenis lainnya").click()
    page.get_by_label("Kebakaran").check()

    assert call.is_visible()
    assert call.locator("a[href='tel:112']").is_visible()
    context.close()


def test_a_photo_is_made_small_shown_and_can_be_taken_back(
    chromium: Browser, address_of: AddressOf, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(address_of("report-form"), wait_until="networkidle")
    large = tmp_path / "large.png"
    _draw(large)

    page.locator("input[type=file]").last.set_input_files(large)
    page.locator(".thumbs img").wait_for()
    sent = "document.querySelectorAll('input[type=file]')[1].files"
    page.wait_for_function(f"{sent}.length === 1 && {sent}[0].type === 'image/jpeg'")
    width = page.evaluate(f"createImageBitmap({sent}[0]).then((picture) => picture.width)")
    page.get_by_role("button", name="Hapus foto ini").click()

    assert width == 1600
    assert page.evaluate(f"{sent}.length") == 0
    page.close()


def test_a_kind_is_found_by_what_people_call_it(chromium: Browser, address_of: AddressOf) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(address_of("report-form"), wait_until="networkidle")
    page.locator("summary", has_text="Jenis lainnya").click()

    page.get_by_label("Cari jenis").fill("semrawut")

    assert page.locator("[data-group] .tile:visible").all_inner_texts() == ["Kabel menjuntai"]
    page.close()


def test_a_phone_that_knows_where_it_is_fills_in_the_place(chromium: Browser, address_of: AddressOf) -> None:
    context = chromium.new_context(
        viewport=PHONE,
        permissions=["geolocation"],
        geolocation={"longitude": 106.9756, "latitude": -6.2383, "accuracy": 8},
    )
    page = context.new_page()
    page.route("**/areas/at?*", lambda route: route.fulfill(json={"code": "3275011002", "name": "Margahayu"}))
    page.goto(address_of("report-form"), wait_until="networkidle")

    page.get_by_role("button", name="Pakai lokasi saya").click()
    page.get_by_text("± 8 m").wait_for()
    page.locator(".place-found b", has_text="Margahayu").wait_for()

    assert page.locator("input[name=lon]").input_value() == "106.9756"
    assert page.locator("select[name=area]").input_value() == "3275011002"
    context.close()


def test_what_may_be_the_same_is_asked_once_kind_and_place_are_known(
    chromium: Browser, address_of: AddressOf
) -> None:
    page = chromium.new_page(viewport=PHONE, bypass_csp=True)
    asked: list[str] = []
    alike = render(Sample("similar", "support/similar.html", x.frame("new"), reporting.similar()))
    page.route(
        "**/reports/similar?*", lambda route: (asked.append(route.request.url), route.fulfill(body=alike))
    )
    page.route("**/support", lambda route: route.abort())
    page.goto(address_of("report-form"), wait_until="networkidle")

    page.locator("label.tile", has_text="Jalan rusak").click()
    assert asked == []
    page.get_by_label("Kelurahan").select_option(index=1)
    page.get_by_role("heading", name="Sama dengan ini?").wait_for()
    page.add_script_tag(path=AXE)
    found = page.evaluate("(tags) => axe.run('[data-similar]', { runOnly: tags })", STANDARD)
    page.get_by_label("Apa yang terjadi?").fill("Lubang")
    with page.expect_request("**/support") as posted:
        page.get_by_role("button", name="Sama, dukung").first.click()

    assert [each["id"] for each in found["violations"]] == []
    assert len(asked) == 1
    assert "kind=road-damage" in asked[0]
    assert posted.value.post_data == "csrf=sample"
    page.close()


def test_the_list_is_ordered_by_what_is_near_to_a_kilometre_and_no_closer(
    chromium: Browser, address_of: AddressOf
) -> None:
    context = chromium.new_context(
        viewport=PHONE,
        permissions=["geolocation"],
        geolocation={"longitude": 106.9756, "latitude": -6.2383, "accuracy": 8},
    )
    page = context.new_page()
    page.route("**/reports?*", lambda route: route.fulfill(body="the list"))
    page.goto(address_of("feed"), wait_until="networkidle")

    page.get_by_role("button", name="Terdekat dari saya").click()
    page.get_by_text("the list").wait_for()

    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["near"], asked["order"]) == (["106.98,-6.24"], ["nearest"])
    context.close()


def test_the_place_of_a_photo_is_read_and_offered_and_the_person_decides(
    chromium: Browser, address_of: AddressOf, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(address_of("report-form"), wait_until="networkidle")
    taken = b64encode(_draw_with_a_place(tmp_path / "placed.jpg").read_bytes()).decode()
    read = """async ([address, base64]) => {
        const { default: exif } = await import(address);
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        return Promise.all([bytes, bytes.slice(0, 60), "no picture"].map((each) => exif(new File([each], "x.jpg"))));
    }"""

    place, *none = page.evaluate(read, [painter().asset("islands/exif.ts"), taken])
    page.evaluate(
        "(detail) => document.querySelector('[data-island=photo]')"
        ".dispatchEvent(new CustomEvent('photo-place', { detail, bubbles: true }))",
        place,
    )
    before = page.locator("input[name=lat]").input_value()
    page.get_by_role("button", name="Pakai tempat dari foto?").click()

    assert place == {"lon": pytest.approx(107.01), "lat": pytest.approx(-6.27)}
    assert none == [None, None]
    assert before == ""
    assert float(page.locator("input[name=lat]").input_value()) == pytest.approx(-6.27)
    assert page.locator("input[name=place_source]").input_value() == "exif"
    page.close()


def test_taking_a_report_back_is_asked_twice(chromium: Browser, address_of: AddressOf) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(address_of("report-asked"), wait_until="networkidle")
    here = page.url
    page.locator("summary", has_text="Cabut laporan").click()
    page.locator("form[action$=withdrawal] > div > button").click()

    page.locator("dialog[open] button[value=no]").click()

    assert page.url == here
    assert page.locator("dialog[open]").count() == 0
    page.close()


def test_what_is_chosen_and_where_one_is_shows_in_colours_the_system_chooses(
    chromium: Browser, address_of: AddressOf
) -> None:
    context = chromium.new_context(viewport=PHONE, forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address_of("report-form"))

    page.locator("label.tile", has_text="Jalan rusak").click()

    ground = "(found) => new Set(found.map((each) => getComputedStyle(each).backgroundColor)).size"
    assert page.locator(".tiles .tile").evaluate_all(ground) == 2
    assert page.locator(".places a:not(.act), .languages button").evaluate_all(ground) == 2
    context.close()


def _draw_with_a_place(file: Path) -> Path:
    from PIL import Image

    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 16.0, 12.0), 3: "E", 4: (107.0, 0.0, 36.0)})
    Image.new("RGB", (64, 48), "#a58f77").save(file, "JPEG", exif=exif)
    return file


def _draw(file: Path) -> None:
    from PIL import Image

    Image.new("RGB", (3200, 2400), "#a58f77").save(file)
