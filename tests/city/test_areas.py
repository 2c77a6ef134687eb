"""Areas from official files and from centre points, and which of them holds a point."""

import json
from pathlib import Path

import pytest
import shapely

from tanggap.city.areas.approximate import CentrePoint, approximate, read_centre_points
from tanggap.city.areas.area import Area, Level
from tanggap.city.areas.index import AreaIndex
from tanggap.city.areas.shapes import Match, match, read_geojson, write_geojson
from tanggap.city.packs.load import load_pack
from tanggap.city.terms import AreaCode
from tanggap.kit.errors import Invalid

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared/data"
OFFICIAL = SHARED / "boundaries/kelurahan-10-kota.geojson.gz"
CENTRES = SHARED / "places/kelurahan-centre-points.csv"
BEKASI = AreaCode("32.75")
MARGAHAYU = AreaCode("32.75.01.1002")

needs_official = pytest.mark.skipif(
    not OFFICIAL.exists(), reason="official shapes are not beside this checkout"
)
needs_centres = pytest.mark.skipif(not CENTRES.exists(), reason="centre points are not beside this checkout")


@pytest.fixture(scope="module")
def areas() -> tuple[Area, ...]:
    return load_pack(ROOT / "cities/kota-bekasi").areas


@pytest.fixture(scope="module")
def official() -> list[Area]:
    return read_geojson(OFFICIAL, city_code=BEKASI)


def square(code: str, west: float, east: float, *, level: Level = Level.KELURAHAN) -> Area:
    """An area one degree high, from one longitude to another."""
    shape = shapely.to_wkb(shapely.box(west, 0, east, 1))
    return Area(code=AreaCode(code), parent=AreaCode(code[:8]), level=level, name=code, shape=shape)


@needs_official
def test_56_of_56_official_shapes_match_by_code(official: list[Area], areas: tuple[Area, ...]) -> None:
    kelurahan = [area for area in areas if area.level is Level.KELURAHAN]

    met = match(official, kelurahan)

    assert (len(met.matched), met.unknown, met.missing) == (56, (), ())


@needs_official
def test_points_near_margahayu_lie_where_shapely_says_they_lie(official: list[Area]) -> None:
    index = AreaIndex(official)
    shapes = {area.code: shapely.from_wkb(area.shape) for area in official if area.shape}
    west, south, east, north = shapes[MARGAHAYU].buffer(0.003).bounds
    points = [
        (west + (east - west) * column / 20, south + (north - south) * row / 20)
        for column in range(21)
        for row in range(21)
    ]

    for lon, lat in points:
        holding = sorted(code for code, shape in shapes.items() if shape.intersects(shapely.Point(lon, lat)))
        found = index.at(lon, lat, reach_m=0)
        assert (found.code if found else None) == (holding[0] if holding else None)
    assert sum(index.at(*point) == index.get(MARGAHAYU) for point in points) > 100


@needs_official
@needs_centres
def test_approximate_areas_put_four_fifths_of_the_city_into_the_right_kelurahan(official: list[Area]) -> None:
    reckoned = {area.code: area for area in approximate(read_centre_points(CENTRES), city_code=BEKASI)}

    truth = {area.code: shapely.from_wkb(area.shape) for area in official if area.shape}
    right = sum(
        shapely.intersection(shape, shapely.from_wkb(reckoned[code].shape or b"")).area
        for code, shape in truth.items()
    )

    assert right / sum(shape.area for shape in truth.values()) > 0.80


@needs_centres
def test_the_areas_of_the_pack_are_those_the_centre_points_give(
    areas: tuple[Area, ...], tmp_path: Path
) -> None:
    path = tmp_path / "areas.geojson"

    write_geojson(approximate(read_centre_points(CENTRES), city_code=BEKASI), path)

    assert read_geojson(path, city_code=BEKASI) == [area for area in areas if area.level is not Level.CITY]


def test_approximate_areas_meet_without_overlap_and_make_up_their_kecamatan() -> None:
    points = [
        CentrePoint(
            code=AreaCode(f"11.01.01.100{n}"), name=f"K{n}", kecamatan="K", lon=lon, lat=0.0, area_km2=size
        )
        for n, (lon, size) in enumerate([(100.00, 4.0), (100.02, 4.0), (100.03, 1.0)])
    ]

    kecamatan, *kelurahan = approximate(points, city_code=AreaCode("11.01"))

    shapes = [shapely.from_wkb(area.shape or b"") for area in kelurahan]
    assert (kecamatan.level, kecamatan.parent, kecamatan.name) == (Level.KECAMATAN, "11.01", "K")
    assert all(area.approximate and area.parent == "11.01.01" for area in kelurahan)
    assert all(
        shape.contains(shapely.Point(point.lon, point.lat))
        for shape, point in zip(shapes, points, strict=True)
    )
    assert (
        shapely.from_wkb(kecamatan.shape or b"").symmetric_difference(shapely.union_all(shapes)).area < 1e-9
    )
    assert sum(shape.area for shape in shapes) == pytest.approx(shapely.union_all(shapes).area, rel=1e-4)
    # The border to a smaller neighbour stands nearer to the neighbour.
    assert shapes[1].bounds[2] > 100.025


def test_points_of_another_city_hold_the_border_but_are_no_area() -> None:
    def point(code: str, lon: float) -> CentrePoint:
        return CentrePoint(code=AreaCode(code), name=code, kecamatan="K", lon=lon, lat=0.0, area_km2=9.0)

    found = approximate(
        [point("11.01.01.1001", 100.0), point("11.02.01.1001", 100.02)], city_code=AreaCode("11.01")
    )

    assert [area.code for area in found] == ["11.01.01", "11.01.01.1001"]
    assert shapely.from_wkb(found[1].shape or b"").bounds[2] == pytest.approx(100.01, abs=1e-4)


def test_a_point_on_a_shared_border_lies_in_the_lower_code() -> None:
    index = AreaIndex([square("11.01.01.1002", 1, 2), square("11.01.01.1001", 0, 1)])

    found = index.at(1.0, 0.5)

    assert found is not None
    assert found.code == "11.01.01.1001"


def test_a_point_just_off_the_coast_lies_in_the_nearest_area_and_one_far_off_in_none() -> None:
    index = AreaIndex([square("11.01.01.1001", 0, 1), square("11.01.01.1002", 1, 2)])

    near = index.at(2.0025, 0.5)  # 278 m

    assert near is not None
    assert near.code == "11.01.01.1002"
    assert index.at(2.0030, 0.5) is None  # 334 m
    assert index.at(2.0025, 0.5, reach_m=0) is None


def test_the_smallest_area_that_holds_a_point_is_found() -> None:
    index = AreaIndex([square("11.01.01", 0, 9, level=Level.KECAMATAN), square("11.01.01.1001", 0, 1)])

    small, large = index.at(0.5, 0.5), index.at(8.5, 0.5)

    assert small is not None
    assert large is not None
    assert (small.level, large.level) == (Level.KELURAHAN, Level.KECAMATAN)


def test_an_area_knows_what_it_lies_in(areas: tuple[Area, ...]) -> None:
    index = AreaIndex(areas)

    assert [area.name for area in index.chain(MARGAHAYU)] == ["Margahayu", "Bekasi Timur", "Kota Bekasi"]
    assert index.chain(AreaCode("99.99")) == ()


def test_the_centre_of_an_area_lies_in_it(areas: tuple[Area, ...]) -> None:
    index = AreaIndex(areas)

    for area in areas:
        if area.level is Level.KELURAHAN:
            centre = index.centre(area.code)
            assert centre is not None
            assert index.at(*centre) == area
    assert index.centre(BEKASI) is None


def test_an_index_without_shapes_finds_no_point_but_every_code() -> None:
    name_only = Area(code=MARGAHAYU, parent=None, level=Level.KELURAHAN, name="Margahayu")
    index = AreaIndex([name_only])

    assert index.at(107.0, -6.2) is None
    assert index.get(MARGAHAYU) == name_only


def test_shapes_that_belong_to_no_area_and_areas_without_one_are_both_told() -> None:
    one, two, three = (square(f"11.01.01.100{n}", n, n + 1) for n in range(3))

    assert match([one, two], [two, three]) == Match(
        matched=(two.code,), unknown=(one.code,), missing=(three.code,)
    )


POLYGON = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
BOW = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
FAR = {
    "type": "Polygon",
    "coordinates": [[[700000, 9300000], [700001, 9300000], [700001, 9300001], [700000, 9300000]]],
}


@pytest.mark.parametrize(
    ("properties", "geometry"),
    [
        ({"name": "Tanpa kode"}, POLYGON),
        ({"code": 32.75, "name": "Kode angka"}, POLYGON),
        ({"code": "32.75.01"}, POLYGON),
        (None, POLYGON),
        ({"code": "32.75.01", "name": "Bersilangan"}, BOW),
        ({"code": "32.75.01", "name": "Meter, bukan derajat"}, FAR),
        ({"code": "32.75.01", "name": "Titik"}, {"type": "Point", "coordinates": [0, 0]}),
        ({"code": "32.75.01", "name": "Kosong"}, {"type": "Polygon", "coordinates": []}),
        ({"code": "32.75.01", "name": "Tanpa bentuk"}, None),
        ({"code": "32.75.01", "name": "Aneh"}, {"type": "Blob"}),
    ],
)
def test_a_feature_that_cannot_be_an_area_is_refused(
    tmp_path: Path, properties: object, geometry: object
) -> None:
    path = tmp_path / "areas.geojson"
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")

    with pytest.raises(Invalid):
        read_geojson(path, city_code=BEKASI)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"features": 1}', "\x00"])
def test_a_file_that_is_not_geojson_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Invalid):
        read_geojson(path, city_code=BEKASI)
