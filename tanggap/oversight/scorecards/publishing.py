"""What a month's scores were worked out from, for whoever works them out again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tanggap.city.desk import Desk
from tanggap.city.offers import Measure
from tanggap.city.packs.grading import Grading
from tanggap.kit import spreadsheet
from tanggap.oversight.scorecards import telling, views
from tanggap.oversight.scorecards.months.rules import Card, Span, Subject, peers_of, year_before
from tanggap.oversight.scorecards.months.store import Version
from tanggap.oversight.scorecards.rules import NOTHING, Count, half_up

COLUMNS = ("span", "subject", "key", "name", "among", "finished")
RESULTS = ("points", "at_least", "band", "rank", "red")


Cards = Mapping[Span, Sequence[Card]]
"""The city's and the agencies' cards of a month, and those of the twelve months that end with it."""


def table(desk: Desk, version: Version, cards: Cards) -> str:
    """A month as CSV: the city, then a row an agency, and the same of the twelve months that end with it.

    Two columns a measure, empty where there is too little to tell.
    """
    names = [each.name for each in desk.offers.measures]
    heading = [*COLUMNS, *(f"{name}_{each}" for name in names for each in ("part", "whole")), *RESULTS]
    rows = [_line(row, names) for row in _rows(desk, version, cards)]
    return spreadsheet.written(heading, rows)


def document(desk: Desk, version: Version, cards: Cards) -> str:
    """A month and the twelve that end with it as JSON: how it was graded, what was measured, and the rows."""
    told = {
        "city": desk.ground.known.slug,
        "month": f"{version.month:%Y-%m}",
        "year_from": f"{year_before(version.month):%Y-%m}",
        "version": version.version,
        "published_at": version.published_at,
        "reason": version.reason,
        "grading": version.grading,
        "measures": [
            {
                "name": each.name,
                "title": desk.tongue(each.title),
                "source": desk.tongue(each.source),
                "good": each.good,
                "steps": each.steps,
                "or_city": each.or_city,
            }
            for each in desk.offers.measures
        ],
        "rows": list(_rows(desk, version, cards)),
    }
    return msgspec.json.format(msgspec.json.encode(told)).decode()


def example(desk: Desk, version: Version, cards: Sequence[Card]) -> views.Example | None:
    """The score of the agency that finished most, step by step; None where none has one."""
    scored = [each for each in cards if each.subject is Subject.AGENCY and each.score is not None]
    if not scored:
        return None
    card = max(scored, key=lambda each: (each.finished, each.key))
    city = next(each for each in cards if each.subject is Subject.CITY)
    steps = tuple(_steps(card, city, version.grading, desk.offers.measures))
    weight = sum(each.weight for each in steps)
    earned = sum(each.earned for each in steps)
    return views.Example(
        name=telling.name_of(desk.ground, desk.tongue, card.subject, card.key),
        href=f"{telling.path_of(card.subject, card.key)}?month={version.month:%Y-%m}",
        month=version.month,
        steps=steps,
        earned=half_up(earned, 2),
        weight=weight,
        points=card.score.points if card.score is not None else 0,
    )


def _steps(card: Card, city: Card, grading: Grading, measures: Sequence[Measure]) -> Iterator[views.Step]:
    for each in measures:
        weight, count = grading.weights.get(each.name), card.counts.get(each.name, NOTHING)
        if count.wholes < grading.fewest * each.steps and each.or_city:
            count = city.counts.get(each.name, NOTHING)
        if weight is None or count.wholes < grading.fewest * each.steps:
            continue
        part = count.parts if each.good == "high" else count.wholes - count.parts
        yield views.Step(
            title=each.title,
            part=part,
            whole=count.wholes,
            weight=weight,
            earned=weight * part / count.wholes,
        )


def _rows(desk: Desk, version: Version, cards: Cards) -> Iterator[dict[str, Any]]:
    of_spans = ((span, card) for span, of in cards.items() for card in of)
    for span, card in sorted(
        of_spans, key=lambda each: (each[0] is Span.YEAR, each[1].subject is not Subject.CITY, each[1].key)
    ):
        score, of_city = card.score, card.subject is Subject.CITY
        yield {
            "span": span,
            "subject": card.subject,
            "key": card.key,
            "name": telling.name_of(desk.ground, desk.tongue, card.subject, card.key),
            "among": peers_of(desk.ground, card.subject, card.key),
            "finished": telling.shown(card.finished),
            "counts": {
                each.name: _told(each, card.counts.get(each.name, NOTHING), version.grading)
                for each in desk.offers.measures
            }
            if of_city or score is not None
            else {},
            "points": score.points if score is not None else None,
            "at_least": score.at_least if score is not None else None,
            "band": score.band if score is not None else None,
            "rank": card.rank,
            "red": list(score.red) if score is not None else [],
        }


def _told(measure: Measure, count: Count, grading: Grading) -> list[int] | None:
    """A numerator and its denominator; None where there are too few.

    Too few items say nothing in a score, and may not be told either: few stars are those of one reporter. What makes a
    month red is told however few, for it is what the unit did.
    """
    judged = any(each.measure == measure.name for each in grading.overrides)
    enough = count.wholes >= grading.fewest * measure.steps
    return [count.parts, count.wholes] if enough or judged else None


def _line(row: dict[str, Any], names: Sequence[str]) -> list[str | int | float | None]:
    counts = (row["counts"].get(name) or (None, None) for name in names)
    return [
        *(row[each] for each in COLUMNS),
        *(number for pair in counts for number in pair),
        *(row[each] for each in RESULTS[:-1]),
        " ".join(row["red"]),
    ]
