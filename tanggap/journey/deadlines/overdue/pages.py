"""What is over its limit: the reports that need a decision, the longest first, and who holds them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.rights import Role
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.journey.deadlines.overdue import store
from tanggap.journey.deadlines.overdue.scope import ADDRESS, scope_of
from tanggap.journey.deadlines.overdue.store import HeldBy, Overdue, Risen, Scope, Unit
from tanggap.kit.web import Entry, Page, Pages, get
from tanggap.kit.words import Say, say
from tanggap.report import clocks, parties, views
from tanggap.report import number as numbers
from tanggap.report.report import Chase, Reach, ReportId, TaskId, TaskRole
from tanggap.report.views.alongside import name_of
from tanggap.report.views.codes import REACH_WORDS

PLACE = "overdue"
PAGE, PAGES_MOST = 30, 200
_HOUR_S = 3600
_RISEN = {
    Chase.BREACH: Reach.UNIT_HEAD,
    Chase.AGENCY_HEAD: Reach.AGENCY_HEAD,
    Chase.EXECUTIVE: Reach.EXECUTIVE,
}
_NOBODY = say("Belum ada unit")

Rungs = Mapping[tuple[ReportId, TaskId | None], Risen]
"""How far up it was told, and when, of reports (None) and of parts of them."""


class UnitShare(Struct, frozen=True, kw_only=True):
    """How many a unit holds: ``percent`` of all, ``width`` of its bar in percent of the longest; ``href``: only those."""

    name: str
    count: int
    percent: float
    width: float
    href: str | None
    icon: None = None
    colour: None = None


class LatePart(Struct, frozen=True, kw_only=True):
    """A part of the work over its own term: whose it is, whether they have answered, and up to whom that has risen."""

    name: str
    due: views.DueClock | None
    answered: bool
    mandatory: bool
    risen_to: Say | None
    risen_at: datetime | None


class OverdueRow(Struct, frozen=True, kw_only=True):
    """A report over its limit or with ``parts`` over theirs, and how long its holder's own office was open while it had it.

    ``held_hours`` is None where nobody has it, ``risen_to`` and ``risen_at`` where nobody is told of it.
    """

    card: views.TaskCard
    holder: Say | str
    risen_to: Say | None
    risen_at: datetime | None
    held_hours: int | None
    parts: tuple[LatePart, ...] = ()


class OverduePage(Struct, frozen=True, kw_only=True):
    """What overdue/overdue.html is given. ``chosen`` is the unit it shows, ``where`` the area, None for all."""

    count: int
    units: tuple[UnitShare, ...]
    rows: tuple[OverdueRow, ...]
    chosen: Say | str | None
    where: str | None
    previous: str | None
    next: str | None


@get(ADDRESS, act="overdue")
async def show_overdue(desk: Desk, unit: str | None = None, area: str | None = None, page: int = 1) -> Page:
    """The reports over their limit that whoever asks answers for; those of one unit, or of one area."""
    page = max(1, min(page, PAGES_MOST))
    agency = AgencySlug(unit) if unit and unit in desk.ground.agencies else None
    there = desk.ground.area(AreaCode(area)) if area else None
    code = there.code if there is not None else None
    scope, now = scope_of(desk, within=code), desk.now()
    found = await store.overdue(
        desk.db, desk.city, scope, now=now, agency=agency, skip=PAGE * (page - 1), limit=PAGE + 1
    )
    units = await store.by_unit(desk.db, desk.city, scope, now=now)
    shown = OverduePage(
        count=await _count(desk, scope, units, agency),
        units=_units(desk, units, code),
        rows=await _rows(desk, found[:PAGE]),
        chosen=_name(desk, agency) if agency is not None else None,
        where=there.name if there is not None else None,
        previous=_href(agency, code, page - 1) if page > 1 else None,
        next=_href(agency, code, page + 1) if len(found) > PAGE else None,
    )
    return Page("overdue/overdue.html", shown, place=PLACE)


async def _count(desk: Desk, scope: Scope, units: Sequence[Unit], agency: AgencySlug | None) -> int:
    """Of how many reports: several units may be late with one of them."""
    if agency is not None:
        return sum(each.count for each in units if each.agency == agency)
    return await store.count(desk.db, desk.city, scope, now=desk.now())


def _href(agency: AgencySlug | None, area: AreaCode | None, page: int | None = None) -> str:
    asked = {"unit": agency, "area": area, "page": page}
    return f"{ADDRESS}?{urlencode({name: value for name, value in asked.items() if value is not None})}"


def _name(desk: Desk, agency: AgencySlug | None) -> Say | str:
    found = desk.ground.agencies.get(agency) if agency is not None else None
    return found.name if found is not None else agency or _NOBODY


def _units(desk: Desk, units: Sequence[Unit], area: AreaCode | None) -> tuple[UnitShare, ...]:
    total = sum(each.count for each in units)
    most = max((each.count for each in units), default=1)
    return tuple(
        UnitShare(
            name=desk.tongue(_name(desk, each.agency)),
            count=each.count,
            percent=100 * each.count / total,
            width=100 * each.count / most,
            href=_href(each.agency, area) if each.agency is not None else None,
        )
        for each in units
    )


async def _rows(desk: Desk, found: Sequence[Overdue]) -> tuple[OverdueRow, ...]:
    glimpses = await views.glimpses(desk.db, desk.city, [each.report for each in found])
    held: dict[ReportId, list[HeldBy]] = defaultdict(list)
    for task in await store.tasks(desk.db, desk.city, [each.report for each in found]):
        held[ReportId(task.report)].append(task)
    risen = await store.risen(desk.db, desk.city, [each.report for each in found])
    return tuple(
        _row(desk, each, glimpse, held[each.report], risen)
        for each, glimpse in zip(found, glimpses, strict=True)
    )


def _row(
    desk: Desk, overdue: Overdue, glimpse: views.Glimpse, tasks: Sequence[HeldBy], risen: Rungs
) -> OverdueRow:
    ground, now = desk.ground, desk.now()
    holdings = clocks.holdings(overdue.received_at, tasks, now)
    hours = clocks.office_time(ground, overdue.agency, holdings).total_seconds() / _HOUR_S
    rung = risen.get((overdue.report, None))
    return OverdueRow(
        card=views.task_card(ground, glimpse, desk.tongue, now, href=_report(desk, glimpse.number)),
        holder=_name(desk, overdue.agency),
        risen_to=_risen_to(glimpse, overdue.agency, rung),
        risen_at=rung.at if rung is not None else None,
        held_hours=round(hours) if overdue.agency is not None else None,
        parts=tuple(_part(desk, overdue, glimpse, task, risen) for task in tasks if _is_late_part(task, now)),
    )


def _is_late_part(task: HeldBy, now: datetime) -> bool:
    return (
        task.role is TaskRole.SUPPORT
        and task.ended_at is None
        and task.due_at is not None
        and task.due_at < now
    )


def _part(desk: Desk, overdue: Overdue, glimpse: views.Glimpse, task: HeldBy, risen: Rungs) -> LatePart:
    rung = risen.get((overdue.report, task.id))
    return LatePart(
        name=name_of(desk.ground, task.agency),
        due=views.due_clock(glimpse.status, task.due_at, desk.now()),
        answered=task.accepted_at is not None,
        mandatory=task.mandatory,
        risen_to=_risen_to(glimpse, task.agency, rung),
        risen_at=rung.at if rung is not None else None,
    )


def _risen_to(glimpse: views.Glimpse, agency: AgencySlug | None, risen: Risen | None) -> Say | None:
    if risen is None:
        return None
    reach = _RISEN[risen.reached]
    kept = parties.guarded(glimpse) or (agency is None and reach is not Reach.EXECUTIVE)
    return REACH_WORDS[Reach.UNIT if kept else reach]


def _report(desk: Desk, number: int) -> str:
    """Where whoever asks decides about a report, or reads it."""
    if desk.actor.is_a(Role.COORDINATOR):
        return f"/triage/{numbers.show(desk.ground.known.code, number)}"
    return views.report_path(desk.ground, number)


PAGES = Pages(
    routes=[show_overdue],
    menu=[
        Entry(
            place=PLACE,
            href=ADDRESS,
            icon="clock-countdown",
            word=say("Lewat batas"),
            act="overdue",
            order=35,
        )
    ],
)
