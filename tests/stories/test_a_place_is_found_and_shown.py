"""Where a report is: found by name or by point, drawn for those who may know, without any map of others."""

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

from tanggap.app import house
from tanggap.app.commands.city import put_city
from tanggap.app.settings import Settings
from tanggap.kit.clock import SetClock
from tests.conftest import running
from tests.stories.hall import opened
from tests.stories.sending import send
from tests.visitor import Visitor

pytestmark = pytest.mark.story
MAP = re.compile(r'data-lon="([\d.-]+)" data-lat="([\d.-]+)"')


async def test_a_place_is_searched_by_name_with_a_mistake(visitor: Visitor) -> None:
    found = (await visitor.client.get("/places?q=margahyu")).json()

    assert found[0]["name"] == "Margahayu"
    assert found[0]["within"] == "Bekasi Timur"
    assert (await visitor.client.get("/places")).json() == []


async def test_a_point_of_a_neighbour_says_which_city_takes_it(settings: Settings, clock: SetClock) -> None:
    async with opened(settings, clock) as hall:
        depok = await hall.visitor.client.get("/areas/at?lon=106.82&lat=-6.40")
        nowhere = await hall.visitor.client.get("/areas/at?lon=999&lat=0")

    assert depok.json()["says"] == "Di luar Kota Bekasi. Laporan akan masuk ke Kota Depok."
    assert nowhere.status_code == 422


async def test_shapes_come_compressed_and_only_once(visitor: Visitor) -> None:
    first = await visitor.client.get("/areas/shapes")
    again = await visitor.client.get("/areas/shapes", headers={"if-none-match": first.headers["etag"]})
    plain = await visitor.client.get("/areas/shapes", headers={"accept-encoding": "identity"})

    assert first.headers["content-encoding"] == "gzip"
    assert first.json() == plain.json()
    assert len(first.json()["features"]) == 56
    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first.headers["cache-control"]
    assert len(gzip.compress(json.dumps(first.json()).encode())) < 60_000


async def test_everybody_sees_the_point_of_an_open_report_and_a_moved_one_of_an_anonymous(
    visitor: Visitor,
) -> None:
    shown, anonymous = await send(visitor), await send(visitor, visibility="anonymous")

    assert await point_of(visitor.other(), shown) == ("106.9756", "-6.2383")
    moved = await point_of(visitor.other(), anonymous)
    assert moved is not None
    assert moved != ("106.9756", "-6.2383")
    assert moved == await point_of(visitor.other(), anonymous)
    assert await point_of(visitor, anonymous) == ("106.9756", "-6.2383")
    assert "Titiknya digeser" in await visitor.other().see(f"/reports/{anonymous}")
    assert "-6.2383" not in await visitor.other().see(f"/reports/{anonymous}")


async def point_of(visitor: Visitor, number: str) -> tuple[str, str] | None:
    found = MAP.search(await visitor.see(f"/reports/{number}"))
    return (found[1], found[2]) if found else None


async def test_a_report_without_a_point_shows_no_map(visitor: Visitor) -> None:
    number = await send(visitor, lon="", lat="", landmark="Seberang halte pasar")

    assert await point_of(visitor, number) is None


async def test_kinds_are_suggested_by_words_and_only_those_of_the_city(visitor: Visitor) -> None:
    by_words = (await visitor.client.get("/kinds/suggested?words=lampu+jalan+mati")).json()["kinds"]
    unknown = (await visitor.client.get("/kinds/suggested?words=zzz&area=99.99")).json()["kinds"]

    assert by_words[0] == "street-light-out"
    assert len(by_words) == len(unknown) == 3


async def test_an_ordinary_page_loads_pictures_from_nobody_else(visitor: Visitor) -> None:
    answer = await visitor.client.get("/reports/new", headers={"accept": "text/html"})

    assert "img-src 'self' data: blob:;" in answer.headers["content-security-policy"]


async def test_a_citys_own_tiles_are_let_in_on_pages_with_a_map(
    settings: Settings, clock: SetClock, tiles: None
) -> None:
    async with running(settings, clock) as visitor:
        form = await visitor.client.get("/reports/new", headers={"accept": "text/html"})
        home = await visitor.client.get("/", headers={"accept": "text/html"})

    assert "img-src 'self' data: blob: https://peta.example;" in form.headers["content-security-policy"]
    assert 'data-tiles="https://peta.example/{z}/{x}/{y}.png"' in form.text
    assert "Peta oleh Contoh" in form.text
    assert "peta.example" not in home.headers["content-security-policy"]


@pytest.fixture
def tiles(settings: Settings, tmp_path: Path) -> None:
    """Kota Bekasi with streets under its shapes."""
    shutil.copytree(house.shipped("cities"), tmp_path / "cities")
    folder = tmp_path / "cities/kota-bekasi"
    profile = folder / "city.toml"
    basemap = 'basemap = { style = "raster", url = "https://peta.example/{z}/{x}/{y}.png", credit = "Peta oleh Contoh" }'
    profile.write_text(
        profile.read_text("utf-8").replace("triage_first = false", basemap + "\ntriage_first = false", 1),
        "utf-8",
    )
    put_city(settings, folder)
