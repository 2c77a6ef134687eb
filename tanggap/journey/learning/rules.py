"""What may be learned from, what was learned is worth, and when it may speak."""

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from tanggap.kit.learn import Learned, Likely, Model, calibrated, learn

REPORTS_LEAST = 300
"""Fewer finished reports teach nothing that could be measured: a tenth of them must still tell something."""
REPORTS_MOST = 5_000
"""The newest; what people wrote years ago was about another city, and memory grows with the square."""
LABEL_LEAST = 3
"""What was right so seldom is not learned."""
RIGHT_LEAST = 0.8
"""A suggestion is made where four of five like it were right."""
JUDGED_LEAST = 20
"""On fewer suggestions no threshold is chosen."""
NEVER = 2.0
"""A threshold nothing reaches."""


class What(StrEnum):
    """What is learned of a report."""

    KIND = "kind"
    UNIT = "unit"


class Example(Struct, frozen=True, kw_only=True):
    """A finished report: what its reporter wrote, what kind it turned out to be, which unit finished it."""

    report: UUID
    text: str
    kind: str
    unit: str

    def label(self, what: What) -> str:
        """What it teaches."""
        return self.kind if what is What.KIND else self.unit


class Part(StrEnum):
    """What an example serves for: to learn from, to choose the threshold on, to measure with."""

    TAUGHT = "taught"
    CHOSEN = "chosen"
    MEASURED = "measured"


class Figures(Struct, frozen=True, kw_only=True):
    """How good what was learned is, on reports it has not seen. Shares are from 0 to 1.

    ``usual`` and ``usual3``: how often the commonest answer, or one of the three commonest, is right without reading.
    ``sure_from``: the chance from which it speaks; ``sure``: for which share of reports that is so; ``sure_right``:
    how many of those are right.
    """

    taught: int
    measured: int
    labels: int
    top1: float
    top3: float
    usual: float
    usual3: float
    sure_from: float
    sure: float
    sure_right: float

    @property
    def useful(self) -> bool:
        """Whether reading the words is better than always saying what is commonest, and it is ever sure."""
        return self.top1 > self.usual and self.sure > 0


class Taught(Struct, frozen=True, kw_only=True):
    """What was learned and how good it is."""

    learned: Learned
    figures: Figures


def part(report: UUID) -> Part:
    """The part of a report: always the same, a tenth for the threshold and a tenth for the measure."""
    return {0: Part.CHOSEN, 1: Part.MEASURED}.get(report.int % 10, Part.TAUGHT)


def teach(
    examples: Sequence[Example], what: What, *, part_of: Callable[[UUID], Part] = part
) -> Taught | None:
    """Learn from most, choose the threshold on some, measure on the rest; None where there is too little. Slow."""
    if len(examples) < REPORTS_LEAST:
        return None
    parts = {part: [each for each in examples if part_of(each.report) is part] for part in Part}
    often = Counter(each.label(what) for each in parts[Part.TAUGHT])
    taught = [each for each in parts[Part.TAUGHT] if often[each.label(what)] >= LABEL_LEAST]
    if len({each.label(what) for each in taught}) < 2 or not parts[Part.CHOSEN] or not parts[Part.MEASURED]:
        return None
    learned = learn([each.text for each in taught], [each.label(what) for each in taught])
    chosen = parts[Part.CHOSEN]
    learned = calibrated(learned, [each.text for each in chosen], [each.label(what) for each in chosen])
    model = Model(learned)
    sure_from = threshold(judged(model, chosen, what))
    # Accuracy needs no threshold, so both kept-apart parts may measure it.
    figures = measure(
        model,
        apart=[*chosen, *parts[Part.MEASURED]],
        fresh=parts[Part.MEASURED],
        what=what,
        commonest=[label for label, _ in often.most_common(3)],
        sure_from=sure_from,
        taught=len(taught),
    )
    return Taught(learned=learned, figures=figures)


class Judged(Struct, frozen=True, kw_only=True):
    """What was said of a report first, how sure, and whether that and one of the first three were right."""

    chance: float
    right: bool
    among: bool


def judged(model: Model, examples: Sequence[Example], what: What) -> list[Judged]:
    """What the model says of examples it has not seen."""
    found: list[Judged] = []
    for each in examples:
        likely = model.likely(each.text)
        label = each.label(what)
        found.append(
            Judged(
                chance=likely[0].chance if likely else 0.0,
                right=bool(likely) and likely[0].label == label,
                among=any(one.label == label for one in likely),
            )
        )
    return found


def threshold(answers: Sequence[Judged]) -> float:
    """The least chance from which four of five answers were right; one that is never reached where there is none."""
    found, right, seen = NEVER, 0, 0
    surest_first = sorted(answers, key=lambda one: -one.chance)
    for chance, equally_sure in groupby(surest_first, key=lambda one: one.chance):
        for each in equally_sure:
            seen += 1
            right += each.right
        if seen >= JUDGED_LEAST and right / seen >= RIGHT_LEAST:
            found = chance
    if surest_first and found == surest_first[-1].chance:
        # All that were judged were sure and right enough; below them a calibrated chance must do.
        return min(found, RIGHT_LEAST)
    return found


def measure(
    model: Model,
    *,
    apart: Sequence[Example],
    fresh: Sequence[Example],
    what: What,
    commonest: Sequence[str],
    sure_from: float,
    taught: int,
) -> Figures:
    """How often the model is right: of all that was kept apart; where it is sure, of what chose no threshold."""
    answers = judged(model, apart, what)
    sure = [each for each in judged(model, fresh, what) if each.chance >= sure_from]
    labels = [each.label(what) for each in apart]
    return Figures(
        taught=taught,
        measured=len(apart),
        labels=len(model.labels),
        top1=_share([each.right for each in answers]),
        top3=_share([each.among for each in answers]),
        usual=_share([label == commonest[0] for label in labels]),
        usual3=_share([label in commonest for label in labels]),
        sure_from=sure_from,
        sure=len(sure) / len(fresh) if fresh else 0.0,
        sure_right=_share([each.right for each in sure]),
    )


def said(model: Model, text: str, *, sure_from: float) -> tuple[Likely, ...]:
    """What may be suggested for a text: up to three, or nothing where the first is not sure enough."""
    likely = model.likely(text)
    return tuple(likely) if likely and likely[0].chance >= sure_from else ()


def _share(each: Sequence[bool]) -> float:
    return sum(each) / len(each) if each else 0.0
