"""Reports that may be of the same, people who say so, and what those hear."""

from datetime import timedelta
from uuid import UUID, uuid4

from tanggap.app.tools import Workbench
from tanggap.city.rights import SYSTEM, VISITOR, Actor
from tanggap.city.terms import AreaCode, KindSlug, ResidentId
from tanggap.journey.intake.message import Message
from tanggap.journey.notices import store as notices
from tanggap.journey.notices.beside import KINDS
from tanggap.journey.notices.listener import LISTENER
from tanggap.journey.support import actions, rules
from tanggap.journey.support.actions import Place
from tanggap.kit.log import history
from tanggap.report import store as reports
from tanggap.report.events import Closed
from tanggap.report.report import Channel, Report, ReportId, Status, Visibility
from tanggap.report.reporter import store as reporters
from tanggap.report.transitions import Party
from tests.conftest import BEKASI, NOW
from tests.journey.office import JAKASAMPURNA, told

LON, LAT = 106.9756, -6.2383


METRE = 1 / 111_195
"""One metre northwards, in degrees."""
ROAD = KindSlug("road-damage")
HERE = Place(lon=LON, lat=LAT, area=None)
RESIDENT = ResidentId(UUID(int=42))


def browser(name: str) -> Actor:
    return Actor(session=name.encode())


async def reported(
    office: Workbench,
    *,
    kind: str = "road-damage",
    north_m: float | None = 0,
    text: str = "Lubang besar di depan pasar.",
    visibility: Visibility = Visibility.PUBLIC,
) -> ReportId:
    message = Message(
        channel=Channel.WEB,
        scope="test",
        key=str(uuid4()),
        text=text,
        kind=KindSlug(kind),
        lon=None if north_m is None else LON,
        lat=None if north_m is None else LAT + north_m * METRE,
        area=AreaCode(JAKASAMPURNA) if north_m is None else None,
        visibility=visibility,
    )
    return (await office.reception.receive(message, city=BEKASI)).receipt.report


async def alike(office: Workbench, kind: str = "road-damage", place: Place = HERE) -> list[ReportId]:
    async with office.entrance.open_desk(BEKASI, actor=VISITOR) as desk:
        return [each.report for each in await actions.alike_at(desk, KindSlug(kind), place)]


async def state(office: Workbench, report: ReportId) -> Report:
    kept, from_the_log = await told(office, report)
    assert kept == from_the_log
    return kept


async def people(office: Workbench, report: ReportId) -> int:
    return rules.people_of(await state(office, report))


async def hear(office: Workbench, report: ReportId) -> None:
    async with office.entrance.open_desk(BEKASI) as desk:
        events = await history(desk.db, desk.city, report)
        await LISTENER.on_events(desk, [heard for heard in events if heard.kind in KINDS])


async def news(office: Workbench, session: str, *, at: timedelta = timedelta()) -> list[str]:
    async with office.entrance.open_desk(BEKASI) as desk:
        found = await notices.of_holder(
            desk.db, BEKASI, reporters.holder(Actor(session=session.encode())), now=NOW + at
        )
        return [desk.tongue(each.message) for each in found]


async def close(office: Workbench, report: ReportId) -> None:
    async with office.entrance.open_desk(BEKASI, actor=SYSTEM) as desk:
        found = await reports.open_for_change(desk.db, desk.city, report)
        event = Closed(was=found.status, now=Status.CLOSED, by=Party.VERIFIER)
        await reports.record(desk.db, desk.tools.epoch, found, event, at=desk.now())
