"""The queue: what waits to be sent on, in which order, and why each does."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.rights import Role
from tanggap.city.terms import AreaCode
from tanggap.journey.work.store import MOST_COUNTED
from tanggap.journey.work.triage import store
from tanggap.journey.work.triage.store import InQueue, Mark, Scope, Stage, Standing
from tanggap.kit.words import Say, say
from tanggap.report import number as numbers
from tanggap.report import parties, views
from tanggap.report.choices import NO_REFUSAL, Choice, Option, OptionGroup, Refusal, choices
from tanggap.report.report import Report, ReportId, Status
from tanggap.report.urgency import URGENT, kinds_of, kinds_raised, urgency_of
from tanggap.report.views.codes import HIDE_WORDS, REJECT_WORDS

PAGE = 50
WAITING = frozenset(
    {Status.RECEIVED, Status.VERIFIED, Status.REOPENED, Status.COORDINATING, Status.NEEDS_INFO}
)
"""What stands in the queue."""


class By(StrEnum):
    """In which order the queue is worked off."""

    URGENCY = "urgency"
    AGE = "age"


def order_named(text: str) -> By:
    """The order an address names; that of urgency for anything else."""
    return By.AGE if text == By.AGE else By.URGENCY


_STRETCHES = {
    By.URGENCY: (Stage.URGENT, Stage.OTHERS, Stage.ASKED),
    By.AGE: (Stage.ALL, Stage.ASKED),
}
BY_WORDS = {By.URGENCY: say("Yang mendesak dulu"), By.AGE: say("Yang terlama dulu")}


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


class Order(Struct, frozen=True, kw_only=True):
    """An order the queue can be read in."""

    href: str
    word: Say
    chosen: bool


class TriagePage(Struct, frozen=True, kw_only=True):
    """What work/triage.html is given."""

    rows: tuple[TriageRow, ...]
    count: int
    more_than: bool
    orders: tuple[Order, ...]
    previous: str | None
    next: str | None
    order: str
    agencies: tuple[OptionGroup, ...]
    reject_reasons: tuple[Choice, ...]
    hide_reasons: tuple[Choice, ...]
    errors: dict[str, Say]
    opened: str | None
    given: dict[str, str]
    ticked: frozenset[str]


async def triage_page(
    desk: Desk,
    *,
    by: By = By.URGENCY,
    after: int | None = None,
    before: int | None = None,
    refusal: Refusal = NO_REFUSAL,
    ticked: Sequence[str] = (),
) -> TriagePage:
    """What waits for this coordinator: the front of the queue, or what stands behind or before a report's number."""
    at, back = (after, False) if after is not None else (before, before is not None)
    standing = await store.standing(desk.db, desk.city, at) if at is not None else None
    back = back and standing is not None
    found = await _read(desk, by, standing=standing, back=back, limit=PAGE + 1)
    if back and not found:
        return await triage_page(desk, by=by)
    more = len(found) > PAGE
    kept = found[-PAGE:] if back else found[:PAGE]
    glimpses = await views.glimpses(desk.db, desk.city, [each.report for each in kept])
    count = await store.queue_count(desk.db, desk.city, areas=_areas(desk))
    ahead = more if back else standing is not None
    behind = more if not back else standing is not None
    return TriagePage(
        rows=tuple(_row(desk, each, by) for each in glimpses),
        count=min(count, MOST_COUNTED),
        more_than=count > MOST_COUNTED,
        orders=tuple(
            Order(href=f"/triage?by={each}", word=word, chosen=each is by) for each, word in BY_WORDS.items()
        ),
        previous=f"/triage?by={by}&before={_shown(desk, kept[0])}" if kept and ahead else None,
        next=f"/triage?by={by}&after={_shown(desk, kept[-1])}" if kept and behind else None,
        order=f"?by={by}",
        agencies=_agencies(desk, refusal.given.get("send_on-agency")),
        reject_reasons=choices(REJECT_WORDS),
        hide_reasons=choices({each: word for each, word in HIDE_WORDS.items() if not each.automatic}),
        errors=refusal.errors,
        opened=refusal.form,
        given=refusal.given,
        ticked=frozenset(ticked),
    )


def _agencies(desk: Desk, chosen: str | None) -> tuple[OptionGroup, ...]:
    """The units of the city that are in service."""
    options = tuple(
        Option(value=each.slug, name=each.name, chosen=each.slug == chosen)
        for each in desk.ground.agencies.values()
        if not each.retired
    )
    return (OptionGroup(name=desk.tongue(say("Semua unit")), options=options),)


def _areas(desk: Desk) -> Sequence[AreaCode] | None:
    """Every area this coordinator has; None for everywhere."""
    reach = parties.reach(desk.actor, Role.COORDINATOR)
    return None if reach is None else desk.ground.areas.inside(reach)


def _scope(desk: Desk) -> Scope:
    return Scope(
        areas=_areas(desk),
        urgent=kinds_of(desk.ground, *URGENT),
        raised=kinds_raised(desk.ground),
        above=desk.ground.city.support.urgent_above,
    )


async def _read(
    desk: Desk, by: By, *, standing: Standing | None = None, back: bool = False, limit: int = PAGE
) -> list[InQueue]:
    """A page of the queue, stretch after stretch, as it is read from its front."""
    scope = _scope(desk)
    stretches = _STRETCHES[by]
    mark = None
    if standing is not None:
        stage = _stage(desk, by, standing)
        mark = Mark(report=ReportId(standing.id), received_at=standing.received_at, back=back)
        nth = stretches.index(stage)
        stretches = stretches[nth::-1] if back else stretches[nth:]
    found: list[InQueue] = []
    for nth, stage in enumerate(stretches):
        here = mark if nth == 0 else _from_the_end(mark)
        rows = await store.queue(desk.db, desk.city, scope, stage, mark=here, limit=limit - len(found))
        found = rows + found if back else found + rows
        if len(found) >= limit:
            break
    return found


def _from_the_end(mark: Mark | None) -> Mark | None:
    return replace(mark, received_at=store.LAST) if mark is not None and mark.back else None


def _stage(desk: Desk, by: By, standing: Standing) -> Stage:
    """The stretch of the queue in which a report stands, or stood before somebody sent it on."""
    if standing.status == Status.NEEDS_INFO:
        return Stage.ASKED
    if by is By.AGE:
        return Stage.ALL
    return Stage.URGENT if urgency_of(desk.ground, standing) in URGENT else Stage.OTHERS


def _shown(desk: Desk, waiting: InQueue) -> str:
    return numbers.show(desk.ground.known.code, waiting.number)


def href_of(desk: Desk, number: int, by: By) -> str:
    """Where one report of the queue is decided about, on the way through it in this order."""
    return f"/triage/{numbers.show(desk.ground.known.code, number)}?by={by}"


def _row(desk: Desk, glimpse: views.Glimpse, by: By) -> TriageRow:
    number = numbers.show(desk.ground.known.code, glimpse.number)
    card = views.task_card(
        desk.ground, glimpse, desk.tongue, desk.now(), href=href_of(desk, glimpse.number, by)
    )
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


async def neighbours(desk: Desk, report: Report, by: By) -> tuple[str | None, str | None]:
    """What stands before a report in the queue and what behind it; of one that does not wait, where it stood."""
    standing = await store.standing(desk.db, desk.city, report.number)
    before = await _read(desk, by, standing=standing, back=True, limit=1)
    after = await _read(desk, by, standing=standing, limit=1)
    return (
        href_of(desk, before[-1].number, by) if before else None,
        href_of(desk, after[0].number, by) if after else None,
    )


async def next_of(desk: Desk, report: Report, by: By) -> str | None:
    """What to decide about once this report is decided: the one behind it, at the end the front again.

    None after the last one, and of a report that does not wait: whoever decides about that comes from elsewhere.
    """
    if report.status not in WAITING:
        return None
    standing = await store.standing(desk.db, desk.city, report.number)
    found = await _read(desk, by, standing=standing, limit=1) or await _read(desk, by, limit=2)
    return next((href_of(desk, each.number, by) for each in found if each.report != report.id), None)
