"""Kota Bekasi without a database, and the people of its city hall, for rules that are tested with values."""

from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from tanggap.app import house
from tanggap.city.areas.index import AreaIndex
from tanggap.city.ground import Ground
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.packs.times import ReportType
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.store import KnownCity
from tanggap.city.terms import AgencySlug, AreaCode, CityId, GroupSlug, KindSlug, PersonId
from tanggap.report.events import Received
from tanggap.report.report import Channel, Visibility

CITY = CityId(3275)
NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
MARGAHAYU = AreaCode("32.75.01.1002")
JAKASAMPURNA = AreaCode("32.75.02.1005")
ROADS, CLEANSING = AgencySlug("dbmsda"), AgencySlug("dlh")


@cache
def ground() -> Ground:
    """The city as its pack says, without days off."""
    pack = load_pack(house.shipped("cities") / "kota-bekasi")
    city = pack.city
    known = KnownCity(
        id=CITY,
        slug=city.slug,
        code=city.code,
        area_code=city.area_code,
        name=city.name,
        state=city.state,
        timezone=city.timezone,
        lon=city.centre.lon,
        lat=city.centre.lat,
        area_km2=210,
    )
    return Ground(known, pack, AreaIndex(pack.areas), days_off={}, version=1)


def _person(number: int, *duties: Duty) -> Actor:
    return Actor(person=PersonId(UUID(int=number)), duties=duties)


COORDINATOR = _person(1, Duty(role=Role.COORDINATOR))
ROADS_LIAISON = _person(2, Duty(role=Role.LIAISON, agency=ROADS))
ROADS_OFFICER = _person(3, Duty(role=Role.FIELD_OFFICER, agency=ROADS))
CLEANSING_LIAISON = _person(4, Duty(role=Role.LIAISON, agency=CLEANSING))
CLEANSING_OFFICER = _person(5, Duty(role=Role.FIELD_OFFICER, agency=CLEANSING))
VERIFIER = _person(6, Duty(role=Role.VERIFIER))
EXECUTIVE = _person(7, Duty(role=Role.EXECUTIVE))
WORKING_VERIFIER = _person(8, Duty(role=Role.VERIFIER), Duty(role=Role.FIELD_OFFICER, agency=ROADS))
"""Somebody who works and verifies: never both on one report."""
STAFF = (
    COORDINATOR,
    ROADS_LIAISON,
    ROADS_OFFICER,
    CLEANSING_LIAISON,
    CLEANSING_OFFICER,
    VERIFIER,
    WORKING_VERIFIER,
)


def received(number: int, *, kind: str | None = "road-damage") -> Received:
    """A report that just came in, of a pothole in Margahayu where nothing else is said."""
    found = ground().kinds[KindSlug(kind)] if kind is not None else None
    return Received(
        number=number,
        type=ReportType.FIELD_ISSUE,
        channel=Channel.WEB,
        visibility=Visibility.PUBLIC,
        sensitivity=found.sensitivity if found is not None else Sensitivity.PUBLIC,
        kind=KindSlug(found.slug) if found is not None else None,
        kind_group=GroupSlug(found.group) if found is not None else None,
        area=MARGAHAYU,
        out_of_area=False,
        quiet=False,
        due_at=ground().due_at(NOW, ReportType.FIELD_ISSUE, found),
        respond_by=None,
        words=1,
        place=1,
    )
