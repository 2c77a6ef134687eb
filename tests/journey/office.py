"""Work in Kota Bekasi: reports that came in, people at desks of their own, and how a report stands then."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import uuid4

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.rights import Actor
from tanggap.city.terms import KindSlug
from tanggap.journey.intake.message import Message
from tanggap.kit.log import history
from tanggap.report import store as reports
from tanggap.report import timeline
from tanggap.report.report import (
    Channel,
    Report,
    ReportId,
    Visibility,
)
from tests.conftest import BEKASI

T = TypeVar("T")

Act = Callable[[Desk], Awaitable[Report]]
JAKASAMPURNA = "32.75.02.1005"


async def sent(
    office: Workbench,
    *,
    kind: str | None = "road-damage",
    visibility: Visibility = Visibility.PUBLIC,
    text: str = "Lubang besar di depan pasar.",
    landmark: str | None = None,
    lon: float = 106.9756,
    lat: float = -6.2383,
) -> ReportId:
    """A report that just came in; one of a kind was sent on at once."""
    message = Message(
        channel=Channel.WEB,
        scope="test",
        key=str(uuid4()),
        text=text,
        kind=KindSlug(kind) if kind else None,
        lon=lon,
        lat=lat,
        landmark=landmark,
        visibility=visibility,
    )
    return (await office.reception.receive(message, city=BEKASI)).receipt.report


async def do(office: Workbench, actor: Actor, act: Callable[[Desk], Awaitable[T]]) -> T:
    """Let somebody do something at a desk of their own."""
    async with office.entrance.open_desk(BEKASI, actor=actor) as desk:
        return await act(desk)


async def told(office: Workbench, report: ReportId) -> tuple[Report, Report]:
    """How a report stands in the database, and how its log tells it."""
    async with office.entrance.open_desk(BEKASI) as desk:
        kept = await reports.get(desk.db, desk.city, report)
        return kept, timeline.told(await history(desk.db, desk.city, report))
