"""A city is its own documents over what is usual."""

from tanggap.app import house
from tanggap.city.documents import documents, pack_of
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import CityState
from tanggap.city.store import KnownCity
from tanggap.city.terms import AreaCode, CityId

USUAL = load_pack(house.shipped("cities") / "_default")
LISTENING = KnownCity(
    id=CityId(3171),
    slug="jakarta-pusat",
    code="JKP",
    area_code=AreaCode("31.71"),
    name="Kota Administrasi Jakarta Pusat",
    state=CityState.LISTENING,
    timezone="Asia/Jakarta",
    lon=106.8341,
    lat=-6.1812,
    area_km2=52.38,
)


def test_a_city_that_has_not_joined_shows_the_emergency_numbers_too() -> None:
    pack = pack_of(LISTENING, USUAL, {})

    assert [each.number for each in pack.city.emergency_numbers] == ["112", "119"]
    assert pack.city.slug == "jakarta-pusat"
    assert pack.city.state is CityState.LISTENING


def test_what_is_usual_is_not_kept() -> None:
    assert documents(USUAL, USUAL) == {}
