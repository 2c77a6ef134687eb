"""The desk's map in a browser: it follows the desk and what happens, leads into lists, and needs no WebGL; streets lie under it."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from struct import pack
from urllib.parse import parse_qs, urlsplit

import mapbox_vector_tile  # pyright: ignore[reportMissingTypeStubs] (the library has no types)
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, expect

from tanggap.app import house
from tanggap.app.commands.city import put_city
from tanggap.app.settings import Settings
from tanggap.city.rights import Duty, Role
from tanggap.kit.clock import SetClock
from tanggap.oversight.operations_centre.tiles.streets import streets_key
from tests.browser.conftest import hired
from tests.browser.living import Living, living
from tests.browser.people import reported, sign_in
from tests.look.book import HOUSE

pytestmark = pytest.mark.browser

AXE = HOUSE / "node_modules/axe-core/axe.min.js"
WIDE = ViewportSize(width=1440, height=900)
NO_WEBGL = """
const real = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (way, ...more) {
  return String(way).startsWith("webgl") ? null : real.call(this, way, ...more);
};
"""
GO = """([lon, lat]) => document.dispatchEvent(new CustomEvent("tanggap:look", { detail: { lon, lat, zoom: 13.2 } }))"""
MARGAHAYU = [107.0106, -6.2383]
CHIEF = "Kepala operasi"
STREETS = "https://peta.example"
PINK, LIME = (255, 0, 128), (128, 255, 0)
PALE = (194, 214, 216)
"""A quarter of petrol over white: water as our own file's is drawn."""


@pytest.fixture
def hall(settings: Settings, clock: SetClock, tmp_path: Path) -> Iterator[Living]:
    """A house with a chief of operations, whose city has streets of another house under its map."""
    shutil.copytree(house.shipped("cities"), tmp_path / "cities")
    profile = tmp_path / "cities/kota-bekasi/city.toml"
    basemap = f'basemap = {{ style = "vector", url = "{STREETS}/style.json", credit = "Peta oleh Contoh" }}'
    written = profile.read_text("utf-8").replace(
        "triage_first = false", f"{basemap}\ntriage_first = false", 1
    )
    profile.write_text(written, "utf-8")
    with ThreadPoolExecutor(1) as aside:  # Chromium's loop is running in this thread
        aside.submit(put_city, settings, profile.parent).result()
    people = {CHIEF: [Duty(role=Role.EXECUTIVE)]}
    with living(hired(settings, people, clock=clock), clock) as opened:
        yield opened


@pytest.fixture
def context(chromium: Browser, hall: Living) -> Iterator[BrowserContext]:
    """A wide screen at its door; the other house's streets are one colour."""
    opened = chromium.new_context(
        base_url=hall.address, viewport=WIDE, locale="id-ID", reduced_motion="reduce", service_workers="block"
    )
    opened.route(f"{STREETS}/**", streets)
    yield opened
    opened.close()


def streets(route: Route) -> None:
    """What a server of streets answers: a style, its tiles, pictures."""
    headers = {"access-control-allow-origin": "*"}
    path = urlsplit(route.request.url).path
    if path == "/style.json":
        route.fulfill(json=STYLE, headers=headers)
    elif path.endswith(".png"):
        picture = BytesIO()
        Image.new("RGB", (256, 256), LIME).save(picture, "PNG")
        route.fulfill(body=picture.getvalue(), content_type="image/png", headers=headers)
    else:
        route.fulfill(body=sea(), content_type="application/vnd.mapbox-vector-tile", headers=headers)


STYLE = {
    "version": 8,
    "sources": {"sea": {"type": "vector", "tiles": [f"{STREETS}/{{z}}/{{x}}/{{y}}.mvt"], "maxzoom": 14}},
    "layers": [
        {"id": "ground", "type": "background", "paint": {"background-color": "black"}},
        {
            "id": "sea",
            "type": "fill",
            "source": "sea",
            "source-layer": "water",
            "paint": {"fill-color": "rgb(255,0,128)"},
        },
    ],
}


def sea() -> bytes:
    """A tile that is all water."""
    water = {"geometry": "POLYGON ((0 0, 4096 0, 4096 4096, 0 4096, 0 0))", "properties": {"kind": "ocean"}}
    made: bytes = mapbox_vector_tile.encode([{"name": "water", "features": [water]}])  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] (the library has no types)
    return made  # pyright: ignore[reportUnknownVariableType] (the library has no types)


def world(tile: bytes) -> bytes:
    """A PMTiles file of the one tile of zoom 0, nothing in it packed. Source: PMTiles specification, version 3."""
    directory = bytes([1, 0, 1]) + _varint(len(tile)) + bytes([1])
    told = b"{}"
    begins = 127
    places = (begins, len(directory), begins + len(directory), len(told), 0, 0)
    data = begins + len(directory) + len(told)
    header = b"PMTiles" + pack("<B11Q", 3, *places, data, len(tile), 1, 1, 1)
    header += pack("<6B4iB2i", 1, 1, 1, 1, 0, 0, -1800000000, -850000000, 1800000000, 850000000, 0, 0, 0)
    return header + directory + told + tile


def _varint(number: int) -> bytes:
    return bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80]) + _varint(number >> 7)


def share(map_: Locator, colour: tuple[int, int, int]) -> float:
    """How much of a map is about of this colour, 0 to 1."""
    picture = Image.open(BytesIO(map_.screenshot())).convert("RGB").resize((96, 64))
    found = picture.tobytes()
    pixels = [found[nth : nth + 3] for nth in range(0, len(found), 3)]
    near = [all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True)) for pixel in pixels]
    return sum(near) / len(near)


def opened_map(page: Page) -> Locator:
    """The desk's map, once it is drawn."""
    page.goto("/operations?group=roads&days=7")
    expect(page.locator("[data-drawn]")).to_be_attached()
    return page.locator("[data-bigmap]")


def pressed(page: Page, *, said: str) -> None:
    """What lies in the middle of the map is pressed, and says how many there are."""
    map_ = page.locator("[data-bigmap]")
    box = map_.bounding_box()
    assert box is not None
    popup = page.get_by_text(said)
    for _ in range(40):  # it is drawn some time after its tile came
        map_.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        if popup.is_visible():
            break
        page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(popup).to_be_visible()


def amiss(page: Page) -> list[str]:
    """What keeps somebody from using the map as it stands there."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(
        "() => axe.run('.bigmap', { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))"
    )
    return found


@pytest.mark.parametrize("webgl", [True, False], ids=["webgl", "canvas"])
def test_the_map_follows_the_desk_and_what_happens_and_leads_into_lists(
    hall: Living, context: BrowserContext, *, webgl: bool
) -> None:
    page = context.new_page()
    if not webgl:
        page.add_init_script(NO_WEBGL)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    sign_in(page, CHIEF)
    first, _ = reported(page, "Berlubang")

    with page.expect_request("**/operations/tiles/**") as asked:
        opened_map(page)
    query = parse_qs(urlsplit(asked.value.url).query)
    assert query["group"] == ["roads"]
    assert {"from", "to"} <= query.keys(), "the desk's days are the map's"
    expect(page.locator("[data-bigmap].leaflet-container")).to_have_count(0 if webgl else 1)
    expect(page.locator("[data-island=live][data-state=live]")).to_be_attached()
    with page.expect_request(lambda request: "/operations/tiles/" in request.url and "anew=" in request.url):
        reported(page, "Berlubang lagi")
        hall.work()

    with page.expect_response("**/operations/layers/overdue?*") as shaded:
        page.get_by_label("Lewat batas sekarang").check()
    assert shaded.value.json()["counts"] == {}
    with page.expect_response("**/operations/tiles/1*/**"):
        page.evaluate(GO, MARGAHAYU)
    pressed(page, said="2 laporan")
    assert amiss(page) == []
    page.get_by_role("link", name="Lihat daftarnya").click()

    expect(page.get_by_role("heading", name="Laporan yang diterima")).to_be_visible()
    expect(page.get_by_text(first)).to_be_visible()
    assert refused == []


def test_streets_lie_under_the_map_as_a_style_as_pictures_and_as_a_file_of_our_own(
    settings: Settings, hall: Living, context: BrowserContext
) -> None:
    page = context.new_page()
    sign_in(page, CHIEF)

    vector = share(opened_map(page), PINK)
    page.route(
        "**/map/basemap*",
        lambda route: route.fulfill(json=told("raster", f"{STREETS}/{{z}}/{{x}}/{{y}}.png")),
    )
    raster = share(opened_map(page), LIME)
    file = settings.folder / "files" / streets_key("kota-bekasi")
    file.parent.mkdir(parents=True)
    file.write_bytes(world(sea()))
    page.unroute("**/map/basemap*")
    page.route("**/map/basemap*", lambda route: route.fulfill(json=told("pmtiles", "/map/streets.pmtiles")))
    with page.expect_response("**/map/streets.pmtiles") as parts:
        ours = opened_map(page)

    assert (parts.value.status, parts.value.headers["accept-ranges"]) == (206, "bytes")
    assert vector > 0.4
    assert raster > 0.4
    expect(page.get_by_text("Peta oleh Contoh")).to_be_visible()
    assert share(ours, PALE) > 0.4


def told(style: str, url: str) -> dict[str, str]:
    """A basemap as the house tells of it."""
    return {"style": style, "url": url, "credit": "Peta oleh Contoh"}
