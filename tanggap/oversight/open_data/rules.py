"""What of a report anybody may take along, and how exactly many of them may be counted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.journey.search.public import public_text
from tanggap.kit.parquet import Value
from tanggap.oversight.counts.rules import FEWEST_SHOWN
from tanggap.report import number as numbers
from tanggap.report.points import shown_point
from tanggap.report.report import Status, Visibility
from tanggap.report.views import Reader, promised_at, report_path, told_at

Row = tuple[Value, ...]
"""One row of a dataset, in the order of its fields."""
ROUNDED_TO = 5
DECIMALS = 6  # of a degree: some ten centimetres
WAYS: Sequence[tuple[str, ...]] = (
    (),
    ("agency",),
    ("area",),
    ("kind",),
    ("agency", "kind"),
    ("area", "kind"),
    ("agency", "area", "kind"),
)
"""The ways in which a month's reports are counted."""
MEASURES = ("reports", "closed", "on_time", "overdue")


class Listed(Struct, frozen=True, kw_only=True):
    """A report the public may find, as it is kept; ``text`` only where the city gives words away."""

    id: UUID
    number: int
    status: Status
    kind: KindSlug | None
    kind_group: str | None
    agency: AgencySlug | None
    area: AreaCode | None
    visibility: Visibility
    sensitivity: Sensitivity
    lon: float | None
    lat: float | None
    received_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    reopened: int
    supporters: int
    text: str | None


def text_of(value: Value) -> str:
    """A value as it stands in the files, and as a filter names it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def told(report: Listed, *, ground: Ground, key: bytes, root: str, text: bool) -> Row:
    """A report as the dataset of reports has it: what its public page tells, as exactly as that does.

    ``key`` moves points, ``root`` is the address of the city's pages.
    """
    point = _point(report, key)
    kind = ground.kinds.get(report.kind) if report.kind is not None else None
    area = ground.area(report.area)
    agency = ground.agencies.get(report.agency) if report.agency is not None else None
    closed = report.status is Status.CLOSED
    in_time = (
        report.resolved_at is not None and report.due_at is not None and report.resolved_at <= report.due_at
    )
    return (
        numbers.show(ground.known.code, report.number),
        root + report_path(ground, report.number),
        _moment(report.received_at, report, ground),
        _precision(report),
        report.status.value,
        report.kind,
        kind.name.id if kind is not None else None,
        report.kind_group,
        report.area,
        area.name if area is not None else None,
        report.agency,
        agency.name if agency is not None else None,
        _limit(report, ground),
        _moment(report.resolved_at, report, ground),
        _moment(report.closed_at, report, ground),
        in_time if closed else None,
        report.reopened,
        report.supporters,
        *(point or (None, None)),
        "none" if point is None else "exact" if point == _true_point(report) else "moved",
        *((public_text(report.text) or None,) if text else ()),
    )


def _true_point(report: Listed) -> tuple[float, float] | None:
    if report.lon is None or report.lat is None:
        return None
    return round(report.lon, DECIMALS), round(report.lat, DECIMALS)


def _point(report: Listed, key: bytes) -> tuple[float, float] | None:
    if report.lon is None or report.lat is None:
        return None
    shown = shown_point(key, report, (report.lon, report.lat))
    return (round(shown[0], DECIMALS), round(shown[1], DECIMALS)) if shown is not None else None


def _moment(moment: datetime | None, report: Listed, ground: Ground) -> datetime | None:
    if moment is None:
        return None
    told = told_at(moment, report, reader=Reader.PUBLIC, zone=ground.zone)
    return told.astimezone(ground.zone).replace(microsecond=0)


def _limit(report: Listed, ground: Ground) -> datetime | None:
    if report.due_at is None:
        return None
    told = promised_at(report.due_at, report, reader=Reader.PUBLIC, zone=ground.zone)
    return told.astimezone(ground.zone).replace(microsecond=0)


def _precision(report: Listed) -> str:
    if report.sensitivity is Sensitivity.BLURRED:
        return "day"
    return "hour" if report.visibility is Visibility.ANONYMOUS else "exact"


class Part(Struct, frozen=True, kw_only=True):
    """A month's reports of one agency, area and kind ('' for those without), all of them ``listed`` or none."""

    agency: str
    area: str
    kind: str
    listed: bool
    reports: int
    closed: int
    on_time: int
    overdue: int


def counted(month: str, parts: Iterable[Part], *, over: bool, draw: Callable[[str], int]) -> list[Row]:
    """A month as the dataset of counts has it: in every way, what is five or more, rounded to fives.

    Anybody can count the listed reports, and take them from a total. So the others are counted only where there are
    five of them in the same cell, and only when the month is ``over``: who asked every minute would else see the one
    come that makes them five. Every number is rounded up or down by lot: ``draw`` gives 0 to 4 for a cell,
    always the same, so that asking often gives no average. One lot for all numbers of a cell keeps them in order.
    """
    counts: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Counter[str], Counter[str]]]
    counts = defaultdict(lambda: (Counter(), Counter()))
    for part in parts:
        if not (part.listed or over):
            continue
        for way in WAYS:
            key = tuple(getattr(part, name) for name in way)
            seen = counts[way, key][0 if part.listed else 1]
            seen.update({measure: getattr(part, measure) for measure in MEASURES})
    rows: list[Row] = []
    for (way, key), (open_ones, others) in sorted(
        counts.items(), key=lambda each: (WAYS.index(each[0][0]), each[0][1])
    ):
        by = "+".join(way) or "all"
        lot = draw("/".join((month, by, *key)))
        numbers = [_rounded(_safe(open_ones[each], others[each]), lot) for each in MEASURES]
        if numbers[0] is not None:
            named = dict(zip(way, key, strict=True))
            rows.append((month, by, named.get("agency"), named.get("area"), named.get("kind"), *numbers))
    return rows


def _safe(listed: int, others: int) -> int:
    return listed + (others if others >= FEWEST_SHOWN else 0)


def _rounded(count: int, lot: int) -> int | None:
    if count < FEWEST_SHOWN:
        return None
    over = count % ROUNDED_TO
    return count - over + (ROUNDED_TO if over > lot else 0)
