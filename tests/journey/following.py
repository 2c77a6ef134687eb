"""Alerts as people set them up, and the reports that find them."""

from uuid import UUID, uuid4

from tanggap.app.tools import Workbench
from tanggap.city.hearing import Pace, Way
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AreaCode, GroupSlug, KindSlug
from tanggap.journey.alerts import store
from tanggap.journey.alerts.finding import store as finding
from tanggap.journey.alerts.rules import Circle, Seen, Wish
from tanggap.journey.alerts.store import Owner
from tanggap.kit.geo import cell
from tanggap.report.report import ReportId, Visibility
from tests.conftest import BEKASI, NOW

MARKET = (106.9756, -6.2383)
JAKASAMPURNA = AreaCode("32.75.02.1005")
BROWSER = b"a browser"

ROAD = Seen(
    id=ReportId(uuid4()),
    number=1,
    area=JAKASAMPURNA,
    kind=KindSlug("road-damage"),
    kind_group=GroupSlug("roads"),
    visibility=Visibility.PUBLIC,
    sensitivity=Sensitivity.PUBLIC,
    lon=MARKET[0],
    lat=MARKET[1],
    cell=cell(*MARKET),
)


def wish(*, area: str | None = None, circle: Circle | None = None) -> Wish:
    return Wish(
        area=AreaCode(area) if area else None,
        circle=circle,
        kind=None,
        group=None,
        fresh=True,
        done=False,
        announced=False,
        way=Way.APP,
        pace=Pace.AT_ONCE,
    )


async def follow(bench: Workbench, wished: Wish, *, confirmed: bool = True) -> UUID:
    async with bench.app.transaction(BEKASI) as db:
        owner = Owner(seat=BROWSER, person=None)
        return await store.add(db, BEKASI, wished, owner, at=NOW, confirmed=confirmed)


async def matched(bench: Workbench, *reports: Seen) -> set[UUID]:
    async with bench.app.transaction(BEKASI) as db:
        return {each.alert.id for each in await finding.matches(db, BEKASI, reports)}
