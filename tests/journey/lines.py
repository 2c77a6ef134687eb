"""Rules of routing in Kota Bekasi, and reports that are asked about, as the tests of routing write them."""

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from tanggap.app import house
from tanggap.city.ground import Ground
from tanggap.city.packs.routing import Conditions, RoutingRule
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug, RuleName
from tanggap.journey.routing.conditions import Case
from tanggap.journey.routing.route import route
from tests import bekasi
from tests.bekasi import MARGAHAYU, NOW, ROADS

WAYS = house.offers(pages=False).rules
ELSEWHERE = AreaCode("32.75.02.1005")
POWER, RESCUE = AgencySlug("pln"), AgencySlug("bpbd")
MARKET = ((107.000, -6.250), (107.020, -6.250), (107.020, -6.240), (107.000, -6.240))
IN_MARKET, BESIDE_MARKET = (107.010, -6.245), (107.030, -6.245)
SATURDAY_NIGHT = datetime(2026, 7, 4, 16, 30, tzinfo=UTC)


def line(code: str, agency: AgencySlug | None = ROADS, *, way: str = "by_case", **when: Any) -> RoutingRule:
    """A rule of this code for an agency."""
    return RoutingRule(rule=RuleName(way), code=code, name=code, agency=agency, when=Conditions(**when))


def city(*lines: RoutingRule) -> Ground:
    return bekasi.ground().with_routing(lines)


def case(kind: str = "road-damage", point: tuple[float, float] | None = None, **said: object) -> Case:
    """A pothole in Margahayu on a Wednesday morning where nothing else is said."""
    lon, lat = point or (None, None)
    plain = Case(kind=bekasi.ground().kinds[KindSlug(kind)], area=MARGAHAYU, at=NOW, lon=lon, lat=lat)
    return replace(plain, **said)


BY_KIND = RoutingRule(rule=RuleName("by_kind"))


def decided(ground: Ground, asked: Case) -> str | None:
    found = route(ground, WAYS, asked)
    return found.rule if found is not None else None
