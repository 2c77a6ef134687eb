"""The cards of a month, told from what was measured of it, and when they are drafted and published. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.areas.area import Level
from tanggap.city.ground import AREA_OFFICE, Ground
from tanggap.city.offers import Measure, Measured, Month
from tanggap.city.packs.dated import in_force
from tanggap.city.packs.grading import Grading
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.oversight.scorecards import rules
from tanggap.oversight.scorecards.measuring.rules import Above, Backlog
from tanggap.oversight.scorecards.rules import NOTHING, ON_TIME, Count, Score

ONE_DAY = timedelta(days=1)


class Subject(StrEnum):
    """Whom a card is about."""

    CITY = "city"
    AGENCY = "agency"
    AREA = "area"
    KIND = "kind"


class Span(StrEnum):
    """Over what a card is told: its month, or the twelve that end with it."""

    MONTH = "month"
    YEAR = "year"


class Cell(Struct, frozen=True, kw_only=True):
    """Of what a card counts, that of one area, kind or agency: how many were finished, and on time."""

    key: str
    on_time: int
    finished: int


class Card(Struct, frozen=True, kw_only=True):
    """What was counted in a month of one subject, and its score. ``ranked`` units of its like have a score too."""

    subject: Subject
    key: str
    counts: dict[str, Count]
    score: Score | None = None
    rank: int | None = None
    ranked: int = 0
    by_area: tuple[Cell, ...] = ()
    by_kind: tuple[Cell, ...] = ()
    by_agency: tuple[Cell, ...] = ()
    backlog: Backlog | None = None

    @property
    def finished(self) -> int:
        """How many items were finished."""
        return rules.finished(self.counts)


Key = tuple[Subject, str]


def above(ground: Ground) -> Above:
    """In whose cards what a unit does is counted too, and what is done in an area."""
    return Above(
        offices=tuple((unit, over) for unit in ground.agencies for over in offices_of(ground, unit)),
        areas=tuple(
            (area.code, around.code)
            for area in ground.areas.all()
            for around in ground.areas.chain(area.code)
            if around.level is not Level.CITY
        ),
    )


def cards(
    ground: Ground,
    measured: Mapping[str, Sequence[Measured]],
    backlogs: Mapping[tuple[str, str], Backlog],
    *,
    grading: Grading,
    measures: Sequence[Measure],
    known: Iterable[Key] = (),
) -> list[Card]:
    """The cards of a month: of the city, of each agency with its units, of each area with those in it, of each kind.

    Whoever is ``known`` from the months before has one, though nothing was counted of it.
    """
    counts: dict[Key, dict[str, Count]] = defaultdict(dict, {key: {} for key in known})
    cells: dict[tuple[Key, Subject], dict[str, Count]] = defaultdict(dict)
    for name, rows in measured.items():
        for row in rows:
            count = _count(row)
            for key in _keys(ground, row):
                counts[key][name] = counts[key].get(name, NOTHING).beside(count)
                if name == ON_TIME:
                    for by, cell in (
                        (Subject.AREA, row.area),
                        (Subject.KIND, row.kind),
                        (Subject.AGENCY, row.agency),
                    ):
                        of = cells[key, by]
                        of[cell] = of.get(cell, NOTHING).beside(count)
    found = [
        Card(
            subject=key[0],
            key=key[1],
            counts=dict(each),
            by_area=_cells(cells[key, Subject.AREA]),
            by_kind=_cells(cells[key, Subject.KIND]),
            by_agency=_cells(cells[key, Subject.AGENCY]) if key[0] is not Subject.CITY else (),
            backlog=backlogs.get(key),
        )
        for key, each in sorted(counts.items())
    ]
    return graded(ground, found, grading=grading, measures=measures)


def graded(
    ground: Ground, cards: Sequence[Card], *, grading: Grading, measures: Sequence[Measure]
) -> list[Card]:
    """These cards of one time with their scores, and the ranks of those that are alike."""
    nothing: dict[str, Count] = {}
    city = next((each.counts for each in cards if each.subject is Subject.CITY), nothing)
    scores = {
        (each.subject, each.key): rules.score(each.counts, city=city, grading=grading, measures=measures)
        for each in cards
    }
    peers: dict[str, dict[str, Score | None]] = defaultdict(dict)
    for (subject, key), score in scores.items():
        if score is not None:
            peers[peers_of(ground, subject, key)][key] = score
    ranked = {peer: rules.ranks(each) for peer, each in peers.items()}
    found: list[Card] = []
    for each in cards:
        among = ranked.get(peers_of(ground, each.subject, each.key), {})
        found.append(
            replace(each, score=scores[each.subject, each.key], rank=among.get(each.key), ranked=len(among))
        )
    return found


def years(
    ground: Ground,
    cards: Sequence[Card],
    before: Mapping[Key, Mapping[date, Card]],
    *,
    grading: Grading,
    measures: Sequence[Measure],
) -> list[Card]:
    """To each of a month's cards the one of the twelve months that end with it, scored and ranked by the same rules.

    ``before`` are the cards of the eleven months before, the oldest first.
    """
    nothing: dict[date, Card] = {}
    added = [year_of([*before.get((each.subject, each.key), nothing).values(), each]) for each in cards]
    return graded(ground, added, grading=grading, measures=measures)


def year_of(cards: Sequence[Card]) -> Card:
    """The cards of one subject, a month each and the oldest first, as one, without its score."""
    last = cards[-1]
    return Card(
        subject=last.subject,
        key=last.key,
        counts=rules.one_after_another(each.counts for each in cards),
        by_area=_added(each.by_area for each in cards),
        by_kind=_added(each.by_kind for each in cards),
        by_agency=_added(each.by_agency for each in cards),
        backlog=last.backlog,
    )


def offices_of(ground: Ground, agency: str) -> Iterator[str]:
    """An agency and those above it to which it belongs; a circle ends where it began."""
    seen: set[str] = set()
    while agency and agency not in seen:
        seen.add(agency)
        yield agency
        unit = ground.agencies.get(AgencySlug(agency))
        agency = unit.parent or "" if unit is not None else ""


def month_of(day: date) -> date:
    """The first day of the month a day is in."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The month after this one."""
    return month_of(month.replace(day=28) + 7 * ONE_DAY)


def year_before(month: date) -> date:
    """The first of the twelve months that end with this one."""
    return next_month(month.replace(year=month.year - 1))


def as_of_its_end(ground: Ground, month: date, span: Span = Span.MONTH) -> Month:
    """A month, or the twelve that end with it, as it stood when it was over."""
    following = next_month(month)
    first = month if span is Span.MONTH else year_before(month)
    return Month(
        first=first,
        last=following - ONE_DAY,
        began_at=ground.calendar.at(first, time()),
        at=ground.calendar.at(following, time()),
    )


def grading_of(ground: Ground, month: date) -> Grading:
    """How the city grades a month: by what was valid when it began."""
    return in_force(ground.city.scorecard, month)


def publish_on(grading: Grading, month: date, drafted: date) -> date:
    """The day a month is published: as the city says, and never before its heads had the draft for their days."""
    return max(
        next_month(month).replace(day=grading.publish_day), drafted + timedelta(days=grading.draft_days)
    )


def to_draft(ground: Ground, month: date, today: date) -> bool:
    """Whether a month is over for so long that its scores are drafted."""
    grading = grading_of(ground, month)
    return today >= next_month(month).replace(day=grading.publish_day) - timedelta(days=grading.draft_days)


def long_over(month: date, today: date) -> bool:
    """Whether a month lies so far back that nobody was here to be shown a draft of it."""
    return next_month(next_month(month)) <= month_of(today)


def _keys(ground: Ground, row: Measured) -> Iterator[Key]:
    yield Subject.CITY, ""
    for agency in offices_of(ground, row.agency):
        yield Subject.AGENCY, agency
    for area in ground.areas.chain(AreaCode(row.area)) if row.area else ():
        if area.level is not Level.CITY:
            yield Subject.AREA, area.code
    if row.kind:
        yield Subject.KIND, row.kind


def peers_of(ground: Ground, subject: Subject, key: str) -> str:
    """Among whom a subject is ranked. Those that are compared: offices of areas, agencies of the city, and the units of one agency among themselves."""
    if subject is Subject.AGENCY:
        unit = ground.agencies.get(AgencySlug(key))
        kind = AREA_OFFICE if unit is not None and AREA_OFFICE in unit.types else ""
        return f"agency:{kind}:{unit.parent or '' if unit is not None else ''}"
    if subject is Subject.AREA:
        return f"area:{key.count('.')}"
    return subject


def _count(row: Measured) -> Count:
    return Count(part=row.part, whole=row.whole, waiting_part=row.waiting_part, waiting=row.waiting)


def _cells(counts: Mapping[str, Count]) -> tuple[Cell, ...]:
    return tuple(
        Cell(key=key, on_time=count.part, finished=count.whole)
        for key, count in sorted(counts.items())
        if count.whole
    )


def _added(months: Iterable[Sequence[Cell]]) -> tuple[Cell, ...]:
    counts: dict[str, Count] = {}
    for cells in months:
        for each in cells:
            counts[each.key] = counts.get(each.key, NOTHING).beside(
                Count(part=each.on_time, whole=each.finished)
            )
    return _cells(counts)
