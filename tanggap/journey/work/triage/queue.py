"""The queue: what waits to be sent on, and why each does."""

from datetime import datetime

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.rights import Role
from tanggap.journey.work.triage import store
from tanggap.journey.work.triage.store import InQueue
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report.report import Report, Status
from tanggap.report.urgency import URGENT, kinds_of, kinds_raised

PAGE = 50


class TriageRow(Struct, frozen=True, kw_only=True):
    """A report that waits to be sent on, and why it does."""

    href: str
    number: str
    title: str
    kind: views.KindSign | None
    place: str
    at: datetime
    why: Say
    due: views.DueClock | None
    photo: views.PhotoView | None
    urgent: Say | None = None
    supporters: int = 0


class TriagePage(Struct, frozen=True, kw_only=True):
    """What work/triage.html is given."""

    rows: tuple[TriageRow, ...]
    count: int
    previous: str | None
    next: str | None


async def triage_page(desk: Desk, *, page: int = 1) -> TriagePage:
    """What waits for this coordinator."""
    areas = parties.reach(desk.actor, Role.COORDINATOR)
    found = await _queue(desk, skip=PAGE * (page - 1), limit=PAGE + 1)
    glimpses = await views.glimpses(desk.db, desk.city, [each.report for each in found[:PAGE]])
    return TriagePage(
        rows=tuple(_row(desk, each) for each in glimpses),
        count=await store.queue_count(desk.db, desk.city, areas=areas),
        previous=f"/triage?page={page - 1}" if page > 1 else None,
        next=f"/triage?page={page + 1}" if len(found) > PAGE else None,
    )


async def _queue(desk: Desk, *, skip: int = 0, limit: int = PAGE) -> list[InQueue]:
    return await store.queue(
        desk.db,
        desk.city,
        areas=parties.reach(desk.actor, Role.COORDINATOR),
        urgent=kinds_of(desk.ground, *URGENT),
        raised=kinds_raised(desk.ground),
        above=desk.ground.city.support.urgent_above,
        skip=skip,
        limit=limit,
    )


def _row(desk: Desk, glimpse: views.Glimpse) -> TriageRow:
    number = numbers.show(desk.ground.known.code, glimpse.number)
    card = views.task_card(desk.ground, glimpse, desk.tongue, desk.now(), href=f"/triage/{number}")
    return TriageRow(
        href=card.href,
        number=number,
        title=card.title,
        kind=card.kind if glimpse.kind is not None else None,
        place=card.place,
        at=card.at,
        why=why(glimpse),
        due=card.due,
        photo=card.photo,
        urgent=card.urgent,
        supporters=card.supporters,
    )


def why(waiting: Report | views.Glimpse) -> Say:
    """What keeps a report from being sent on."""
    match waiting.status:
        case Status.NEEDS_INFO:
            return say("menunggu jawaban pelapor")
        case Status.COORDINATING:
            return say("menunggu jawaban unit lain")
        case Status.REOPENED:
            return say("dibuka kembali")
        case Status.VERIFIED:
            return say("belum ada unit yang memegang")
        case Status.RECEIVED:
            return _why_received(waiting)
        case _:
            return say("tidak menunggu diteruskan")


def _why_received(waiting: Report | views.Glimpse) -> Say:
    if waiting.out_of_area:
        return say("di luar wilayah kota")
    if waiting.kind is None:
        return say("jenis belum jelas")
    if waiting.area is None:
        return say("tempat belum jelas")
    if waiting.sensitivity is Sensitivity.SEALED:
        return say("laporan rahasia")
    return say("menunggu diperiksa")


async def neighbours(desk: Desk, report: Report) -> tuple[str | None, str | None]:
    """What stands before and after a report in the queue, as far as its first page goes."""
    queue = await _queue(desk)
    at = next((n for n, each in enumerate(queue) if each.report == report.id), None)
    if at is None:
        return None, (_href(desk, queue[0]) if queue else None)
    return (
        _href(desk, queue[at - 1]) if at > 0 else None,
        _href(desk, queue[at + 1]) if at + 1 < len(queue) else None,
    )


def _href(desk: Desk, waiting: InQueue) -> str:
    return f"/triage/{numbers.show(desk.ground.known.code, waiting.number)}"
