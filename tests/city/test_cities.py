"""Which city a point lies in, and how a running house follows the ground."""

from pathlib import Path

import pytest
import shapely

from tanggap.app import house
from tanggap.app.commands.city import put_shapes
from tanggap.app.tools import Workbench
from tanggap.city import actions, store
from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.shapes import read_geojson
from tanggap.city.packs.pack import CityState
from tanggap.city.store import KnownCity
from tanggap.city.terms import AreaCode, CityId
from tanggap.kit.errors import Missing
from tests.conftest import BEKASI

OFFICIAL = Path(__file__).parents[2] / "../shared/data/boundaries/kelurahan-10-kota.geojson.gz"
WEST, EAST = CityId(9901), CityId(9902)
METRE = 1 / 111_195.1
"""In degrees."""


async def shaped(bench: Workbench, city: CityId, code: str, *, west: float, east: float) -> None:
    """A city of one kelurahan, a tenth of a degree high, far out in the ocean."""
    known = KnownCity(
        id=city,
        slug=f"kota-{code.lower()}",
        code=code,
        area_code=AreaCode(f"{city // 100}.{city % 100:02}"),
        name=code,
        state=CityState.JOINED,
        timezone="Asia/Jakarta",
        lon=west,
        lat=-20.0,
        area_km2=1.0,
    )
    area = Area(
        code=AreaCode(f"{known.area_code}.01.1001"),
        parent=AreaCode(f"{known.area_code}.01"),
        level=Level.KELURAHAN,
        name=code,
        shape=shapely.to_wkb(shapely.Polygon([(west, -20.1), (east, -20.1), (east, -20), (west, -20)])),
    )
    async with bench.app.transaction(city) as db:
        await store.save_city(db, known)
        await actions.put_areas(db, city, [area])


def disc(code: str, *, lon: float, area_km2: float) -> KnownCity:
    """A city known only by its centre, far out in the ocean, and its size."""
    number = 9800 + int(lon * 2) % 100
    return KnownCity(
        id=CityId(number),
        slug=code.lower(),
        code=code,
        area_code=AreaCode(f"{number // 100}.{number % 100:02}"),
        name=code,
        state=CityState.LISTENING,
        timezone="Asia/Jakarta",
        lon=lon,
        lat=-20.0,
        area_km2=area_km2,
    )


async def found(bench: Workbench, lon: float, lat: float) -> str | None:
    known = await bench.cities.at(lon, lat)
    return known.code if known is not None else None


@pytest.fixture
async def neighbours(bench: Workbench) -> Workbench:
    """Two cities with shapes that share a border at 90 degrees east."""
    await shaped(bench, WEST, "WES", west=89.9, east=90.0)
    await shaped(bench, EAST, "EAS", west=90.0, east=90.1)
    await bench.cities.refresh()
    return bench


async def test_a_point_just_across_the_border_is_the_neighbours_and_not_a_sliver_of_ours(
    neighbours: Workbench,
) -> None:
    assert await found(neighbours, 90 - 20 * METRE, -20.05) == "WES"
    assert await found(neighbours, 90 + 20 * METRE, -20.05) == "EAS"


async def test_a_point_on_the_border_of_two_cities_is_always_the_same_ones(neighbours: Workbench) -> None:
    assert await found(neighbours, 90.0, -20.05) == "WES"


async def test_land_cut_off_by_a_simplified_coast_still_belongs_to_its_city(neighbours: Workbench) -> None:
    assert await found(neighbours, 90.05, -20 + 200 * METRE) == "EAS"
    assert await found(neighbours, 90.05, -20 + 400 * METRE) is None


async def test_where_no_city_has_shapes_the_nearest_centre_within_reach_answers(bench: Workbench) -> None:
    async with bench.app.transaction() as db:
        new = await actions.listen(db, house.shipped("cities") / "_indonesia" / "cities.csv")
    await bench.cities.refresh()

    assert new == 513, "514 with Kota Bekasi, which was here before"
    bandung = await bench.cities.at(107.6098, -6.9148)
    assert bandung is not None
    assert (bandung.name, bandung.state) == ("Kota Bandung", CityState.LISTENING)


async def test_a_small_city_does_not_hide_the_large_one_around_it(bench: Workbench) -> None:
    async with bench.app.transaction() as db:
        await store.listen_to(
            db, [disc("SML", lon=80.0, area_km2=10), disc("LRG", lon=80.5, area_km2=10_000)]
        )
    await bench.cities.refresh()

    assert await found(bench, 80.01, -20.0) == "SML"
    assert await found(bench, 80.2, -20.0) == "LRG", "nearer to the small one's centre, but beyond its reach"


async def test_far_out_at_sea_there_is_no_city(bench: Workbench) -> None:
    async with bench.app.transaction() as db:
        await actions.listen(db, house.shipped("cities") / "_indonesia" / "cities.csv")
    await bench.cities.refresh()

    assert await found(bench, 95.0, -12.0) is None


async def test_a_city_nobody_knows_has_no_ground(bench: Workbench) -> None:
    with pytest.raises(Missing):
        await bench.cities.ground(CityId(1))


@pytest.mark.skipif(not OFFICIAL.exists(), reason="official shapes are not beside this checkout")
async def test_official_shapes_decide_in_a_running_house_after_one_refresh(bench: Workbench) -> None:
    before = await bench.cities.ground(BEKASI)
    shapes = {
        area.code: shapely.from_wkb(area.shape)
        for area in read_geojson(OFFICIAL, city_code=AreaCode("32.75"))
        if area.shape is not None
    }
    west, south, east, north = shapes[AreaCode("32.75.01.1002")].buffer(0.003).bounds
    points = [
        (west + (east - west) * column / 10, south + (north - south) * row / 10)
        for column in range(11)
        for row in range(11)
    ]

    met, kelurahan = await put_shapes(bench, "kota-bekasi", OFFICIAL)
    await bench.cities.refresh()

    after = await bench.cities.ground(BEKASI)
    assert (len(met.matched), len(kelurahan), met.missing, met.unknown) == (56, 56, (), ())
    assert after.version > before.version
    for lon, lat in points:
        holding = sorted(code for code, shape in shapes.items() if shape.intersects(shapely.Point(lon, lat)))
        area = after.areas.at(lon, lat, reach_m=0)
        assert (area.code if area else None) == (holding[0] if holding else None)
    assert not any(area.approximate for area in after.areas.all())
