"""Telling cards: turned into names, shares and sentences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tanggap.city.ground import AREA_OFFICE, Ground
from tanggap.city.offers import Measure
from tanggap.city.packs.grading import Grading
from tanggap.city.packs.pack import Agency
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug
from tanggap.kit.words import Say, Tongue, say
from tanggap.oversight.scorecards import rules, views
from tanggap.oversight.scorecards.behind.rules import Of
from tanggap.oversight.scorecards.months.rules import Card, Cell, Span, Subject, peers_of
from tanggap.oversight.scorecards.months.store import Version
from tanggap.oversight.scorecards.rules import NOTHING, Band, Score
from tanggap.report.views.signs import LEVEL_WORDS

FEWEST_SHOWN = 5
"""A smaller count could point at one reporter: confidential reports are counted too (DOMAIN 4.3)."""
PATHS = {Subject.AGENCY: "agencies", Subject.AREA: "areas", Subject.KIND: "kinds"}
_ORDER = (Subject.AGENCY, Subject.AREA, Subject.KIND)
OF = {Subject.AGENCY: say("Unit kerja"), Subject.AREA: say("Wilayah"), Subject.KIND: say("Jenis laporan")}
_BANDS: Mapping[Band, tuple[views.BandName, Say, str]] = {
    Band.GREEN: ("green", say("hijau"), "check-circle"),
    Band.YELLOW: ("yellow", say("kuning"), "warning"),
    Band.RED: ("red", say("rapor merah"), "x-circle"),
}
_BY = {
    Subject.AREA: say("Per wilayah"),
    Subject.KIND: say("Per jenis laporan"),
    Subject.AGENCY: say("Per unit kerja"),
}


def path_of(subject: Subject, key: str) -> str:
    """Where a subject's scorecard is; the city's is everybody's."""
    return f"/open/{PATHS[subject]}/{key}" if subject in PATHS else "/open"


def behind_of(subject: Subject, key: str, month: date, span: Span) -> str:
    """Where the reports behind a card's figures are, to which the figure is added."""
    over = "&over=year" if span is Span.YEAR else ""
    return f"/open/reports?{subject}={key or 'all'}&month={month:%Y-%m}{over}"


def name_of(ground: Ground, tongue: Tongue, subject: Subject, key: str) -> str:
    """What a subject is called; its key for one the city no longer knows."""
    match subject:
        case Subject.AGENCY:
            agency = ground.agencies.get(AgencySlug(key))
            return agency.name if agency is not None else key
        case Subject.AREA:
            area = ground.area(AreaCode(key))
            return area.name if area is not None else key
        case Subject.KIND:
            kind = ground.kinds.get(KindSlug(key))
            return kind.name.in_(tongue.language) if kind is not None else key
        case Subject.CITY:
            return ground.city.name


def shown(count: int) -> int | None:
    """The count as anybody may see it; None for fewer than five, but some."""
    return None if 0 < count < FEWEST_SHOWN else count


def badge(score: Score | None) -> views.Badge:
    """A score with its colour, word and sign."""
    if score is None:
        return views.Badge(points=None, band="none", word=say("belum dinilai"), sign="minus")
    band, word, sign = _BANDS[score.band]
    return views.Badge(points=score.points, band=band, word=word, sign=sign)


def failed(card: Card, grading: Grading) -> tuple[str, ...]:
    """By what measures a month is red whatever its points; of a unit without a score, by which it would be, as far as enough tell.

    Whoever finishes nothing has no score, and is not to be silent about for that.
    """
    if card.score is not None:
        return card.score.red
    counts = {name: count for name, count in card.counts.items() if count.wholes >= grading.fewest}
    return rules.red(counts, grading)


def why(card: Card, measures: Sequence[Measure], grading: Grading) -> tuple[Say, ...]:
    """The same in sentences."""
    failing = {each.name: each.failing for each in measures}
    found: list[Say] = []
    for name in failed(card, grading):
        count, words = card.counts.get(name, NOTHING), failing.get(name)
        found.append(
            words(count.parts, count.wholes)
            if words is not None
            else say("{measure}: {part} dari {whole}.", measure=name, part=count.parts, whole=count.wholes)
        )
    return tuple(found)


def rankings(
    ground: Ground, tongue: Tongue, cards: Sequence[Card], measures: Sequence[Measure], grading: Grading
) -> tuple[views.Ranking, ...]:
    """How they stand in a month, a table for each group that is ranked together: agencies first, then offices, areas, kinds."""
    tables: dict[str, list[Card]] = defaultdict(list)
    for each in cards:
        if each.subject is not Subject.CITY:
            tables[peers_of(ground, each.subject, each.key)].append(each)
    found: list[views.Ranking] = []
    for nth, of in enumerate(sorted(tables.values(), key=lambda of: _place(ground, of[0]))):
        of.sort(key=lambda each: (each.rank or 0, each.key))
        rows = [(each, _row(ground, tongue, each, measures, grading)) for each in of]
        found.append(
            views.Ranking(
                id=f"ranking-{nth}",
                title=_title(ground, of[0]),
                scored=tuple(row for each, row in rows if each.score is not None),
                unscored=tuple(row for each, row in rows if each.score is None),
            )
        )
    return tuple(found)


def _place(ground: Ground, card: Card) -> tuple[int, bool, str]:
    """Where the table of those like this one stands among the tables."""
    agency = ground.agencies.get(AgencySlug(card.key)) if card.subject is Subject.AGENCY else None
    office, parent = _is_office(agency), agency.parent or "" if agency is not None else ""
    depth = str(card.key.count(".")) if card.subject is Subject.AREA else ""
    return _ORDER.index(card.subject), office, parent or depth


def _title(ground: Ground, card: Card) -> Say:
    if card.subject is Subject.KIND:
        return OF[Subject.KIND]
    if card.subject is Subject.AREA:
        area = ground.areas.get(AreaCode(card.key))
        return LEVEL_WORDS[area.level] if area is not None else OF[Subject.AREA]
    agency = ground.agencies.get(AgencySlug(card.key))
    above = ground.agencies.get(agency.parent) if agency is not None and agency.parent else None
    if above is not None:
        return say("Unit di bawah {agency}", agency=above.name)
    return say("Kantor kelurahan dan kecamatan") if _is_office(agency) else say("Dinas dan unit")


def _is_office(agency: Agency | None) -> bool:
    return agency is not None and AREA_OFFICE in agency.types


def _row(
    ground: Ground, tongue: Tongue, card: Card, measures: Sequence[Measure], grading: Grading
) -> views.RankRow:
    on_time = card.counts.get(rules.ON_TIME, NOTHING)
    told = card.score is not None
    return views.RankRow(
        rank=card.rank,
        name=name_of(ground, tongue, card.subject, card.key),
        href=path_of(card.subject, card.key),
        score=badge(card.score),
        why=why(card, measures, grading),
        on_time_percent=rules.share_percent(on_time.parts, on_time.wholes, digits=1) if told else None,
        least_percent=100 * rules.interval(on_time.parts, on_time.wholes)[0] if told else None,
        finished=shown(card.finished),
    )


def told(
    card: Card,
    *,
    title: Say,
    city: Card,
    before: Card | None,
    version: Version,
    measures: Sequence[Measure],
    span: Span,
    worst: Mapping[str, tuple[views.Link, ...]],
) -> views.Told:
    """A card with its parts; ``worst`` are, by the measure that made it red, some of the reports that did."""
    behind = behind_of(card.subject, card.key, version.month, span)
    of_all = behind_of(city.subject, city.key, version.month, span)
    like = rules.like_for_like(_shares(card.by_kind), _shares(city.by_kind), fewest=version.grading.fewest)
    score, last = card.score, before.score if before is not None else None
    backlog = card.backlog if card.backlog is not None and card.backlog.held >= FEWEST_SHOWN else None
    return views.Told(
        title=title,
        badge=badge(score),
        at_least=score.at_least if score is not None else None,
        change=round(score.points - last.points, 2) if score is not None and last is not None else None,
        why=tuple(
            views.Reason(words=words, behind=_behind(behind, name), reports=worst.get(name, ()))
            for name, words in zip(
                failed(card, version.grading), why(card, measures, version.grading), strict=True
            )
        ),
        rank=card.rank,
        ranked=card.ranked,
        parts=tuple(
            _part(card, city, each, version.grading, (behind, of_all))
            for each in measures
            if score is not None
        ),
        alike_percent=like.percent if like is not None and score is not None else None,
        alike_items=like.finished if like is not None else None,
        alike_covered=like.covered_percent if like is not None else None,
        held=backlog.held if backlog is not None else None,
        held_days=backlog.days if backlog is not None else None,
        held_behind=_behind(behind, Of.BACKLOG) if backlog is not None else None,
    )


def _behind(address: str, figure: str) -> str | None:
    """Where the reports of a figure are; None of a measure of which nobody lists them."""
    return f"{address}&of={figure}" if figure in set(Of) else None


def _part(card: Card, city: Card, measure: Measure, grading: Grading, behind: tuple[str, str]) -> views.Part:
    count = card.counts.get(measure.name, NOTHING)
    enough = count.wholes >= grading.fewest * measure.steps
    instead = city.counts.get(measure.name, NOTHING) if measure.or_city and not enough else None
    used = count if instead is None else instead
    known = used.wholes >= grading.fewest * measure.steps
    low, high = rules.interval(used.parts, used.wholes)
    rated = measure.steps > 1
    return views.Part(
        title=measure.title,
        source=measure.source,
        percent=rules.share_percent(used.parts, used.wholes, digits=1) if known and not rated else None,
        low=100 * low if known and not rated else None,
        high=100 * high if known and not rated else None,
        stars=1 + used.parts / used.wholes * measure.steps if known and rated else None,
        items=count.wholes // measure.steps if enough or not count.wholes else None,
        weight=grading.weights.get(measure.name),
        from_city=instead is not None and known,
        behind=_behind(behind[0], measure.name),
        behind_city=_behind(behind[1], measure.name),
    )


def line(history: Mapping[date, Card], months: Sequence[date]) -> tuple[views.Mark, ...]:
    """The scores of these months, the oldest first, on a line 100 wide and 40 high (100 points at its top)."""
    step = 100 / max(len(months), 1)
    found: list[views.Mark] = []
    for nth, month in enumerate(months):
        card = history.get(month)
        score = card.score if card is not None else None
        found.append(
            views.Mark(
                month=month,
                points=score.points if score is not None else None,
                badge=badge(score),
                x=round((nth + 0.5) * step, 2),
                y=round(40 - 0.4 * score.points, 2) if score is not None else None,
            )
        )
    return tuple(found)


def tables(ground: Ground, tongue: Tongue, card: Card) -> tuple[views.CellTable, ...]:
    """A card by areas, kinds and agencies, each row with five or more."""
    ways = [(Subject.AREA, card.by_area), (Subject.KIND, card.by_kind), (Subject.AGENCY, card.by_agency)]
    return tuple(_table(ground, tongue, by, cells) for by, cells in ways if by is not card.subject and cells)


def _table(ground: Ground, tongue: Tongue, by: Subject, cells: Sequence[Cell]) -> views.CellTable:
    enough = [each for each in cells if each.finished >= FEWEST_SHOWN and each.key]
    rows = [
        views.CellRow(
            name=name_of(ground, tongue, by, each.key),
            href=path_of(by, each.key),
            finished=each.finished,
            percent=rules.share_percent(each.on_time, each.finished, digits=1) or 0,
        )
        for each in sorted(enough, key=lambda each: (-each.finished, each.key))
    ]
    return views.CellTable(id=PATHS[by], title=_BY[by], rows=tuple(rows), fewer=len(cells) - len(enough))


def versions(
    path: str,
    known: Iterable[Version],
    chosen: Version | None,
    points: Mapping[int, float | None] | None = None,
) -> tuple[views.VersionRow, ...]:
    """The versions of the chosen month, the latest first, with what a subject's score was in each."""
    return tuple(
        views.VersionRow(
            version=each.version,
            published_at=each.published_at,
            reason=each.reason,
            href=f"{path}?month={each.month:%Y-%m}&version={each.version}",
            here=each.version == chosen.version,
            points=(points or {}).get(each.version),
        )
        for each in known
        if chosen is not None and each.month == chosen.month and each.published_at is not None
    )


def _shares(cells: Iterable[Cell]) -> dict[str, rules.Count]:
    return {each.key: rules.Count(part=each.on_time, whole=each.finished) for each in cells if each.key}
